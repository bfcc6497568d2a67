"""One rendering for page and terminal: text, notes, citations or nearest clauses, nothing live."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from assistant.cite import cite_hits, find_marks
from assistant.records import Answer, Language
from assistant.render import escape_lines, render_answer
from tests.tiny_policies import GOALS, YOUNG, make_evidence, make_loose_evidence

ANSWER = Answer(
    "问", "zh-Hans", "**4200家** — 达到4200家 [1]", cite_hits(make_evidence(GOALS, YOUNG)), standalone="问"
)


def test_text_comes_first_and_each_citation_with_its_quote() -> None:
    shown = render_answer(ANSWER)
    assert shown.startswith(ANSWER.text)
    assert "\\[1\\] 《青州省科技工作要点》第一部分 主要目标 · 《青州省科技工作要点》一" in shown
    assert "技术合同成交额达到860亿元" in shown and find_marks(shown) == [1]


def test_citations_open_where_there_is_an_address() -> None:
    shown = render_answer(ANSWER, link=lambda citation: f"/clause/{citation.mark}", quotes=False)
    assert "[《青州省科技工作要点》第一部分 主要目标](/clause/1)" in shown and "860亿元" not in shown


@pytest.mark.parametrize(
    ("language", "words"), [("zh-Hans", "按此理解"), ("zh-Hant", "按此理解"), ("en", "Understood as")]
)
def test_a_followup_shows_how_it_was_understood(language: Language, words: str) -> None:
    assert words in render_answer(replace(ANSWER, language=language, standalone="完整的问题"))
    assert words not in render_answer(replace(ANSWER, language=language))


def test_notes_and_doubt_are_said() -> None:
    shown = render_answer(replace(ANSWER, notes=("说明<b>",), confidence="weak"))
    assert "说明&lt;b&gt;" in shown and "把握不大" in shown


def test_a_refusal_shows_the_nearest_as_no_answer() -> None:
    refused = replace(ANSWER, text="没有回答。", refused=True, citations=(), nearest=ANSWER.citations)
    shown = render_answer(refused)
    assert shown.startswith("没有回答。") and "**最接近的条款**" in shown and find_marks(shown) == []


def test_nothing_in_a_quote_is_alive() -> None:
    evidence = make_loose_evidence("# 一\n<b>粗</b> [1](http://x.cn)\n\n- 项 | 格", title="<i>题</i>")
    shown = render_answer(Answer("问", "zh-Hans", "甲 [1]", cite_hits(evidence)), link=lambda _: "/clause/1")
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(shown)
    assert not any(live in html for live in ("<b>", "<i>", "<h1", "<li", 'x.cn"', "<table"))
    assert html.count("<a ") == 1


def test_lines_of_a_quote_stay_lines() -> None:
    assert escape_lines("甲\n\n 乙 \n") == "甲\\\n> 乙"
