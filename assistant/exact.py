"""Answers to questions that name a clause: found, not found, or ambiguous, from the outline alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.gather import gather_evidence
from assistant.lookup import LookUp, look_up
from assistant.rank import Ranked
from assistant.records import Decision, Query, Reference
from assistant.whole_section import cite_section
from index.records import Clause, Document, Hit
from index.store import Store

_MOST_DOCUMENTS = 300  # beyond it only the documents nearest to the question are looked through
_LONGEST_WHOLE = 1500  # characters of a section that is quoted as one
_MOST_CLAUSES = 8
_MOST_CHOICES = 5
_WHICH = re.compile(r"第几|哪一?[条項项款点]|which (?:item|clause|article|section|point)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exact:
    """What became of a named clause; `hits` when it was found, `nearest` when the reader must choose."""

    decision: Decision
    hits: tuple[Hit, ...] = ()
    nearest: tuple[Hit, ...] = ()


def find_exact(
    query: Query, reference: Reference, store: Store, find_near: Callable[[], Sequence[str]]
) -> Exact:
    """Look up the clause that a question names, in its scope or in everything held.

    `find_near` gives the ids of the nearest documents, best first; it is asked only when the scope is too wide.
    """
    named = query.documents if query.preferred is None else query.preferred
    scope = [document.id for document in store.documents() if named is None or document.id in named]
    if len(scope) > _MOST_DOCUMENTS:
        scope = list(dict.fromkeys(find_near()))
    found = look_up(reference, {document_id: store.clauses_of(document_id) for document_id in scope})
    if found.outcome == "found":
        hits = _make_hits(_join_section(found, store), store)
        return Exact(Decision(True, 1.0, "certain"), tuple(hits))
    if found.outcome == "ambiguous":
        choices = _make_hits(_list_choices(found, store), store)
        return Exact(Decision(False, 0.0, "certain", "clause_ambiguous", reference.words), (), tuple(choices))
    return Exact(Decision(False, 0.0, "certain", "clause_not_found", reference.words))


def asks_which_clause(question: str) -> bool:
    """Whether a clause is wanted that lies inside the one named. Example: 第（八）项里讲专利的是第几条 -> True."""
    return _WHICH.search(question) is not None


def join_exact(query: Query, hits: Sequence[Hit], ranked: Sequence[Ranked], store: Store) -> list[Hit]:
    """The named clause with what the question asks beside it: what it is compared with, or the clause inside it."""
    if query.kind == "comparison":
        others = [hit for hit in gather_evidence(query, ranked, store) if not _overlaps(hit, hits)]
        return [*hits, *others]
    inside = [item for item in ranked if any(_lies_in(item.candidate.clause, hit.clause) for hit in hits)]
    return gather_evidence(query, inside, store) or list(hits)


def _overlaps(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(_share_words(hit.clause, other.clause) for other in others)


def _lies_in(clause: Clause, whole: Clause) -> bool:
    """Whether a clause stands below the section that `whole` cites, which ends before the white space."""
    return clause.section.startswith(f"{whole.section}/") and _share_words(clause, whole)


def _share_words(one: Clause, other: Clause) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end


def _join_section(found: LookUp, store: Store) -> list[Clause]:
    """The section as one clause when it is short enough to read, else its first clauses."""
    place = found.places[0]
    for section in store.sections_of(place.document_id):
        if section.path == place.path and section.end - section.start <= _LONGEST_WHOLE:
            return [cite_section(section, found.clauses[0], store)]
    return list(found.clauses[:_MOST_CLAUSES])


def _list_choices(found: LookUp, store: Store) -> list[Clause]:
    """The first clause of each place that fits, one a place."""
    chosen = []
    for place in found.places[:_MOST_CHOICES]:
        clauses = store.clauses_of(place.document_id)
        chosen.append(
            next(clause for clause in clauses if (clause.section + "/").startswith(place.path + "/"))
        )
    return chosen


def _make_hits(clauses: Sequence[Clause], store: Store) -> list[Hit]:
    hits: list[Hit] = []
    for clause in clauses:
        document: Document | None = store.document(clause.document_id)
        if document is not None:
            hits.append(Hit(clause, document, 1.0, len(hits) + 1, ("lookup",)))
    return hits
