"""Lines and pieces of a text as spans, white space around them left out; nothing is copied or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.records import Span

_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_PIECE = re.compile(r"[^\s\u3000]+(?:[ \t][^\s\u3000]+)*")


def trim_span(text: str, start: int, end: int) -> Span:
    """The span without white space at both ends; an empty span at `end` when nothing else is there."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def list_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines within [start, end) that hold more than white space, trimmed, in reading order.

    Example: " 甲 \\n\\n乙" -> the spans of "甲" and "乙".
    """
    for match in _LINE.finditer(text, start, end):
        yield Span(match.start(), match.end())


def list_pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Like `list_lines`, but wide gaps (a full-width space, two spaces, a tab pair) part a line as well.

    Web pages saved on one line keep their paragraphs apart by such gaps. Example: "甲　　乙" -> "甲" and "乙".
    """
    for match in _PIECE.finditer(text, start, end):
        yield Span(match.start(), match.end())
