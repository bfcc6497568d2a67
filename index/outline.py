"""The outline of a text: which labels are sections, how they nest, what is missing, which documents the file holds.

Reading order: candidates (`outline_candidates`, `outline_headings`) → tables of contents taken out
(`outline_contents`) → the cheapest reading (`outline_search`) → nodes (`outline_tree`) → documents
(`outline_documents`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.outline_bullets import find_bullets
from index.outline_candidates import Candidate, find_candidates
from index.outline_contents import find_contents
from index.outline_documents import split_documents
from index.outline_headings import find_dashes, find_headings
from index.outline_prose import find_prose_headings
from index.outline_search import choose_sections
from index.outline_steps import Choice
from index.outline_tree import Node, add_paragraphs, build_nodes
from index.records import Gap, Section, Span


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything read from the order of a text; `contents` are the tables of contents, which open no section."""

    documents: tuple[Span, ...]
    sections: tuple[Section, ...]
    gaps: tuple[Gap, ...]
    contents: tuple[Span, ...]


def outline_text(text: str, boilerplate: Sequence[Span] = ()) -> tuple[list[Span], list[Section], list[Gap]]:
    """The documents' spans (together the whole text), the sections in reading order, and the gaps in numbering.

    Spans nest: a section's span takes in its sub-sections. Example: "一、甲\\n(一)乙" -> sections 一 and 一/(一).
    """
    outline = read_outline(text, boilerplate)
    return list(outline.documents), list(outline.sections), list(outline.gaps)


def read_outline(text: str, boilerplate: Sequence[Span] = ()) -> Outline:
    """`outline_text` together with the spans of the tables of contents."""
    candidates, contents = collect_candidates(text, boilerplate)
    choices = choose_sections(candidates, number_paragraphs(text, candidates))
    nodes = build_nodes(text, candidates, choices)
    documents, nodes = split_documents(text, nodes, candidates, choices)
    nodes = add_paragraphs(text, nodes)
    sections = _close_sections(documents, nodes)
    gaps = _list_gaps(candidates, choices, sections)
    return Outline(tuple(documents), tuple(sections), tuple(gaps), tuple(contents))


def collect_candidates(text: str, boilerplate: Sequence[Span]) -> tuple[list[Candidate], list[Span]]:
    """All candidates in order without those in tables of contents, and the spans of these tables."""
    numbered = find_candidates(text, boilerplate)
    contents = find_contents(text, numbered)
    unnumbered = [*find_headings(text), *find_dashes(text), *find_bullets(text)]
    taken = {candidate.start for candidate in [*numbered, *unnumbered]}
    prose = [candidate for candidate in find_prose_headings(text, numbered) if candidate.start not in taken]
    taken = {candidate.start for candidate in numbered}
    unnumbered += prose
    closed = sorted([*boilerplate, *contents])
    starts = [span.start for span in closed]
    merged = [*numbered, *(candidate for candidate in unnumbered if candidate.start not in taken)]
    kept: list[Candidate] = []
    for candidate in sorted(merged, key=lambda candidate: candidate.start):
        at = bisect_right(starts, candidate.start) - 1
        if at >= 0 and candidate.start < closed[at].end:
            continue
        if kept and candidate.start < kept[-1].label.end and candidate.label.number:
            continue
        kept.append(candidate)
    return kept, contents


_PARAGRAPH = re.compile(r"\S(?:[^\n\r\f\v\u2028\u0085\u3000]+|\u3000(?!\u3000))*")


def number_paragraphs(text: str, candidates: Sequence[Candidate]) -> list[int]:
    """The ordinal of the paragraph (a line, or a piece between wide gaps) in which each candidate stands."""
    starts = [match.start() for match in _PARAGRAPH.finditer(text)]
    return [bisect_right(starts, candidate.start) for candidate in candidates]


def _close_sections(documents: Sequence[Span], nodes: Sequence[Node]) -> list[Section]:
    """Sections with paths and ends: each ends where the next one of its depth or above begins, or its document ends."""
    ends = [0] * len(nodes)
    opened: list[int] = []
    paths: list[str] = []
    found: list[str] = []
    for at, node in enumerate(nodes):
        if at and nodes[at - 1].document != node.document:
            _close(ends, opened, 0, documents[nodes[at - 1].document].end)
            paths.clear()
        depth = min(node.depth, len(opened))
        _close(ends, opened, depth, node.start)
        del paths[depth:]
        paths.append(f"{paths[-1]}/{node.label}" if paths else node.label)
        opened.append(at)
        found.append(paths[-1])
    if nodes:
        _close(ends, opened, 0, documents[nodes[-1].document].end)
    return [
        Section(
            path, node.label, node.heading, path.count("/") + 1, node.start, end, node.kind, node.document
        )
        for node, path, end in zip(nodes, found, ends, strict=True)
    ]


def _close(ends: list[int], opened: list[int], depth: int, end: int) -> None:
    while len(opened) > depth:
        ends[opened.pop()] = end


def _list_gaps(
    candidates: Sequence[Candidate], choices: Sequence[Choice], sections: Sequence[Section]
) -> list[Gap]:
    paths = {section.start: section.path for section in reversed(sections)}
    gaps: list[Gap] = []
    for choice in choices:
        if choice.before is not None:
            candidate = candidates[choice.index]
            path = paths.get(candidate.start, "").rpartition("/")[0]
            gaps.append(Gap(path, str(choice.before), candidate.label.text, candidate.start))
    return gaps
