"""Does the evidence answer: signals of the best candidates, a probability, a threshold and its plain word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import ground
from assistant.errors import AssistantFailure
from assistant.ground import SIGNALS, GroundModel, decide_answer, load_models, read_signals
from assistant.rank import Ranked
from assistant.records import Kind
from index.search import ClauseSearch
from index.store import Store
from index.store_writer import StoreWriter
from tests.stand_ins import HashEncoder, make_models, make_parsed, make_ranked
from tests.tiny_policies import make_query

QUERY = make_query("租房补贴")
PARSED = make_parsed("a", "租房补贴。")


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClauseSearch]:
    folder = tmp_path_factory.mktemp("store")
    with StoreWriter(folder, HashEncoder()) as writer:
        writer.put_file("a", "a.txt", "digest", PARSED)
    with Store.open(folder) as store:
        yield ClauseSearch(store, HashEncoder())


def _rank(*scores: float, **signals: float) -> list[Ranked]:
    return [
        make_ranked(PARSED.clauses[0], PARSED.documents[0], score, row, signals)
        for row, score in enumerate(scores, start=1)
    ]


def test_nothing_found_never_answers(search: ClauseSearch) -> None:
    decision = decide_answer(QUERY, [], search, make_models(30.0))
    assert (decision.answers, decision.reason) == (False, "no_match")
    assert {name for name, value in read_signals(QUERY, [], search).items() if value} == {"bias"}


@pytest.mark.parametrize(("bias", "answers"), [(0.1, True), (0.0, True), (-0.1, False), (99.0, True)])
def test_an_answer_is_given_from_the_threshold_on(search: ClauseSearch, bias: float, answers: bool) -> None:
    decision = decide_answer(QUERY, _rank(1.0), search, make_models(bias))
    assert decision.answers is answers and (decision.reason is None) is answers
    assert 0.0 <= decision.score <= 1.0


@pytest.mark.parametrize(
    ("bias", "confidence"),
    [(-1.0, "weak"), (0.1, "weak"), (0.9, "likely"), (2.0, "likely"), (2.3, "certain")],
)
def test_the_probability_has_a_plain_word(search: ClauseSearch, bias: float, confidence: str) -> None:
    assert decide_answer(QUERY, _rank(1.0), search, make_models(bias)).confidence == confidence


def test_a_signal_counts_by_its_weight(search: ClauseSearch) -> None:
    weights = dict.fromkeys(SIGNALS, 0.0) | {"cosine": 4.0, "bias": -2.0}
    models = dict.fromkeys(("zh", "en"), GroundModel(weights, 0.5, 0.9))
    assert not decide_answer(QUERY, _rank(1.0, cosine=0.4), search, models).answers
    assert decide_answer(QUERY, _rank(1.0, cosine=0.6), search, models).answers


@pytest.mark.parametrize(
    ("question", "kind", "answers"),
    [
        ("租房补贴每月多少钱?", "amount", False),
        ("租房补贴每月多少钱?", "measures", True),
        ("租房补贴", "general", True),
    ],
)
def test_an_amount_that_no_clause_holds_is_a_no(
    search: ClauseSearch, question: str, kind: Kind, answers: bool
) -> None:
    decision = decide_answer(make_query(question, kind), _rank(1.0), search, make_models(30.0))
    assert (decision.answers, decision.reason) == (answers, None if answers else "no_match")


def test_english_questions_have_their_own_model(search: ClauseSearch) -> None:
    models = {"zh": make_models(-5.0)["zh"], "en": make_models(5.0)["en"]}
    assert not decide_answer(QUERY, _rank(1.0), search, models).answers
    assert decide_answer(replace(QUERY, language="en"), _rank(1.0), search, models).answers


def test_every_signal_is_read(search: ClauseSearch) -> None:
    scoped = replace(QUERY, documents=frozenset("a"))
    signals = read_signals(scoped, _rank(3.0, 1.0, 0.5), search)
    assert set(signals) == set(SIGNALS)
    assert (signals["bias"], signals["scoped"]) == (1.0, 1.0)
    assert read_signals(QUERY, _rank(3.0), search)["scoped"] == 0.0


def test_a_lead_over_the_next_is_seen_and_limited(search: ClauseSearch) -> None:
    margins = [
        read_signals(QUERY, _rank(*scores), search)["margin"] for scores in [(1.0,), (2.0, 1.0), (99.0, 1.0)]
    ]
    assert margins[0] < margins[1] < margins[2] == 1.0


def test_the_shipped_models_are_whole() -> None:
    models = load_models()
    assert set(models) == {"zh", "en"}
    assert all(set(SIGNALS) <= set(model.weights) for model in models.values())
    assert all(0 < model.threshold <= model.certain <= 1 for model in models.values())


def test_a_missing_weight_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"threshold": 0.5, "certain": 0.9, "weights": dict.fromkeys(SIGNALS, 1.0)}
    lacking = values | {"weights": dict.fromkeys(SIGNALS[:-1], 1.0)}
    stored = {"models": {"zh": values, "en": lacking}}
    (tmp_path / ground.WEIGHTS_FILE).write_text(json.dumps(stored), encoding="utf-8")
    monkeypatch.setattr(ground, "files", lambda package: tmp_path)
    with pytest.raises(AssistantFailure, match=SIGNALS[-1]):
        load_models.__wrapped__()
