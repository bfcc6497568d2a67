"""The windows of all clauses held, in one file: rated for a question without any stored vector of a window.

The file's name carries the generation of the store it shows (`index.generations`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from index.encoder import Vectors
from index.generations import name_generation, write_generation
from index.late_interaction import Tokens
from index.static_encoder import StaticEncoder
from index.windows import NO_SCALES, NO_TOKENS, ClauseWindows

_NAME = ("windows", ".safetensors")
_PARTS = ("tokens", "named", "ends", "scales")


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different lengths, one behind the other: row i is `values[starts[i]:starts[i + 1]]`."""

    values: NDArray[Any]
    starts: NDArray[np.int64]

    @classmethod
    def pack(cls, rows: Sequence[NDArray[Any]], like: NDArray[Any]) -> Ragged:
        """Some rows; `like` gives the kind and shape of a value."""
        starts = np.cumsum([0, *map(len, rows)], dtype=np.int64)
        return cls(np.concatenate([like[:0], *rows]), starts)

    def take(self, places: NDArray[np.int64]) -> Ragged:
        """Some rows, in the order asked for."""
        begins, sizes = self.starts[places], self.starts[places + 1] - self.starts[places]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        found = np.arange(starts[-1]) + np.repeat(begins - starts[:-1], sizes)
        return Ragged(self.values[found], starts)

    def row(self, place: int) -> NDArray[Any]:
        """One row."""
        return self.values[self.starts[place] : self.starts[place + 1]]


@dataclass(frozen=True, slots=True)
class WindowIndex:
    """The windows of clauses by row; `rows` ascend, and row i's tokens are row i of each part."""

    rows: NDArray[np.int64]
    tokens: Ragged
    named: Ragged
    ends: Ragged
    scales: Ragged

    @classmethod
    def build(cls, rows: Sequence[int], clauses: Sequence[ClauseWindows]) -> WindowIndex:
        """An index of clauses with their rows, which ascend."""
        return cls(
            np.array(rows, np.int64),
            Ragged.pack([clause.tokens for clause in clauses], NO_TOKENS),
            Ragged.pack([clause.named for clause in clauses], NO_TOKENS),
            Ragged.pack([clause.ends for clause in clauses], NO_TOKENS),
            Ragged.pack([clause.scales for clause in clauses], NO_SCALES),
        )

    def load_tokens(self, rows: Sequence[int]) -> dict[int, tuple[Tokens, Tokens]]:
        """The tokens of clauses by row: those of the text, and those of title and headings; unknown rows left out."""
        places = self._find_places(rows)
        return {
            row: (self.tokens.row(place), self.named.row(place))
            for row, place in zip(rows, places.tolist(), strict=True)
            if place >= 0
        }

    def _find_places(self, rows: Sequence[int]) -> NDArray[np.int64]:
        """Where rows stand here, -1 for those that do not."""
        if not len(self.rows):
            return np.full(len(rows), -1)
        wanted = np.asarray(rows, np.int64)
        places = np.minimum(np.searchsorted(self.rows, wanted), len(self.rows) - 1)
        return np.where(self.rows[places] == wanted, places, -1)

    def rate(self, encoder: StaticEncoder, vector: Vectors, rows: Sequence[int]) -> Vectors:
        """For each row the best cosine of a question's unit vector with a window, shape (len(rows),).

        0 for a row that is not held or has no known word.
        """
        found = self._find_places(rows)
        rated = np.zeros(len(found), np.float32)
        held = np.flatnonzero(found >= 0)
        rated[held] = self._rate_places(encoder, vector, found[held])
        return rated

    def _rate_places(self, encoder: StaticEncoder, vector: Vectors, places: NDArray[np.int64]) -> Vectors:
        tokens, named = self.tokens.take(places), self.named.take(places)
        ends, scales = self.ends.take(places), self.scales.take(places)
        counts, first = np.diff(ends.starts), ends.starts[:-1]
        best = np.zeros(len(places), np.float32)
        filled = np.flatnonzero(counts)
        if not filled.size:
            return best
        dots = encoder.dot_tokens(vector, np.concatenate([tokens.values, named.values]))
        said, names = _add_up(dots[: len(tokens.values)]), _add_up(dots[len(tokens.values) :])
        stops = ends.values + np.repeat(tokens.starts[:-1], counts)
        begins = np.concatenate([[0], stops[:-1]])
        begins[first[filled]] = tokens.starts[:-1][filled]
        products = (
            said[stops] - said[begins],
            np.repeat(np.diff(said[tokens.starts]), counts),
            np.repeat(np.diff(names[named.starts]), counts),
        )
        cosines = np.einsum("pw,wp->w", np.stack(products), scales.values)
        best[filled] = np.maximum.reduceat(cosines, first[filled])
        return best

    def save(self, folder: Path, generation: int) -> None:
        """Write the file of a generation in the place of older ones."""
        tensors = {"rows": self.rows}
        for name in _PARTS:
            part: Ragged = getattr(self, name)
            tensors |= {name: part.values, f"{name}_starts": part.starts}

        def write(path: Path) -> None:
            save_file(tensors, path)  # for its owner alone
            path.chmod(0o644)  # as FAISS and SQLite write theirs

        write_generation(folder, *_NAME, generation, write)

    @classmethod
    def load(cls, folder: Path, generation: int) -> WindowIndex | None:
        """The index of exactly that generation, None when there is none or it cannot be read."""
        path = name_generation(folder, *_NAME, generation)
        if not path.is_file():
            return None
        try:
            held = load_file(path)
            return cls(held["rows"], *(Ragged(held[name], held[f"{name}_starts"]) for name in _PARTS))
        except (SafetensorError, OSError, KeyError):
            return None


def _add_up(dots: NDArray[np.float32]) -> NDArray[np.float64]:
    """The sums of the first 0, 1, 2, … values."""
    return np.concatenate([[0.0], np.cumsum(dots, dtype=np.float64)])
