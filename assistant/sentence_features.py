"""What is measured of a sentence to tell whether it answers; the weights are data, with the figures they gave.

Each feature lies roughly in [0, 1], so that the weights can be read. A sentence often answers what the one before it
announces, so a sentence is also measured together with it, unless a figure or a time is sought: that stands where
its words do.
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
    "joint_coverage", "similarity_before",
)  # fmt: skip
_ENDS = "。！!；;…”」』）)."
_QUESTIONS = "？?"
_LONG = 300  # characters: where `length` reaches 1


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

    def share(held: set[str]) -> float:
        return sum(weights[word] for word in held & asked) / total

    near = (
        list(similarity([text for group in groups for text in group])) if similarity and any(groups) else []
    )
    shared = any(held & asked for group in words for held in group)
    measured: list[list[dict[str, float]]] = []
    done = 0
    for group, group_words in zip(groups, words, strict=True):
        rows: list[dict[str, float]] = []
        for text, held in zip(group, group_words, strict=True):
            likeness = float(near[done]) if near else 0.0
            before = len(rows) - 1 if rows and not wants.something else None
            rows.append(
                _measure(text, wants)
                | {
                    "coverage": share(held),
                    "similarity": likeness,
                    "similarity_alone": 0.0 if shared else likeness,
                    "joint_coverage": share(held if before is None else held | group_words[before]),
                    "similarity_before": likeness
                    if wants.something
                    else rows[-1]["similarity"]
                    if rows
                    else 0.0,
                }
            )
            done += 1
        measured.append(rows)
    return measured


def _measure(text: str, wants: Wants) -> dict[str, float]:
    """The features that the text of a sentence gives by itself."""
    end = text.rstrip()[-1:]
    return {
        "wanted": wants.share_met(text),
        "length": min(len(text), _LONG) / _LONG,
        "question": float(end in _QUESTIONS),
        "unended": float(end not in _ENDS + _QUESTIONS),
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
