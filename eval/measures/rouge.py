"""ROUGE-L by characters: the longest common subsequence of two texts, white space and punctuation left out."""

from __future__ import annotations

import unicodedata

from eval.measures.facts import fold_fact

_LIMIT = 4000  # characters; quadratic beyond is no use


def rate_rouge(candidate: str, reference: str) -> float:
    """F1 of precision and recall of the longest common subsequence, in [0, 1]; 0 when either is empty.

    Example: rate_rouge("不超过50万元。", "补助不超过50万元") -> 14 / 16.
    """
    one, other = _keep_words(candidate), _keep_words(reference)
    if not one or not other:
        return 0.0
    shared = count_common(one, other)
    return 2.0 * shared / (len(one) + len(other))


def count_common(one: str, other: str) -> int:
    """Length of the longest common subsequence, by Hyyrö's bit-parallel method.

    Example: count_common("abcde", "ace") -> 3.
    """
    places: dict[str, int] = {}
    for position, character in enumerate(one):
        places[character] = places.get(character, 0) | (1 << position)
    full = (1 << len(one)) - 1
    free = full
    for character in other:
        matched = free & places.get(character, 0)
        free = ((free + matched) | (free - matched)) & full
    return len(one) - free.bit_count()


def _keep_words(text: str) -> str:
    folded = fold_fact(text)[:_LIMIT]
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] in "LNS")
