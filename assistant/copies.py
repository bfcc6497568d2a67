"""Other places of the words that are cited: named beside the citation, and in its place when it is repealed.

Best ranked first, then what the ranking did not return; a repealed copy comes last and never stands for a valid one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.priors import NO_PRIOR, Prior
from assistant.rank import Ranked
from assistant.records import Evidence, OtherPlace, Query
from assistant.whole_section import cite_section
from index.copies import Copy, find_copies
from index.records import Clause, Document, Hit
from index.store import Store

MOST_NAMED = 5
_SHORTEST = 12  # letters and digits; of shorter texts only what the ranking returned is a copy worth a word


@dataclass(frozen=True, slots=True)
class Copies:
    """Looks copies up for one question: what is held, how it was ranked, and which documents are repealed."""

    store: Store
    ranked: Sequence[Ranked] = ()
    priors: Mapping[str, Prior] | None = None

    def find(self, clause: Clause) -> list[tuple[Copy, Document]]:
        """The other places of a clause's words with their documents, best first."""
        places = {item.candidate.clause.id: place for place, item in enumerate(self.ranked)}
        found = find_copies(self.store, clause)
        if sum(map(str.isalnum, clause.text)) < _SHORTEST:
            found = [copy for copy in found if copy.clause_id in places]
        held = self.store.find_documents(copy.document_id for copy in found)
        pairs = [(copy, self._mark_repealed(held[copy.document_id])) for copy in found]
        pairs.sort(key=lambda pair: pair[1].date or "", reverse=True)
        return sorted(
            pairs, key=lambda pair: (_is_repealed(pair[1]), places.get(pair[0].clause_id, math.inf))
        )

    def _mark_repealed(self, document: Document) -> Document:
        repealed = (self.priors or {}).get(document.id, NO_PRIOR).repealed
        return replace(document, status="repealed") if repealed else document


def name_copies(evidence: Sequence[Evidence], copies: Copies) -> list[Evidence]:
    """The evidence with the other places of its words, without those that are cited by themselves."""
    cited = {(item.hit.document.id, item.hit.clause.section) for item in evidence}
    named = []
    for item in evidence:
        places = {(document.id, copy.section): document for copy, document in copies.find(item.hit.clause)}
        others = [OtherPlace(document, key[1]) for key, document in places.items() if key not in cited]
        also_in = tuple(others[:MOST_NAMED])
        named.append(replace(item, also_in=also_in, also_in_more=len(others) - len(also_in)))
    return named


def cite_in_force(query: Query, hit: Hit, copies: Copies) -> Hit:
    """The hit, or for a repealed one its best copy that is in force and answers the same question.

    A copy of another place, or outside what the question names, does not.
    """
    if not _is_repealed(hit.document) or query.kind == "comparison":
        return hit
    for copy, document in copies.find(hit.clause):
        if not _is_repealed(document) and _may_replace(query, hit.document, document):
            clause = _load_copy(hit.clause, copy, copies.store)
            return hit if clause is None else replace(hit, clause=clause, document=document)
    return hit


def _may_replace(query: Query, repealed: Document, valid: Document) -> bool:
    if query.documents is not None and valid.id not in query.documents:
        return False
    named = query.preferred or frozenset()
    if repealed.id in named and valid.id not in named:
        return False
    return valid.region is None or repealed.region is None or valid.region == repealed.region


def _load_copy(clause: Clause, copy: Copy, store: Store) -> Clause | None:
    """The clause of a copy; of a whole section that section as one clause."""
    first = store.load_clauses([copy.row]).get(copy.row)
    if first is None or not clause.id.endswith("*"):
        return first
    for section in store.sections_of(copy.document_id):
        if section.path == copy.section and section.start <= first.start < section.end:
            return cite_section(section, first, store)
    return None


def _is_repealed(document: Document) -> bool:
    return document.status == "repealed"
