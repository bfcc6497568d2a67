"""Candidates: labels at a place where a section could begin, each with what it costs to read it as plain text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.numbering import Label, find_labels, fold_width
from index.outline_boundary import SENTENCE, SPACE, ends_row, heads_attachment, is_dated, measure_boundary
from index.outline_judges import judge_label
from index.records import Span

_FEW_LABELS, _CHARACTERS_A_LABEL = 20_000, 40

_PAGE_NUMBER = re.compile(r"[0-9]{1,4}[ \t]{0,8}$", re.M)
_LEADER = re.compile(r"(?:[.·…‥﹒・_\-] ?){4}\s{0,4}\Z|…{2}\s{0,4}\Z")
_PURPOSE = re.compile(r" {0,4}(?:为|根据|依据|按照)[^。]{2,240}?制定")
_QUOTE = re.compile("[“”「」『』《》\n]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label where a section could begin. `strength` says how strong the boundary before it is (LINE … MIDDLE);

    `reject` is the cost of reading it as text, `accept` an extra cost of reading it as a label.
    `start` takes in markup such as `## `; `title` marks a line that could be the title of another document, `row` the
    first row of a table run into the text: figures end it, `law` the first chapter or article of a law.
    """

    start: int
    label: Label
    strength: float
    reject: float
    accept: float = 0.0
    title: bool = False
    row: bool = False
    law: bool = False


def count_most_labels(text: str) -> int:
    """How many labels of a text are looked at: one for 40 characters, 20,000 at least; a denser listing is text.

    It bounds the time that a file of nothing but labels takes; policy text is less dense.
    """
    return max(_FEW_LABELS, len(text) // _CHARACTERS_A_LABEL)


def find_candidates(text: str, boilerplate: Sequence[Span]) -> list[Candidate]:
    """All candidates of `text` outside `boilerplate`, quotations and lines of a table of contents, in order."""
    folded = fold_width(text)
    closed = _merge_spans([*boilerplate, *_find_quotes(text), *_find_leaders(text)])
    found: list[Candidate] = []
    inside = _Inside(closed)
    last_label, most = 0, count_most_labels(text)
    for label in find_labels(folded):
        if inside.holds(label.start):
            continue
        start, strength = measure_boundary(text, folded, label.start, last_label)
        costs = judge_label(folded, label, strength)
        if costs is not None:
            found.append(Candidate(start, label, strength, *costs))
            last_label = label.end
            if len(found) == most:
                break
    return _drop_headers(folded, _mark_laws(folded, _mark_rows(folded, found)))


def _mark_laws(folded: str, found: list[Candidate]) -> list[Candidate]:
    """`found` with each 第一条 that says what the law is made for, and the 第一章 right before it, marked."""
    for at, candidate in enumerate(found):
        label = candidate.label
        if label.family == "第条" and label.number == 1 and _PURPOSE.match(folded, label.end):
            for begun in range(max(0, at - 2), at + 1):
                if found[begun].label.family in ("第编", "第章", "第条") and found[begun].label.number == 1:
                    found[begun] = replace(found[begun], law=True)
    return found


def _mark_rows(folded: str, found: list[Candidate]) -> list[Candidate]:
    """`found` with each number 1 in mid-sentence, and right before figures and the next label, marked as a row."""
    for at, (candidate, after) in enumerate(pairwise(found)):
        if candidate.label.number == 1 and candidate.strength < SPACE and ends_row(folded, after.start):
            found[at] = replace(candidate, strength=SENTENCE, reject=2.0, accept=0.0, row=True)
    return found


def _drop_headers(folded: str, found: list[Candidate]) -> list[Candidate]:
    """`found` without each 附件 glued to a date that repeats no name and behind which no numbers begin anew."""
    begun: set[str] = set()
    header: int | None = None
    dropped: set[int] = set()
    for at, candidate in enumerate(found):
        label = candidate.label
        if not label.number and label.family == "附件" and is_dated(folded, label.start):
            if heads_attachment(folded, label.start):
                continue
            header = at
            dropped.add(at)
        elif label.number == 1 and candidate.strength >= SENTENCE:
            if header is not None and label.family in begun:
                dropped.discard(header)
            header = None
            begun.add(label.family)
    return [candidate for at, candidate in enumerate(found) if at not in dropped] if dropped else found


class _Inside:
    """Tells for rising offsets whether each lies in one of some sorted, disjoint spans."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def holds(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]


def _merge_spans(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        elif span.end > span.start:
            merged.append(span)
    return merged


_PAIRS = {"”": "“", "」": "「", "』": "『", "》": "《"}
_REACH = {"“": 1500, "「": 600, "『": 600, "《": 120}


def _find_quotes(text: str) -> Iterator[Span]:
    """Spans inside quotation marks; a quotation over several lines counts only when it begins with a label."""
    opened: dict[str, int] = {}
    last_break = -1
    for match in _QUOTE.finditer(text):
        sign, at = match.group(), match.start()
        if sign == "\n":
            last_break = at
        elif sign in _REACH:
            if sign not in opened or at - opened[sign] > 300:
                opened[sign] = at
        else:
            begin = opened.pop(_PAIRS[sign], None)
            if begin is None or at - begin > _REACH[_PAIRS[sign]]:
                continue
            if last_break < begin or next(find_labels(fold_width(text[begin + 1 : begin + 9])), None):
                yield Span(begin, at)


def _find_leaders(text: str) -> Iterator[Span]:
    """Lines of a table of contents: dots and a page number end them."""
    for match in _PAGE_NUMBER.finditer(text):
        if _LEADER.search(text[max(0, match.start() - 12) : match.start()]):
            line = text.rfind("\n", max(0, match.start() - 120), match.start()) + 1
            if line or match.start() < 120:
                yield Span(line, match.end())
