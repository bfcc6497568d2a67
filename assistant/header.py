"""What is printed about a document itself: the clauses for questions on its number, issuer, dates, validity.

Such facts stand in the title, in a header table or at the signature, all before or around the body; they are cited
with the section path "" and the source's own words.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.records import Query
from index.records import Clause, Document, Hit, Span
from index.store import Store

_MOST_DOCUMENTS = 5
_LONGEST = 600  # characters of one header clause


def find_header_hits(query: Query, store: Store) -> list[Hit]:
    """One hit for each header passage of the documents the question names; [] when it names none."""
    named = query.documents if query.preferred is None else query.preferred
    if named is None or not 0 < len(named) <= _MOST_DOCUMENTS:
        return []
    hits: list[Hit] = []
    for document in store.documents():
        if document.id in named:
            text = store.source_text(document.id)
            for span in _join_spans(document.spans.values(), text):
                hits.append(
                    Hit(_make_clause(document, span, text), document, 1.0, len(hits) + 1, ("lookup",))
                )
    return hits


def _join_spans(spans: Iterable[Span], text: str) -> list[Span]:
    """Whole lines around the spans, neighbours joined while the passage stays short, in reading order."""
    lines: list[Span] = []
    for span in sorted(spans):
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        line = _trim(
            text,
            start if span.start - start <= _LONGEST else span.start,
            span.end if end < 0 or end - span.end > _LONGEST else end,
        )
        if lines and line.start <= lines[-1].end + 80 and line.end - lines[-1].start <= _LONGEST:
            lines[-1] = Span(lines[-1].start, max(lines[-1].end, line.end))
        elif not lines or line.end > lines[-1].end:
            lines.append(_trim(text, max([line.start, *(held.end for held in lines[-1:])]), line.end))
    return lines


def _trim(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return Span(start + left, max(start + left, start + len(words.rstrip())))


def _make_clause(document: Document, span: Span, text: str) -> Clause:
    return Clause(
        id=f"{document.id}#@{span.start}",
        document_id=document.id,
        section="",
        label="",
        heading="",
        headings=(),
        text=text[span.start : span.end],
        start=span.start,
        end=span.end,
        kind="paragraph",
    )
