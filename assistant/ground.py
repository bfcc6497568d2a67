"""Does the evidence answer? A calibrated decision from several signals of the best candidates.

A logistic model over `SIGNALS`, one for Chinese and one for English questions; weights and threshold are data in
`ground_weights.json`, fitted by `python -m eval fit` on answerable and unanswerable questions.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from assistant.closeness import CLOSENESS, measure_closeness
from assistant.errors import AssistantFailure
from assistant.rank import Ranked
from assistant.records import Confidence, Decision, Query
from assistant.wants import NUMERIC
from index.search import ClauseSearch

WEIGHTS_FILE = "ground_weights.json"
SIGNALS = (
    "bias",
    "bm25",
    "cosine",
    "window_cosine",
    "late_interaction",
    "body_coverage",
    "whole_coverage",
    "window_coverage",
    "bigram_coverage",
    "kind_present",
    "place_named",
    "year_named",
    "figure_of_other_year",
    "best_window_of_five",
    "best_cosine_of_five",
    "best_window_cosine_of_five",
    "agreement",
    "margin",
    "scoped",
    *CLOSENESS,
)
GROUPS = ("zh", "en")
_NEAR = 5
_NOTHING = 0.8  # of the signal nothing_held: neither a fitting figure nor words that go with one


@dataclass(frozen=True, slots=True)
class GroundModel:
    """Weights by signal; an answer is given when the probability reaches `threshold`, is certain from `certain`."""

    weights: Mapping[str, float]
    threshold: float
    certain: float


@lru_cache(maxsize=1)
def load_models() -> dict[str, GroundModel]:
    """The models by group of languages, "zh" and "en". Raises AssistantFailure when a signal has no weight."""
    stored = json.loads(files("assistant").joinpath(WEIGHTS_FILE).read_text(encoding="utf-8"))
    return read_models(stored["models"])


def read_models(stored: Mapping[str, Any]) -> dict[str, GroundModel]:
    """Models from JSON values by group of languages. Raises AssistantFailure when a signal has no weight."""
    missing = [
        f"{group}: {name}" for group in GROUPS for name in SIGNALS if name not in stored[group]["weights"]
    ]
    if missing:
        raise AssistantFailure(
            f"{WEIGHTS_FILE} 缺少权重 lacks the weights of {', '.join(missing)}: python -m eval fit"
        )
    return {
        group: GroundModel(values["weights"], values["threshold"], values["certain"])
        for group, values in stored.items()
    }


def read_signals(query: Query, ranked: Sequence[Ranked], search: ClauseSearch) -> dict[str, float]:
    """The signals of a ranking by name, each about in [0, 1]; all 0 but the bias when nothing was found."""
    if not ranked:
        return {name: float(name == "bias") for name in SIGNALS}
    best, near = ranked[0], [item.signals for item in ranked[:_NEAR]]
    signals = near[0]
    return (
        {name: signals[name] for name in SIGNALS if name in signals}
        | measure_closeness(query, ranked, search)
        | {
            "bias": 1.0,
            "bm25": min(signals["bm25"], 1.0),  # translations of an English question add up beyond it
            "figure_of_other_year": (1.0 - signals["year_named"]) * float(query.kind in NUMERIC),
            "best_window_of_five": max(item["window_coverage"] for item in near),
            "best_cosine_of_five": max(item["cosine"] for item in near),
            "best_window_cosine_of_five": max(item["window_cosine"] for item in near),
            "agreement": float(
                0 < best.candidate.keyword_rank <= _NEAR and 0 < best.candidate.dense_rank <= _NEAR
            ),
            "margin": min(best.score - ranked[:_NEAR][-1].score, 5.0) / 5.0,
            "scoped": float(query.documents is not None),
        }
    )


def decide_answer(
    query: Query,
    ranked: Sequence[Ranked],
    search: ClauseSearch,
    models: Mapping[str, GroundModel] | None = None,
) -> Decision:
    """Whether the ranking answers, with a probability and its plain word.

    Where a figure, an amount or a date is asked for and none of the best clauses holds one that fits, the answer is no.
    """
    model = (load_models() if models is None else models)["en" if query.language == "en" else "zh"]
    signals = read_signals(query, ranked, search)
    total = sum(model.weights[name] * value for name, value in signals.items())
    probability = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
    if not ranked or probability < model.threshold or signals["nothing_held"] >= _NOTHING:
        return Decision(False, probability, "weak", "no_match")
    return Decision(True, probability, _name_confidence(probability, model))


def _name_confidence(probability: float, model: GroundModel) -> Confidence:
    if probability >= model.certain:
        return "certain"
    return "likely" if probability >= (model.threshold + model.certain) / 2 else "weak"
