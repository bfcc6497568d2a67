"""Candidates for a question: the best of the keyword index and of the vector index, within the question's scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Query
from assistant.terms import Terms, weigh_terms
from index.encoder import Vectors
from index.keywords import Scored
from index.passage import ClauseWords
from index.records import Clause, Document
from index.search import ClauseSearch


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that one of the retrievers returned. Ranks count from 1, 0 when the retriever did not return it.

    `bm25` is 0 and `cosine` is computed from the stored vector when only the other retriever returned it.
    """

    row: int
    clause: Clause
    document: Document
    words: ClauseWords
    bm25: float
    cosine: float
    keyword_rank: int
    dense_rank: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everything the second stage needs: the candidates and how the question was put to the retrievers."""

    items: tuple[Candidate, ...]
    terms: Terms
    vector: Vectors


def find_candidates(query: Query, search: ClauseSearch, depth: int = 100) -> Candidates:
    """The union of the `depth` best of either retriever, keyword hits first; empty when nothing matches."""
    search.refresh()
    terms = weigh_terms(query.core)
    vector = search.encoder.encode_questions([query.core])[0]
    keyword = search.search_keywords(terms.weights, depth, query.documents)
    dense = search.search_vectors(vector, depth, query.documents)
    return Candidates(_merge(keyword, dense, vector, search), terms, vector)


def _merge(
    keyword: Sequence[Scored], dense: Sequence[Scored], vector: Vectors, search: ClauseSearch
) -> tuple[Candidate, ...]:
    keyword_rank = {hit.row: rank for rank, hit in enumerate(keyword, start=1)}
    dense_rank = {hit.row: rank for rank, hit in enumerate(dense, start=1)}
    bm25 = {hit.row: hit.score for hit in keyword}
    cosine = {hit.row: hit.score for hit in dense}
    rows = list(dict.fromkeys((*keyword_rank, *dense_rank)))
    clauses = search.load_rows(rows)
    words = search.load_words(rows)
    unseen = search.vectors([row for row in rows if row not in cosine])
    cosine |= {row: float(stored @ vector) for row, stored in unseen.items()}
    found = []
    for row in rows:
        clause = clauses.get(row)
        document = None if clause is None else search.document(clause.document_id)
        if clause is None or document is None or row not in words:
            continue
        ranks = (keyword_rank.get(row, 0), dense_rank.get(row, 0))
        found.append(
            Candidate(row, clause, document, words[row], bm25.get(row, 0.0), cosine.get(row, 0.0), *ranks)
        )
    return tuple(found)
