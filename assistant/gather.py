"""Which clauses an answer stands on: how many, from which documents, and at which depth of the outline.

A comparison takes one clause a document, a list of measures gathers what stands close to the best, anything else
takes the best and its rivals. Items printed inside one paragraph are cited together where a list is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.copies import Copies, cite_in_force
from assistant.priors import Prior
from assistant.rank import Ranked
from assistant.records import Kind, Query
from assistant.whole_section import cite_section
from index.copies import pack_clause_words
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
    "general": Width(5, 2.5),
    "comparison": Width(8, 5.0),
    "figure": Width(4, 2.0),
    "amount": Width(4, 2.0),
}
_NARROW = Width(5, 2.0)


def gather_evidence(
    query: Query, ranked: Sequence[Ranked], store: Store, priors: Mapping[str, Prior] | None = None
) -> list[Hit]:
    """The hits an answer may use, best first, ranks from 1; clauses of the same words are given once.

    Of the same words those of a document in force are cited in the place of a repealed one. Documents that a
    comparison names keep their own clauses, of the same words or not. `priors` tell which documents are repealed.
    """
    if not ranked:
        return []
    width = WIDTHS.get(query.kind, _NARROW)
    named = query.kind == "comparison" and _names_documents(query, width)
    near = _take_near(query, ranked, width, named)
    lists = find_shared_parents(query, near) if query.kind in _LIST_KINDS else frozenset()
    copies = Copies(store, ranked, priors)
    chosen: dict[str, Hit] = {}
    texts: set[tuple[str, str]] = set()
    for item in near:
        clause = item.candidate.clause
        if query.kind in _LIST_KINDS:
            clause = widen_to_section(clause, store, lists)
        words = (clause.document_id if named else "", pack_clause_words(clause))
        if clause.id in chosen or words in texts or _lies_inside(clause, chosen.values()):
            continue
        found = Hit(clause, item.candidate.document, item.score, len(chosen) + 1, _name_finders(item))
        hit = cite_in_force(query, found, copies)
        if hit is not found and _lies_inside(hit.clause, chosen.values()):
            continue
        chosen[hit.clause.id] = hit
        texts.add(words)
        if len(chosen) == width.clauses:
            break
    return list(chosen.values())


def _names_documents(query: Query, width: Width) -> bool:
    """Whether a question names the documents it compares, few enough to cite each."""
    return query.documents is not None and len(query.documents) <= width.clauses


def _take_near(query: Query, ranked: Sequence[Ranked], width: Width, named: bool) -> list[Ranked]:
    """What lies near the best; of a comparison one clause a document, of named ones however far."""
    if query.kind == "comparison" and (query.documents is None or len(query.documents) > 1):
        ranked = _take_best_of_documents(ranked)
    return [item for item in ranked if named or item.score >= ranked[0].score - width.distance]


def _name_finders(item: Ranked) -> tuple[str, ...]:
    """The retrievers that returned a candidate."""
    candidate = item.candidate
    ranks = (
        ("keyword", candidate.keyword_rank or candidate.pair_rank),
        ("dense", candidate.dense_rank),
    )
    return tuple(name for name, rank in ranks if rank)


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
