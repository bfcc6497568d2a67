"""Measures of a ranking against targets: Success@k, Recall@k, reciprocal rank, nDCG@k.

A judged ranking holds, for each rank from the best, the set of targets (numbered from 0) that the item there
meets. A target counts once, at its first rank. A question without any result scores 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Judged = Sequence[frozenset[int]]


def first_rank(judged: Judged) -> int | None:
    """The rank from 1 of the first item that meets a target, None when there is none."""
    return next((rank for rank, met in enumerate(judged, start=1) if met), None)


def success_at(judged: Judged, k: int) -> float:
    """1 when one of the first k items meets a target, else 0."""
    return float(any(judged[:k]))


def recall_at(judged: Judged, targets: int, k: int) -> float:
    """Share of the targets met within the first k items, in [0, 1]. Raises ValueError when there is no target."""
    if targets < 1:
        raise ValueError("recall needs at least one target")
    return len(frozenset().union(*judged[:k])) / targets


def recall_all_at(judged: Judged, targets: int, k: int) -> float:
    """1 when every target is met within the first k items, else 0."""
    return float(recall_at(judged, targets, k) == 1.0)


def reciprocal_rank(judged: Judged, k: int | None = None) -> float:
    """1 / rank of the first item that meets a target, 0 when none of the first k does."""
    rank = first_rank(judged if k is None else judged[:k])
    return 0.0 if rank is None else 1.0 / rank


def ndcg_at(judged: Judged, targets: int, k: int = 10) -> float:
    """Normalised discounted cumulative gain of binary relevance with log2 discount, in [0, 1].

    An item gains 1 when it meets a target that no item above it met.
    """
    if targets < 1:
        raise ValueError("nDCG needs at least one target")
    seen: frozenset[int] = frozenset()
    gained = 0.0
    for rank, met in enumerate(judged[:k], start=1):
        if met - seen:
            gained += 1.0 / math.log2(rank + 1)
        seen |= met
    best = sum(1.0 / math.log2(rank + 1) for rank in range(1, min(targets, k) + 1))
    return gained / best
