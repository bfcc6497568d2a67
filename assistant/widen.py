"""From the documents a question names to all that may answer it: what contradicts the question stays out.

Many texts do not print their place, and a city's question may be answered by its county, its province or the state. So
a place asked for prefers its own documents and rules out those of other places; it does not rule out the rest. A
place together with a year, a named document and a comparison do mean exactly what they name.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.records import Query
from assistant.understand.holdings import Holdings
from index.places import list_chain_names

_WIDENED = frozenset({"region", "issuer"})


def widen_scope(query: Query, holdings: Holdings) -> Query:
    """The query with its own documents as `preferred` and `documents` widened to all that do not contradict it.

    Unchanged when nothing narrows it, when something named is not held, or when it means exactly what it names.
    """
    if not query.documents or query.kind == "comparison":
        return query
    fields = {item.field for item in query.filters}
    if not fields or not fields <= _WIDENED:
        return replace(query, preferred=query.documents)
    regions = [item.value for item in query.filters if item.field == "region"]
    wide = frozenset(holdings.all_ids)
    for region in regions:
        wide &= list_compatible(region, holdings)
    wide |= query.documents
    return replace(query, preferred=query.documents, documents=wide)


def list_compatible(region: str, holdings: Holdings) -> frozenset[str]:
    """Ids of the documents of a place, of those above and below it, of the state, and of no known place."""
    above = set(list_chain_names(region)) | {region}
    contrary = {
        document_id
        for other, ids in holdings.by_region.items()
        if other not in above and region not in list_chain_names(other)
        for document_id in ids
    }
    fitting = {
        document_id
        for other, ids in holdings.by_region.items()
        if other in above or region in list_chain_names(other)
        for document_id in ids
    }
    return frozenset(holdings.all_ids) - frozenset(contrary - fitting)
