"""Candidates: three retrievers fused, priors and named documents lifted, the scope never left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.priors import Prior
from assistant.retrieve import Plan, find_candidates, weigh_keywords
from assistant.terms import weigh_terms
from index.search import ClauseSearch
from index.store import Store
from index.store_writer import StoreWriter
from tests.stand_ins import HashEncoder, make_parsed
from tests.tiny_policies import make_query

ENCODER = HashEncoder(256)


@pytest.fixture
def search(tmp_path: Path) -> Iterator[ClauseSearch]:
    with StoreWriter(tmp_path, ENCODER) as writer:
        for name in "abcd":
            bodies = ("租房补贴。", "工伤保险。") if name < "d" else ("养老服务机构。",)
            writer.put_file(name, f"{name}.txt", "digest", make_parsed(name, *bodies))
    with Store.open(tmp_path) as store:
        yield ClauseSearch(store, ENCODER)


def _find(search: ClauseSearch, question: str, plan: Plan | None = None, **fields: object) -> list[str]:
    query = replace(make_query(question), **fields)  # type: ignore[arg-type]  # any field by its name
    return [item.clause.id for item in find_candidates(query, search, plan=plan).items]


def test_the_best_come_first_and_ties_by_row(search: ClauseSearch) -> None:
    found = _find(search, "租房补贴")
    assert found[:3] == ["a#一", "b#一", "c#一"] and found == _find(search, "租房补贴")


@pytest.mark.parametrize("scope", [frozenset("b"), frozenset("bd"), frozenset(), frozenset(["unknown"])])
def test_the_scope_is_never_left(search: ClauseSearch, scope: frozenset[str]) -> None:
    owners = {clause.partition("#")[0] for clause in _find(search, "租房补贴", documents=scope)}
    assert owners == scope - {"unknown"}


@pytest.mark.parametrize("question", ["", "？！", "是多少"])
def test_a_question_of_no_words_finds_nothing(search: ClauseSearch, question: str) -> None:
    assert _find(search, question, documents=frozenset()) == []
    assert find_candidates(make_query(""), search).items == ()


def test_documents_named_count_more(search: ClauseSearch) -> None:
    assert _find(search, "租房补贴", preferred=frozenset("c"))[0] == "c#一"


def test_likely_documents_count_more_unless_others_are_named(search: ClauseSearch) -> None:
    priors = {name: Prior(share=1.0 if name == "b" else 0.01, force=0.2, size=0.5) for name in "abcd"}
    query = make_query("租房补贴")
    assert find_candidates(query, search, priors).items[0].clause.id == "b#一"
    named = replace(query, preferred=frozenset("c"))
    assert find_candidates(named, search, priors).items[0].clause.id == "c#一"
    level = find_candidates(query, search, priors, Plan(share_power=0, force_power=0))
    assert level.items[0].clause.id == "a#一"
    english = find_candidates(replace(query, language="en"), search, priors)
    assert english.items[0].clause.id == "a#一"


def test_as_many_are_kept_as_planned(search: ClauseSearch) -> None:
    assert _find(search, "租房补贴", Plan(kept=2)) == ["a#一", "b#一"]
    assert len(_find(search, "租房补贴", Plan(depth=1))) <= 3


def test_ranks_and_scores_are_those_of_the_retrievers(search: ClauseSearch) -> None:
    found = find_candidates(make_query("租房补贴"), search)
    best, last = found.items[0], found.items[-1]
    assert (best.keyword_rank, best.pair_rank, best.dense_rank) == (1, 1, 1)
    assert best.bm25 > 0 and best.pair_bm25 > 0 and last.keyword_rank == 0 and last.bm25 == 0
    stored = search.vectors([item.row for item in found.items])
    assert all(
        item.cosine == pytest.approx(stored[item.row] @ found.vector, abs=2e-3) for item in found.items
    )


def test_a_cosine_is_known_of_what_only_the_words_found(search: ClauseSearch) -> None:
    found = find_candidates(make_query("租房补贴"), search, plan=Plan(depth=2, kept=9))
    unseen = [item for item in found.items if not item.dense_rank]
    wide = {item.row: item.cosine for item in find_candidates(make_query("租房补贴"), search).items}
    assert all(item.cosine == pytest.approx(wide[item.row], abs=2e-3) for item in unseen)


def test_the_words_count_by_language_and_by_what_is_known(search: ClauseSearch) -> None:
    def weigh(question: str, **fields: str) -> float:
        query = replace(make_query(question), **fields)  # type: ignore[arg-type]  # any field by its name
        return weigh_keywords(query, weigh_terms(question), search, Plan())

    assert weigh("租房补贴") == Plan().keyword_chinese
    assert weigh("租房月亮") == pytest.approx(Plan().keyword_chinese / 2)
    assert weigh("租房补贴", language="en") == Plan().keyword_english
    assert weigh("月亮") == weigh("") == 0.0


def test_what_another_process_removed_is_no_candidate(search: ClauseSearch) -> None:
    _find(search, "租房补贴")
    with StoreWriter(search.store.folder, ENCODER) as writer:
        writer.remove_document("a")
    assert [clause for clause in _find(search, "租房补贴") if clause.startswith("a#")] == []
