"""Headings of prose without numbers: short lines between long paragraphs, in a text that has few numbered parts.

An interpretation or a news report is often parted by them alone. One such line is chance; two or more are headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.numbering import Label, fold_label, fold_width, match_label
from index.outline_boundary import INDENT, LINE
from index.outline_candidates import Candidate
from index.records import Span

_PIECE = re.compile(r"(?:[^\n\r\f\v\u2028\u0085\u3000]+|\u3000(?!\u3000))+")
_FLAT_PIECE = re.compile(r"\S+")  # a page on one line parts its paragraphs by single spaces
_SHORTEST, _LONGEST = 5, 28  # characters of a heading
_PARAGRAPH_BEFORE, _PARAGRAPH_AFTER = 30, 50  # characters of the paragraphs around it
_MOST_MARKED = 30  # numbered lines; a text with more is ordered by them
_NO_HEADING = re.compile(r"[。;；，,!！?？:：|→>《》\[\]（）()0-9〇]")
_NAME = re.compile(  # a signature or a list of bodies, a date, a line of names
    r"(?:[厅廳局委部会會府院处處科署队隊司所区區县縣市乡鄉镇鎮校公司中心办辦组組站]|集团|大学|学院|日报|同志|人员|记者.{0,6}|年|月|日)\Z"
)


def find_prose_headings(text: str, numbered: Sequence[Candidate]) -> list[Candidate]:
    """Candidates of the family "标题", in order; none when the numbered lines of the text are as many or more.

    Example: three long paragraphs parted by the lines 完善奖励激励机制 and 创新经费投入方式 -> these two.
    """
    marked = sum(candidate.strength >= INDENT for candidate in numbered)
    if marked > _MOST_MARKED:
        return []
    found: dict[int, Span] = {}
    lines: list[Span] = []
    flat = "\n" not in text.strip() and "\u3000" not in text
    for match in (_FLAT_PIECE if flat else _PIECE).finditer(text):
        piece = match.group()
        stripped = piece.strip(" \t\u3000\u00a0*_\ufeff")
        if not stripped:
            continue
        start = match.start() + piece.index(stripped[0])
        lines = [*lines[-2:], Span(start, start + len(stripped))]
        if len(lines) == 3 and _parts_paragraphs(text, *lines):
            found[lines[1].start] = lines[1]
    names = {text[span.start : span.end] for span in found.values()}
    if len(names) < 2 or len(found) > len(names) or marked >= len(names):
        return []
    return [_make_candidate(text, span) for span in found.values()]


def _parts_paragraphs(text: str, before: Span, line: Span, after: Span) -> bool:
    if not _SHORTEST <= line.end - line.start <= _LONGEST:
        return False
    if before.end - before.start < _PARAGRAPH_BEFORE or after.end - after.start < _PARAGRAPH_AFTER:
        return False
    if text[before.end - 1] not in "。”！" or text[after.end - 1] not in "。：；”！）":
        return False
    name = text[line.start : line.end]
    return not (_NO_HEADING.search(name) or _NAME.search(name) or match_label(fold_width(name)))


def _make_candidate(text: str, span: Span) -> Candidate:
    before = text[max(0, span.start - 30) : span.start]
    at_line = "\n" in before and not before.rpartition("\n")[2].strip()
    name = fold_label(text[span.start : span.end])
    label = Label(span.start, span.end, "标题", 0, name, kind="heading")
    return Candidate(span.start, label, LINE if at_line else INDENT, 2.0, 0.0)
