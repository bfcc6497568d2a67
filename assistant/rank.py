"""The second stage: a weighted sum of the candidates' signals. The weights are data, fitted by `python -m eval fit`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import numpy as np

from assistant.features import FEATURES, Matrix, measure_candidates
from assistant.priors import Prior
from assistant.records import Query
from assistant.retrieve import Candidate, Candidates
from index.errors import StoreFailure
from index.search import ClauseSearch

WEIGHTS_FILE = "rank_weights.json"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its second-stage score (higher is better, comparable within one question).

    `values` are its signals in the order of `FEATURES`.
    """

    candidate: Candidate
    score: float
    values: Matrix = field(compare=False)

    @property
    def signals(self) -> Mapping[str, float]:
        """The signals by name."""
        return dict(zip(FEATURES, self.values.tolist(), strict=True))


@lru_cache(maxsize=1)
def load_weights() -> dict[str, Matrix]:
    """Weights by group of languages ("zh", "en"), each of shape (len(FEATURES),); a missing signal is an error."""
    stored = json.loads(files("assistant").joinpath(WEIGHTS_FILE).read_text(encoding="utf-8"))
    missing = [
        name for name in FEATURES if any(name not in stored["weights"][group] for group in ("zh", "en"))
    ]
    if missing:
        raise StoreFailure(
            f"{WEIGHTS_FILE} lacks the weights of {', '.join(missing)}: run python -m eval fit"
        )
    return {
        group: np.array([stored["weights"][group][name] for name in FEATURES], dtype=np.float32)
        for group in ("zh", "en")
    }


def rank_candidates(
    query: Query,
    candidates: Candidates,
    search: ClauseSearch,
    priors: Mapping[str, Prior] | None = None,
    weights: Mapping[str, Matrix] | None = None,
) -> list[Ranked]:
    """Candidates best first; ties keep the retrievers' order."""
    matrix = measure_candidates(query, candidates, search, priors)
    chosen = (load_weights() if weights is None else weights)["en" if query.language == "en" else "zh"]
    scores = matrix @ chosen
    order = np.argsort(-scores, kind="stable")
    return [Ranked(candidates.items[place], float(scores[place]), matrix[place]) for place in order.tolist()]
