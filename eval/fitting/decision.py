"""Fitting the refusal decision on answerable and unanswerable questions over the same stores."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.engine import Assistant, refuse_early
from assistant.ground import WEIGHTS_FILE, read_signals
from eval.fitting.refusal import (
    CurvePoint,
    Judged,
    balance_shares,
    choose_threshold,
    draw_curve,
    estimate,
    fit_decision,
)
from eval.questions_file import Question, load_questions
from eval.sets import choose_set, fill_store
from index.encoder import Encoder

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one group's model is fitted: `strength` is the inverse of the pull to zero, `lost` the share of answerable
    questions that may be refused (a wrong no hurts more than a weak answer).

    `balanced` weighs stores alike, so that a model does not learn the size of a store; for Chinese it was measured
    to be worse.
    """

    strength: float
    lost: float
    balanced: bool

    def fit(self, items: Sequence[Judged]) -> dict[str, float]:
        """Weights by signal."""
        return fit_decision(balance_shares(items) if self.balanced else items, self.strength)


_RECIPES = {"zh": Recipe(0.1, 0.05, balanced=False), "en": Recipe(0.1, 0.05, balanced=True)}


@dataclass(frozen=True, slots=True)
class Pool:
    """Questions put to one store; `share` is how much each counts, below .5 when it is no near miss."""

    store: str
    questions: Sequence[Question]
    share: float = 1.0


def list_pools(shared: Path) -> list[Pool]:
    """Questions with and without an answer: near misses count fully, questions from elsewhere a little."""
    epidemic = choose_set("epidemic", (), (), shared).questions
    statutes = choose_set("statutes", (), (), shared).questions
    return [
        Pool("policies", load_questions("policies")),
        Pool("policies", load_questions("unanswerable")),
        Pool("samples", load_questions("samples")),
        Pool("province", load_questions("english-policy")),
        Pool("province", load_questions("hebei"), 0.6),
        Pool("province", [q for q in load_questions("unanswerable") if not q.only_alone], 0.7),
        Pool("epidemic", epidemic[::2], 0.5),
        Pool("policies", [_without_answer(question) for question in epidemic[1::4]], 0.3),
        Pool("policies", [_without_answer(question) for question in statutes[::6]], 0.3),
    ]


def _without_answer(question: Question) -> Question:
    return Question(question.id, question.text, question.language, "unanswerable", answerable=False)


def judge_pools(work: Path, pools: Iterable[Pool]) -> dict[str, list[Judged]]:
    """Signals of the questions that are not settled before the search, by group of languages."""
    judged: dict[str, list[Judged]] = {"zh": [], "en": []}
    for pool in pools:
        with Assistant.open(work / pool.store) as opened:
            for question in pool.questions:
                query = opened.understand(question.text, question.history)
                if refuse_early(query, True) is not None or query.reference is not None:
                    continue
                if query.kind == "metadata":
                    continue
                signals = read_signals(query, opened.rank(query), opened.search_index)
                group = "en" if query.language == "en" else "zh"
                judged[group].append(Judged(signals, question.answerable, pool.share, pool.store))
    return judged


def fit_models(args: argparse.Namespace, encoder: Encoder, say: Callable[[str], None]) -> None:
    """Fit both models, choose thresholds on held-out probabilities, write weights and curves."""
    fill_store(choose_set("policies", (args.shared / "policies",), (), None), args.work / "policies", encoder)
    pools = [pool for pool in list_pools(args.shared) if not args.sets or (args.work / pool.store).exists()]
    judged = judge_pools(args.work, pools)
    models: dict[str, dict[str, Any]] = {}
    for group, items in judged.items():
        recipe = _RECIPES[group]
        curve = draw_curve(*_hold_out(items, recipe))
        point = choose_threshold(curve, recipe.lost)
        certain = choose_threshold(curve, 0.5)
        models[group] = {
            "threshold": round(point.threshold, 3),
            "certain": round(max(certain.threshold, point.threshold), 3),
            "weights": {name: round(value, 4) for name, value in recipe.fit(items).items()},
            "held_out": {"coverage": round(point.coverage, 4), "risk": round(point.risk, 4)},
            "curve": [_pack(point) for point in curve[::5]],
        }
        say(f"refusal {group}: {len(items)} questions, {json.dumps(models[group]['held_out'])}")
    stored = {
        "note": "fitted by python -m eval fit; threshold and curve are of 5-fold cross-validation",
        "models": models,
    }
    (args.out / WEIGHTS_FILE).write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _hold_out(items: Sequence[Judged], recipe: Recipe) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Of the questions that are near misses: the probability from a model that has not seen it, and the truth."""
    chosen = np.random.default_rng(11).permutation(len(items)) % _FOLDS
    probabilities = np.zeros(len(items))
    for fold in range(_FOLDS):
        seen = [item for item, own in zip(items, chosen, strict=True) if own != fold]
        weights = recipe.fit(seen)
        held = np.flatnonzero(chosen == fold).tolist()
        probabilities[held] = estimate([items[place] for place in held], weights)
    near = np.array([item.share >= 0.5 for item in items])
    answerable = np.array([item.answerable for item in items])
    return probabilities[near], answerable[near]


def _pack(point: CurvePoint) -> list[float]:
    return [round(point.threshold, 2), round(point.coverage, 4), round(point.risk, 4)]
