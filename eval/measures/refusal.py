"""Precision and recall of refusing, over a whole set: refusing is right when the documents do not answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusalRates:
    """Shares in [0, 1]. `recall`: of the unanswerable, refused; `precision`: of the refused, unanswerable;

    `wrong`: of the answerable, refused. A share of nothing is 1 for precision and recall, 0 for `wrong`.
    """

    precision: float
    recall: float
    wrong: float


def rate_refusals(refused: Sequence[bool], answerable: Sequence[bool]) -> RefusalRates:
    """The rates over a set. Raises ValueError when the two differ in length.

    Example: refused [True, True, False], answerable [False, True, True] -> precision .5, recall 1, wrong .5.
    """
    pairs = list(zip(refused, answerable, strict=True))
    right = sum(no and not can for no, can in pairs)
    unanswerable = sum(not can for _, can in pairs)
    return RefusalRates(
        precision=_divide(right, sum(refused), 1.0),
        recall=_divide(right, unanswerable, 1.0),
        wrong=_divide(sum(refused) - right, len(pairs) - unanswerable, 0.0),
    )


def _divide(part: int, whole: int, otherwise: float) -> float:
    return part / whole if whole else otherwise
