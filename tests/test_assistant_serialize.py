"""The contract's JSON, and citations back from it."""

from __future__ import annotations

import json

from assistant.cite import cite_hits
from assistant.locate import Passage
from assistant.records import Answer, Filter
from assistant.serialize import answer_to_dict, document_to_dict, hits_to_dict, passage_to_dict, read_citation
from tests.tiny_policies import GOALS, PLAN, PLAN_DOCUMENT, YOUNG, make_evidence

EVIDENCE = make_evidence(GOALS, YOUNG)
ANSWER = Answer(
    "问", "zh-Hans", "答 [1]", cite_hits(EVIDENCE), id="7", store="abc", kind="figure",
    filters=(Filter("region", "青州省", "青州"),), timing_ms={"total": 1.23456},
)  # fmt: skip
ANSWER_KEYS = {
    "id", "question", "language", "refused", "reason", "answer", "citations", "store", "writer", "timing_ms",
}  # fmt: skip
CITATION_KEYS = {"document", "section", "label", "heading", "quote", "start", "end", "score"}
DOCUMENT_KEYS = {"id", "title", "file", "issuer", "number", "date", "region", "status"}


def test_an_answer_has_the_shape_of_the_contract() -> None:
    shaped = answer_to_dict(ANSWER)
    assert shaped.keys() >= ANSWER_KEYS
    assert shaped["citations"][0].keys() >= CITATION_KEYS | {"mark"}
    assert shaped["citations"][0]["document"].keys() == DOCUMENT_KEYS
    assert json.loads(json.dumps(shaped, ensure_ascii=False)) == shaped


def test_quotes_equal_the_source() -> None:
    for citation in answer_to_dict(ANSWER)["citations"]:
        assert PLAN[citation["start"] : citation["end"]] == citation["quote"]


def test_what_was_understood_is_part_of_it() -> None:
    shaped = answer_to_dict(ANSWER)
    assert shaped["understood"] == [{"field": "region", "value": "青州省", "words": "青州", "held": True}]
    assert (shaped["kind"], shaped["timing_ms"], shaped["standalone"]) == ("figure", {"total": 1.235}, "问")


def test_a_refusal_has_no_citations_but_may_have_nearest() -> None:
    shaped = answer_to_dict(Answer("问", "en", "No.", ANSWER.citations, ANSWER.citations, True, "no_match"))
    assert shaped["citations"] == [] and len(shaped["nearest"]) == 2 and shaped["reason"] == "no_match"


def test_citations_come_back() -> None:
    (first, _) = answer_to_dict(ANSWER)["citations"]
    back = read_citation(first)
    assert (back.quote, back.mark, back.document.id) == (ANSWER.citations[0].quote, 1, "plan")
    assert answer_to_dict(Answer("问", "zh-Hans", "", (back,)))["citations"] == [first]


def test_hits_have_rank_and_no_mark() -> None:
    shaped = hits_to_dict("问", [item.hit for item in EVIDENCE], "9")
    assert (shaped["id"], shaped["question"]) == ("9", "问")
    assert [hit["rank"] for hit in shaped["hits"]] == [1, 2]
    assert all(hit.keys() >= CITATION_KEYS and "mark" not in hit for hit in shaped["hits"])


def test_documents_and_passages() -> None:
    assert document_to_dict(PLAN_DOCUMENT)["years"] == [2024]
    passage = Passage(
        PLAN_DOCUMENT, "二/(一)/1", "支持青年科技人才挑大梁", YOUNG.text, YOUNG.start, YOUNG.end
    )
    shaped = passage_to_dict(passage)
    assert (shaped["label"], shaped["reference"]) == ("第二部分（一）1", "《青州省科技工作要点》二（一）1")
