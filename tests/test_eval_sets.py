"""Which questions and documents a run is over, and filling a store for it."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.bench_statutes import load_statutes
from eval.errors import EvalFailure
from eval.questions_file import Gold, Question
from eval.sets import SAMPLES, choose_set, fill_store, keep_lasting
from index.encoder import Vectors
from index.store import Store


class LetterEncoder:
    """A stand-in: counts letters by code point."""

    fingerprint = "letters"
    dimensions = 16

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text:
                row[ord(letter) % self.dimensions] += 1
            row /= max(float(np.linalg.norm(row)), 1e-9)
        return rows

    encode_questions = encode_passages


def test_the_default_is_the_bundled_set_over_the_samples() -> None:
    chosen = choose_set(None, (), (), None)
    assert chosen.documents == (SAMPLES,) and chosen.name == "samples" and chosen.questions


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("epidemic", "--shared"),
        ("statutes", "--shared"),
        ("english-policy", "--documents"),
        ("nothing", "bundled"),
    ],
)
def test_what_is_missing_is_said(name: str, words: str) -> None:
    with pytest.raises(EvalFailure, match=words):
        choose_set(name, (), (), None)


def test_with_documents_beside_only_lasting_questions_are_kept() -> None:
    gold = (Gold("a.txt", ("一",)),)
    questions = [
        Question("scoped", "?", "zh", "figure", gold, scoped=True),
        Question("loose", "?", "zh", "figure", gold),
        Question("never", "?", "zh", "unanswerable", answerable=False),
        Question("alone", "?", "zh", "unanswerable", answerable=False, only_alone=True),
    ]
    assert [question.id for question in keep_lasting(questions)] == ["scoped", "never"]


def test_laws_are_put_in_once(tmp_path: Path) -> None:
    folder = tmp_path / "bench" / "statutes"
    folder.mkdir(parents=True)
    article = {"id": 5, "law": "甲法", "section": "", "article": "第一条", "text": "适用本法。"}
    (folder / "articles.jsonl.gz").write_bytes(gzip.compress(json.dumps(article).encode()))
    (folder / "questions-dev.jsonl").write_text('{"id": 1, "question": "?", "relevant": [5]}')
    chosen = choose_set("statutes", (), (), tmp_path)
    for _ in range(2):
        fill_store(chosen, tmp_path / "store", LetterEncoder())
    with Store.open(tmp_path / "store") as store:
        (document,) = store.documents()
        assert [clause.id for clause in store.clauses_of(document.id)] == ["statute-5"]
        assert store.generation == 1
    assert load_statutes(tmp_path).questions[0].clauses == ("statute-5",)


def test_an_unreadable_document_stops_the_run(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01\x02" * 50)
    with pytest.raises(EvalFailure, match=r"bad\.txt cannot be indexed"):
        fill_store(choose_set("samples", [bad], (), None), tmp_path / "store", LetterEncoder())
