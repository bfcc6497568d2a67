"""Searching a store: rows with their documents, scopes, rarity, and following what other writers do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from index.search import ClauseSearch
from index.store import Store
from index.store_writer import StoreWriter
from tests.stand_ins import HashEncoder, make_parsed

ENCODER = HashEncoder()


@pytest.fixture
def search(tmp_path: Path) -> Iterator[ClauseSearch]:
    with StoreWriter(tmp_path, ENCODER) as writer:
        for name, *bodies in [("a", "租房补贴。", "申请材料。"), ("b", "租房合同。"), ("c", "租房补贴。")]:
            writer.put_file(name, f"{name}.txt", "digest", make_parsed(name, *bodies))
    with Store.open(tmp_path) as store:
        yield ClauseSearch(store, ENCODER)


def _ask(search: ClauseSearch, question: str, scope: frozenset[str] | None = None) -> list[list[int]]:
    vector = ENCODER.encode_questions([question])[0]
    return [
        [hit.row for hit in search.search_keywords({question: 1.0}, 9, scope)],
        [hit.row for hit in search.search_pairs([question], 9, scope)],
        [hit.row for hit in search.search_vectors(vector, 9, scope)],
    ]


def _remove(search: ClauseSearch, document_id: str) -> None:
    with StoreWriter(search.store.folder, ENCODER) as writer:
        writer.remove_document(document_id)


def test_rows_know_their_documents(search: ClauseSearch) -> None:
    assert search.name_documents([1, 2, 3, 4, 99]) == {1: "a", 2: "a", 3: "b", 4: "c"}
    assert search.name_documents([]) == {}
    assert search.count_clauses() == {"a": 2, "b": 1, "c": 1}


@pytest.mark.parametrize("scope", [frozenset("b"), frozenset("ac"), frozenset(), frozenset(["unknown"])])
def test_no_retriever_leaves_the_scope(search: ClauseSearch, scope: frozenset[str]) -> None:
    for rows in _ask(search, "租房", scope):
        named = search.name_documents(rows)
        assert len(named) == len(rows) and set(named.values()) == scope - {"unknown"}


def test_ties_are_stable(search: ClauseSearch) -> None:
    keyword, pairs, dense = _ask(search, "补贴")
    assert keyword == pairs == [1, 4]
    assert dense.index(1) < dense.index(4)
    assert [keyword, pairs, dense] == _ask(search, "补贴")


def test_a_question_without_known_words_finds_nothing_near(search: ClauseSearch) -> None:
    assert search.search_vectors(np.zeros(ENCODER.dimensions, dtype=np.float32), 9) == []


def test_rare_words_weigh_more(search: ClauseSearch) -> None:
    assert 0 < search.rate_word("租房") < search.rate_word("补贴") < search.rate_word("材料")
    assert search.rate_word("材料") < search.rate_word("无此词") < 10
    assert search.holds_word("材料") and not search.holds_word("无此词")


def test_stored_values_come_back_by_row(search: ClauseSearch) -> None:
    assert search.load_rows([2, 99])[2].text == "申请材料。"
    assert search.load_words([2])[2].body.split()[:2] == ["申请", "材料"]
    expected = ENCODER.encode_passages(["某县办法\f申请材料。"])[0]
    np.testing.assert_allclose(search.vectors([2])[2], expected, atol=1e-3)


def test_a_document_removed_elsewhere_is_gone_after_refreshing(search: ClauseSearch) -> None:
    _ask(search, "租房", frozenset("ac"))
    _remove(search, "a")
    assert set(search.load_rows([1, 2, 3, 4])) == {3, 4}
    assert search.document("a") is None
    search.refresh()
    assert _ask(search, "租房", frozenset("ac")) == [[4]] * 3
    assert search.name_documents([1, 2, 4]) == {4: "c"}


def test_what_a_scope_gains_is_found_after_refreshing(search: ClauseSearch) -> None:
    _ask(search, "工伤", frozenset("b"))
    with StoreWriter(search.store.folder, ENCODER) as writer:
        writer.put_file("b", "b.txt", "new", make_parsed("b", "租房合同。", "工伤保险。"))
    search.refresh()
    found = [search.name_documents(rows) for rows in _ask(search, "工伤", frozenset("b"))]
    assert [set(named.values()) for named in found] == [{"b"}] * 3


def test_an_emptied_store_finds_nothing(search: ClauseSearch) -> None:
    for name in "abc":
        _remove(search, name)
    search.refresh()
    assert _ask(search, "租房") == [[], [], []]
    assert (search.count_clauses(), search.name_documents([1]), search.rate_word("租房") > 0) == (
        {},
        {},
        True,
    )


def test_only_so_many_scopes_are_kept(search: ClauseSearch) -> None:
    for number in range(200):
        _ask(search, "租房", frozenset(["b", f"x{number}"]))
    assert len(search._rows) < 100
    assert _ask(search, "租房", frozenset(["b", "x0"])) == [[3]] * 3


def test_a_wide_scope_gives_what_a_search_inside_it_gives(tmp_path: Path) -> None:
    names = [f"d{number:02}" for number in range(40)]
    with StoreWriter(tmp_path, ENCODER) as writer:
        for name in names:
            writer.put_file(
                name, f"{name}.txt", "digest", make_parsed(name, f"租房补贴{name}。", "工伤保险。")
            )
    vector = ENCODER.encode_questions(["租房补贴"])[0]
    scope = frozenset(names[:30])
    with Store.open(tmp_path) as store:
        search = ClauseSearch(store, ENCODER)
        for k in (0, 1, 7, 30, 99):
            keywords = search.search_keywords({"租房": 1.0}, k, scope)
            assert keywords == search._keywords.search({"租房": 1.0}, k, scope)
            assert len(keywords) == min(k, 30)
            near = search.search_vectors(vector, k, scope)
            assert near == search._vectors.search(vector, k, search._find_rows(scope))


def test_a_wide_scope_that_holds_none_of_the_best_is_searched_inside(tmp_path: Path) -> None:
    with StoreWriter(tmp_path, ENCODER) as writer:
        for number in range(60):
            text = "租房补贴。" if number < 30 else f"租房补贴的{'其他规定' * 30}。"
            name = f"d{number:02}"
            writer.put_file(name, f"{name}.txt", "digest", make_parsed(name, text))
    scope = frozenset(f"d{number:02}" for number in range(30, 60))
    with Store.open(tmp_path) as store:
        search = ClauseSearch(store, ENCODER)
        found = search.search_keywords({"租房": 1.0}, 5, scope)
        assert found == search._keywords.search({"租房": 1.0}, 5, scope) and len(found) == 5


def test_a_question_is_encoded_once(search: ClauseSearch) -> None:
    assert search.encode_question("租房补贴") is search.encode_question("租房补贴")
    np.testing.assert_array_equal(
        search.encode_question("租房补贴"), ENCODER.encode_questions(["租房补贴"])[0]
    )
    assert len(search.cut_question("租房补贴")) == 0  # this encoder has no token vectors


def test_linear_algebra_keeps_to_one_core(search: ClauseSearch) -> None:
    threads = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert search is not None and set(threads) == {1}
