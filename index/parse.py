"""From the text of one file to everything known of it: boilerplate, outline, documents, clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.boilerplate import mark_boilerplate
from index.clauses import cut_clauses
from index.metadata import describe_document
from index.outline import read_outline
from index.records import Document, ParsedFile, Section, SourceText, Span


def parse_file(source: SourceText, file_id: str) -> ParsedFile:
    """Reads one file's text; clauses and boilerplate together cover every character of it.

    A file with one document gives it the id `file_id`, one with several `file_id.1`, `file_id.2` and so on.
    Tables of contents count as boilerplate. Example: parse_file(SourceText("一、目标\\n…", …), "a1").clauses.
    """
    text = source.text
    marked = merge_spans([*source.boilerplate, *mark_boilerplate(text)], len(text))
    outline = read_outline(text, marked)
    marked = merge_spans([*marked, *outline.contents], len(text))
    spans, sections = outline.documents, outline.sections
    ids = [file_id] if len(spans) == 1 else [f"{file_id}.{number}" for number in range(1, len(spans) + 1)]
    owned = _group_sections(sections, len(spans))
    documents = tuple(
        _describe_part(source, marked, span, document_id, own, len(spans) > 1)
        for document_id, span, own in zip(ids, spans, owned, strict=True)
    )
    clauses, blank = cut_clauses(text, list(zip(ids, spans, strict=True)), sections, marked)
    boilerplate = merge_spans([*marked, *blank], len(text))
    return ParsedFile(source, documents, sections, tuple(clauses), boilerplate, outline.gaps)


def _group_sections(sections: Sequence[Section], documents: int) -> list[list[Section]]:
    grouped: list[list[Section]] = [[] for _ in range(documents)]
    for section in sections:
        grouped[section.document].append(section)
    return grouped


def _describe_part(
    source: SourceText,
    marked: Sequence[Span],
    span: Span,
    document_id: str,
    own: Sequence[Section],
    is_collected: bool,
) -> Document:
    """The document's metadata; its own label (第X篇 or a title) is no section of its text.

    The preface of a collection stands in the span of its first document, but says nothing of it.
    """
    parts = [section for section in own if section.kind == "part"]
    titled = bool(parts) and parts[0] == own[0] and not source.text[span.start : own[0].start].strip()
    prefaced = is_collected and len(parts) == 1 and parts[0] == own[0]
    if not titled and not prefaced:
        return describe_document(source, document_id, span, marked, own[0].start if own else span.end, "")
    head_end = own[1].start if len(own) > 1 else span.end
    read = Span(own[0].start, span.end)
    document = describe_document(source, document_id, read, marked, head_end, own[0].heading)
    return replace(document, start=span.start)


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
