"""Sections cut into clauses, the units that are retrieved and cited; nothing of the text is lost.

Each section's own text (before its first sub-section) is a clause; a long one is cut at sentence ends into parts that
keep the path. Boilerplate parts the text; white space before a piece is left to the caller.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.labels import render_label
from index.records import Clause, Section, SectionKind, Span
from index.units import find_units

LONGEST = 600  # characters of a clause, about; a sentence is never cut for it unless it is longer itself
_BREAK = re.compile(r"[。！!？?；;…]+[”’\"')）】》」]{0,3}|\n+|\u3000{2,}")
_SOFT_BREAK = re.compile(r"[，,、：: \u3000|]")


@dataclass(frozen=True, slots=True)
class _Region:
    """Text that belongs to one section itself; `section` is None for text before the first heading."""

    start: int
    end: int
    section: Section | None
    headings: tuple[str, ...]
    lead_in: str
    bare: bool  # nothing but label and heading


def cut_clauses(
    text: str, documents: Sequence[tuple[str, Span]], sections: Sequence[Section], boilerplate: Sequence[Span]
) -> tuple[list[Clause], list[Span]]:
    """The clauses of all documents (id and span each) in reading order, and the white space that no clause holds.

    Clauses, boilerplate and that white space together cover the text exactly. Clause ids are
    `{document}#{path}`, `~n` for the n-th section of the same path, `@n` for the part n of a long one.
    """
    clauses: list[Clause] = []
    blank: list[Span] = []
    starts = [span.start for span in boilerplate]
    for ordinal, (document_id, span) in enumerate(documents):
        repeats: dict[str, int] = {}
        own = (
            [section for section in sections if section.document == ordinal] if len(documents) < 50 else None
        )
        for region in _list_regions(text, span, own if own is not None else _of_document(sections, ordinal)):
            path = region.section.path if region.section else ""
            repeats[path] = repeats.get(path, 0) + 1
            name = f"{document_id}#{path}" + (f"~{repeats[path]}" if repeats[path] > 1 else "")
            part = 0
            for piece in _subtract(region.start, region.end, boilerplate, starts):
                begin = piece.end - len(text[piece.start : piece.end].lstrip())
                blank.append(Span(piece.start, begin))
                for cut in cut_long(text, begin, piece.end):
                    clauses.append(_make_clause(text, document_id, name, region, cut, part))
                    part += 1
    return clauses, blank


def _of_document(sections: Sequence[Section], ordinal: int) -> Sequence[Section]:
    first = bisect_left(sections, ordinal, key=lambda section: section.document)
    last = bisect_left(sections, ordinal + 1, key=lambda section: section.document)
    return sections[first:last]


def _list_regions(text: str, document: Span, sections: Sequence[Section]) -> Iterator[_Region]:
    first = sections[0].start if sections else document.end
    if document.start < first:
        yield _Region(document.start, first, None, (), "", False)
    chain: list[tuple[Section, str]] = []  # open sections with the sentence that introduces their items
    for at, section in enumerate(sections):
        end = sections[at + 1].start if at + 1 < len(sections) else document.end
        del chain[section.level - 1 :]
        lead_in = chain[-1][1] if chain else ""
        body = text[section.start : end]
        chain.append((section, _find_lead_in(body, section.heading)))
        headings = tuple(open_section.heading for open_section, _ in chain if open_section.heading)
        if section.start < end:
            yield _Region(section.start, end, section, headings, lead_in, _is_bare(body, section))


def _find_lead_in(body: str, heading: str) -> str:
    """The last sentence of a section's own text when it ends with a colon, without label and heading before it."""
    tail = body[-240:].rstrip()
    if not tail.endswith(("：", ":")):
        return ""
    sentence = re.split(r"[。！？；\n]|\u3000{2}", tail[:-1])[-1].strip() + tail[-1]
    words = re.sub(
        r"^(?:第[^\s]{1,12}[条款]|[（(]?[一二三四五六七八九十0-9]{1,4}[）)]?[、.．]?)[\s　]*", "", sentence
    )
    return "" if words.rstrip("：:") == heading else words


def _is_bare(body: str, section: Section) -> bool:
    """Whether the text holds label and heading alone."""
    if len(body) > 4 * (len(section.label) + len(section.heading)) + 60:
        return False
    words = re.sub(r"[\s　:：.．、。#*()（）【】]", "", body)
    bare = re.sub(r"[\s　:：.．、。#*()（）【】]", "", section.label + section.heading)
    return len(words) <= len(bare) + 1


def _subtract(start: int, end: int, boilerplate: Sequence[Span], starts: Sequence[int]) -> Iterator[Span]:
    """The pieces of [start, end) outside the boilerplate."""
    at = max(0, bisect_left(starts, start) - 1)
    while at < len(boilerplate) and boilerplate[at].start < end:
        span = boilerplate[at]
        if span.end > start:
            if span.start > start:
                yield Span(start, span.start)
            start = span.end
        at += 1
    if start < end:
        yield Span(start, end)


def cut_long(text: str, start: int, end: int, longest: int = LONGEST) -> Iterator[Span]:
    """[start, end) in pieces of about `longest` characters at most, cut at ends of sentences, of evened length.

    Example: three sentences of 400 characters -> three pieces, each a sentence.
    """
    left = end - start
    if left <= longest:
        if left:
            yield Span(start, end)
        return
    target = left / -(-left // longest)
    begin, last = start, start
    for at in _list_breaks(text, start, end, longest):
        if last > begin and (
            at - begin > longest or (last - begin >= 0.6 * target and at - begin > 1.15 * target)
        ):
            yield Span(begin, last)
            begin = last
        last = at
    if begin < end:
        if last > begin and end - begin > longest * 1.2 and last < end:
            yield Span(begin, last)
            begin = last
        yield Span(begin, end)


def _list_breaks(text: str, start: int, end: int, longest: int) -> Iterator[int]:
    """Offsets where a piece may end, never more than `longest` apart."""
    before = start
    for match in _BREAK.finditer(text, start, end):
        yield from _force_breaks(text, before, match.end(), longest)
        before = match.end()
        yield before
    yield from _force_breaks(text, before, end, longest)
    if before < end:
        yield end


def _force_breaks(text: str, start: int, end: int, longest: int) -> Iterator[int]:
    while end - start > longest:
        stop = start + longest
        commas = [match.end() for match in _SOFT_BREAK.finditer(text, start + longest // 2, stop)]
        start = commas[-1] if commas else stop
        yield start


def _make_clause(text: str, document_id: str, name: str, region: _Region, cut: Span, part: int) -> Clause:
    section = region.section
    words = text[cut.start : cut.end]
    kind: SectionKind = section.kind if section else "paragraph"
    if region.bare and kind not in ("part", "chapter"):
        kind = "heading"
    return Clause(
        id=name + (f"@{part}" if part else ""),
        document_id=document_id,
        section=section.path if section else "",
        label=render_label(section.path) if section else "",
        heading=region.headings[-1] if region.headings else "",
        headings=region.headings,
        text=words,
        start=cut.start,
        end=cut.end,
        kind=kind,
        part=part,
        lead_in=region.lead_in,
        units=find_units(words),
    )
