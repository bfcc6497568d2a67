"""The SQLite tables of a store, and records to rows and back. SQLite is the truth; the indexes are derived."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import fields
from pathlib import Path
from typing import Any

from index.records import Clause, Document, Section, Span

SCHEMA = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL, digest TEXT NOT NULL, text TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, file_id TEXT NOT NULL, ordinal INTEGER NOT NULL, record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS documents_by_file ON documents (file_id, ordinal);
CREATE TABLE IF NOT EXISTS sections (
    document_id TEXT NOT NULL, ordinal INTEGER NOT NULL, path TEXT NOT NULL, label TEXT NOT NULL,
    heading TEXT NOT NULL, level INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    kind TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (document_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS clauses (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL, section TEXT NOT NULL,
    label TEXT NOT NULL, heading TEXT NOT NULL, headings TEXT NOT NULL, text TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, kind TEXT NOT NULL, part INTEGER NOT NULL, lead_in TEXT NOT NULL, units TEXT NOT NULL,
    title_words TEXT NOT NULL, heading_words TEXT NOT NULL, body_words TEXT NOT NULL, folded TEXT NOT NULL,
    named TEXT NOT NULL, vector BLOB NOT NULL, tokens BLOB NOT NULL, named_tokens BLOB NOT NULL,
    window_ends BLOB NOT NULL, window_scales BLOB NOT NULL, digest INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS clauses_by_document ON clauses (document_id, row);
CREATE INDEX IF NOT EXISTS clauses_by_digest ON clauses (digest);
"""
CLAUSE_COLUMNS = (
    'id, document_id, section, label, heading, headings, text, start, "end", kind, part, lead_in, units'
)
WORD_COLUMNS = "title_words, heading_words, body_words, folded, named"
WINDOW_COLUMNS = "tokens, named_tokens, window_ends, window_scales"
SECTION_COLUMNS = 'path, label, heading, level, start, "end", kind, document'


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection in write-ahead mode; callers share it under a lock. Raises sqlite3.Error."""
    mode = "rwc" if create else "rw"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=30, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL" if create else "PRAGMA synchronous=NORMAL")
    if create:
        connection.executescript(SCHEMA)
    return connection


def pack_document(document: Document) -> str:
    """A document as JSON text."""
    values = {field.name: getattr(document, field.name) for field in fields(Document)}
    values["spans"] = {name: [span.start, span.end] for name, span in document.spans.items()}
    return json.dumps(values, ensure_ascii=False)


def unpack_document(text: str) -> Document:
    """The document that `pack_document` wrote."""
    values = json.loads(text)
    values["years"] = tuple(values["years"])
    values["spans"] = {name: Span(*span) for name, span in values["spans"].items()}
    return Document(**values)


def pack_clause(clause: Clause) -> tuple[Any, ...]:
    """A clause as a row of `CLAUSE_COLUMNS`."""
    return (
        clause.id,
        clause.document_id,
        clause.section,
        clause.label,
        clause.heading,
        json.dumps(clause.headings, ensure_ascii=False),
        clause.text,
        clause.start,
        clause.end,
        clause.kind,
        clause.part,
        clause.lead_in,
        json.dumps(clause.units, ensure_ascii=False),
    )


def unpack_clause(row: tuple[Any, ...]) -> Clause:
    """The clause of a row of `CLAUSE_COLUMNS`."""
    values = list(row)
    values[5] = tuple(json.loads(values[5]))
    values[12] = tuple(json.loads(values[12]))
    return Clause(*values)


def pack_section(section: Section) -> tuple[Any, ...]:
    """A section as a row of `SECTION_COLUMNS`."""
    return (
        section.path,
        section.label,
        section.heading,
        section.level,
        section.start,
        section.end,
        section.kind,
        section.document,
    )


def unpack_section(row: tuple[Any, ...]) -> Section:
    """The section of a row of `SECTION_COLUMNS`."""
    return Section(*row)
