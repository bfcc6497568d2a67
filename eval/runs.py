"""Running a question set: every question asked, one row each. Nothing here knows how answers are made."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from assistant.extractive import Draft, Writer
from assistant.records import Answer, Decision, Evidence, Query
from eval.judge import judge_answer, judge_hits
from eval.questions_file import Question
from eval.results import Row
from index.records import Hit

Ask = Callable[[Question], Answer]
Search = Callable[[Question], Sequence[Hit]]
Progress = Callable[[int, int], None]


class RecordingWriter:
    """A writer that keeps the last draft, so that what a check took out of it can be counted."""

    def __init__(self, inner: Writer) -> None:
        self._inner = inner
        self._last: Draft | None = None

    def write(self, query: Query, evidence: Sequence[Evidence], decision: Decision) -> Draft:
        """See `Writer`."""
        self._last = self._inner.write(query, evidence, decision)
        return self._last

    def take_draft(self) -> Draft | None:
        """The draft of the last question, None when it was refused before writing; forgotten afterwards."""
        last, self._last = self._last, None
        return last


def run_answers(
    ask: Ask,
    questions: Sequence[Question],
    on_progress: Progress | None = None,
    recorder: RecordingWriter | None = None,
) -> tuple[Row, ...]:
    """Ask every question and judge the answers; `ms` is wall time of one question in milliseconds."""
    rows: list[Row] = []
    for done, question in enumerate(questions, start=1):
        started = time.perf_counter()
        answer = ask(question)
        spent = (time.perf_counter() - started) * 1000
        rows.append(judge_answer(question, answer, spent, recorder.take_draft() if recorder else None))
        if on_progress is not None:
            on_progress(done, len(questions))
    return tuple(rows)


def run_retrieval(
    search: Search, questions: Sequence[Question], on_progress: Progress | None = None
) -> tuple[Row, ...]:
    """Search for every answerable question and judge the ranking."""
    answerable = [question for question in questions if question.answerable]
    rows: list[Row] = []
    for done, question in enumerate(answerable, start=1):
        started = time.perf_counter()
        hits = search(question)
        rows.append(judge_hits(question, hits, (time.perf_counter() - started) * 1000))
        if on_progress is not None:
            on_progress(done, len(answerable))
    return tuple(rows)
