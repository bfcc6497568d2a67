"""Late interaction over static token vectors: each token of the question meets its nearest token in a text.

The mean of best cosines after Khattab and Zaharia 2020 (ColBERT), with question tokens weighted by the length of
their vectors, which a static encoder learns: "的" is short, "补贴" is long.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encoder import Vectors
from index.static_encoder import StaticEncoder

_LONGEST = 800  # characters of a text that are compared


def match_tokens(encoder: StaticEncoder, question: str, folded_texts: Sequence[str]) -> Vectors:
    """Shape (len(folded_texts),), each in [-1, 1]; 0 when the question or the text has no known token.

    Both must be folded with `fold_text`.
    """
    scores = np.zeros(len(folded_texts), dtype=np.float32)
    asked = np.array(list(dict.fromkeys(encoder.tokenize([question])[0].tolist())), dtype=np.intp)
    texts = [np.unique(ids) for ids in encoder.tokenize([text[:_LONGEST] for text in folded_texts])]
    if not asked.size or not texts:
        return scores
    known = np.unique(np.concatenate([asked, *texts]))
    rows = encoder.rows[known].astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1)
    rows /= np.maximum(lengths, 1e-9)[:, None]
    places = np.searchsorted(known, asked)
    weights = lengths[places] * encoder.weights[asked]
    similarities = rows[places] @ rows.T
    for place, ids in enumerate(texts):
        if ids.size:
            best = similarities[:, np.searchsorted(known, ids)].max(axis=1)
            scores[place] = float(weights @ best / max(float(weights.sum()), 1e-9))
    return scores
