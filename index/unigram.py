"""Unigram tokenization of many texts at once with numpy, the same cuts as `tokenizers` gives, several times as fast.

A folded text is cut into runs of Chinese, of English words, of digits; each run is split into the pieces whose
scores add up to the most (Viterbi), position by position for all runs of about the same length together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
RUNS = r"[\u3400-\u9fff]+|[a-z]+(?: [a-z]+)*|[0-9]+"  # what is cut; everything else is dropped
_RUN = re.compile(RUNS)
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_UNKNOWN_PENALTY = 10.0  # as in tokenizers
_LONGEST_RUN = 512  # a longer run is cut blindly, so that time stays linear
_CELLS, _USUAL_LONGEST = 1_500_000, 12  # size of the tables of one pass, about 18 MB
_FEW = 4_000  # characters that are cut in one pass
_FIRST_HAN = np.uint64(0x3400)


@dataclass(frozen=True, slots=True)
class PieceTable:
    """An open hash table of all pieces and of their beginnings; `ids` is -1 for a mere beginning.

    A slot is found by the low bits of a 64-bit hash and checked by its high half (`tags`, 0 is empty).
    """

    tags: NDArray[np.uint32]
    ids: Ids
    scores: NDArray[np.float64]
    longest: int
    unknown_score: float

    @classmethod
    def build(cls, pieces: Sequence[tuple[str, float]]) -> PieceTable:
        """The table of a Unigram vocabulary; piece 0 is the unknown piece."""
        scores = np.array([score for _, score in pieces], np.float64)
        words = [word for word, _ in pieces]
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        flat = _read_code_points("".join(words))
        starts = np.cumsum(lengths) - lengths
        hashes, ids = [], []
        state, alive = np.zeros(len(words), np.uint64), np.arange(1, len(words))
        for depth in range(int(lengths.max())):
            alive = alive[lengths[alive] > depth]
            state[alive] = _mix(state[alive], flat[starts[alive] + depth])
            complete = lengths[alive] == depth + 1
            hashes.append(state[alive])
            ids.append(np.where(complete, alive, -1))
        tags, owners = _fill_table(*_deduplicate(np.concatenate(hashes), np.concatenate(ids)))
        return cls(tags, owners, scores, int(lengths[1:].max()), float(scores.min()) - _UNKNOWN_PENALTY)

    def find(self, hashes: NDArray[np.uint64]) -> tuple[Ids, NDArray[np.bool_]]:
        """Piece ids (-1 for none) of some hashes, and whether any piece begins like that."""
        wanted, slots = _tag(hashes), (hashes & np.uint64(len(self.tags) - 1)).astype(np.intp)
        there = self.tags[slots]
        known = there == wanted
        ids = np.where(known, self.ids[slots], np.int32(-1))
        places = np.flatnonzero(~known & (there != 0))
        while len(places):
            slots[places] = (slots[places] + 1) & (len(self.tags) - 1)
            there = self.tags[slots[places]]
            equal = there == wanted[places]
            ids[places[equal]], known[places[equal]] = self.ids[slots[places[equal]]], True
            places = places[~equal & (there != 0)]
        return ids, known


def _tag(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    return (hashes >> np.uint64(32)).astype(np.uint32) | np.uint32(1)


def _read_code_points(text: str) -> NDArray[np.uint64]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)


def _mix(state: NDArray[np.uint64], code_points: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed = (state ^ (code_points + np.uint64(1))) * _PRIME
    mixed ^= mixed >> np.uint64(29)
    return mixed


def _deduplicate(hashes: NDArray[np.uint64], ids: NDArray[np.int64]) -> tuple[NDArray[np.uint64], Ids]:
    order = np.argsort(hashes)
    hashes = hashes[order]
    first = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
    return hashes[first], np.maximum.reduceat(ids[order], first).astype(
        np.int32
    )  # a piece before a beginning


def _fill_table(keys: NDArray[np.uint64], values: Ids) -> tuple[NDArray[np.uint32], Ids]:
    size = 1 << int(len(keys) * 2 - 1).bit_length()
    table, owners = np.zeros(size, np.uint32), np.full(size, -1, np.int32)
    tags, slots = _tag(keys), (keys & np.uint64(size - 1)).astype(np.intp)
    claims = np.empty(size, np.int32)
    while len(slots):
        numbers = np.arange(len(slots), dtype=np.int32)
        claims[slots] = numbers  # of several for one slot the last one wins
        wins = (table[slots] == 0) & (claims[slots] == numbers)
        table[slots[wins]], owners[slots[wins]] = tags[wins], values[wins]
        tags, values, slots = tags[~wins], values[~wins], (slots[~wins] + 1) & (size - 1)
    return table, owners


def cut_texts(table: PieceTable, texts: Sequence[str]) -> tuple[Ids, NDArray[np.int64]]:
    """Piece ids of folded texts in one row, and how many each text has; unknown characters give piece 0."""
    runs = [_split_runs(text) for text in texts]
    numbers: dict[str, int] = {}  # a run that comes again is cut once
    order = np.array([numbers.setdefault(run, len(numbers)) for text in runs for run in text], np.int64)
    if not len(order):
        return np.zeros(0, np.int32), np.zeros(len(texts), np.int64)
    lengths = np.fromiter(map(len, numbers), np.int64, len(numbers))
    points = _read_code_points("".join(numbers))
    pieces, sizes = _cut_runs(table, points, np.cumsum(lengths) - lengths, lengths)
    repeated = sizes[order]
    ends = np.cumsum(repeated)
    places = np.repeat((np.cumsum(sizes) - sizes)[order] - (ends - repeated), repeated)
    places += np.arange(len(places))
    totals = np.concatenate([[0], ends])
    last = np.cumsum(np.fromiter(map(len, runs), np.int64, len(runs)))
    return pieces[places], np.diff(totals[last], prepend=0)


def _split_runs(text: str) -> list[str]:
    runs = _RUN.findall(" ".join(text.replace("-", " ").split()))
    if len(text) <= _LONGEST_RUN:
        return runs
    return [run[first : first + _LONGEST_RUN] for run in runs for first in range(0, len(run), _LONGEST_RUN)]


def _cut_runs(
    table: PieceTable, points: NDArray[np.uint64], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> tuple[Ids, NDArray[np.int64]]:
    """Pieces of all runs in order, and their number for each run; runs of like length are cut together."""
    chosen = np.full(len(points), -1, np.int32)  # the piece that starts at a place of the best path, else -1
    latin = points[starts] < _FIRST_HAN
    band = np.ceil(np.log2(np.maximum(lengths, 4)) * 2).astype(np.int64) * 2 + latin
    if len(points) <= _FEW:
        band[:] = 1  # a pass costs more than the empty cells that it spares
    for one in np.unique(band):
        lanes = np.flatnonzero(band == one)
        step = max(1, _CELLS // int(lengths[lanes].max() * (table.longest if one % 2 else _USUAL_LONGEST)))
        for first in range(0, len(lanes), step):
            some = lanes[first : first + step]
            _cut_band(table, points, starts[some], lengths[some], chosen)
    used = chosen >= 0
    before = np.concatenate([[0], np.cumsum(used)])
    return chosen[used], before[starts + lengths] - before[starts]


def _match_pieces(
    table: PieceTable, points: NDArray[np.uint64], places: NDArray[np.int64], room: NDArray[np.int64]
) -> list[tuple[NDArray[np.int64], Ids]]:
    """For each length from 1: indexes into `places` where a piece of that length starts, and the piece."""
    state, alive = np.zeros(len(places), np.uint64), np.arange(len(places))
    found = []
    for depth in range(table.longest):
        inside = room[alive] > depth
        alive, state = alive[inside], state[inside]
        if not len(alive):
            break
        state = _mix(state, points[places[alive] + depth])
        ids, known = table.find(state)
        hit = ids >= 0
        found.append((alive[hit], ids[hit]))
        alive, state = alive[known], state[known]
    while len(found) > 1 and not len(found[-1][0]):
        found.pop()
    return found


def _cut_band(
    table: PieceTable,
    points: NDArray[np.uint64],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    chosen: Ids,
) -> None:
    """Viterbi over the runs of one band; writes the pieces of the best paths into `chosen`."""
    lanes, width = len(starts), int(lengths.max())
    columns = np.repeat(np.arange(width), lanes)
    owners = np.tile(np.arange(lanes), width)
    inside = columns < lengths[owners]
    columns, owners = columns[inside], owners[inside]
    found = _match_pieces(table, points, starts[owners] + columns, lengths[owners] - columns)
    longest = len(found)
    pieces = np.zeros((width + 1, longest, lanes), np.int32)  # by end and, longest first, by length
    scores = np.full(pieces.shape, -np.inf)
    scores[columns + 1, longest - 1, owners] = table.unknown_score
    for size, (hits, ids) in enumerate(found, 1):
        where = columns[hits] + size, longest - size, owners[hits]
        pieces[where], scores[where] = ids, table.scores[ids]
    best = np.full((width + longest, lanes), -np.inf)
    best[longest - 1] = 0.0
    back = np.zeros((width + 1, lanes), np.intp)
    for end in range(1, width + 1):
        total = best[end - 1 : end - 1 + longest] + scores[end]
        back[end] = total.argmax(axis=0)  # the longest piece wins a tie
        best[end - 1 + longest] = total.max(axis=0)
    _follow_paths(pieces, back, starts, lengths, chosen)


def _follow_paths(
    pieces: Ids, back: NDArray[np.intp], starts: NDArray[np.int64], lengths: NDArray[np.int64], chosen: Ids
) -> None:
    longest, ends, lanes = pieces.shape[1], lengths, np.arange(len(starts))
    while len(lanes):
        order = back[ends, lanes]
        first = ends - (longest - order)
        chosen[starts[lanes] + first] = pieces[ends, order, lanes]
        further = first > 0
        ends, lanes = first[further], lanes[further]
