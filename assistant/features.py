"""What the second stage looks at: one row of numbers a candidate, one column a signal.

Column names are `FEATURES`: each signal, then the same for clauses of laws alone (0 elsewhere). Every signal is scaled
to about [0, 1], so that weights compare; none names a document.
Late interaction is the mean over question tokens of the best cosine with a clause token (Khattab and Zaharia 2020,
ColBERT), here over the static token vectors of the encoder.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.coverage import measure_coverage
from assistant.intent import list_intents, match_intents
from assistant.priors import NO_PRIOR, Prior
from assistant.records import Kind, Query
from assistant.retrieve import Candidate, Candidates
from assistant.slots import measure_places, measure_years
from assistant.terms import Terms, rate_terms
from assistant.wants import read_wants
from index.fold import fold_text
from index.late_interaction import find_best, read_asked, weigh_best
from index.search import ClauseSearch
from index.static_encoder import StaticEncoder

_SIGNALS = (
    "bm25",
    "bm25_of_best",
    "pair_bm25",
    "pair_bm25_of_best",
    "cosine",
    "cosine_of_best",
    "window_cosine",
    "window_cosine_of_best",
    "keyword_reciprocal",
    "pair_reciprocal",
    "dense_reciprocal",
    "body_coverage",
    "heading_coverage",
    "title_coverage",
    "whole_coverage",
    "bigram_coverage",
    "window_coverage",
    "late_interaction",
    "late_with_names",
    "kind_present",
    "length",
    "bare",
    "repealed",
    "first_paragraph",
    "region_share",
    "legal_force",
    "law_size",
    "preferred",
    "place_named",
    "year_named",
    "wanted_present",
    "heading_intent",
    "siblings",
    "heading_of_list",
    "siblings_of_list",
)
FEATURES = (
    *_SIGNALS,
    *(f"{name}_in_law" for name in _SIGNALS),
)  # laws are worded and cut otherwise than policies
Matrix = NDArray[np.float32]
_LIST_KINDS: frozenset[Kind] = frozenset(
    ("measures", "eligibility", "general")
)  # what a whole section may answer
_OF_LISTS = [_SIGNALS.index("heading_coverage"), _SIGNALS.index("siblings")]
Columns = tuple[NDArray[np.float32] | list[float], ...]

_RANK_OFFSET = 10
_LONGEST_TITLE = 120  # characters
_SIBLING_OFFSET = 3  # of the place among the candidates
_NO_TOKENS = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))
_BM25_CEILING = 2.2  # what a word can give at most, in units of its rarity (k1 + 1)
_PAIR_RARITY = 7.0  # nats; about that of a pair of characters
_LAW_FORCE = 0.8  # laws, interpretations and regulations of the State Council
_HAN = re.compile(r"[\u3400-\u9fff]+")
_KIND_SIGNS: dict[Kind, re.Pattern[str]] = {
    "figure": re.compile(r"\d"),
    "amount": re.compile(r"\d[\d.,]*\s?(?:%|元|万|亿|倍)"),
    "deadline": re.compile(r"\d\s?(?:年|月|日|个工作日|天)|截止|期限|前完成"),
    "responsible": re.compile(r"责任单位|牵头|负责|配合单位"),
    "definition": re.compile(r"是指|所称|指的是|包括"),
    "eligibility": re.compile(r"条件|应当|符合|具备|可以申请|申报|享受|不超过|补助|奖励"),
    "measures": re.compile(r"支持|鼓励|加大|推进|实施|开展|建立|补助|奖励"),
}


def measure_candidates(
    query: Query, candidates: Candidates, search: ClauseSearch, priors: Mapping[str, Prior] | None = None
) -> Matrix:
    """The signals of every candidate, shape (candidates, len(FEATURES)), float32."""
    items = candidates.items
    if not items:
        return np.zeros((0, len(FEATURES)), dtype=np.float32)
    bigrams = _list_bigrams(f"{fold_text(query.core)} {' '.join(candidates.terms.added)}")
    rarity = rate_terms(candidates.terms, search.rate_word)
    columns = (
        *_measure_retrieval(items, candidates.terms, rarity, bigrams),
        *_measure_words(items, candidates.terms, rarity, bigrams),
        *_measure_late(query, items, search),
        *_measure_clauses(query, items),
        *_list_priors(query, items, priors or {}),
        *_measure_scope(query, items),
        measure_siblings(items),
    )
    matrix = np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)
    matrix = np.hstack([matrix, matrix[:, _OF_LISTS] * float(query.kind in _LIST_KINDS)])
    known = [(priors or {}).get(item.document.id, NO_PRIOR).force >= _LAW_FORCE for item in items]
    return np.hstack([matrix, matrix * np.array(known, dtype=np.float32)[:, None]])


def _measure_retrieval(
    items: Sequence[Candidate], terms: Terms, rarity: Mapping[str, float], bigrams: Sequence[str]
) -> Columns:
    """Scores and ranks of the three retrievers, alone and beside the best of the question."""
    asked = sum(rarity[word] for word in terms.groups) or 1.0
    words = np.array([item.bm25 for item in items], dtype=np.float32)
    pairs = np.array([item.pair_bm25 for item in items], dtype=np.float32)
    cosine = np.array([item.cosine for item in items], dtype=np.float32)
    window = np.array([item.window for item in items], dtype=np.float32)
    return (
        np.minimum(words / (_BM25_CEILING * asked), 2.0),
        words / max(float(words.max()), 1e-6),
        np.minimum(pairs / (_BM25_CEILING * _PAIR_RARITY * max(len(bigrams), 1)), 2.0),
        pairs / max(float(pairs.max()), 1e-6),
        cosine,
        cosine - cosine.max(),
        window,
        window - window.max(),
        [_reciprocate(item.keyword_rank) for item in items],
        [_reciprocate(item.pair_rank) for item in items],
        [_reciprocate(item.dense_rank) for item in items],
    )


def _measure_words(
    items: Sequence[Candidate], terms: Terms, rarity: Mapping[str, float], bigrams: Sequence[str]
) -> Columns:
    """Shares of the question's words and pairs that are found, by place and close together."""
    bodies = [item.words.body for item in items]
    headings = [item.words.heading for item in items]
    titles = [item.words.title for item in items]
    *shares, window = measure_coverage((bodies, headings, titles), terms, rarity)
    return (
        *shares,
        [_share_found(bigrams, item.words.folded) for item in items],
        window,
    )


def _measure_clauses(query: Query, items: Sequence[Candidate]) -> Columns:
    """What the clause itself is like: signs of the kind of answer wanted, length, validity, place in the document."""
    sign = _KIND_SIGNS.get(query.kind)
    return (
        [float(sign is not None and sign.search(item.words.folded) is not None) for item in items],
        [min(math.log1p(len(item.clause.text)) / 7.0, 1.2) for item in items],
        [float(_is_bare(item)) for item in items],
        [float(item.document.status == "repealed") for item in items],
        [float(item.clause.section == "") for item in items],
    )


def _is_bare(item: Candidate) -> bool:
    """Whether a clause says nothing but its document's title or its headings."""
    said, named = (
        "".join(filter(str.isalnum, text)) for text in (item.words.folded[:_LONGEST_TITLE], item.words.named)
    )
    return len(item.words.folded) < _LONGEST_TITLE and said in named


def _measure_scope(query: Query, items: Sequence[Candidate]) -> Columns:
    """Agreement with what the question names, the figure or date it wants, and the heading it is after."""
    preferred = [float(item.document.id in (query.preferred or ())) for item in items]
    wants, intents = read_wants(query), list_intents(query.core)
    return (
        preferred,
        measure_places(query, items),
        measure_years(query, items),
        [wants.share_met(item.clause.text, item.words.folded) for item in items],
        [match_intents(intents, item.clause.headings) if intents else 0.0 for item in items],
    )


def measure_siblings(items: Sequence[Candidate]) -> list[float]:
    """How many other candidates stand under the same heading, early ones counting most, in [0, 1].

    Several items of one list that are found together speak for the list.
    """
    families = [(item.clause.document_id, item.clause.section.rpartition("/")[0]) for item in items]
    shares = [1.0 / (_SIBLING_OFFSET + place) for place in range(len(items))]
    totals: dict[tuple[str, str], float] = {}
    for family, share in zip(families, shares, strict=True):
        totals[family] = totals.get(family, 0.0) + share
    return [
        min(totals[family] - share, 1.0) if family[1] else 0.0
        for family, share in zip(families, shares, strict=True)
    ]


def _list_priors(query: Query, items: Sequence[Candidate], priors: Mapping[str, Prior]) -> Columns:
    """Share of the place (log, 1 when the question names its scope), legal force, and the size of laws.

    The size of other documents says nothing of what they answer, only of the collection.
    """
    known = [priors.get(item.document.id, NO_PRIOR) for item in items]
    named = query.preferred is not None
    shares = [1.0 if named else 1.0 + math.log(max(prior.share, 0.005)) / 5.3 for prior in known]
    law_sizes = [prior.size if prior.force >= _LAW_FORCE else 0.0 for prior in known]
    return shares, [prior.force for prior in known], law_sizes


def _reciprocate(rank: int) -> float:
    return (_RANK_OFFSET + 1) / (_RANK_OFFSET + rank) if rank else 0.0


def _list_bigrams(text: str) -> list[str]:
    runs = _HAN.findall(text)
    return list(dict.fromkeys(run[i : i + 2] for run in runs for i in range(len(run) - 1)))


def _share_found(bigrams: Sequence[str], text: str) -> float:
    return sum(bigram in text for bigram in bigrams) / len(bigrams) if bigrams else 0.0


def _measure_late(query: Query, items: Sequence[Candidate], search: ClauseSearch) -> Columns:
    """Late interaction of the question with each text, and with each text, title and headings together."""
    encoder = search.encoder
    if not isinstance(encoder, StaticEncoder):
        nothing = np.zeros(len(items), dtype=np.float32)
        return nothing, nothing
    asked = read_asked(encoder, search.cut_question(query.core))
    tokens = search.load_tokens([item.row for item in items])
    pairs = [tokens.get(item.row, _NO_TOKENS) for item in items]
    best = find_best(encoder, asked, [body for body, _ in pairs] + [names for _, names in pairs])
    bodies, names = best[: len(items)], best[len(items) :]
    return weigh_best(asked, bodies), weigh_best(asked, np.maximum(bodies, names))
