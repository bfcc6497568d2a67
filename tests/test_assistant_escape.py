"""Source text in Markdown: nothing in it is live, and unescaping gives it back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.cite import find_marks
from assistant.escape import escape_quote, escape_source, unescape_source

LIVE = [
    "<b>粗</b>", "<script>alert(1)</script>", "[点我](http://x.cn)", "![图](http://x.cn/a.png)", "http://x.cn",
    "www.x.cn", "a@b.cn", "[1]", "[1][2]", "`代码`", "*斜*", "__粗__", "~~删~~", "$x^2$", "a | b", "&lt;b&gt;",
    "# 标题", "- 项", "1. 项", "> 引", "<!-- 注 -->", "[a]: http://x.cn", "<javascript:alert(1)>", "\\[1\\]", "+ 项",
]  # fmt: skip
FACTS = ["50%", "1+M+N", "R&D经费", "3.5亿元", "A22040--2022-0003", "1.9%", "“科贷通”", "(五)2"]


@given(st.text(max_size=200))
def test_unescaping_gives_the_source_back(text: str) -> None:
    assert unescape_source(escape_source(text)) == text


@given(st.text(alphabet="\\[]()<>&;#*_`~|!$@:/.w0123alt\n -+", max_size=60))
def test_unescaping_gives_nasty_source_back(text: str) -> None:
    assert unescape_source(escape_source(text)) == text


@pytest.mark.parametrize("text", LIVE)
def test_nothing_is_live(text: str) -> None:
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(f"> {escape_source(text)} 完")
    for live in (
        "<b>",
        "<script",
        "<a ",
        "<img",
        "<code",
        "<em",
        "<strong",
        "<s>",
        "<h1",
        "<li",
        "<!--",
        "<table",
    ):
        assert live not in rendered
    assert find_marks(escape_source(text)) == []


@pytest.mark.parametrize("fact", FACTS)
def test_facts_stay_readable(fact: str) -> None:
    assert escape_source(fact) == fact


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("市级\n财政", "市级财政"),
        ("a\r\n  b", "a b"),
        ("甲\tb", "甲 b"),
        ("50\n万元", "50万元"),
        ("\n甲", "甲"),
        ("甲\n", "甲"),
    ],
)
def test_a_wrapped_quote_becomes_one_line(text: str, line: str) -> None:
    assert escape_quote(text) == line
