"""The vector index: inner products of unit vectors in half precision, kept by FAISS in one file.

Exact search (no clustering): 140,000 rows of 512 dimensions take milliseconds, and nothing is lost.
The file's name carries the generation of the store it shows (`index.generations`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.generations import name_generation, write_generation
from index.keywords import Scored, sort_hits

_NAME = ("vectors", ".faiss")


class VectorIndex:
    """Clause rows by vector. Searches are exact; `rows` of the scope narrow them."""

    def __init__(self, dimensions: int) -> None:
        flat = faiss.IndexScalarQuantizer(
            dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._index = faiss.IndexIDMap2(flat)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, rows: Sequence[int], vectors: Vectors) -> None:
        """Add unit vectors of shape (len(rows), dimensions)."""
        if len(rows):
            self._index.add_with_ids(
                np.ascontiguousarray(vectors, dtype=np.float32), np.asarray(rows, dtype=np.int64)
            )

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows out; unknown ones are ignored."""
        if len(rows):
            self._index.remove_ids(np.asarray(rows, dtype=np.int64))

    def search(
        self, vector: NDArray[np.float32], k: int, rows: NDArray[np.int64] | None = None
    ) -> list[Scored]:
        """The k nearest rows by cosine, best first, ties by row; FAISS's padding (-1) never gets out."""
        if k < 1 or not len(self) or (rows is not None and not len(rows)):
            return []
        query = np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32)
        wanted = min(k, len(self) if rows is None else len(rows))
        if rows is None:
            scores, found = self._index.search(query, wanted)
        else:
            selector = faiss.IDSelectorBatch(rows)
            scores, found = self._index.search(query, wanted, params=faiss.SearchParameters(sel=selector))
        hits = [
            Scored(int(row), float(score)) for row, score in zip(found[0], scores[0], strict=True) if row >= 0
        ]
        return sort_hits(hits)

    def save(self, folder: Path, generation: int) -> None:
        """Write the file of a generation in the place of older ones."""
        write_generation(folder, *_NAME, generation, lambda path: faiss.write_index(self._index, str(path)))

    @classmethod
    def load(cls, folder: Path, generation: int) -> VectorIndex | None:
        """The index of exactly that generation, None when there is none or it cannot be read."""
        path = name_generation(folder, *_NAME, generation)
        if not path.is_file():
            return None
        try:
            loaded = faiss.read_index(str(path))
        except RuntimeError:
            return None
        index = cls.__new__(cls)
        index._index = loaded
        return index
