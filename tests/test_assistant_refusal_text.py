"""The words of a refusal: why, what is held, what can be asked; in three scripts, without marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.cite import find_marks
from assistant.extractive import Draft
from assistant.records import Decision, Filter, Language, Reference
from assistant.refusal_text import refuse_declined, write_refusal
from tests.tiny_policies import GOALS, SURE, YOUNG, make_evidence, make_query

NEAREST = [item.hit for item in make_evidence(GOALS, YOUNG)]
REASONS = [
    "no_match", "scope_not_held", "clause_not_found", "clause_ambiguous", "smalltalk", "not_about_policy",
    "empty_store", "empty_question",
]  # fmt: skip


def _refuse(reason: str | None, language: Language = "zh-Hans") -> Draft:
    query = make_query("<b>深圳</b>第九十九条[1]", language=language)
    query = replace(
        query, filters=(Filter("region", "深圳市", "深圳", held=False), Filter("year", "2024", "2024年")),
        reference=Reference(("第九十九条",), "第九十九条"),
    )  # fmt: skip
    return write_refusal(query, Decision(False, 0.1, "certain", reason), NEAREST)


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_reason_has_words_and_no_marks(reason: str, language: Language) -> None:
    draft = _refuse(reason, language)
    assert draft.text and find_marks(draft.text) == [] and "<b>" not in draft.text
    ours = {"zh-Hans": ("。", "："), "zh-Hant": ("。", "："), "en": (".", "?", ":")}[language]
    assert draft.text.split("\n")[0].endswith(ours)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("scope_not_held", "没有收录所问范围的文件：深圳 2024年。"),
        ("scope_not_held", "已收录的相近文件：《青州省科技工作要点》"),
        ("clause_not_found", "第九十九条"),
        ("clause_ambiguous", "- 《青州省科技工作要点》第一部分"),
        ("smalltalk", "可以问"),
        ("empty_store", "policyqa index"),
        (None, "没有回答这个问题"),
    ],
)
def test_it_says_why_and_what_is_held(reason: str | None, words: str) -> None:
    assert words in _refuse(reason).text


@pytest.mark.parametrize(
    ("filters", "scope"),
    [
        ((Filter("region", "株洲市", "株洲"), Filter("year", "2030", "2030年", False)), "株洲 2030年。"),
        ((Filter("region", "蓝田县", "蓝田县", False),), "蓝田县。"),
        ((Filter("region", "蓝田县", "Lantian County's", False),), "Lantian County。"),
        ((Filter("year", "1998", "1998年", False),), "1998年。"),
        ((Filter("region", "湖南省", "湖南"), Filter("year", "2024", "2024年"),
          Filter("region", "江苏省", "江苏", False), Filter("year", "2023", "2023年")), "江苏 2023年。"),
        ((Filter("region", "湖南省", "湖南"), Filter("document", "甲办法", "甲办法", False)), "甲办法。"),
    ],
)  # fmt: skip
def test_the_whole_scope_is_named(filters: tuple[Filter, ...], scope: str) -> None:
    query = replace(make_query("问"), filters=filters)
    draft = write_refusal(query, Decision(False, 0.1, "certain", "scope_not_held"), NEAREST)
    assert f"所问范围的文件：{scope}" in draft.text


def test_nearest_clauses_are_no_answer() -> None:
    assert [item.hit for item in _refuse("no_match").evidence] == NEAREST
    assert _refuse("smalltalk").evidence == ()


def test_traditional_frames() -> None:
    assert "沒有" in _refuse("no_match", "zh-Hant").text


def test_a_model_that_declines_is_a_refusal() -> None:
    draft = Draft("无", (), prompts={"system.zh": "v"}, writer="llm", declined=True)
    decision, refusal = refuse_declined(make_query("问"), SURE, draft, NEAREST)
    assert (decision.answers, decision.reason) == (False, "no_match")
    assert (refusal.writer, refusal.prompts, len(refusal.evidence)) == ("llm", {"system.zh": "v"}, 2)
