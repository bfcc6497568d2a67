"""Measures of the citations of one answer: the first one right, every gold covered, precision and recall.

What a citation meets, in its own place and in those it names for the same words, is found by `eval.gold`; the strict
measure of the first citation is given its own place alone.
"""

from __future__ import annotations

from eval.measures.ranking import Judged, recall_at


def rate_first(judged: Judged) -> float:
    """1 when the first citation meets a target, else 0."""
    return float(bool(judged) and bool(judged[0]))


def rate_coverage(judged: Judged, targets: int, needs_every: bool) -> float:
    """1 when the citations are right as a set: every target for a comparison or conflict, else the first citation."""
    if needs_every:
        return float(recall_at(judged, targets, len(judged)) == 1.0)
    return rate_first(judged)


def rate_precision(judged: Judged) -> float:
    """Share of the citations that meet a target, in [0, 1]; 0 without citations."""
    return sum(bool(met) for met in judged) / len(judged) if judged else 0.0


def rate_recall(judged: Judged, targets: int) -> float:
    """Share of the targets that some citation meets, in [0, 1]."""
    return recall_at(judged, targets, len(judged))
