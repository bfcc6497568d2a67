"""Late interaction over static token vectors: each token of the question meets its nearest token in a text.

The mean of best cosines after Khattab and Zaharia 2020 (ColBERT), with question tokens weighted by the length of
their vectors, which a static encoder learns: "的" is short, "补贴" is long. The tokens of clauses are cut once, when
they are stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, Vectors
from index.static_encoder import StaticEncoder

Tokens = NDArray[np.int32]

_LONGEST = 800  # characters of a text that are compared


@dataclass(frozen=True, slots=True)
class Asked:
    """The tokens of a question: unit vectors of shape (tokens, dimensions), and how much each one counts."""

    units: Vectors
    weights: Vectors


def list_tokens(encoder: Encoder, folded_texts: Sequence[str]) -> list[Tokens]:
    """The distinct token ids of each folded text, ascending; empty ones for an encoder without token vectors."""
    if not isinstance(encoder, StaticEncoder):
        return [np.zeros(0, dtype=np.int32) for _ in folded_texts]
    cut = encoder.tokenize([text[:_LONGEST] for text in folded_texts])
    return [np.unique(ids).astype(np.int32) for ids in cut]


def read_asked(encoder: StaticEncoder, tokens: Tokens) -> Asked:
    """The distinct tokens of a question, ready to meet texts."""
    vectors, lengths = _take_vectors(encoder, tokens)
    return Asked(vectors / lengths[:, None], lengths * encoder.weights[tokens])


def find_best(encoder: StaticEncoder, asked: Asked, texts: Sequence[Tokens]) -> Vectors:
    """For each text the best cosine of each token asked, shape (len(texts), tokens asked); -inf for an empty text.

    The best of two texts taken together is the greater of both. A token that several texts hold is met once.
    """
    best = np.full((len(texts), len(asked.weights)), -np.inf, dtype=np.float32)
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    filled = np.flatnonzero(sizes)
    if not filled.size or not asked.weights.size:
        return best
    ids = np.concatenate(texts)
    held = np.zeros(len(encoder.rows), dtype=np.bool_)
    held[ids] = True
    known = np.flatnonzero(held)
    places = np.empty(len(held), dtype=np.int64)
    places[known] = np.arange(len(known))
    vectors, lengths = _take_vectors(encoder, known)
    cosines = (vectors @ asked.units.T) / lengths[:, None]
    starts = (np.cumsum(sizes) - sizes)[filled]
    best[filled] = np.maximum.reduceat(cosines[places[ids]], starts, axis=0)
    return best


def weigh_best(asked: Asked, best: Vectors) -> Vectors:
    """The weighted mean of the best cosines of each text, each in [-1, 1]; 0 when the text or the question is empty."""
    if not asked.weights.size:
        return np.zeros(len(best), dtype=np.float32)
    met = np.where(np.isneginf(best), np.float32(0), best)
    scores: Vectors = met @ asked.weights / max(float(asked.weights.sum()), 1e-9)
    return scores.astype(np.float32)


def match_tokens(encoder: StaticEncoder, asked: Tokens, texts: Sequence[Tokens]) -> Vectors:
    """Shape (len(texts),), each in [-1, 1]; 0 when the question or the text has no known token."""
    question = read_asked(encoder, asked)
    return weigh_best(question, find_best(encoder, question, texts))


def _take_vectors(encoder: StaticEncoder, ids: Tokens | NDArray[np.int64]) -> tuple[Vectors, Vectors]:
    """The token vectors as stored, and their lengths (never 0)."""
    vectors: Vectors = encoder.rows[ids].astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return vectors, np.maximum(lengths, 1e-9)
