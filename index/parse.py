"""From the text of one file to everything known of it: boilerplate, outline, documents, clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
        _describe_part(source, marked, span, document_id, own)
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
    source: SourceText, marked: Sequence[Span], span: Span, document_id: str, own: Sequence[Section]
) -> Document:
    """The document's metadata; its own label (第X篇 or a title) is no section of its text."""
    titled = bool(own) and own[0].kind == "part" and not source.text[span.start : own[0].start].strip()
    heading = own[0].heading if titled else ""
    rest = own[1:] if titled else own
    return describe_document(source, document_id, span, marked, rest[0].start if rest else span.end, heading)


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
