"""Judging single answers and rankings, with scripted ones."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.extractive import Draft
from assistant.records import Answer, Citation, Decision, Evidence, OtherPlace, Query
from eval.judge import judge_answer, judge_hits, strip_markup
from eval.measures.form import rate_form
from eval.questions_file import Gold, Question
from eval.runs import RecordingWriter, run_answers, run_retrieval
from index.records import Clause, Document, Hit, Span

DOCUMENT = Document("d", "a.txt", "甲办法", 0, 100)
ASKED = Question("1", "补助多少?", "zh", "figure", (Gold("a.txt", ("一",)),), (("50万元",),))
UNANSWERABLE = Question("2", "天气?", "zh", "unanswerable", answerable=False)


def make_answer(section: str, quote: str, text: str = "补助50万元。[1]") -> Answer:
    citation = Citation(1, DOCUMENT, section, section, "", quote, 0, len(quote), 1.0, (Span(0, len(quote)),))
    return Answer("?", "zh-Hans", text, (citation,))


def make_hit(section: str, text: str, rank: int) -> Hit:
    clause = Clause(f"d#{section}", "d", section, section, "", (), text, 0, len(text), "item")
    return Hit(clause, DOCUMENT, 1.0 / rank, rank)


def test_a_right_answer_is_right_as_a_whole() -> None:
    values = judge_answer(ASKED, make_answer("一/1", "给予补助50万元。")).values
    assert values["whole"] == values["first_citation"] == values["facts"] == values["supported"] == 1.0
    assert values["wrong_refusal"] == 0.0 and values["form"] == 1.0


def test_the_strict_measure_counts_only_the_first_citations_own_place() -> None:
    told = make_answer("二", "给予补助50万元。")
    copied = replace(told.citations[0], also_in=(OtherPlace(DOCUMENT, "一"),))
    values = judge_answer(ASKED, replace(told, citations=(copied,))).values
    assert (values["first_citation"], values["first_citation_strict"], values["whole"]) == (1.0, 0.0, 1.0)
    values = judge_answer(ASKED, make_answer("一", "给予补助50万元。")).values
    assert values["first_citation"] == values["first_citation_strict"] == 1.0


@pytest.mark.parametrize(
    ("answer", "measure"),
    [
        (make_answer("二", "给予补助50万元。"), "first_citation"),
        (make_answer("一", "给予补助。", "给予补助。[1]"), "facts"),
        (make_answer("一", "给予补助60万元。"), "supported"),
    ],
)
def test_each_fault_lowers_its_measure(answer: Answer, measure: str) -> None:
    assert judge_answer(ASKED, answer).values[measure] == 0.0


def test_refusals_are_judged_by_what_the_question_is() -> None:
    refused = Answer("?", "zh-Hans", "没有。", refused=True, reason="no_match")
    right, wrong = judge_answer(UNANSWERABLE, refused).values, judge_answer(ASKED, refused).values
    assert right["whole"] == right["refusal_recall"] == right["refusal_precision"] == 1.0
    assert wrong["whole"] == wrong["refusal_precision"] == 0.0 and wrong["wrong_refusal"] == 1.0


def test_an_answered_unanswerable_question_is_wrong() -> None:
    values = judge_answer(UNANSWERABLE, make_answer("一", "补助50万元")).values
    assert values["whole"] == values["refusal_recall"] == 0.0
    assert "refusal_precision" not in values


def test_a_ranking_is_judged_by_its_gold() -> None:
    hits = [make_hit("三", "别的", 1), make_hit("一", "补助50万元", 2)]
    values = judge_hits(ASKED, hits).values
    assert (values["success@1"], values["success@5"], values["mrr@10"]) == (0.0, 1.0, 0.5)
    assert "answer@1" not in values


def test_reference_spans_are_looked_for_in_the_first_clauses() -> None:
    asked = Question("3", "?", "zh", "epidemic", (Gold("a.txt"),), answers=("补助 50 萬元",))
    values = judge_hits(asked, [make_hit("", "总则", 1), make_hit("", "给予补助50万元。", 2)]).values
    assert (values["answer@1"], values["answer@5"]) == (0.0, 1.0)
    told = judge_answer(asked, make_answer("", "给予补助50万元。", "补助50万元。[1]")).values
    assert told["sentence@1"] == told["answer@1"] == 1.0
    assert told["rouge"] == pytest.approx(12 / 14)


def test_what_the_check_took_out_of_a_model_is_counted() -> None:
    class Model:
        def write(self, query: Query, evidence: Sequence[Evidence], decision: Decision) -> Draft:
            return Draft("甲", (), writer="llm", removed_marks=2, failed_sentences=1)

    recorder = RecordingWriter(Model())
    query = Query("?", "zh-Hans", "?", "?", "figure")

    def ask(question: Question) -> Answer:
        recorder.write(query, (), Decision(True, 1.0, "certain"))
        return make_answer("一", "补助50万元")

    (row,) = run_answers(ask, [ASKED], recorder=recorder)
    assert (row.values["model_used"], row.values["removed_marks"], row.values["failed_sentences"]) == (
        1,
        2,
        1,
    )
    assert recorder.take_draft() is None


def test_a_run_asks_everything_and_reports_progress() -> None:
    seen: list[tuple[int, int]] = []
    rows = run_answers(
        lambda _: make_answer("一", "补助50万元"), [ASKED, UNANSWERABLE], lambda *at: seen.append(at)
    )
    assert [row.id for row in rows] == ["1", "2"] and seen == [(1, 2), (2, 2)]
    assert [row.id for row in run_retrieval(lambda _: [], [ASKED, UNANSWERABLE])] == ["1"]


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("**85亿元** [1]\n全文…", "figure", 1.0),
        ("文件规定如下 [1]\n85亿元", "figure", 0.0),
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", "compare", 1.0),
        ("甲 1，乙 2", "conflict", 0.0),
        ("", "figure", 0.0),
        ("任何", "support", None),
    ],
)
def test_the_wanted_form(text: str, kind: str, form: float | None) -> None:
    assert rate_form(text, kind) == form


def test_markup_is_no_part_of_a_sentence() -> None:
    assert strip_markup("> **补助**50万元 [1]\n- 甲\n| 1 | 2 |") == "补助50万元 [1]\n甲\n; 1 ; 2 ;"
