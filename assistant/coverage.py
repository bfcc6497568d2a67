"""How much of what is asked stands in a clause: shares of its words, by rarity, by field and close together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from assistant.terms import Terms, cut_wording

Shares = NDArray[np.float32]

_WINDOW = 40  # search words; about two sentences
_OTHER_WORDING = 0.7  # what a synonym or translation counts


def cover_fields(
    fields: Sequence[Sequence[Sequence[str]]], terms: Terms, rarity: Mapping[str, float]
) -> tuple[Shares, ...]:
    """Shares, by rarity, of the words asked that stand in each field, and last in the best field of each word.

    `fields` holds for each field the search words of every clause; each array is of shape (clauses,), in [0, 1].
    A wording stands where it does as a whole or with all its parts (`terms.holds_wording`).
    """
    parts = {word: cut_wording(word) or (word,) for wordings in terms.groups.values() for word in wordings}
    columns: dict[str, int] = {}
    for word in (word for wording, cut in parts.items() for word in (wording, *cut)):
        columns.setdefault(word, len(columns))
    holds = np.stack([_find_words(field, columns) for field in fields])
    sums = np.zeros((len(fields) + 1, holds.shape[1]))
    total = 0.0
    for word, wordings in terms.groups.items():
        total += rarity[word]
        shares = np.zeros(holds.shape[:2])
        for wording in wordings[1:]:
            shares[_holds_wording(holds, wording, parts[wording], columns)] = _OTHER_WORDING
        shares[_holds_wording(holds, word, cut_wording(word) or (word,), columns)] = 1.0
        sums[:-1] += rarity[word] * shares
        sums[-1] += rarity[word] * shares.max(axis=0)
    return tuple((sums / (total or 1.0)).astype(np.float32))


def _find_words(field: Sequence[Sequence[str]], columns: Mapping[str, int]) -> NDArray[np.bool_]:
    """Which words (by column) each clause holds, shape (clauses, columns)."""
    held = np.zeros((len(field), len(columns)), dtype=np.bool_)
    wanted = columns.keys()
    for row, words in enumerate(field):
        for word in wanted & set(words):
            held[row, columns[word]] = True
    return held


def _holds_wording(
    holds: NDArray[np.bool_], wording: str, parts: Sequence[str], columns: Mapping[str, int]
) -> NDArray[np.bool_]:
    whole: NDArray[np.bool_] = holds[:, :, columns[wording]]
    return whole | holds[:, :, [columns[part] for part in parts]].all(axis=2)


def cover_window(words: Sequence[str], terms: Terms, rarity: Mapping[str, float]) -> float:
    """The best share, by rarity, of the words asked that stand within `_WINDOW` search words of each other."""
    places = list(compress(enumerate(words), map(terms.groups.__contains__, words)))
    total = sum(rarity[word] for word in terms.groups) or 1.0
    inside: dict[str, int] = {}
    best, current, left = 0.0, 0.0, 0
    for place, word in places:
        if inside.get(word, 0) == 0:
            current += rarity[word]
        inside[word] = inside.get(word, 0) + 1
        while place - places[left][0] > _WINDOW:
            gone = places[left][1]
            inside[gone] -= 1
            if inside[gone] == 0:
                current -= rarity[gone]
            left += 1
        best = max(best, current)
    return best / total
