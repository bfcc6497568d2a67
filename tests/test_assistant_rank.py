"""The second stage: a weighted sum of signals, ties in the retrievers' order, no weight ever missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant import rank
from assistant.features import FEATURES, Matrix
from assistant.rank import Ranked, load_weights, rank_candidates
from assistant.retrieve import find_candidates
from index.errors import StoreFailure
from index.search import ClauseSearch
from index.store import Store
from index.store_writer import StoreWriter
from tests.stand_ins import HashEncoder, make_parsed
from tests.tiny_policies import make_query

ENCODER = HashEncoder(256)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClauseSearch]:
    folder = tmp_path_factory.mktemp("store")
    with StoreWriter(folder, ENCODER) as writer:
        writer.put_file(
            "a", "a.txt", "digest", make_parsed("a", "租房补贴。", "租房补贴每月五百元。", "工伤。")
        )
    with Store.open(folder) as store:
        yield ClauseSearch(store, ENCODER)


def _rank(search: ClauseSearch, language: str = "zh-Hans", **weights: float) -> list[Ranked]:
    query = make_query("租房补贴", language=language)  # type: ignore[arg-type]  # a language from the table
    vector = np.array([weights.get(name, 0.0) for name in FEATURES], dtype=np.float32)
    chosen: dict[str, Matrix] = {"zh": vector, "en": -vector}
    return rank_candidates(query, find_candidates(query, search), search, weights=chosen)


def _labels(ranked: list[Ranked]) -> str:
    return "".join(item.candidate.clause.label for item in ranked)


def test_the_weights_make_the_order(search: ClauseSearch) -> None:
    assert _labels(_rank(search, length=1.0)) == "二一三"
    assert _labels(_rank(search, length=-1.0)) == "三一二"


def test_the_score_is_the_weighted_sum(search: ClauseSearch) -> None:
    best = _rank(search, length=2.0, bm25=0.5)[0]
    assert best.score == pytest.approx(2.0 * best.signals["length"] + 0.5 * best.signals["bm25"], abs=1e-5)


def test_ties_keep_the_retrievers_order(search: ClauseSearch) -> None:
    found = find_candidates(make_query("租房补贴"), search)
    assert [item.candidate.row for item in _rank(search)] == [item.row for item in found.items]


def test_english_questions_have_their_own_weights(search: ClauseSearch) -> None:
    assert _labels(_rank(search, "en", length=1.0)) == "三一二"


def test_nothing_found_is_nothing_ranked(search: ClauseSearch) -> None:
    query = make_query("")
    assert rank_candidates(query, find_candidates(query, search), search) == []


def test_the_shipped_weights_are_whole() -> None:
    weights = load_weights()
    assert all(weights[group].shape == (len(FEATURES),) for group in ("zh", "en"))
    assert all(np.isfinite(weights[group]).all() for group in weights)


@pytest.mark.parametrize("group", ["zh", "en"])
def test_a_missing_weight_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: str) -> None:
    whole = dict.fromkeys(FEATURES, 1.0)
    lacking = {name: value for name, value in whole.items() if name != "cosine"}
    stored = {"weights": {"zh": whole, "en": whole} | {group: lacking}}
    (tmp_path / rank.WEIGHTS_FILE).write_text(json.dumps(stored), encoding="utf-8")
    monkeypatch.setattr(rank, "files", lambda package: tmp_path)
    with pytest.raises(StoreFailure, match=r"cosine.*eval fit"):
        load_weights.__wrapped__()
