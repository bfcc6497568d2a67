"""How much of what is asked stands in a clause: shares of its words, by rarity, by field and close together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from assistant.terms import Terms, cut_wording

Shares = NDArray[np.float32]

_WINDOW = 40  # search words; about two sentences
_OTHER_WORDING = 0.7  # what a synonym or translation counts


def measure_coverage(
    fields: Sequence[Sequence[str]], terms: Terms, rarity: Mapping[str, float]
) -> tuple[Shares, ...]:
    """Shares, by rarity, of the words asked: those that stand in each field, those in the best field of each word, and
    the most that stand within `_WINDOW` search words of each other in the first field.

    `fields` holds for each field the search words of every clause, joined by spaces; each array is of shape (clauses,),
    in [0, 1]. A wording stands where it does as a whole or with all its parts (`terms.holds_wording`).
    """
    parts = {word: cut_wording(word) or (word,) for wordings in terms.groups.values() for word in wordings}
    columns: dict[str, int] = {}
    for word in (*terms.groups, *(word for wording, cut in parts.items() for word in (wording, *cut))):
        columns.setdefault(word, len(columns))
    found = [_find_words(field, columns) for field in fields]
    holds = np.zeros((len(fields), len(fields[0]), len(columns)), dtype=np.bool_)
    for held, one in zip(holds, found, strict=True):
        held[one.clauses, one.columns] = True
    total = sum(rarity[word] for word in terms.groups) or 1.0
    sums = np.zeros((len(fields) + 1, holds.shape[1]))
    for word, wordings in terms.groups.items():
        shares = np.zeros(holds.shape[:2])
        for wording in wordings[1:]:
            shares[_holds_wording(holds, wording, parts[wording], columns)] = _OTHER_WORDING
        shares[_holds_wording(holds, word, parts[word], columns)] = 1.0
        sums[:-1] += rarity[word] * shares
        sums[-1] += rarity[word] * shares.max(axis=0)
    weights = [rarity[word] for word in terms.groups]
    windows = np.array(_cover_windows(found[0], len(fields[0]), weights))
    return tuple((share / total).astype(np.float32) for share in (*sums, windows))


@dataclass(frozen=True, slots=True)
class _Found:
    """Where wanted words stand, in reading order: the clause's place in the list, the word's in it, its column."""

    clauses: NDArray[np.int64]
    places: NDArray[np.int64]
    columns: NDArray[np.int64]


def _find_words(field: Sequence[str], columns: Mapping[str, int]) -> _Found:
    cut = [text.split() for text in field]
    words = list(chain.from_iterable(cut))
    sizes = np.fromiter(map(len, cut), np.int64, len(cut))
    numbers = np.fromiter(map(columns.get, words, repeat(-1)), np.int64, len(words))
    hits = np.flatnonzero(numbers >= 0)
    clauses = np.repeat(np.arange(len(cut)), sizes)[hits]
    return _Found(clauses, hits - (np.cumsum(sizes) - sizes)[clauses], numbers[hits])


def _holds_wording(
    holds: NDArray[np.bool_], wording: str, parts: Sequence[str], columns: Mapping[str, int]
) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = holds[:, :, columns[parts[0]]]
    for part in parts[1:]:
        found = found & holds[:, :, columns[part]]
    return found | holds[:, :, columns[wording]]


def _cover_windows(found: _Found, clauses: int, weights: Sequence[float]) -> list[float]:
    """For each clause the most that words asked (they have the first columns) weigh within a window."""
    hits: list[list[tuple[int, int]]] = [[] for _ in range(clauses)]
    for clause, place, word in zip(
        found.clauses.tolist(), found.places.tolist(), found.columns.tolist(), strict=True
    ):
        if word < len(weights):
            hits[clause].append((place, word))
    return [_cover_window(places, weights) for places in hits]


def _cover_window(places: Sequence[tuple[int, int]], weights: Sequence[float]) -> float:
    inside = [0] * len(weights)
    best, current, left = 0.0, 0.0, 0
    for place, word in places:
        if inside[word] == 0:
            current += weights[word]
        inside[word] += 1
        while place - places[left][0] > _WINDOW:
            gone = places[left][1]
            inside[gone] -= 1
            if inside[gone] == 0:
                current -= weights[gone]
            left += 1
        best = max(best, current)
    return best
