"""A whole section as one clause, where a list or a named section is cited as one."""

from __future__ import annotations

from dataclasses import replace

from index.labels import render_label
from index.records import Clause, Section
from index.store import Store


def cite_section(section: Section, like: Clause, store: Store) -> Clause:
    """A whole section as one clause, its words those of the source, without white space around them."""
    text = store.source_text(like.document_id)[section.start : section.end]
    start = section.start + len(text) - len(text.lstrip())
    text = text.strip()
    return replace(
        like,
        id=f"{like.document_id}#{section.path}*",
        section=section.path,
        label=render_label(section.path),
        heading=section.heading or like.heading,
        text=text,
        start=start,
        end=start + len(text),
        kind=section.kind,
        part=0,
        lead_in="",
    )
