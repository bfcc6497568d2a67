"""English words and the Chinese words nearest to them in the shipped encoder, written beside it.

`python -m index.training.translate` makes `index/model/translations.tsv` again after a training. An English question
can then be put to the keyword index too; the list is the model's own knowledge, no dictionary's.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np

from index.encoder import Vectors
from index.static_encoder import MODEL_FOLDER, StaticEncoder

_ENGLISH = re.compile(r"[a-z][a-z\-]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]{2,6}")
_KEPT, _NEAREST, _NEAR = 8, 0.65, 0.4  # words kept; cosine beside the best, and at least
_BATCH = 500


def write_translations(encoder: StaticEncoder, file: Path) -> int:
    """One line an English word: the word, then `word:cosine` best first. How many words were written."""
    english = [place for place, piece in enumerate(encoder.pieces) if _ENGLISH.fullmatch(piece)]
    chinese = [place for place, piece in enumerate(encoder.pieces) if _CHINESE.fullmatch(piece)]
    targets = _take_units(encoder, chinese)
    lines = []
    for start in range(0, len(english), _BATCH):
        batch = english[start : start + _BATCH]
        cosines = _take_units(encoder, batch) @ targets.T
        for place, row in zip(batch, cosines, strict=True):
            best = np.argpartition(-row, _KEPT)[:_KEPT]
            best = best[np.argsort(-row[best], kind="stable")]
            floor = max(_NEAR, _NEAREST * float(row[best[0]]))
            near = [f"{encoder.pieces[chinese[n]]}:{row[n]:.2f}" for n in best if row[n] >= floor]
            if near:
                lines.append("\t".join((encoder.pieces[place], *near)))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def _take_units(encoder: StaticEncoder, places: list[int]) -> Vectors:
    rows: Vectors = encoder.rows[places].astype(np.float32)
    lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)


if __name__ == "__main__":
    written = write_translations(StaticEncoder.load(), MODEL_FOLDER / "translations.tsv")
    sys.stderr.write(f"{written} words\n")
