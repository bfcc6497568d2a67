"""Signals of candidates: each says what its name says, within its range, whatever the question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from assistant.features import FEATURES, measure_candidates
from assistant.priors import Prior
from assistant.records import Query
from assistant.retrieve import find_candidates
from index.records import Clause
from index.search import ClauseSearch
from index.static_encoder import StaticEncoder
from index.store import Store
from index.store_writer import StoreWriter
from tests.stand_ins import make_parsed
from tests.tiny_policies import make_query

Named = dict[str, dict[str, float]]
BODIES = (
    "租房补贴每月500元，申请截止到2024年6月30日。",
    "工伤保险待遇由省人社厅牵头负责。",
    "租房。" + "其他事项照旧办理。" * 40 + "补贴。",
    "补助标准另行规定。",
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClauseSearch]:
    folder, encoder = tmp_path_factory.mktemp("store"), StaticEncoder.load()
    with StoreWriter(folder, encoder) as writer:
        parsed = make_parsed("a", *BODIES)
        first: Clause = replace(parsed.clauses[3], section="")
        writer.put_file("a", "a.txt", "1", replace(parsed, clauses=(*parsed.clauses[:3], first)))
        old = make_parsed("b", "租房补贴。", title="青州省租房补贴办法")
        repealed = replace(old.documents[0], status="repealed", region="青州省")
        writer.put_file("b", "b.txt", "1", replace(old, documents=(repealed,)))
    with Store.open(folder) as store:
        yield ClauseSearch(store, encoder)


def _measure(search: ClauseSearch, query: Query, priors: dict[str, Prior] | None = None) -> Named:
    """The signals by clause id."""
    found = find_candidates(query, search)
    matrix = measure_candidates(query, found, search, priors)
    assert matrix.shape == (len(found.items), len(FEATURES)) and matrix.dtype == np.float32
    return {
        item.clause.id: dict(zip(FEATURES, row.tolist(), strict=True))
        for item, row in zip(found.items, matrix, strict=True)
    }


def _read(signals: Named, name: str) -> dict[str, float]:
    return {clause: round(values[name], 4) for clause, values in signals.items()}


@pytest.mark.parametrize("question", ["租房补贴", "2024年6月30日", "what subsidy", "月", "？", "租房" * 500])
def test_every_signal_is_finite_and_of_about_one(search: ClauseSearch, question: str) -> None:
    for values in _measure(search, make_query(question, "amount")).values():
        assert all(np.isfinite(value) and -1.5 <= value <= 2.0 for value in values.values()), values


def test_nothing_found_has_the_columns_all_the_same(search: ClauseSearch) -> None:
    query = make_query("")
    assert measure_candidates(query, find_candidates(query, search), search).shape == (0, len(FEATURES))


def test_the_best_of_a_retriever_is_the_measure_of_the_rest(search: ClauseSearch) -> None:
    signals = _measure(search, make_query("租房补贴"))
    for name in ("bm25_of_best", "pair_bm25_of_best"):
        assert max(_read(signals, name).values()) == 1.0
    assert max(_read(signals, "cosine_of_best").values()) == 0.0
    for name in ("keyword_reciprocal", "pair_reciprocal", "dense_reciprocal"):
        assert max(_read(signals, name).values()) == 1.0 and min(_read(signals, name).values()) >= 0.0


def test_coverage_is_by_field(search: ClauseSearch) -> None:
    signals = _measure(search, make_query("租房补贴"))
    assert _read(signals, "body_coverage") | {"a#二": 0.0} == _read(signals, "body_coverage")
    assert signals["a#一"]["body_coverage"] == signals["b#一"]["title_coverage"] == 1.0
    assert signals["a#一"]["title_coverage"] == signals["a#一"]["heading_coverage"] == 0.0
    assert signals["b#一"]["whole_coverage"] == 1.0


def test_another_wording_counts_less_than_the_word(search: ClauseSearch) -> None:
    coverage = _read(_measure(search, make_query("补贴")), "body_coverage")
    assert coverage["a#一"] == 1.0 and 0 < coverage["a#四"] < 1


def test_words_far_apart_share_no_window(search: ClauseSearch) -> None:
    signals = _measure(search, make_query("租房补贴"))
    assert signals["a#三"]["body_coverage"] == signals["a#一"]["window_coverage"] == 1.0
    assert signals["a#三"]["window_coverage"] < 0.9


def test_pairs_of_characters_are_counted(search: ClauseSearch) -> None:
    pairs = _read(_measure(search, make_query("租房补贴")), "bigram_coverage")
    assert (pairs["a#一"], pairs["a#三"]) == (1.0, pytest.approx(2 / 3, abs=1e-3))


@pytest.mark.parametrize(
    ("kind", "present"),
    [
        ("amount", {"a#一": 1.0, "a#二": 0.0}),
        ("responsible", {"a#一": 0.0, "a#二": 1.0}),
        ("deadline", {"a#一": 1.0}),
    ],
)
def test_the_kind_asked_for_leaves_its_sign(
    search: ClauseSearch, kind: str, present: dict[str, float]
) -> None:
    signals = _read(_measure(search, make_query("租房工伤", kind)), "kind_present")  # type: ignore[arg-type]  # a kind from the table
    assert signals | present == signals


def test_the_figure_asked_for_is_looked_for(search: ClauseSearch) -> None:
    wanted = _read(_measure(search, make_query("租房工伤补多少元", "amount")), "wanted_present")
    assert (wanted["a#一"], wanted["a#二"]) == (1.0, 0.0)


def test_facts_of_the_clause_and_its_document(search: ClauseSearch) -> None:
    signals = _measure(search, make_query("租房补贴补助"))
    assert _read(signals, "repealed") == {clause: float(clause == "b#一") for clause in signals}
    assert _read(signals, "first_paragraph") == {clause: float(clause == "a#四") for clause in signals}
    assert signals["a#三"]["length"] > signals["a#一"]["length"] > signals["b#一"]["length"]


def test_priors_are_read_unless_the_question_names_its_documents(search: ClauseSearch) -> None:
    priors = {"a": Prior(1.0, 1.0, 0.9), "b": Prior(0.01, 0.4, 0.1)}
    free = _measure(search, make_query("租房补贴"), priors)
    assert free["a#一"]["region_share"] == 1.0 and free["b#一"]["region_share"] < 0.3
    assert (free["a#一"]["law_size"], free["b#一"]["law_size"]) == (pytest.approx(0.9), 0.0)
    named = _measure(search, replace(make_query("租房补贴"), preferred=frozenset("b")), priors)
    assert named["b#一"]["region_share"] == 1.0
    assert _read(named, "preferred") == {clause: float(clause == "b#一") for clause in named}


def test_places_and_years_named_are_looked_for(search: ClauseSearch) -> None:
    named = replace(make_query("租房补贴"), places=(("青州省",),), years=(2031,))
    measured = _measure(search, named)
    places = _read(measured, "place_named")
    assert max(places, key=lambda clause: places[clause]) == "b#一"
    assert set(_read(measured, "year_named").values()) == {0.0}
    free = _measure(search, make_query("租房补贴"))
    assert set(_read(free, "place_named").values()) == set(_read(free, "year_named").values()) == {1.0}


def test_lists_look_at_headings_and_siblings_once_more(search: ClauseSearch) -> None:
    for kind in ("measures", "figure"):
        measured = _measure(search, replace(make_query("租房补贴"), kind=kind))
        wanted = {
            clause: value * (kind == "measures")
            for clause, value in _read(measured, "heading_coverage").items()
        }
        assert _read(measured, "heading_of_list") == wanted


def test_the_nearer_in_meaning_is_the_nearer_by_tokens(search: ClauseSearch) -> None:
    late = _read(_measure(search, make_query("租房补贴")), "late_interaction")
    assert late["b#一"] > late["a#二"] and late["a#一"] > late["a#二"]
