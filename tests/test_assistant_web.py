"""The parts of the page without a browser: nothing of a document comes alive, sentences are lit where they stand."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UsageFailure
from assistant.escape import escape_source
from assistant.locate import clause_address, locate_passage
from assistant.records import Answer
from assistant.web.cards import light_sentences, render_cards
from assistant.web.conversation import (
    Conversation,
    ask_again,
    ask_next,
    await_answer,
    find_dropped,
    render_conversation,
)
from assistant.web.markup import render_markdown
from assistant.web.sample_questions import find_samples
from assistant.web.stream import stream_next
from assistant.web.texts import CHINESE, ENGLISH
from index.records import Span
from tests.stand_in_desk import CITATION, TEXT, StandInDesk, StandInStore

INERT = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a"}
INERT |= {"h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}


class _Tags(HTMLParser):
    """Collects the tags of some HTML and every address in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: set[str | None] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses |= {
            value for name, value in attrs if name not in ("class", "data-card", "target", "rel", "start")
        }


ALIVE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[点我](http://x.cn)",
    "![图](http://x.cn/a.png)",
    "<http://x.cn>",
    "http://x.cn www.x.cn a@x.cn",
    "[a]: http://x.cn\n\n[a]",
    "<b>粗</b><!-- 注 -->",
    "    <i>缩进</i>",
    "[1](javascript:alert(1))",
    "&lt;script&gt; &#60;b&#62;",
    "$\\href{http://x.cn}{x}$",
]


@pytest.mark.parametrize("text", ALIVE)
def test_markdown_never_comes_alive(text: str) -> None:
    found = _Tags(render_markdown(text, {1: "/clause/a/二"}))
    assert found.tags <= INERT and found.addresses <= {"/clause/a/二"}


@given(st.text())
def test_any_text_stays_inert(text: str) -> None:
    for markdown in (text, escape_source(text)):
        found = _Tags(render_markdown(markdown, {1: "/clause/a/二"}))
        assert found.tags <= INERT and found.addresses <= {"/clause/a/二"}


def test_a_mark_becomes_a_link_only_with_its_citation() -> None:
    html = render_markdown(r"甲[1]乙[2]丙\[1\]", {1: "/clause/a/二"}, turn=3)
    assert html.count("<a ") == 1 and 'data-card="3-1"' in html and "乙[2]丙[1]" in html


def test_a_table_keeps_its_marks() -> None:
    html = render_markdown("| 地区 | 目标 |\n|---|---|\n| 甲 | 1.9% [1] |", {1: "/c"})
    assert "<table>" in html and '<td>1.9% <a class="pq-mark"' in html


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ([], "甲。乙&lt;。丙。"),
        ([Span(12, 15)], "甲。<mark>乙&lt;。</mark>丙。"),
        ([Span(15, 17), Span(10, 12)], "<mark>甲。</mark>乙&lt;。<mark>丙。</mark>"),
        ([Span(10, 14), Span(12, 15)], "<mark>甲。乙&lt;</mark><mark>。</mark>丙。"),
        ([Span(0, 12), Span(15, 99)], "<mark>甲。</mark>乙&lt;。<mark>丙。</mark>"),
        ([Span(0, 5), Span(90, 99)], "甲。乙&lt;。丙。"),
    ],
)
def test_sentences_are_lit_where_they_stand(sentences: list[Span], expected: str) -> None:
    assert light_sentences("甲。乙<。丙。", 10, sentences) == expected


def test_cards_show_what_a_reader_checks() -> None:
    html = render_cards(StandInDesk().ask("占比"), CHINESE, turn=2)
    for words in (CITATION.document.title, CITATION.label, "&lt;b&gt;", "现行有效", 'id="pq-2-1"'):
        assert words in html
    assert clause_address("qingzhou", "二/(一)") in html


def test_a_repealed_document_is_marked() -> None:
    cited = replace(CITATION, document=replace(CITATION.document, status="repealed"))
    html = render_cards(Answer("问", "zh-Hans", "答[1]", (cited,)), ENGLISH)
    assert "pq-repealed" in html and "repealed" in html


def test_a_conversation_grows_by_turns_and_keeps_its_history() -> None:
    desk = StandInDesk()
    talk = ask_next(desk, ask_next(desk, Conversation(), "甲？"), "")
    talk = ask_next(desk, talk, "乙？")
    assert [turn[0] for turn in desk.asked[-1][1]] == ["甲？"]
    assert "问题为空" in render_conversation(talk, CHINESE)
    assert CHINESE.awaited in render_conversation(await_answer(talk, "丙？"), CHINESE)


def test_a_filter_taken_off_stays_off() -> None:
    desk = StandInDesk()
    talk = ask_next(desk, Conversation(), "青州？")
    assert find_dropped(talk, ["region"]) == ()
    again = ask_again(desk, talk, find_dropped(talk, []))
    assert desk.asked[-1][2] == ("region",) and find_dropped(again, []) == ("region",)
    assert ask_next(desk, again, "另一问？").dropped == ()


def test_samples_are_questions_that_get_answered() -> None:
    desk = StandInDesk()
    assert find_samples(desk, CHINESE) == ["“支持青年人才挑大梁”有哪些规定？"]
    assert [asked[0] for asked in desk.asked] == find_samples(StandInDesk(), CHINESE)


def test_a_section_is_found_in_any_width_and_only_if_it_is_there() -> None:
    passage = locate_passage(StandInStore(), "青州省支持青年科技人才若干措施", "二/（一）")
    assert passage.text == TEXT[passage.start : passage.end] and passage.previous == "二"
    assert locate_passage(StandInStore(), "qingzhou.txt", "").text == TEXT.split("一、总")[0]
    with pytest.raises(UsageFailure, match="二/\\(一\\)"):
        locate_passage(StandInStore(), "qingzhou", "二/(九)")


def test_a_streaming_desk_shows_its_text_while_it_comes() -> None:
    made = list(stream_next(StandInDesk(streams=True), Conversation(), "占比是多少"))
    shown = [render_conversation(one, CHINESE) for one in made]
    assert "正在" in shown[1] and "&lt;b&gt;" in shown[1] and "aria-busy" in shown[1]
    assert "不低于50%" in shown[-1] and "正在" not in shown[-1]


def test_a_quiet_desk_goes_from_awaited_to_answered() -> None:
    made = list(stream_next(StandInDesk(), Conversation(), "占比是多少"))
    assert [one.last is None for one in made] == [True, False]


def test_heading_marks_of_markdown_are_not_shown() -> None:
    assert light_sentences("## 二、条件\n\n甲。", 0, [Span(9, 11)]) == "二、条件\n\n<mark>甲。</mark>"
