"""Other places of the cited words: named best first, at most five, and cited in the place of what is repealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cite import cite_hits
from assistant.claims import read_claims, read_plain
from assistant.copies import MOST_NAMED, Copies, name_copies
from assistant.gather import gather_evidence
from assistant.priors import NO_PRIOR, Prior
from assistant.rank import Ranked
from assistant.records import Evidence, OtherPlace
from assistant.render import render_answer
from assistant.serialize import answer_to_dict, read_citation
from assistant.web.cards import render_cards
from assistant.web.texts import CHINESE
from assistant.writing.frames import is_frame
from assistant.writing.piece import name_other_places
from index.records import Document, Hit
from index.store import Store
from tests.stand_ins import fill_store, make_ranked, open_assistant
from tests.tiny_policies import make_query

RULE = "对首次认定的高新技术企业给予20万元奖励，奖励资金一次性拨付。"
LIST = "1.支持青年人才。具体措施：（1）设立青年科技奖；（2）给予租房补贴；（3）优先立项。"
POLICY = """{place}科技奖励办法
一、总则
{place}推进创新发展工作。
二、奖励
（一）{rule}
（二）{place}另设奖项若干。
{list}
"""
PLACES = ("青州市", "临河县", "东山县", "西山县", "南江县", "北江县", "中江县", "上江县")
LETTERS = "abcdefgh"


def make_text(place: str) -> str:
    return POLICY.format(place=place, rule=RULE, list=LIST)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = {f"{name}.txt": make_text(place) for name, place in zip(LETTERS, PLACES, strict=True)}
    texts["copy.txt"] = make_text("青州市").replace("科技奖励办法", "若干措施", 1)
    return fill_store(tmp_path_factory.mktemp("copies"), texts)


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as opened:
        yield opened


def make_priors(repealed: str) -> dict[str, Prior]:
    return {document_id: replace(NO_PRIOR, repealed=True) for document_id in repealed}


def rank(store: Store, *document_ids: str, words: str = "20万元", repealed: str = "") -> list[Ranked]:
    ranked = []
    for row, document_id in enumerate(document_ids, start=1):
        clause = next(one for one in store.clauses_of(document_id) if words in one.text)
        document = store.document(document_id)
        assert document is not None
        document = replace(document, status="repealed") if document_id in repealed else document
        ranked.append(make_ranked(clause, document, -0.1 * row, row))
    return ranked


def cite(store: Store, ranked: list[Ranked], **fields: object) -> list[Evidence]:
    query = replace(make_query("问", "amount"), **fields)  # type: ignore[arg-type]  # any field by its name
    documents = [item.candidate.document for item in ranked]
    priors = make_priors("".join(d.id for d in documents if d.status == "repealed"))
    hits = gather_evidence(query, ranked, store, priors)
    return name_copies([Evidence(hit.rank, hit) for hit in hits], Copies(store, ranked, priors))


def test_what_was_ranked_comes_first_then_the_rest_of_the_store(store: Store) -> None:
    [item] = cite(store, rank(store, "c", "b", "h"))
    assert item.hit.document.id == "c"
    assert [place.document.id for place in item.also_in[:2]] == ["b", "h"]
    assert (len(item.also_in), item.also_in_more) == (MOST_NAMED, 3)
    assert {place.section for place in item.also_in} == {item.hit.clause.section}


def test_a_copy_under_another_title_is_named_without_being_ranked(store: Store) -> None:
    [item] = cite(store, rank(store, "a", words="青州市推进"))
    assert [place.document.id for place in item.also_in] == ["copy"]


def test_a_whole_paragraph_is_compared_item_by_item(store: Store) -> None:
    ranked = rank(store, "b", words="租房补贴")
    [hit] = gather_evidence(make_query("问", "measures"), ranked, store)
    [item] = name_copies([Evidence(1, hit)], Copies(store, ranked))
    assert hit.clause.text == LIST
    assert len(item.also_in) + item.also_in_more == len(PLACES)
    assert {place.section for place in item.also_in} == {hit.clause.section}


def test_what_is_cited_by_itself_is_not_named_again(store: Store) -> None:
    ranked = rank(store, "a", "b")
    both = [
        Evidence(n, Hit(r.candidate.clause, r.candidate.document, 1.0, n)) for n, r in enumerate(ranked, 1)
    ]
    named = {place.document.id for item in name_copies(both, Copies(store, ranked)) for place in item.also_in}
    assert named and not named & {"a", "b"}


def test_the_one_in_force_is_cited_for_the_repealed(store: Store) -> None:
    [item] = cite(store, rank(store, "c", "b", repealed="c"))
    assert item.hit.document.id == "b" and item.hit.rank == 1
    ranked = rank(store, "c", "b", "d", repealed="bc")
    [item] = cite(store, ranked, documents=frozenset("bcd"))
    assert item.hit.document.id == "d"


@pytest.mark.parametrize(
    "fields", [{"documents": frozenset("bc"), "preferred": frozenset("c")}, {"documents": frozenset("c")}]
)
def test_a_repealed_document_asked_for_stays(store: Store, fields: dict[str, object]) -> None:
    [item] = cite(store, rank(store, "c", "b", repealed="c"), **fields)
    assert (item.hit.document.id, item.hit.document.status) == ("c", "repealed")


def test_a_repealed_copy_is_named_last(store: Store) -> None:
    ranked = rank(store, "a", "b", "c")
    found = Copies(store, ranked, make_priors("b")).find(ranked[0].candidate.clause)
    assert (found[0][1].id, found[-1][1].id) == ("c", "b")
    assert [document.status for _, document in found].count("repealed") == 1


def test_documents_that_a_comparison_names_keep_their_own_clause(store: Store) -> None:
    query = replace(make_query("问", "comparison"), documents=frozenset("ab"))
    hits = gather_evidence(query, rank(store, "a", "b"), store)
    assert [hit.document.id for hit in hits] == ["a", "b"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh-Hans", "同文另载：《甲办法》第二部分；《乙办法》（已废止或失效），另有 2 处"),
        ("zh-Hant", "同文另載：《甲办法》第二部分；《乙办法》（已廢止或失效），另有 2 處"),
        ("en", "Same words in: 《甲办法》 Part II; 《乙办法》 (repealed or expired), and 2 more"),
    ],
)
def test_places_are_named_in_the_readers_language(language: str, line: str) -> None:
    places = (
        OtherPlace(Document("x", "x.txt", "甲办法", 0, 1), "二"),
        OtherPlace(Document("y", "y.txt", "乙办法", 0, 1, status="repealed"), ""),
    )
    own = Document("z", "z.txt", "丙办法", 0, 1)
    assert name_other_places(own, places, 2, language) == line  # type: ignore[arg-type]  # a language from the table
    assert name_other_places(own, (), 0, language) == ""  # type: ignore[arg-type]  # a language from the table


def test_documents_of_one_title_are_told_apart_by_their_files() -> None:
    own, other = (Document(name, f"{name}.txt", "甲办法", 0, 1) for name in "xy")
    third = OtherPlace(Document("z", "z.txt", "乙办法", 0, 1), "一")
    line = read_plain(name_other_places(own, (OtherPlace(other, "一"), third), 0, "zh-Hans"))
    assert line == "同文另载：《甲办法》第一部分 [y.txt]；《乙办法》第一部分"
    assert is_frame(line)


def test_the_longest_line_claims_nothing() -> None:
    document = Document("x", "名" * 90, "题" * 90, 0, 1, status="repealed")
    line = name_other_places(document, (OtherPlace(document, "节" * 90),) * 5, 12, "zh-Hans")
    assert read_claims(line) == []


def test_an_answer_shows_them_in_text_json_page_and_terminal(folder: Path) -> None:
    with open_assistant(folder) as assistant:
        answer = assistant.ask("首次认定的高新技术企业给予多少奖励？")
    first = answer.citations[0]
    assert first.also_in and len(first.also_in) + first.also_in_more == len(PLACES)
    assert answer.text.count("同文另载：《") == 1 and render_answer(answer).count("同文另载：《") == 1
    shaped = answer_to_dict(answer)["citations"][0]
    assert shaped["also_in"][0].keys() == {"document", "section", "label"}
    assert shaped["also_in"][0]["document"].keys() >= {"id", "title", "file"}
    assert read_citation(shaped).also_in[0].section == first.also_in[0].section
    page = render_cards(answer, CHINESE)
    assert page.count('class="pq-also"') == 1 and "/clause/" in page.partition("pq-also")[2]


def test_labels_of_other_places_are_in_the_language_of_the_answer(store: Store) -> None:
    [cited] = cite_hits(cite(store, rank(store, "a")), "en")
    assert {place.label for place in cited.also_in} == {cited.label}
