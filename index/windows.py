"""Windows of a clause: the runs of words between its commas, each rated beside the clause and what names it.

The mean over a long clause blurs what one part of it says; its best window does not. A window's vector is the sum of
three unit vectors: its own, the clause's, and a share of that of title and headings. It is never stored: dot products
add up token by token, so the tokens and the lengths are enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, Vectors
from index.late_interaction import Tokens
from index.static_encoder import StaticEncoder

_SEGMENT = re.compile(r"(?:[^,;。:!?\n]|(?<=\d),(?=\d))+[,;。:!?\n]*|[,;。:!?\n]+")  # of folded text
_SHORTEST = 12  # characters; what is shorter belongs to the same window as what follows it
_LONGEST = 1_200  # characters of a clause that are cut
_NAMED_SHARE = 0.9  # of the unit vector of title and headings beside those of window and clause
NO_TOKENS: Tokens = np.zeros(0, np.int32)
NO_SCALES: Vectors = np.zeros((0, 3), np.float32)


@dataclass(frozen=True, slots=True)
class ClauseWindows:
    """One clause: `tokens` in reading order, those of what names it, and its windows.

    `ends[w]` is where window w ends among the tokens, it begins where the one before ends. `scales[w]` says what the
    dot products of a question with window, clause and names count in the cosine, shape (windows, 3).
    """

    tokens: Tokens
    named: Tokens
    ends: NDArray[np.int32]
    scales: NDArray[np.float32]

    def pack(self) -> tuple[bytes, bytes, bytes, bytes]:
        """As a row of the store's window columns."""
        return self.tokens.tobytes(), self.named.tobytes(), self.ends.tobytes(), self.scales.tobytes()

    @classmethod
    def unpack(cls, tokens: bytes, named: bytes, ends: bytes, scales: bytes) -> ClauseWindows:
        """The windows that `pack` gave."""
        said, names, stops = (np.frombuffer(part, np.int32) for part in (tokens, named, ends))
        return cls(said, names, stops, np.frombuffer(scales, np.float32).reshape(-1, NO_SCALES.shape[1]))


def split_windows(folded: str) -> list[str]:
    """A folded text cut behind commas and stops, nothing left out; a comma inside a number does not cut.

    Example: "对首次认定的高新技术企业,一次性给予奖励10万元。" -> two windows.
    """
    windows, current = [], ""
    for part in _SEGMENT.findall(folded[:_LONGEST]):
        current += part
        if len(current) >= _SHORTEST:
            windows.append(current)
            current = ""
    if current and windows:
        windows[-1] += current
    return windows or ([current] if current else [])


def cut_windows(encoder: Encoder, folded: Sequence[str], named: Sequence[str]) -> list[ClauseWindows]:
    """The windows of folded texts, each with the folded text of what names it; none for an encoder without tokens."""
    if not isinstance(encoder, StaticEncoder):
        nothing = ClauseWindows(NO_TOKENS, NO_TOKENS, NO_TOKENS, NO_SCALES)
        return [nothing] * len(folded)
    split = [split_windows(text) for text in folded]
    parts = iter(encoder.tokenize([window for windows in split for window in windows]))
    cut = [[ids for ids in (next(parts) for _ in windows) if ids.size] for windows in split]
    names = encoder.tokenize(named)
    sums = iter(encoder.sum_tokens([ids for windows in cut for ids in windows]))
    made = []
    for windows, name, below in zip(cut, names, encoder.sum_tokens(names), strict=True):
        own = np.array([next(sums) for _ in windows], np.float32).reshape(len(windows), encoder.dimensions)
        tokens = np.concatenate(windows).astype(np.int32) if windows else NO_TOKENS
        ends = np.cumsum([len(ids) for ids in windows], dtype=np.int32)
        made.append(ClauseWindows(tokens, name.astype(np.int32), ends, _measure_scales(own, below)))
    return made


def _measure_scales(own: Vectors, named: Vectors) -> NDArray[np.float32]:
    """One over the length of each part, over the length of their sum; `own` are the windows' summed tokens."""
    whole = own.sum(axis=0)
    lengths = np.linalg.norm(own, axis=1)
    parts = np.stack([_invert(lengths), np.full(len(own), _invert(np.linalg.norm(whole)))], axis=1)
    share = _NAMED_SHARE * _invert(np.linalg.norm(named))
    summed = own * parts[:, :1] + (whole * parts[0, 1] if len(own) else 0.0) + share * named
    parts = np.hstack([parts, np.full((len(own), 1), share)])
    return np.asarray(parts * _invert(np.linalg.norm(summed, axis=1))[:, None], np.float32)


def _invert(lengths: NDArray[np.floating] | np.floating) -> NDArray[np.floating]:
    known = np.asarray(lengths)
    return np.where(known > 0, 1.0 / np.maximum(known, 1e-9), 0.0)
