"""Which clauses an answer stands on: how many, how near, whole paragraphs for lists, one a document to compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.gather import WIDTHS, gather_evidence, widen_to_section
from assistant.rank import Ranked
from assistant.records import Kind
from index.records import Clause
from index.store import Store
from tests.stand_ins import fill_store, make_ranked
from tests.tiny_policies import make_query

PLAN = """{place}科技工作要点
一、主要目标
到2025年投入达到3%。
二、重点任务
（一）人才
1.支持青年人才。具体措施：（1）设立青年奖；（2）给予租房补贴；（3）优先立项。
2.支持企业。一是奖励二十万元；二是减免租金。
3.长的一项。一是{long}；二是更长。
"""
PARENT, OTHER, LONG = "二/(一)/1", "二/(一)/2", "二/(一)/3"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    places = {"a": "甲县", "b": "乙县", "c": "丙县"}
    texts = {f"{name}.txt": PLAN.format(place=place, long="略" * 900) for name, place in places.items()}
    with Store.open(fill_store(tmp_path_factory.mktemp("gather"), texts)) as opened:
        yield opened


def _find(store: Store, clause_id: str) -> Clause:
    document_id = clause_id.partition("#")[0]
    return next(clause for clause in store.clauses_of(document_id) if clause.id == clause_id)


def _rank(store: Store, *clause_ids: str, step: float = 0.1) -> list[Ranked]:
    ranked = []
    for row, clause_id in enumerate(clause_ids, start=1):
        clause = _find(store, clause_id)
        document = store.document(clause.document_id)
        assert document is not None
        ranked.append(make_ranked(clause, document, -step * row, row))
    return ranked


def _gather(store: Store, kind: Kind, ranked: list[Ranked], documents: str | None = None) -> list[str]:
    query = replace(make_query("问", kind), documents=None if documents is None else frozenset(documents))
    hits = gather_evidence(query, ranked, store)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    for hit in hits:
        assert hit.clause.text == store.source_text(hit.document.id)[hit.clause.start : hit.clause.end]
    return [f"{hit.document.id}#{hit.clause.section}" for hit in hits]


@pytest.mark.parametrize("kind", ["measures", "eligibility", "general"])
def test_siblings_are_folded_into_their_parent(store: Store, kind: Kind) -> None:
    ranked = _rank(store, f"a#{PARENT}/(2)", f"a#{PARENT}/(1)", f"a#{PARENT}", f"a#{OTHER}/一是")
    assert _gather(store, kind, ranked) == [f"a#{PARENT}", f"a#{OTHER}"]


@pytest.mark.parametrize("kind", ["amount", "figure", "responsible"])
def test_where_no_list_is_asked_for_the_item_itself_is_cited(store: Store, kind: Kind) -> None:
    assert _gather(store, kind, _rank(store, f"a#{PARENT}/(2)")) == [f"a#{PARENT}/(2)"]


def test_a_whole_paragraph_keeps_the_words_of_the_source(store: Store) -> None:
    whole = widen_to_section(_find(store, f"a#{PARENT}/(2)"), store)
    assert whole.text == "1.支持青年人才。具体措施：（1）设立青年奖；（2）给予租房补贴；（3）优先立项。"
    assert (whole.section, whole.heading, whole.part, whole.lead_in) == (PARENT, "支持青年人才", 0, "")


@pytest.mark.parametrize("clause_id", ["a#一", "a#", f"a#{PARENT}", f"a#{LONG}/二是"])
def test_what_is_no_item_or_lies_in_a_long_paragraph_stays(store: Store, clause_id: str) -> None:
    clause = _find(store, clause_id)
    assert widen_to_section(clause, store) is clause


def test_a_document_removed_meanwhile_widens_to_nothing(store: Store) -> None:
    gone = replace(_find(store, f"a#{PARENT}/(2)"), document_id="gone")
    assert widen_to_section(gone, store) is gone


def test_clauses_of_the_same_words_are_given_once(store: Store) -> None:
    assert _gather(store, "amount", _rank(store, "a#一", "b#一", f"c#{OTHER}/一是", "c#一")) == [
        "a#一",
        f"c#{OTHER}/一是",
    ]


@pytest.mark.parametrize("documents", [None, "abc"])
def test_a_comparison_takes_one_a_document(store: Store, documents: str | None) -> None:
    ids = [f"a#{OTHER}/一是", "a#一", f"b#{PARENT}/(1)", f"b#{OTHER}", "c#二"]
    expected = [f"a#{OTHER}/一是", f"b#{PARENT}/(1)", "c#二"]
    assert _gather(store, "comparison", _rank(store, *ids), documents) == expected


def test_a_comparison_inside_one_document_takes_several_of_it(store: Store) -> None:
    ids = [f"a#{OTHER}/一是", f"a#{PARENT}/(1)"]
    assert _gather(store, "comparison", _rank(store, *ids), "a") == ids


def test_a_comparison_keeps_named_documents_however_far(store: Store) -> None:
    ranked = _rank(store, "a#一", f"b#{OTHER}", step=50.0)
    assert len(_gather(store, "comparison", ranked, "ab")) == 2
    assert len(_gather(store, "comparison", ranked)) == 1


@pytest.mark.parametrize("kind", ["measures", "eligibility", "general", "figure", "amount", "deadline"])
def test_what_lies_far_below_the_best_is_left_out(store: Store, kind: Kind) -> None:
    ids = ["a#一", f"b#{PARENT}/(1)", f"c#{OTHER}/一是"]
    assert len(_gather(store, kind, _rank(store, *ids))) == 3
    assert len(_gather(store, kind, _rank(store, *ids, step=3.5))) == 1


@pytest.mark.parametrize(("kind", "most"), [*((k, w.clauses) for k, w in WIDTHS.items()), ("deadline", 5)])
def test_no_more_than_a_kind_takes(store: Store, kind: Kind, most: int) -> None:
    paths = ["", "一", "二", "二/(一)", *(f"{PARENT}/({n})" for n in "123"), f"{OTHER}/一是", f"{OTHER}/二是"]
    ranked = _rank(store, *(f"a#{path}" for path in paths), step=0.01)
    documents = "a" if kind == "comparison" else None
    assert 2 < len(_gather(store, kind, ranked, documents)) <= most


def test_nothing_found_gathers_nothing(store: Store) -> None:
    assert _gather(store, "general", []) == []


def test_a_hit_says_who_found_it(store: Store) -> None:
    [item] = _rank(store, "a#一")
    by_words = replace(item, candidate=replace(item.candidate, keyword_rank=0, dense_rank=0))
    hits = [gather_evidence(make_query("问"), [one], store)[0] for one in (item, by_words)]
    assert [hit.found_by for hit in hits] == [("keyword", "dense"), ("keyword",)]
