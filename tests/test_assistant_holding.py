"""Whether the best clauses hold the figure or the time asked for, as the writer of the answer would find it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.holding import HOLDING, measure_holding
from assistant.records import Kind
from assistant.sentences import rank_sentences
from assistant.wants import read_wants
from tests.stand_ins import make_parsed, make_ranked
from tests.tiny_policies import make_query


def _measure(question: str, kind: Kind, *texts: str) -> dict[str, float]:
    query = make_query(question, kind)
    best = []
    for row, text in enumerate(texts, start=1):
        parsed = make_parsed(f"d{row}", text)
        best.append(make_ranked(parsed.clauses[0], parsed.documents[0], 1.0 / row, row))
    wants = read_wants(query)

    def compare(sentences: Sequence[str]) -> list[float]:
        return [0.1] * len(sentences)

    ranked = rank_sentences(query.core, [item.candidate.clause for item in best], wants, compare)
    return measure_holding(query, best, ranked, wants, compare)


@pytest.mark.parametrize(
    ("question", "kind", "text", "missing"),
    [
        ("高新技术企业要达到多少家?", "figure", "有效期内高新技术企业达到4200家。", 0.0),
        ("高新技术企业要达到多少家?", "figure", "大力支持高新技术企业发展。", 1.0),
        ("首次认定奖励多少钱?", "amount", "对首次认定的企业给予20万元奖励。", 0.0),
        ("首次认定奖励多少钱?", "amount", "对首次认定的企业给予奖励。", 1.0),
        ("申请什么时候截止?", "deadline", "申请人应当于2024年9月30日前提交申请表。", 0.0),
        ("申请什么时候截止?", "deadline", "申请人应当提交申请表。", 1.0),
        ("有哪些支持?", "measures", "大力支持高新技术企业发展。", 0.0),
    ],
)
def test_a_figure_or_time_that_is_not_there_is_missing(
    question: str, kind: Kind, text: str, missing: float
) -> None:
    found = _measure(question, kind, text)
    assert set(found) == set(HOLDING) and found["answer_missing"] == missing
    assert found["answer_match"] == 0.0 if missing else found["answer_match"] > 0.0


def test_another_of_the_best_clauses_may_hold_it() -> None:
    found = _measure(
        "高新技术企业要达到多少家?", "figure", "大力支持高新技术企业发展。", "高新技术企业达到4200家。"
    )
    assert (found["answer_missing"], found["answer_missing_of_three"]) == (1.0, 0.0)


def test_no_sentence_at_all_holds_nothing() -> None:
    assert _measure("高新技术企业要达到多少家?", "figure", " ")["answer_missing_of_three"] == 1.0
