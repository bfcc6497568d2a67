"""Late interaction over static token vectors: each token of the question meets its nearest token in a text.

The mean of best cosines after Khattab and Zaharia 2020 (ColBERT), with question tokens weighted by the length of
their vectors, which a static encoder learns: "的" is short, "补贴" is long. The tokens of clauses are cut once, when
they are stored.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, Vectors
from index.static_encoder import StaticEncoder

Tokens = NDArray[np.int32]

_LONGEST = 800  # characters of a text that are compared


def list_tokens(encoder: Encoder, folded_texts: Sequence[str]) -> list[Tokens]:
    """The distinct token ids of each folded text, ascending; empty ones for an encoder without token vectors."""
    if not isinstance(encoder, StaticEncoder):
        return [np.zeros(0, dtype=np.int32) for _ in folded_texts]
    cut = encoder.tokenize([text[:_LONGEST] for text in folded_texts])
    return [np.unique(ids).astype(np.int32) for ids in cut]


def match_each(encoder: StaticEncoder, asked: Tokens, text: Tokens) -> tuple[Vectors, Vectors]:
    """For each token asked its best cosine with any token of the text, and its weight; empty when either is."""
    if not asked.size or not text.size:
        return np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32)
    question, lengths = _take_units(encoder, asked)
    units, _ = _take_units(encoder, text)
    return (question @ units.T).max(axis=1), lengths * encoder.weights[asked]


def _take_units(encoder: StaticEncoder, ids: Tokens) -> tuple[Vectors, Vectors]:
    """The token vectors scaled to length 1, and the lengths they had."""
    rows = encoder.rows[ids].astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1)
    return rows / np.maximum(lengths, 1e-9)[:, None], lengths


def match_tokens(encoder: StaticEncoder, asked: Tokens, texts: Sequence[Tokens]) -> Vectors:
    """Shape (len(texts),), each in [-1, 1]; 0 when the question or the text has no known token."""
    scores = np.zeros(len(texts), dtype=np.float32)
    if not asked.size or not texts:
        return scores
    known = np.unique(np.concatenate([asked, *texts]))
    rows, lengths = _take_units(encoder, known)
    places = np.searchsorted(known, asked)
    weights = lengths[places] * encoder.weights[asked]
    similarities = rows[places] @ rows.T
    for place, ids in enumerate(texts):
        if ids.size:
            best = similarities[:, np.searchsorted(known, ids)].max(axis=1)
            scores[place] = float(weights @ best / max(float(weights.sum()), 1e-9))
    return scores
