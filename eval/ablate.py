"""Ablations: the same questions ranked by each part alone, by the plain fusion, by all, and without scope.

Each variant adds one part to the one before it: keyword, dense, fusion, priors of documents, second stage; "no scope"
is everything with the filters read from the question taken off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.engine import Assistant
from assistant.records import Query
from assistant.retrieve import find_candidates
from assistant.terms import weigh_terms
from eval.questions_file import Question
from index.keywords import Scored
from index.records import Clause, Document, Hit

Search = Callable[[Question], Sequence[Hit]]
Pair = tuple[Clause, Document]


def list_variants(assistant: Assistant, k: int = 10) -> dict[str, Search]:
    """A search a variant, by name; "second stage" is the product's own search."""
    return {
        "keyword": lambda question: search_keywords(assistant, _understand(assistant, question), k),
        "dense": lambda question: search_dense(assistant, _understand(assistant, question), k),
        "fusion": lambda question: search_fused(assistant, _understand(assistant, question), k, False),
        "priors": lambda question: search_fused(assistant, _understand(assistant, question), k, True),
        "second stage": lambda question: assistant.search(question.text, k, question.history),
        "no scope": lambda question: search_unscoped(assistant, _understand(assistant, question), k),
    }


def search_keywords(assistant: Assistant, query: Query, k: int) -> list[Hit]:
    """BM25 alone, within scope."""
    weights = weigh_terms(query.core).weights
    return _load(assistant, assistant.search_index.search_keywords(weights, k, query.documents), "keyword")


def search_dense(assistant: Assistant, query: Query, k: int) -> list[Hit]:
    """Cosine alone, within scope."""
    index = assistant.search_index
    vector = index.encoder.encode_questions([query.core])[0]
    return _load(assistant, index.search_vectors(vector, k, query.documents), "dense")


def search_fused(assistant: Assistant, query: Query, k: int, with_priors: bool) -> list[Hit]:
    """The fusion of both, before the second stage."""
    priors = assistant.priors if with_priors else None
    found = find_candidates(query, assistant.search_index, priors).items[:k]
    return _make_hits([(item.clause, item.document) for item in found], "fusion")


def search_unscoped(assistant: Assistant, query: Query, k: int) -> list[Hit]:
    """Everything, over all documents alike; the words that named the scope are searched for instead."""
    ranked = assistant.rank(replace(query, documents=None, preferred=None, core=query.standalone), k)[:k]
    return _make_hits([(item.candidate.clause, item.candidate.document) for item in ranked], "second stage")


def _understand(assistant: Assistant, question: Question) -> Query:
    return assistant.understand(question.text, question.history)


def _load(assistant: Assistant, scored: Sequence[Scored], found_by: str) -> list[Hit]:
    clauses = assistant.search_index.load_rows([hit.row for hit in scored])
    pairs: list[Pair] = []
    for hit in scored:
        clause = clauses.get(hit.row)
        document = None if clause is None else assistant.search_index.document(clause.document_id)
        if clause is not None and document is not None:
            pairs.append((clause, document))
    return _make_hits(pairs, found_by)


def _make_hits(pairs: Sequence[Pair], found_by: str) -> list[Hit]:
    return [
        Hit(clause, document, 1.0 / rank, rank, (found_by,))
        for rank, (clause, document) in enumerate(pairs, start=1)
    ]
