"""Chinese words that stand near English ones in the static encoder: so the keyword index serves English questions.

Measured on 289 English questions over 5,000 clauses, keywords found so rank the right clause among the first ten
more often than the mean vectors do, and both together more often still (docs/encoder.md).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.fold import fold_text
from index.static_encoder import StaticEncoder

_FIRST_HAN = "\u3400"
_CHUNK = 8_192


@lru_cache(maxsize=2)
def _list_chinese(pieces: tuple[str, ...]) -> NDArray[np.intp]:
    """Numbers of the Chinese pieces of two characters and more."""
    return np.array(
        [n for n, piece in enumerate(pieces) if len(piece) > 1 and piece[0] >= _FIRST_HAN], np.intp
    )


def translate_words(
    encoder: StaticEncoder,
    question: str,
    count: int = 20,
    least_similarity: float = 0.3,
    least_weight: float = 4.0,
) -> dict[str, dict[str, float]]:
    """For each English word or phrase of a question that says something, its nearest Chinese words.

    Values are cosines in (least_similarity, 1], nearest first; words shorter than `least_weight` (the, what, how)
    are left out. Example: "subsidy for farms" -> {"subsidy": {"津贴": 0.7, …}, "farms": {"农场": 0.7, …}}.
    """
    (ids,) = encoder.tokenize([fold_text(question)])
    ids = np.array([n for n in dict.fromkeys(ids.tolist()) if encoder.pieces[n][0] < _FIRST_HAN], np.intp)
    ids = np.array([n for n in ids if encoder.pieces[n][0].isalpha()], np.intp)
    if not ids.size:
        return {}
    asked = encoder.rows[ids].astype(np.float32)
    lengths = np.linalg.norm(asked, axis=1)
    told = lengths * encoder.weights[ids] >= least_weight
    ids, asked = ids[told], asked[told] / lengths[told, None]
    chinese = _list_chinese(encoder.pieces)
    cosines = np.concatenate(
        [
            _compare(encoder, asked, chinese[start : start + _CHUNK])
            for start in range(0, len(chinese), _CHUNK)
        ],
        axis=1,
    )
    found: dict[str, dict[str, float]] = {}
    for number, row in zip(ids.tolist(), cosines, strict=True):
        places = np.argpartition(-row, min(count, len(row) - 1))[:count]
        ranked = sorted(((float(row[p]), encoder.pieces[chinese[p]]) for p in places), reverse=True)
        found[encoder.pieces[number]] = {word: cosine for cosine, word in ranked if cosine > least_similarity}
    return {word: near for word, near in found.items() if near}


def _compare(
    encoder: StaticEncoder, asked: NDArray[np.float32], numbers: NDArray[np.intp]
) -> NDArray[np.float32]:
    rows = encoder.rows[numbers].astype(np.float32)
    rows /= np.maximum(np.linalg.norm(rows, axis=1), 1e-9)[:, None]
    cosines: NDArray[np.float32] = asked @ rows.T
    return cosines
