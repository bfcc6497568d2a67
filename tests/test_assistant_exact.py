"""A clause named in the question: found with its own words, not found, or left to the reader's choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.exact import Exact, asks_which_clause, find_exact, join_exact
from assistant.records import Query, Reference
from index.records import Hit
from index.store import Store
from tests.stand_ins import fill_store, make_ranked
from tests.tiny_policies import SOURCES, make_query

LONG = "甲县长办法\n第一条 总则如下。\n" + "".join(f"（{n}）{'长' * 200}。\n" for n in "一二三四五六七八九十")
MANY = {f"m{n}.txt": f"丙{n}县办法\n第一条 略。\n第二条 另略。\n" for n in range(3)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    texts = {f"{name}.txt": text for name, text in SOURCES.items()} | {"long.txt": LONG} | MANY
    with Store.open(fill_store(tmp_path_factory.mktemp("exact"), texts)) as opened:
        yield opened


def _ask(*labels: str, documents: str | None = None, preferred: str | None = None) -> tuple[Query, Reference]:
    """A question that names a clause, in the scope of the ids given, separated by spaces."""
    scopes = [None if ids is None else frozenset(ids.split()) for ids in (documents, preferred)]
    query = replace(make_query("问", "clause"), documents=scopes[0], preferred=scopes[1])
    return query, Reference(labels, "".join(labels))


def _find(store: Store, query: Query, reference: Reference) -> Exact:
    found = find_exact(query, reference, store, lambda: pytest.fail("searched though the scope is small"))
    assert found.decision.score in (0.0, 1.0) and found.decision.confidence == "certain"
    for hit in (*found.hits, *found.nearest):
        assert hit.clause.text == store.source_text(hit.document.id)[hit.clause.start : hit.clause.end]
    return found


def _name(hits: tuple[Hit, ...]) -> list[str]:
    return [f"{hit.document.id}#{hit.clause.section}" for hit in hits]


@pytest.mark.parametrize(
    ("labels", "documents", "section", "words"),
    [
        (("第二条",), "measures", "第二条", "申请资助应当具备"),
        (("二", "(二)"), "plan", "二/(二)", "（二）培育企业\n2.壮大"),
        (("(二)", "2"), "plan", "二/(二)/2", "对首次认定"),
    ],
)
def test_a_clause_is_found_whole(
    store: Store, labels: tuple[str, ...], documents: str, section: str, words: str
) -> None:
    found = _find(store, *_ask(*labels, documents=documents))
    assert _name(found.hits) == [f"{documents}#{section}"] and words in found.hits[0].clause.text
    assert found.decision.answers and (found.hits[0].rank, found.hits[0].found_by) == (1, ("lookup",))


def test_a_long_section_is_cited_by_its_first_clauses(store: Store) -> None:
    hits = _find(store, *_ask("第一条", documents="long")).hits
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert _name(hits)[:2] == ["long#第一条", "long#第一条/(一)"]


@pytest.mark.parametrize("documents", ["measures", None, ""])
def test_a_clause_that_is_not_there_is_said_so(store: Store, documents: str | None) -> None:
    found = _find(store, *_ask("第九十九条", documents=documents))
    assert (found.decision.answers, found.decision.reason) == (False, "clause_not_found")
    assert (found.decision.detail, found.hits, found.nearest) == ("第九十九条", (), ())


def test_of_several_documents_the_reader_chooses(store: Store) -> None:
    found = _find(store, *_ask("第二条", documents="m0 m1 m2"))
    assert (found.decision.reason, found.hits) == ("clause_ambiguous", ())
    assert _name(found.nearest) == ["m0#第二条", "m1#第二条", "m2#第二条"]


def test_the_documents_named_count_not_those_let_in_beside(store: Store) -> None:
    found = _find(store, *_ask("第二条", documents="m0 m1 m2", preferred="m1"))
    assert _name(found.hits) == ["m1#第二条"]


def test_in_a_wide_scope_only_the_nearest_documents_are_looked_through(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.exact._MOST_DOCUMENTS", 2)
    found = find_exact(*_ask("第二条"), store, lambda: ["m2", "plan", "m2"])
    assert _name(found.hits) == ["m2#第二条"]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("第（八）项里讲专利的是第几条", True),
        ("是哪一条规定的", True),
        ("WHICH ITEM says so", True),
        ("第二条是什么", False),
        ("", False),
    ],
)
def test_a_clause_inside_the_one_named_may_be_asked_for(question: str, asks: bool) -> None:
    assert asks_which_clause(question) is asks


def test_the_clause_asked_for_lies_inside_the_one_named(store: Store) -> None:
    query, reference = _ask("二", documents="plan")
    named = _find(store, query, reference).hits
    plan, clauses = store.document("plan"), {clause.section: clause for clause in store.clauses_of("plan")}
    assert plan is not None
    ranked = [
        make_ranked(clauses[path], plan, -row, row) for row, path in enumerate(("二", "一", "二/(二)/2"))
    ]
    assert _name(tuple(join_exact(query, named, ranked, store))) == ["plan#二/(二)/2"]
    assert join_exact(query, named, ranked[:2], store) == list(named)


def test_a_named_clause_is_compared_with_what_is_found_beside_it(store: Store) -> None:
    query, reference = _ask("一", documents="plan county")
    query = replace(query, kind="comparison")
    named = _find(store, replace(query, documents=frozenset(["plan"])), reference).hits
    ranked = []
    for row, (name, path) in enumerate((("plan", "一"), ("county", "一")), start=1):
        document = store.document(name)
        clause = next(clause for clause in store.clauses_of(name) if clause.section == path)
        assert document is not None
        ranked.append(make_ranked(clause, document, -row, row))
    assert _name(tuple(join_exact(query, named, ranked, store))) == ["plan#一", "county#一"]
