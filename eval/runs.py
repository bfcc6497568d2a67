"""Running a question set: every question asked, one row each. Nothing here knows how answers are made."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence

from assistant.check import check_text
from assistant.records import Answer, Citation, Evidence
from eval.gold import Place, count_targets, judge_ranking, locate_hit
from eval.measures.citations import rate_coverage, rate_first, rate_precision, rate_recall
from eval.measures.facts import fold_fact, rate_facts
from eval.measures.form import rate_form
from eval.measures.ranking import ndcg_at, recall_all_at, recall_at, reciprocal_rank, success_at
from eval.measures.rouge import rate_rouge
from eval.measures.support import rate_support, split_marked
from eval.questions_file import Question
from eval.results import Row
from index.labels import render_label
from index.records import Clause, Hit

Ask = Callable[[Question], Answer]
Search = Callable[[Question], Sequence[Hit]]
Progress = Callable[[int, int], None]
_MARKUP = re.compile(r"\*\*|__|^\s*(?:>|[-*])\s+", re.MULTILINE)


def run_answers(
    ask: Ask, questions: Sequence[Question], on_progress: Progress | None = None
) -> tuple[Row, ...]:
    """Ask every question and judge the answers; `ms` is wall time of one question in milliseconds."""
    rows: list[Row] = []
    for done, question in enumerate(questions, start=1):
        started = time.perf_counter()
        answer = ask(question)
        rows.append(judge_answer(question, answer, (time.perf_counter() - started) * 1000))
        if on_progress is not None:
            on_progress(done, len(questions))
    return tuple(rows)


def run_retrieval(
    search: Search, questions: Sequence[Question], on_progress: Progress | None = None
) -> tuple[Row, ...]:
    """Search for every answerable question and judge the ranking."""
    answerable = [question for question in questions if question.answerable]
    rows: list[Row] = []
    for done, question in enumerate(answerable, start=1):
        started = time.perf_counter()
        hits = search(question)
        rows.append(judge_hits(question, hits, (time.perf_counter() - started) * 1000))
        if on_progress is not None:
            on_progress(done, len(answerable))
    return tuple(rows)


def judge_answer(question: Question, answer: Answer, milliseconds: float = 0.0) -> Row:
    """One row of all the answer measures that apply; `whole` is right sections, facts and refusal together."""
    places = locate_citations(answer)
    if question.answerable:
        values = _rate_answerable(question, answer, places)
    else:
        values = {"whole": float(answer.refused), "refusal_recall": float(answer.refused)}
    if answer.refused:
        values["refusal_precision"] = float(not question.answerable)
    return _make_row(question, values | {"ms": milliseconds}, places, answer.reason or "")


def judge_hits(question: Question, hits: Sequence[Hit], milliseconds: float = 0.0) -> Row:
    """One row of the ranking measures."""
    places = [locate_hit(hit) for hit in hits]
    judged, targets = judge_ranking(places, question), count_targets(question)
    values = {
        "success@1": success_at(judged, 1),
        "success@5": success_at(judged, 5),
        "success@10": success_at(judged, 10),
        "recall@5": recall_at(judged, targets, 5),
        "recall@10": recall_at(judged, targets, 10),
        "all@10": recall_all_at(judged, targets, 10),
        "mrr@10": reciprocal_rank(judged, 10),
        "ndcg@10": ndcg_at(judged, targets, 10),
    }
    if question.answers:
        values["answer@1"] = rate_inside(question, places[:1])
        values["answer@5"] = rate_inside(question, places[:5])
    return _make_row(question, values | {"ms": milliseconds}, places, "")


def rate_inside(question: Question, places: Sequence[Place]) -> float:
    """1 when one reference answer stands, folded, inside the quote of one place, else 0."""
    wanted = [fold_fact(answer) for answer in question.answers]
    return float(any(answer in fold_fact(place.quote) for place in places for answer in wanted))


def locate_citations(answer: Answer) -> list[Place]:
    """Where the citations point, best first."""
    return [Place(cited.document.file, cited.section, "", cited.quote) for cited in answer.citations]


def _rate_answerable(question: Question, answer: Answer, places: Sequence[Place]) -> dict[str, float]:
    judged, targets = judge_ranking(places, question), count_targets(question)
    covered = rate_coverage(judged, targets, question.needs_every_gold)
    facts = rate_facts(question.facts, [answer.text, *(place.quote for place in places)])
    values = {
        "whole": float(covered == 1.0 and facts == 1.0 and not answer.refused),
        "first_citation": rate_first(judged),
        "coverage": covered,
        "citation_precision": rate_precision(judged),
        "citation_recall": rate_recall(judged, targets),
    }
    if question.facts:
        values["facts"] = facts
    values["wrong_refusal"] = float(answer.refused)
    if not answer.refused:
        values |= _rate_text(question, answer)
    if question.answers:
        values |= _rate_spans(question, answer, places)
    return values


def _rate_text(question: Question, answer: Answer) -> dict[str, float]:
    values = {"length": float(len(answer.text))}
    basis = {cited.mark: describe_citation(cited) for cited in answer.citations}
    supported = rate_support(strip_markup(answer.text), basis)
    if supported is not None:
        values["supported"] = supported
    verdicts = check_text(answer.text, [make_evidence(cited) for cited in answer.citations], question.text)
    if verdicts:
        values["checked"] = sum(verdict.supported for verdict in verdicts) / len(verdicts)
    form = rate_form(answer.text, question.type)
    if form is not None:
        values["form"] = form
    return values


def _rate_spans(question: Question, answer: Answer, places: Sequence[Place]) -> dict[str, float]:
    """Measures of sets with reference spans: ROUGE-L of the best marked sentence, the span in the first clauses."""
    sentences = [words for words, _ in split_marked(strip_markup(answer.text))]
    pairs = [rate_rouge(sentence, wanted) for sentence in sentences for wanted in question.answers]
    return {
        "rouge": max(pairs, default=0.0),
        "answer@1": rate_inside(question, places[:1]),
        "answer@5": rate_inside(question, places[:5]),
    }


def describe_citation(cited: Citation) -> str:
    """Everything a sentence may say of a citation: its quote, its place in either language, its document's header."""
    document = cited.document
    header = (document.title, document.issuer, document.number, document.index_number, document.region)
    dates = (document.date, document.published, document.effective, document.expires)
    places = (cited.section, cited.label, render_label(cited.section), render_label(cited.section, "en"))
    years = (f"{year}年" for year in document.years)
    return "\n".join(part for part in (cited.quote, cited.heading, *places, *header, *dates, *years) if part)


def make_evidence(cited: Citation) -> Evidence:
    """The evidence behind a citation, for the product's own checker."""
    clause = Clause(
        id=f"{cited.document.id}#{cited.section}",
        document_id=cited.document.id,
        section=cited.section,
        label=cited.label,
        heading=cited.heading,
        headings=(cited.heading,) if cited.heading else (),
        text=cited.quote,
        start=cited.start,
        end=cited.end,
        kind="item",
    )
    return Evidence(cited.mark, Hit(clause, cited.document, cited.score, cited.mark))


def strip_markup(text: str) -> str:
    """An answer without Markdown emphasis, list and quote marks, cells apart by semicolons; citation marks stay."""
    return _MARKUP.sub("", text).replace("|", ";")


def _make_row(question: Question, values: dict[str, float], places: Sequence[Place], reason: str) -> Row:
    wanted = [f"{gold.file} {'|'.join(gold.sections or ())}" for gold in question.gold]
    found = [f"{place.file} {place.section}" for place in places[:3]] or [reason]
    return Row(
        id=question.id,
        question=question.text,
        type=question.type,
        language=question.language,
        values=values,
        found="; ".join(found),
        wanted="; ".join(wanted),
    )
