"""Candidates for a question: the best of the keyword index and of the vector index, within the question's scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.priors import NO_PRIOR, Prior
from assistant.records import Query
from assistant.terms import Terms, weigh_terms
from index.encoder import Vectors
from index.fold import fold_text
from index.keywords import Scored
from index.passage import ClauseWords
from index.records import Clause, Document
from index.search import ClauseSearch
from index.words import cut_pairs


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that one of the retrievers (words, pairs of characters, vectors) returned.

    Ranks count from 1, 0 when that retriever did not return it; then scores of the keyword index are 0. `cosine` is
    that of the whole clause, `window` that of its best window.
    """

    row: int
    clause: Clause
    document: Document
    words: ClauseWords
    bm25: float
    pair_bm25: float
    cosine: float
    window: float
    keyword_rank: int
    pair_rank: int
    dense_rank: int


@dataclass(frozen=True, slots=True)
class Found:
    """What each retriever returned, best first."""

    keyword: Sequence[Scored]
    pairs: Sequence[Scored]
    dense: Sequence[Scored]


@dataclass(frozen=True, slots=True)
class Plan:
    """How candidates are found: `depth` of either retriever, `kept` after fusion, and the fusion's weights.

    The dense retriever counts 1; words and pairs each what is said for the
    language; `offset` is the k of reciprocal rank fusion; powers of 0 switch the priors off.
    """

    depth: int = 150
    kept: int = 100
    offset: int = 60
    keyword_chinese: float = 0.8
    keyword_english: float = 0.2
    share_power: float = 0.3
    force_power: float = 0.3
    preferred: float = 2.0


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everything the second stage needs: the candidates and how the question was put to the retrievers."""

    items: tuple[Candidate, ...]
    terms: Terms
    vector: Vectors


def find_candidates(
    query: Query, search: ClauseSearch, priors: Mapping[str, Prior] | None = None, plan: Plan | None = None
) -> Candidates:
    """The best of the three retrievers after fusion, best first; empty when nothing matches.

    Pairs are those of the whole wording, so that a text that prints the place asked for is found by it; the others
    use the wording without the words that only name the scope.

    `priors` lift clauses of documents that are likely before the question is read; they do not count when the
    question names its place or document, nor for English ones: found by meaning alone, the right clause often lies
    low, and a prior would push it out.
    """
    plan = plan or Plan()
    search.refresh()
    terms = weigh_terms(query.core, search.holds_word)
    vector = search.encode_question(query.core)
    keyword = search.search_keywords(terms.typed, plan.depth, query.documents, choices=terms.choices)
    wording = f"{fold_text(query.standalone)} {' '.join(terms.added)}"
    pairs = search.search_pairs(cut_pairs(wording), plan.depth, query.documents)
    dense = search.search_windows(vector, plan.depth, query.documents)
    weight = weigh_keywords(query, terms, search, plan)
    found = Found(keyword, pairs, dense)
    open_minded = query.preferred is not None or query.language == "en"
    likely = {} if open_minded or priors is None else priors
    rows = _fuse(found, weight, search, likely, query.preferred, plan)
    items = _load(rows[: plan.kept], found, vector, search)
    return Candidates(_mark_repealed(items, priors or {}), terms, vector)


def _mark_repealed(items: Sequence[Candidate], priors: Mapping[str, Prior]) -> tuple[Candidate, ...]:
    """The candidates with the status "repealed" on documents that another document held repeals."""
    return tuple(
        replace(item, document=replace(item.document, status="repealed"))
        if priors.get(item.document.id, NO_PRIOR).repealed
        else item
        for item in items
    )


def weigh_keywords(query: Query, terms: Terms, search: ClauseSearch, plan: Plan) -> float:
    """The keyword index's share in the fusion: small for English questions, less when words asked are unknown here."""
    known = [search.holds_word(word) for word in terms.groups]
    share = sum(known) / len(known) if known else 0.0
    return (plan.keyword_english if query.language == "en" else plan.keyword_chinese) * share


def _fuse(
    found: Found,
    weight: float,
    search: ClauseSearch,
    priors: Mapping[str, Prior],
    preferred: frozenset[str] | None,
    plan: Plan,
) -> list[int]:
    """Rows by weighted reciprocal rank (Cormack et al. 2009) times the prior of their document, best first.

    Documents that the question names itself count `plan.preferred` times.
    """
    scores: dict[int, float] = {}
    for hits, share in ((found.keyword, weight), (found.pairs, weight), (found.dense, 1.0)):
        for rank, hit in enumerate(hits, start=1):
            scores[hit.row] = scores.get(hit.row, 0.0) + share / (plan.offset + rank)
    if priors or preferred:
        for row, document_id in search.name_documents(list(scores)).items():
            if preferred is not None and document_id in preferred:
                scores[row] *= plan.preferred
            prior = priors.get(document_id)
            if prior is not None:
                scores[row] *= max(prior.share, 0.005) ** plan.share_power
                scores[row] *= (0.1 + prior.force) ** plan.force_power
    return sorted(scores, key=lambda row: -scores[row])


def _load(rows: Sequence[int], found: Found, vector: Vectors, search: ClauseSearch) -> tuple[Candidate, ...]:
    ranks = [
        {hit.row: rank for rank, hit in enumerate(hits, start=1)}
        for hits in (found.keyword, found.pairs, found.dense)
    ]
    scores = [{hit.row: hit.score for hit in hits} for hits in (found.keyword, found.pairs, found.dense)]
    clauses = search.load_rows(rows)
    words = search.load_words(rows)
    cosines = {row: float(stored @ vector) for row, stored in search.vectors(rows).items()}
    windows = cosines | search.rate_windows(vector, [row for row in rows if row not in scores[2]]) | scores[2]
    documents = search.find_documents({clause.document_id for clause in clauses.values()})
    items = []
    for row in rows:
        clause = clauses.get(row)
        document = None if clause is None else documents.get(clause.document_id)
        if clause is None or document is None or row not in words:
            continue
        by_word, by_pair = (score.get(row, 0.0) for score in scores[:2])
        by_vector = (cosines.get(row, 0.0), windows.get(row, 0.0))
        places = (rank.get(row, 0) for rank in ranks)
        items.append(Candidate(row, clause, document, words[row], by_word, by_pair, *by_vector, *places))
    return tuple(items)
