"""Fitting the refusal decision: a logistic model over grounding signals, and the threshold on a risk-coverage curve.

Coverage is the share of answerable questions that are answered, risk the share of unanswerable ones that are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.ground import SIGNALS

_FREE = frozenset(("bias", "wants_something", "scoped", "kind_present"))  # what they say depends on the rest
_AGAINST = frozenset(
    ("missing_rarest", "missing_rarest_share", "missing_rarest_of_three", "missing_count", "unknown_share",
     "weak_share", "wanted_missing", "nothing_held", "answer_missing", "answer_missing_of_three", "name_missing",
     "figure_of_other_year")
)  # fmt: skip
_ONE_SIDED = 0.3  # weight of a store whose questions all have, or all lack, an answer


@dataclass(frozen=True, slots=True)
class Judged:
    """Grounding signals of one question by name, and whether its documents answer it.

    `share` > 0 weighs it; `store` names what it was put to.
    """

    signals: dict[str, float]
    answerable: bool
    share: float = 1.0
    store: str = ""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """At this threshold: share of answerable questions answered, and of unanswerable ones wrongly answered."""

    threshold: float
    coverage: float
    risk: float


def fit_decision(judged: Sequence[Judged], strength: float = 0.1) -> dict[str, float]:
    """Weights by signal of a logistic model, fitted on signals scaled to unit variance and scaled back.

    Classes count alike; `strength` is the inverse of the pull to zero. A signal that can only speak for an answer gets
    no weight below zero, one that can only speak against it none above: with a thousand questions a free fit explains
    chance by weights of the wrong sign. Raises ValueError unless both classes occur.
    """
    matrix, right, shares = _stack(judged)
    if right.all() or not right.any():
        raise ValueError("both answerable and unanswerable questions are needed")
    spread = np.maximum(matrix[:, 1:].std(axis=0), 0.02)
    scaled = matrix[:, 1:] / spread
    sides = np.where(right, 1.0, -1.0)
    weights = shares * np.where(right, 1.0 / shares[right].sum(), 1.0 / shares[~right].sum()) * len(right) / 2

    def measure_loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = sides * (scaled @ values[1:] + values[0])
        pulls = -sides * weights / (1.0 + np.exp(np.clip(margins, -30, 30)))
        loss = weights @ np.logaddexp(0.0, -margins) + values[1:] @ values[1:] / (2 * strength)
        slope = np.concatenate([[pulls.sum()], scaled.T @ pulls + values[1:] / strength])
        return float(loss), slope

    bounds = [_bound_weight(name) for name in SIGNALS]
    fitted = minimize(measure_loss, np.zeros(len(SIGNALS)), jac=True, method="L-BFGS-B", bounds=bounds).x
    return dict(zip(SIGNALS, [float(fitted[0]), *(fitted[1:] / spread).tolist()], strict=True))


def _bound_weight(name: str) -> tuple[float | None, float | None]:
    if name in _FREE:
        return None, None
    return (None, 0.0) if name in _AGAINST else (0.0, None)


def balance_shares(judged: Sequence[Judged]) -> list[Judged]:
    """The same with shares that make every store's answerable and unanswerable questions weigh alike in all.

    Else a model learns the size of a store instead of what an answer looks like. The mean share is 1.
    """
    totals: dict[tuple[str, bool], float] = {}
    for item in judged:
        key = (item.store, item.answerable)
        totals[key] = totals.get(key, 0.0) + item.share
    stores = {item.store for item in judged if (item.store, not item.answerable) in totals}
    shared = [
        replace(item, share=item.share / totals[item.store, item.answerable])
        if item.store in stores
        else replace(item, share=_ONE_SIDED * item.share / totals[item.store, item.answerable])
        for item in judged
    ]
    mean = sum(item.share for item in shared) / max(len(shared), 1)
    return [replace(item, share=item.share / mean) for item in shared]


def estimate(judged: Sequence[Judged], weights: dict[str, float]) -> NDArray[np.float64]:
    """The probability that each question is answered, shape (questions,)."""
    matrix, _, _ = _stack(judged)
    total = matrix @ np.array([weights[name] for name in SIGNALS])
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(total, -30, 30))))


def draw_curve(probabilities: NDArray[np.float64], answerable: NDArray[np.bool_]) -> list[CurvePoint]:
    """One point for each threshold in steps of .01, from 0 to 1."""
    points = []
    for threshold in np.linspace(0, 1, 101):
        answered = probabilities >= threshold
        coverage = float(answered[answerable].mean()) if answerable.any() else 0.0
        risk = float(answered[~answerable].mean()) if (~answerable).any() else 0.0
        points.append(CurvePoint(float(threshold), coverage, risk))
    return points


def choose_threshold(curve: Sequence[CurvePoint], most_lost: float = 0.05) -> CurvePoint:
    """The highest threshold that still answers all but `most_lost` of the answerable questions."""
    kept = [point for point in curve if point.coverage >= 1.0 - most_lost]
    return max(kept, key=lambda point: point.threshold) if kept else curve[0]


def _stack(
    judged: Sequence[Judged],
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    matrix = np.array([[item.signals[name] for name in SIGNALS] for item in judged], dtype=np.float64)
    right = np.array([item.answerable for item in judged], dtype=bool)
    return matrix, right, np.array([item.share for item in judged])
