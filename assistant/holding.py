"""Whether the best clauses hold what a question asks for, looked for as the writer will: a figure, a time.

A near miss reads like the question and lacks just that: the target of another year, a fee that is not named.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.rank import Ranked
from assistant.records import Decision, Evidence, Kind, Query
from assistant.sentence_features import Similarity
from assistant.sentences import Sentence
from assistant.wants import NUMERIC, Wants
from assistant.writing.deadline import read_times
from assistant.writing.finding import find_figure
from assistant.writing.piece import Source, Task
from index.records import Hit

HOLDING = ("answer_missing", "answer_missing_of_three", "answer_match")
SOUGHT: frozenset[Kind] = NUMERIC | {"deadline"}  # kinds with something to look for
_TIMED = 4  # best sentences of a clause that are looked through for a time
_BEST_MATCH = 3.0  # about what a figure that fits in every way is rated


def measure_holding(
    query: Query,
    best: Sequence[Ranked],
    sentences: Sequence[Sequence[Sentence]],
    wants: Wants,
    similarity: Similarity,
) -> dict[str, float]:
    """The signals named in `HOLDING`, each in [0, 1], for the best clauses with their sentences, best first.

    Nothing is missing, and the match is whole, where neither a figure nor a time is asked for.
    """
    if query.kind not in SOUGHT:
        return dict(zip(HOLDING, (0.0, 0.0, 1.0), strict=True))
    sources = tuple(
        Source(
            Evidence(place, Hit(item.candidate.clause, item.candidate.document, item.score, place)),
            tuple(found),
        )
        for place, (item, found) in enumerate(zip(best, sentences, strict=True), start=1)
        if found
    )
    task = Task(query, Decision(True, 1.0, "likely"), wants, sources, similarity)
    rate = _rate_time if query.kind == "deadline" else _rate_figure
    matches = [rate(task, source) for source in sources] or [0.0]
    first = matches[0] if sources and sources[0].mark == 1 else 0.0
    return dict(zip(HOLDING, (float(first == 0.0), float(max(matches) == 0.0), first), strict=True))


def _rate_figure(task: Task, source: Source) -> float:
    finding = find_figure(task, source)
    return 0.0 if finding is None else min(max(finding.match, 0.05) / _BEST_MATCH, 1.0)


def _rate_time(task: Task, source: Source) -> float:
    timed = (sentence for sentence in source.sentences[:_TIMED] if read_times(task, sentence))
    return max((max(sentence.score, 0.05) for sentence in timed), default=0.0)
