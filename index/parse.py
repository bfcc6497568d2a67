"""From the text of one file to everything known of it: boilerplate, outline, documents, clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.boilerplate import mark_boilerplate
from index.clauses import cut_clauses
from index.metadata import describe_document
from index.outline import find_contents_spans, outline_text
from index.records import Document, ParsedFile, Section, SourceText, Span


def parse_file(source: SourceText, file_id: str) -> ParsedFile:
    """Reads one file's text; clauses and boilerplate together cover every character of it.

    A file with one document gives it the id `file_id`, one with several `file_id.1`, `file_id.2` and so on.
    Tables of contents count as boilerplate. Example: parse_file(SourceText("一、目标\\n…", …), "a1").clauses.
    """
    text = source.text
    marked = merge_spans([*source.boilerplate, *mark_boilerplate(text)], len(text))
    marked = merge_spans([*marked, *find_contents_spans(text, marked)], len(text))
    spans, sections, gaps = outline_text(text, marked)
    ids = [file_id] if len(spans) == 1 else [f"{file_id}.{number}" for number in range(1, len(spans) + 1)]
    documents = tuple(
        _describe(source, sections, marked, *pair) for pair in enumerate(zip(ids, spans, strict=True))
    )
    clauses, blank = cut_clauses(text, list(zip(ids, spans, strict=True)), sections, marked)
    boilerplate = merge_spans([*marked, *blank], len(text))
    return ParsedFile(source, documents, tuple(sections), tuple(clauses), boilerplate, tuple(gaps))


def _describe(
    source: SourceText,
    sections: Sequence[Section],
    marked: Sequence[Span],
    ordinal: int,
    named: tuple[str, Span],
) -> Document:
    document_id, span = named
    own = (section for section in sections if section.document == ordinal)
    first = next(own, None)
    heading = ""
    start = first.start if first else span.end
    if first is not None and first.kind == "part" and first.start == span.start:
        heading = first.heading
        second = next(own, None)
        start = second.start if second else span.end
    return describe_document(source, document_id, span, marked, start, heading)


def merge_spans(spans: Iterable[Span], length: int) -> tuple[Span, ...]:
    """The union of some spans within [0, length), sorted and disjoint; touching ones become one."""
    merged: list[Span] = []
    for span in sorted(spans):
        start, end = max(0, span.start), min(length, span.end)
        if start >= end:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return tuple(merged)
