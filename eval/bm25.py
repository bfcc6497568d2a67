"""BM25 over any words, in memory, exact: the baseline beside which encoders are measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.fold import fold_text
from index.words import cut_words

Cutter = Callable[[str], list[str]]
_K1, _B = 1.5, 0.75


def cut_bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters of the folded text, spaces left out. Example: "补贴 多" -> 补贴, 贴多."""
    joined = "".join(fold_text(text).split())
    return [joined[place : place + 2] for place in range(len(joined) - 1)] or list(joined)


@dataclass(frozen=True, slots=True)
class Bm25:
    """Postings by word number: texts and finished scores in `starts[w]:starts[w + 1]`."""

    cutter: Cutter
    vocabulary: dict[str, int]
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    scores: NDArray[np.float32]
    size: int

    @classmethod
    def build(cls, texts: Sequence[str], cutter: Cutter = cut_words) -> Bm25:
        """Index all texts; scores are computed here, a search only adds them up."""
        vocabulary: dict[str, int] = {}
        words, lengths = [], np.zeros(len(texts), np.int64)
        for number, text in enumerate(texts):
            ids = np.array([vocabulary.setdefault(word, len(vocabulary)) for word in cutter(text)], np.int64)
            words.append(ids)
            lengths[number] = len(ids)
        owners = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
        flat = np.concatenate(words) if words else np.zeros(0, np.int64)
        keys, counts = np.unique(flat * max(1, len(texts)) + owners, return_counts=True)
        word, text = np.divmod(keys, max(1, len(texts)))
        starts = np.searchsorted(word, np.arange(len(vocabulary) + 1))
        rarity = np.log1p((len(texts) - np.diff(starts) + 0.5) / (np.diff(starts) + 0.5))
        norm = _K1 * (1 - _B + _B * lengths / max(1.0, float(lengths.mean()) if len(texts) else 1.0))
        scores = rarity[word] * counts * (_K1 + 1) / (counts + norm[text])
        return cls(cutter, vocabulary, starts, text.astype(np.int32), scores.astype(np.float32), len(texts))

    def score_all(self, question: str) -> NDArray[np.float32]:
        """The score of every text; 0 where no word is shared."""
        total = np.zeros(self.size, np.float32)
        for word in self.cutter(question):
            number = self.vocabulary.get(word)
            if number is not None:
                part = slice(self.starts[number], self.starts[number + 1])
                total[self.texts[part]] += self.scores[part]
        return total
