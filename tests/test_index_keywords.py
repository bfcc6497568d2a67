"""The keyword index: BM25 by field, scopes that hold, ties by row, and knowing which state it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.keywords import FIELDS, FieldWeights, KeywordIndex, Scored, reset_keywords, sort_hits
from index.passage import ClauseWords


def _words(body: str, title: str = "", heading: str = "") -> ClauseWords:
    return ClauseWords(title, heading, body, folded=body.replace(" ", ""), named=title)


ENTRIES = [
    (1, "a", _words("租房 补贴 标准")),
    (2, "a", _words("补贴 补贴 补贴 申请")),
    (3, "b", _words("工伤 保险", heading="补贴")),
    (4, "b", _words("养老 保险", title="补贴")),
    (5, "c", _words("租房 补贴 标准")),
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[KeywordIndex]:
    made = KeywordIndex(tmp_path)
    made.update(ENTRIES, [], 1)
    yield made


def _rows(hits: list[Scored]) -> list[int]:
    return [hit.row for hit in hits]


def test_more_of_the_words_asked_is_better(index: KeywordIndex) -> None:
    assert _rows(index.search({"租房": 1.0, "补贴": 1.0}, 2)) == [1, 5]
    assert _rows(index.search({"补贴": 1.0}, 1)) == [2]


@pytest.mark.parametrize(("field", "row"), [("title", 4), ("heading", 3), ("body", 2)])
def test_each_field_counts_by_its_weight(index: KeywordIndex, field: str, row: int) -> None:
    weights = FieldWeights(**dict.fromkeys(FIELDS, 0.0) | {field: 1.0})
    assert _rows(index.search({"补贴": 1.0}, 1, weights=weights)) == [row]


def test_a_word_of_little_weight_counts_little(index: KeywordIndex) -> None:
    assert _rows(index.search({"工伤": 0.01, "养老": 1.0}, 2)) == [4, 3]


def test_of_several_wordings_the_best_one_counts(index: KeywordIndex) -> None:
    wordings = ({"工伤": 0.8}, {"保险": 0.8}, {"养老": 0.8})
    best = {hit.row: hit.score for hit in index.search({}, 9, choices=[wordings])}
    alone = {hit.row: hit.score for hit in index.search({"养老": 0.8}, 9)}
    summed = {hit.row: hit.score for hit in index.search({"工伤": 0.8, "保险": 0.8, "养老": 0.8}, 9)}
    assert best.keys() == {3, 4}
    assert alone[4] < best[4] < summed[4], "the others add a little"
    assert index.search({}, 9, choices=[({},), ()]) == []


def test_ties_come_by_row(index: KeywordIndex) -> None:
    hits = index.search({"租房": 1.0}, 5)
    assert _rows(hits) == [1, 5] and hits[0].score == hits[1].score
    assert _rows(sort_hits([Scored(2, 0.5), Scored(1, 0.5), Scored(3, 0.9)])) == [3, 1, 2]


@pytest.mark.parametrize("scope", [set(), {"a"}, {"b", "c"}, {"unknown"}])
def test_a_scope_is_never_left(index: KeywordIndex, scope: set[str]) -> None:
    inside = {row for row, document, _ in ENTRIES if document in scope}
    found = index.search({"补贴": 1.0, "保险": 1.0}, 9, frozenset(scope))
    assert set(_rows(found)) == inside
    assert set(_rows(index.search_pairs(["补贴", "保险"], 9, frozenset(scope)))) == inside


def test_a_scope_changes_no_score(index: KeywordIndex) -> None:
    everywhere = {hit.row: hit.score for hit in index.search({"补贴": 1.0}, 9)}
    assert all(everywhere[hit.row] == hit.score for hit in index.search({"补贴": 1.0}, 9, frozenset("a")))


@pytest.mark.parametrize(("words", "k"), [({}, 5), ({"补贴": 1.0}, 0), ({"无此词": 1.0}, 5)])
def test_nothing_asked_finds_nothing(index: KeywordIndex, words: dict[str, float], k: int) -> None:
    assert index.search(words, k) == [] and index.search_pairs(list(words), k) == []


def test_pairs_find_what_the_dictionary_cuts_otherwise(index: KeywordIndex) -> None:
    assert _rows(index.search({"房补": 1.0}, 5)) == []
    assert _rows(index.search_pairs(["房补", "房补"], 5)) == [1, 5]


def test_removed_rows_are_gone(index: KeywordIndex) -> None:
    index.update([(6, "d", _words("租房"))], [1, 99], 2)
    assert _rows(index.search({"租房": 1.0}, 9)) == [6, 5]
    assert index.list_rows() == {2, 3, 4, 5, 6} and index.clause_count == 5


def test_counts_are_of_bodies(index: KeywordIndex) -> None:
    assert [index.count_clauses_with(word) for word in ("补贴", "工伤", "无此词")] == [3, 1, 0]


def test_it_knows_its_generation(index: KeywordIndex, tmp_path: Path) -> None:
    assert KeywordIndex(tmp_path).generation == 1
    (tmp_path / "generation").write_text("half", encoding="ascii")
    assert index.generation == -1


def test_a_reset_index_is_empty(index: KeywordIndex, tmp_path: Path) -> None:
    emptied = reset_keywords(tmp_path)
    assert (emptied.list_rows(), emptied.generation, emptied.search({"补贴": 1.0}, 5)) == (set(), -1, [])
