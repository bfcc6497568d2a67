"""Which clauses an answer stands on: how many, from which documents, and at which depth of the outline.

A comparison takes one clause a document, a list of measures gathers what stands close to the best, anything else
takes the best and its rivals. Items printed inside one paragraph are cited together where a list is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.rank import Ranked
from assistant.records import Kind, Query
from index.labels import render_label
from index.records import Clause, Hit, Section
from index.store import Store
from index.words import cut_content_words

_LIST_KINDS: frozenset[Kind] = frozenset({"measures", "eligibility", "general"})
_INLINE = re.compile(r"^(?:\([0-9]+\)|[一二三四五六七八九十]+是|[①-⑳]|第[一二三四五六七八九十]+)$")
_NEAR = 12  # candidates among which the items of one list are looked for
_SHORT_ITEM = 80  # characters; longer items say enough alone
_LONGEST_WHOLE = 900  # characters of a section that is cited as one


@dataclass(frozen=True, slots=True)
class Width:
    """How many clauses a kind of answer takes, and how far below the best score one may lie."""

    clauses: int
    distance: float


WIDTHS: dict[str, Width] = {
    "measures": Width(6, 3.2),
    "eligibility": Width(5, 2.5),
    "general": Width(4, 2.2),
    "comparison": Width(8, 5.0),
    "figure": Width(3, 1.5),
    "amount": Width(3, 1.5),
}
_NARROW = Width(3, 1.0)


def gather_evidence(query: Query, ranked: Sequence[Ranked], store: Store) -> list[Hit]:
    """The hits an answer may use, best first, ranks from 1; clauses of the same words are given once."""
    if not ranked:
        return []
    width = WIDTHS.get(query.kind, _NARROW)
    if query.kind == "comparison":
        named = query.documents is not None and len(query.documents) <= width.clauses
        if query.documents is None or len(query.documents) > 1:
            ranked = _take_best_of_documents(ranked)
        near = [item for item in ranked if named or item.score >= ranked[0].score - width.distance]
    else:
        near = [item for item in ranked if item.score >= ranked[0].score - width.distance]
    lists = find_shared_parents(query, near) if query.kind in _LIST_KINDS else frozenset()
    chosen: dict[str, Hit] = {}
    texts: set[str] = set()
    for item in near:
        clause = item.candidate.clause
        if query.kind in _LIST_KINDS:
            clause = widen_to_section(clause, store, lists)
        if clause.id in chosen or clause.text in texts or _lies_inside(clause, chosen.values()):
            continue
        found_by = tuple(
            name
            for name, rank in (
                ("keyword", item.candidate.keyword_rank or item.candidate.pair_rank),
                ("dense", item.candidate.dense_rank),
            )
            if rank
        )
        chosen[clause.id] = Hit(clause, item.candidate.document, item.score, len(chosen) + 1, found_by)
        texts.add(clause.text)
        if len(chosen) == width.clauses:
            break
    return list(chosen.values())


def _take_best_of_documents(items: Sequence[Ranked]) -> list[Ranked]:
    best: dict[str, Ranked] = {}
    for item in items:
        best.setdefault(item.candidate.document.id, item)
    return list(best.values())


def _lies_inside(clause: Clause, hits: Iterable[Hit]) -> bool:
    return any(
        hit.clause.document_id == clause.document_id
        and hit.clause.start <= clause.start
        and clause.start + len(clause.text.rstrip()) <= hit.clause.end
        for hit in hits
    )


def find_shared_parents(query: Query, near: Sequence[Ranked]) -> frozenset[tuple[str, str]]:
    """Lists that are asked for as a whole, as (document id, section path): short items lie near and the heading fits.

    Example: 需要哪些材料 with items 四/(一) and 四/(三) near, under 四、申请材料.
    """
    asked = set(cut_content_words(query.core))
    children: dict[tuple[str, str], set[str]] = {}
    for item in near[:_NEAR]:
        clause = item.candidate.clause
        parent = clause.section.rpartition("/")[0]
        short = len(clause.text) <= _SHORT_ITEM
        if (
            short
            and parent
            and clause.headings
            and asked.intersection(cut_content_words(clause.headings[-1]))
        ):
            children.setdefault((clause.document_id, parent), set()).add(clause.section)
    return frozenset(key for key, found in children.items() if len(found) > 1)


def widen_to_section(clause: Clause, store: Store, lists: frozenset[tuple[str, str]] = frozenset()) -> Clause:
    """The whole numbered paragraph of an item printed inside it, or the list asked for, else the clause itself.

    Example: 二/(五)/2/(1) -> 二/(五)/2, when that is at most `_LONGEST_WHOLE` characters long.
    """
    sections = store.sections_of(clause.document_id)
    own = _find_section(sections, clause)
    in_list = (clause.document_id, clause.section.rpartition("/")[0]) in lists
    if own is None or not (in_list or _INLINE.match(own.label)):
        return clause
    parent_path = own.path.rpartition("/")[0]
    parent = next(
        (
            section
            for section in reversed(sections)
            if section.path == parent_path and section.start <= own.start and own.end <= section.end
        ),
        None,
    )
    if parent is None or parent.end - parent.start > _LONGEST_WHOLE:
        return clause
    return cite_section(parent, clause, store)


def _find_section(sections: Sequence[Section], clause: Clause) -> Section | None:
    holding = [
        section
        for section in sections
        if section.path == clause.section and section.start <= clause.start and clause.end <= section.end
    ]
    return holding[-1] if holding else None


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
