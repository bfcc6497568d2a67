"""Listwise fitting of a linear ranker: the right candidates' share of a softmax over all candidates of a question.

The loss is ListNet's top-one form (Cao et al. 2007) with all right candidates counted together, plus an L2 term
around a prior; minimised by L-BFGS.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.fitting.examples import Example

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RankFigures:
    """Shares of questions, all in [0, 1]: right first, right among ten, and the mean reciprocal rank at ten."""

    first: float
    ten: float
    mrr: float
    questions: int


def fit_weights(
    examples: Sequence[Example], shares: Sequence[float], strength: float = 0.02, start: Weights | None = None
) -> Weights:
    """Weights of shape (features,); `shares` weigh the examples, `strength` > 0 is the pull towards `start`.

    Raises ValueError when no example has a right candidate.
    """
    used = [(item, share) for item, share in zip(examples, shares, strict=True) if item.found]
    if not used:
        raise ValueError("no example has a right candidate to learn from")
    matrix = np.concatenate([item.signals for item, _ in used]).astype(np.float64)
    right = np.concatenate([item.right for item, _ in used])
    sizes = np.array([len(item.right) for item, _ in used])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(used)), sizes)
    weight = np.array([share for _, share in used], dtype=np.float64)
    weight /= weight.sum()
    prior = np.zeros(matrix.shape[1]) if start is None else start

    def measure_loss(values: Weights) -> tuple[float, Weights]:
        scores = matrix @ values
        scores -= np.maximum.reduceat(scores, starts)[owner]
        raised = np.exp(scores)
        whole = np.add.reduceat(raised, starts)
        good = np.add.reduceat(np.where(right, raised, 0.0), starts)
        loss = float(weight @ (np.log(whole) - np.log(np.maximum(good, 1e-12))))
        pull = raised / whole[owner] - np.where(right, raised / np.maximum(good, 1e-12)[owner], 0.0)
        gradient = matrix.T @ (pull * weight[owner])
        away = values - prior
        return loss + strength * float(away @ away) / 2, gradient + strength * away

    return np.asarray(minimize(measure_loss, prior.copy(), jac=True, method="L-BFGS-B").x)


def measure_examples(examples: Sequence[Example], weights: Sequence[Weights], cut: int = 10) -> RankFigures:
    """How well weights, one vector an example, rank; a question whose right clause is no candidate is missed."""
    first = ten = reciprocal = 0.0
    for item, values in zip(examples, weights, strict=True):
        order = np.argsort(-(item.signals @ values), kind="stable")[:cut]
        places = np.flatnonzero(item.right[order]) if len(order) else np.array([])
        if len(places):
            first += float(places[0] == 0)
            ten += 1.0
            reciprocal += 1.0 / (1 + int(places[0]))
    count = max(len(examples), 1)
    return RankFigures(first / count, ten / count, reciprocal / count, len(examples))


def cross_validate(
    examples: Sequence[Example],
    shares: Sequence[float],
    folds: int = 5,
    strength: float = 0.02,
    seed: int = 7,
) -> list[Weights]:
    """For each example the weights fitted without its fold. Raises ValueError with fewer examples than folds."""
    if len(examples) < folds:
        raise ValueError(f"{len(examples)} examples cannot be cut into {folds} folds")
    chosen = np.random.default_rng(seed).permutation(len(examples)) % folds
    fitted = []
    for fold in range(folds):
        kept = np.flatnonzero(chosen != fold).tolist()
        fitted.append(fit_weights([examples[i] for i in kept], [shares[i] for i in kept], strength))
    return [fitted[fold] for fold in chosen]
