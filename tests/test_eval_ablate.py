"""Each variant of an ablation is a ranking of its own over the same store."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.engine import Assistant
from eval.ablate import list_variants
from eval.questions_file import Question
from index.build import index_paths
from index.encoder import Vectors
from index.store import Store


class WordCountEncoder:
    """A stand-in: one dimension a letter class."""

    fingerprint = "ablate-letters"
    dimensions = 32

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        rows = np.full((len(texts), self.dimensions), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text:
                row[ord(letter) % self.dimensions] += 1.0
            row /= np.linalg.norm(row)
        return rows

    encode_questions = encode_passages


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    for name, amount in (("甲", 50), ("乙", 80)):
        text = f"{name}市科技补助办法\n第一条 为了支持研发，制定本办法。\n第二条 企业研发补助不超过{amount}万元。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    encoder = WordCountEncoder()
    index_paths([tmp_path / "甲.txt", tmp_path / "乙.txt"], tmp_path / "store", encoder)
    with Assistant(Store.open(tmp_path / "store"), encoder) as opened:
        yield opened


@pytest.mark.parametrize("name", ["keyword", "dense", "fusion", "priors", "second stage", "no scope"])
def test_every_variant_ranks_clauses_from_one(assistant: Assistant, name: str) -> None:
    hits = list_variants(assistant, 3)[name](Question("1", "企业研发补助多少万元？", "zh", "figure"))
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert 1 <= len(hits) <= 3
    assert all(hit.clause.document_id == hit.document.id for hit in hits)
