"""The values that flow through the index layer: text, documents, sections, clauses, hits.

Every `start` and `end` is a code-point offset into `SourceText.text` of the file, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

SectionKind = Literal[
    "part", "chapter", "heading", "article", "item", "paragraph", "attachment", "boilerplate"
]
Status = Literal["in force", "repealed", "unknown"]
Level = Literal["national", "province", "city", "county", "township"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, 0 <= start <= end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """The decoded text of one file, exactly as read, and how it was decoded.

    `boilerplate` holds what the reader itself knows to be no content (running heads of a pdf);
    `title` is a title that only the container knows (html `<title>`), null when there is none.
    `data` holds header fields read outside the text (html `<meta>`), by the names of `Document`.
    """

    text: str
    file: str
    format: str
    encoding: str
    boilerplate: tuple[Span, ...] = ()
    title: str | None = None
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One policy inside a file. What is not printed is None, never guessed.

    `date` is the date of signing, else of publication (ISO, `YYYY-MM-DD`); `years` are the years the
    policy covers; `spans` says where each field was read, by field name.
    """

    id: str
    file: str
    title: str
    start: int
    end: int
    issuer: str | None = None
    number: str | None = None
    index_number: str | None = None
    date: str | None = None
    published: str | None = None
    effective: str | None = None
    expires: str | None = None
    region: str | None = None
    level: Level | None = None
    status: Status = "unknown"
    subject: str | None = None
    years: tuple[int, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """One node of the outline. `path` joins the labels from the top, `二/(五)/2`; the span includes sub-sections.

    `document` is the ordinal of the document in its file; `level` counts from 1 at the top;
    `heading` is the printed heading without its label, "" when the section has none.
    """

    path: str
    label: str
    heading: str
    level: int
    start: int
    end: int
    kind: SectionKind
    document: int = 0


@dataclass(frozen=True, slots=True)
class Clause:
    """The unit that is retrieved and cited: a leaf section, or a part of a long one; `text == source[start:end]`.

    `headings` is the chain from the outermost heading to the nearest; `lead_in` is the parent's sentence that
    introduces the item (「具备下列条件：」); `part` counts the pieces of a long section from 0;
    `units` are the responsible units printed in the clause.
    """

    id: str
    document_id: str
    section: str
    label: str
    heading: str
    headings: tuple[str, ...]
    text: str
    start: int
    end: int
    kind: SectionKind
    part: int = 0
    lead_in: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A number that its sequence lacks: after `before` came `found` at offset `start`."""

    path: str
    before: str
    found: str
    start: int


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """Everything read from one file; clauses and boilerplate together cover every character of the text."""

    source: SourceText
    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    boilerplate: tuple[Span, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved clause with its document. `rank` counts from 1; `score` is the retriever's own, higher is better.

    `found_by` names the retrievers that returned it: "keyword", "dense", "lookup".
    """

    clause: Clause
    document: Document
    score: float
    rank: int
    found_by: tuple[str, ...] = ()
