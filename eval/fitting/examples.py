"""Examples to fit on: for each question the signals of its candidates and which of them are right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.engine import Assistant
from assistant.features import Matrix, measure_candidates
from assistant.records import Query
from assistant.retrieve import Candidate, Plan, find_candidates
from eval.questions_file import Question

Judge = Callable[[Question, Candidate], bool]


@dataclass(frozen=True, slots=True)
class Example:
    """One question: `signals` of shape (candidates, len(FEATURES)), `right` marks the right candidates.

    `rows` are the clause rows; `found` says whether any candidate is right.
    """

    question: Question
    query: Query
    signals: Matrix
    right: NDArray[np.bool_]
    rows: tuple[int, ...]

    @property
    def found(self) -> bool:
        return bool(self.right.any())


def collect_examples(
    assistant: Assistant,
    questions: Sequence[Question],
    judge: Judge,
    plan: Plan | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Example]:
    """One example a question, in order; questions without candidates give empty ones."""
    examples = []
    for done, question in enumerate(questions, start=1):
        query = assistant.understand(question.text, question.history)
        candidates = find_candidates(query, assistant.search_index, assistant.priors, plan)
        signals = measure_candidates(query, candidates, assistant.search_index, assistant.priors)
        right = np.array([judge(question, item) for item in candidates.items], dtype=bool)
        examples.append(
            Example(question, query, signals, right, tuple(item.row for item in candidates.items))
        )
        if on_progress is not None:
            on_progress(done, len(questions))
    return examples
