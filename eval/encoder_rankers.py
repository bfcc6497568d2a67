"""What is compared on a set: keyword scores, encoders, untrained baselines, plain mixes of two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eval.bm25 import Bm25, Cutter
from eval.encoder_sets import RankingSet
from eval.measures.ranking import recall_at, reciprocal_rank, success_at
from index.encoder import NAMED_END, Encoder
from index.fold import fold_text
from index.search import NEAR
from index.static_encoder import StaticEncoder
from index.window_index import WindowIndex
from index.windows import cut_windows

Scores = NDArray[np.float32]
Scorer = Callable[[int], Scores]  # number of a question -> the score of every passage
_DEPTH = 10
_LSA_TEXTS = 30_000


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the questions of a set, all in [0, 1]."""

    success1: float
    success10: float
    recall10: float
    mrr10: float
    count: int


def score_dense(encoder: Encoder, one: RankingSet) -> Scorer:
    """Cosines of an encoder."""
    passages = encoder.encode_passages(one.passages)
    questions = encoder.encode_questions(one.questions)
    return lambda number: passages @ questions[number]


def score_windows(encoder: StaticEncoder, one: RankingSet) -> Scorer:
    """As the product ranks: the nearest passages by their whole vectors get the cosine of their best window."""
    parts = [text.partition(NAMED_END) for text in one.passages]
    said = [fold_text(rest if end else text) for text, end, rest in parts]
    named = [fold_text(text) if end else "" for text, end, _ in parts]
    index = WindowIndex.build(range(len(parts)), cut_windows(encoder, said, named))
    dense, questions = score_dense(encoder, one), encoder.encode_questions(one.questions)

    def score(number: int) -> Scores:
        whole = dense(number)
        pool = np.arange(len(whole)) if one.rivals is None else one.rivals[number]
        near = pool[_take_best(whole[pool], NEAR)]
        scores = whole.copy()
        scores[near] = index.rate(encoder, questions[number], near.tolist())
        return scores

    return score


def score_keywords(cutter: Cutter, one: RankingSet) -> Scorer:
    """BM25 over the words of a cutter."""
    index = Bm25.build(one.passages, cutter)
    return lambda number: index.score_all(one.questions[number])


def mix_scores(dense: Scorer, keywords: Scorer, share: float) -> Scorer:
    """`share` of the cosine plus the rest of BM25 over its best; a plain mix, nothing fitted but the share."""

    def score(number: int) -> Scores:
        words = keywords(number)
        return share * dense(number) + (1 - share) * words / max(float(words.max(initial=0.0)), 1e-9)

    return score


def measure_scorer(scorer: Scorer, one: RankingSet) -> Figures:
    """Rank the competing passages of every question; ties keep the order of the passages."""
    rows = []
    for number, right in enumerate(one.right):
        scores = scorer(number)
        rivals = None if one.rivals is None else np.sort(one.rivals[number])
        pool = scores if rivals is None else scores[rivals]
        best = _take_best(pool, _DEPTH)
        places = best if rivals is None else rivals[best]
        targets = {place: target for target, place in enumerate(sorted(right))}
        judged = [frozenset([targets[p]]) if p in targets else frozenset() for p in places.tolist()]
        rows.append(
            (
                success_at(judged, 1),
                success_at(judged, _DEPTH),
                recall_at(judged, len(right), _DEPTH),
                reciprocal_rank(judged, _DEPTH),
            )
        )
    means = np.array(rows).mean(axis=0).tolist() if rows else [0.0] * 4
    return Figures(means[0], means[1], means[2], means[3], len(rows))


def _take_best(scores: Scores, k: int) -> NDArray[np.int64]:
    if len(scores) > 4 * k:
        edge = np.partition(scores, len(scores) - k)[len(scores) - k]
        places = np.flatnonzero(scores >= edge)
        return places[np.argsort(-scores[places], kind="stable")][:k]
    return np.argsort(-scores, kind="stable")[:k]


def make_random_encoder(encoder: StaticEncoder, seed: int = 0) -> StaticEncoder:
    """The same tokens with random vectors: what averaging alone gives."""
    rows = np.random.default_rng(seed).standard_normal(encoder.rows.shape).astype(np.float32)
    return _replace_rows(encoder, rows, f"random:{seed}")


def make_lsa_encoder(encoder: StaticEncoder, texts: Sequence[str], seed: int = 0) -> StaticEncoder:
    """The same tokens with vectors of latent semantic analysis over some texts, weighted by rarity."""
    from scipy.sparse import csr_matrix
    from sklearn.utils.extmath import randomized_svd

    step = max(1, len(texts) // _LSA_TEXTS)
    ids = encoder.tokenize([fold_text(text) for text in texts[::step]])
    lengths = np.array([len(row) for row in ids])
    flat = np.concatenate(ids)
    shape = len(ids), len(encoder.rows)
    counts = csr_matrix((np.ones(len(flat)), flat, np.concatenate([[0], np.cumsum(lengths)])), shape=shape)
    counts.sum_duplicates()
    seen = np.bincount(counts.indices, minlength=shape[1])
    rarity = np.log((1 + len(ids)) / (1 + seen))
    weighted = counts.multiply(rarity[None, :]).tocsr()
    weighted.data = np.log1p(weighted.data)
    rank = min(encoder.dimensions, len(ids))
    _, _, right = randomized_svd(weighted, rank, n_iter=2, random_state=seed)
    rows = np.zeros(encoder.rows.shape, np.float32)
    rows[:, :rank] = np.where(seen[:, None] > 0, right.T * rarity[:, None], 0.0)
    return _replace_rows(encoder, rows, "lsa")


def _replace_rows(encoder: StaticEncoder, rows: NDArray[np.float32], name: str) -> StaticEncoder:
    weights = (encoder.weights > 0).astype(np.float32)
    return replace(encoder, rows=rows, weights=weights, fingerprint=name)
