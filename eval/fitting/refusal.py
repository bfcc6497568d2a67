"""Fitting the refusal decision: a logistic model over grounding signals, and the threshold on a risk-coverage curve.

Coverage is the share of answerable questions that are answered, risk the share of unanswerable ones that are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.ground import SIGNALS


@dataclass(frozen=True, slots=True)
class Judged:
    """Grounding signals of one question by name, and whether its documents answer it. `share` > 0 weighs it."""

    signals: dict[str, float]
    answerable: bool
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """At this threshold: share of answerable questions answered, and of unanswerable ones wrongly answered."""

    threshold: float
    coverage: float
    risk: float


def fit_decision(judged: Sequence[Judged], strength: float = 0.1) -> dict[str, float]:
    """Weights by signal, fitted on signals scaled to unit variance and scaled back; classes count alike.

    Raises ValueError unless both classes occur.
    """
    from sklearn.linear_model import LogisticRegression

    matrix, right, shares = _stack(judged)
    if right.all() or not right.any():
        raise ValueError("both answerable and unanswerable questions are needed")
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=2000, fit_intercept=True)
    spread = np.maximum(matrix[:, 1:].std(axis=0), 0.02)
    model.fit(matrix[:, 1:] / spread, right, sample_weight=shares)
    values = [float(model.intercept_[0]), *(float(value) for value in model.coef_[0] / spread)]
    return dict(zip(SIGNALS, values, strict=True))


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
