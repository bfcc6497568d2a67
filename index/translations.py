"""Chinese words that stand near English ones in the static encoder: so a keyword index serves English questions.

A text is scored by the sum, over the English words, of the best BM25 that any near Chinese word has in it, times
the cosine: measured, this ranks the right clause first more often than the mean vectors do (docs/encoder.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.fold import fold_text
from index.static_encoder import StaticEncoder

_FIRST_HAN = "\u3400"
_CHUNK = 8_192


@dataclass(frozen=True, slots=True)
class Translation:
    """An English word of a question; `near` gives Chinese words by cosine in (0, 1], nearest first.

    `weight` in (0, 1] is how much the word says beside the question's strongest: the length of its vector.
    """

    word: str
    weight: float
    near: Mapping[str, float]


@lru_cache(maxsize=2)
def _list_chinese(pieces: tuple[str, ...]) -> NDArray[np.intp]:
    return np.array([n for n, piece in enumerate(pieces) if piece[:1] >= _FIRST_HAN], np.intp)


def translate_words(
    encoder: StaticEncoder,
    question: str,
    count: int = 40,
    least_similarity: float = 0.3,
    least_weight: float = 0.4,
) -> list[Translation]:
    """The English words of a question that say something, each with its `count` nearest Chinese words.

    Example: "subsidies for farms" -> [Translation("subsidies", 1.0, {"补贴": 0.7, …}), Translation("farms", …)];
    a question in Chinese gives [].
    """
    (ids,) = encoder.tokenize([fold_text(question)])
    numbers = np.array([n for n in dict.fromkeys(ids.tolist()) if encoder.pieces[n][0].isascii()], np.intp)
    numbers = numbers[[encoder.pieces[n][0].isalpha() for n in numbers]]
    if not numbers.size:
        return []
    rows = encoder.rows[numbers].astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1)
    weights = lengths * encoder.weights[numbers]
    weights = weights / weights.max()
    cosines = _compare_chinese(encoder, rows / lengths[:, None])
    chinese = _list_chinese(encoder.pieces)
    found = []
    for number, weight, row in zip(numbers.tolist(), weights.tolist(), cosines, strict=True):
        if weight < least_weight:
            continue
        places = np.argsort(-row, kind="stable")[:count]
        near = {encoder.pieces[chinese[p]]: float(row[p]) for p in places if row[p] > least_similarity}
        if near:
            found.append(Translation(encoder.pieces[number], weight, near))
    return found


def _compare_chinese(encoder: StaticEncoder, asked: Vectors) -> Vectors:
    """Cosines of unit rows with all Chinese pieces."""
    chinese = _list_chinese(encoder.pieces)
    parts = []
    for start in range(0, len(chinese), _CHUNK):
        rows = encoder.rows[chinese[start : start + _CHUNK]].astype(np.float32)
        rows /= np.maximum(np.linalg.norm(rows, axis=1), 1e-9)[:, None]
        parts.append(asked @ rows.T)
    cosines: Vectors = np.concatenate(parts, axis=1)
    return cosines
