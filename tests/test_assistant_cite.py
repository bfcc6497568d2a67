"""Marks: every spelling is read, cut anywhere; unknown ones go and are counted; nothing in a reply is live."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.cite import (
    MarkStream,
    cite_hits,
    cite_reference,
    clean_text,
    find_marks,
    read_numbers,
    replace_marks,
)
from tests.tiny_policies import GOALS, PLAN_DOCUMENT, SOURCES, YOUNG, make_evidence


@pytest.mark.parametrize(
    ("reply", "text", "removed"),
    [
        ("甲[1]", "甲[1]", 0),
        ("甲【1】", "甲[1]", 0),
        ("甲［１］", "甲[1]", 0),
        ("甲[1,2]", "甲[1][2]", 0),
        ("甲[1，2]", "甲[1][2]", 0),
        ("甲[1、3]", "甲[1][3]", 0),
        ("甲[1-3]", "甲[1][2][3]", 0),
        ("甲[1][2]", "甲[1][2]", 0),
        ("甲[资料1]", "甲[1]", 0),
        ("甲[^2]", "甲[2]", 0),
        ("甲`[1]`", "甲[1]", 0),
        ("甲[9]", "甲", 1),
        ("甲[1,9]乙[77]", "甲[1]乙", 2),
        ("甲[0]", "甲", 1),
        ("`a[1]`", "\\`a\\[1\\]\\`", 0),
        ("```\nx[1]\n```\n甲[2]", "\\`\\`\\`\nx\\[1\\]\n\\`\\`\\`\n甲[2]", 0),
        ("甲[见附件]", "甲\\[见附件\\]", 0),
        ("[1](http://x.cn)", "[1]\\(http:/\\/x.cn)", 0),
        ("[甲](http://x.cn)", "\\[甲\\]\\(http:/\\/x.cn)", 0),
        ("<b>甲</b>[1]", "&lt;b&gt;甲&lt;/b&gt;[1]", 0),
        ("甲\\[1\\]", "甲\\[1\\]", 0),
        ("甲[", "甲\\[", 0),
        ("甲[1", "甲\\[1", 0),
        ("", "", 0),
    ],
)
def test_marks_in_any_spelling(reply: str, text: str, removed: int) -> None:
    cleaned = clean_text(reply, {1, 2, 3})
    assert (cleaned.text, cleaned.removed) == (text, removed)


_NASTY = st.text(alphabet="甲[]【】［］`1239,，-\\<>()\n/hw.: 资料", max_size=50)


@given(_NASTY, st.lists(st.integers(1, 5), min_size=1))
def test_chunks_do_not_matter(reply: str, sizes: list[int]) -> None:
    stream, parts, at = MarkStream({1, 2}), [], 0
    while at < len(reply):
        size = sizes[len(parts) % len(sizes)]
        parts.append(stream.feed(reply[at : at + size]))
        at += size
    parts.append(stream.close())
    whole = clean_text(reply, {1, 2})
    assert ("".join(parts), stream.removed) == (whole.text, whole.removed)
    assert set(find_marks(whole.text)) <= {1, 2}


@pytest.mark.parametrize(
    "reply",
    ["<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "![x](http://x/y.png)", "<http://x.cn>", "http://x.cn",
     "[a]: http://x.cn\n\n[a]", "`` ` <b> ``", "```\n<b>", "www.x.cn", "&#60;b>"],
)  # fmt: skip
def test_a_reply_is_never_live(reply: str) -> None:
    for html in (True, False):
        rendered = MarkdownIt("gfm-like", {"html": html, "linkify": False}).render(
            clean_text(reply, {1}).text
        )
        assert not any(live in rendered for live in ("<img", "<a ", "<b>", "<script"))


def test_text_flows_while_it_streams() -> None:
    stream = MarkStream({1})
    assert stream.feed("甲乙") == "甲乙"
    assert stream.feed("[") == ""
    assert stream.feed("1]丙") == "[1]丙"


@pytest.mark.parametrize(
    ("inside", "numbers"), [("1", [1]), ("1, 2", [1, 2]), ("2-4", [2, 3, 4]), ("3-1", [3, 1])]
)
def test_numbers(inside: str, numbers: list[int]) -> None:
    assert read_numbers(inside) == numbers


def test_marks_are_renumbered_and_escaped_ones_kept() -> None:
    assert replace_marks("甲[3]\\[3\\]乙[5]", {3: 1}) == "甲[1]\\[3\\]乙"


def test_citations_quote_the_source_at_their_offsets() -> None:
    for citation in cite_hits(make_evidence(GOALS, YOUNG)):
        assert SOURCES["plan"][citation.start : citation.end] == citation.quote == citation.quote.strip()


def test_labels_follow_the_reader() -> None:
    assert cite_hits(make_evidence(YOUNG))[0].label == "第二部分（一）1"
    assert cite_hits(make_evidence(YOUNG), "en")[0].label == "Part II (1) 1"
    assert cite_reference(PLAN_DOCUMENT, "二/(一)/1") == "《青州省科技工作要点》二（一）1"
