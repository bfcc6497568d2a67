"""What is measured of a sentence to tell whether it answers; the weights are data, with the figures they gave.

Each feature lies roughly in [0, 1], so that the weights can be read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from assistant.wants import Wants
from index.words import cut_content_words

Similarity = Callable[[Sequence[str]], Sequence[float]]

FEATURES = (
    "coverage", "wanted", "similarity", "similarity_alone", "length", "question", "unended",
    "question_before", "lead_before", "novelty",
)  # fmt: skip
_ENDS = "。！!；;…”」』）)."
_QUESTIONS = "？?"
_SHORT = 16  # characters; a sentence as short only opens what follows
_LONG, _NEW = 300, 60  # characters: where a feature reaches 1


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """The weight of each feature."""
    text = files("assistant").joinpath("sentence_weights.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights


def measure_sentences(
    question: str, groups: Sequence[Sequence[str]], wants: Wants, similarity: Similarity | None
) -> list[list[dict[str, float]]]:
    """The features of each sentence of each clause; `groups` are the sentences of the clauses in reading order."""
    asked = set(cut_content_words(question))
    words = [[set(cut_content_words(text)) for text in group] for group in groups]
    weights = weigh_words(asked, [held & asked for group in words for held in group])
    total = sum(weights.values()) or 1.0
    near = (
        list(similarity([text for group in groups for text in group])) if similarity and any(groups) else []
    )
    shared = any(held & asked for group in words for held in group)
    measured: list[list[dict[str, float]]] = []
    done = 0
    for group, group_words in zip(groups, words, strict=True):
        rows: list[dict[str, float]] = []
        for position, (text, held) in enumerate(zip(group, group_words, strict=True)):
            before = group[position - 1].rstrip() if position else ""
            covered_before = rows[-1]["coverage"] if rows else 0.0
            likeness = float(near[done]) if near else 0.0
            rows.append(
                _measure(text, before, covered_before, wants)
                | {
                    "coverage": sum(weights[word] for word in held & asked) / total,
                    "similarity": likeness,
                    "similarity_alone": 0.0 if shared else likeness,
                    "novelty": min(sum(len(word) for word in held - asked), _NEW) / _NEW,
                }
            )
            done += 1
        measured.append(rows)
    return measured


def _measure(text: str, before: str, covered_before: float, wants: Wants) -> dict[str, float]:
    """The features of a sentence that its text and the sentence before it give."""
    end = text.rstrip()[-1:]
    leads = bool(before) and (before[-1] not in _ENDS + _QUESTIONS or len(before) <= _SHORT)
    return {
        "wanted": wants.share_met(text),
        "length": min(len(text), _LONG) / _LONG,
        "question": float(end in _QUESTIONS),
        "unended": float(end not in _ENDS + _QUESTIONS),
        "question_before": covered_before if before[-1:] and before[-1] in _QUESTIONS else 0.0,
        "lead_before": covered_before if leads else 0.0,
    }


def weigh_words(asked: set[str], held: Sequence[set[str]]) -> dict[str, float]:
    """A weight for each word of the question: long and rare among the sentences counts more."""
    size = len(held) or 1
    weights = {}
    for word in asked:
        frequency = sum(word in words for words in held)
        rarity = math.log(1.0 + (size + 1) / (frequency + 1))
        weights[word] = rarity * (0.4 if len(word) == 1 else min(len(word), 4) / 2)
    return weights
