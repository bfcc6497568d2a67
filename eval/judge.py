"""Judging one answer or one ranking: which measures apply and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.check import check_text
from assistant.extractive import Draft
from assistant.records import Answer, Citation, Evidence
from eval.gold import Place, count_targets, judge_ranking, locate_hit
from eval.measures.citations import rate_coverage, rate_first, rate_precision, rate_recall
from eval.measures.facts import fold_fact, rate_facts
from eval.measures.form import rate_form
from eval.measures.ranking import ndcg_at, recall_all_at, recall_at, reciprocal_rank, success_at
from eval.measures.rouge import rate_rouge
from eval.measures.support import rate_support
from eval.questions_file import Question
from eval.results import Row
from index.labels import render_label
from index.records import Clause, Hit

_MARKUP = re.compile(r"\*\*|__|^\s*(?:>|[-*])\s+", re.MULTILINE)


def judge_answer(
    question: Question, answer: Answer, milliseconds: float = 0.0, draft: Draft | None = None
) -> Row:
    """One row of all the answer measures that apply; `whole` is right sections, facts and refusal together.

    A citation is right when its own place or one that it names for the same words (`also_in`) is right;
    `first_citation_strict` counts only the first citation's own place.
    With a draft, also what the check after a language model took out, and whether the model was used at all.
    """
    places = locate_citations(answer)
    if question.answerable:
        values = _rate_answerable(question, answer, places)
    else:
        values = {"whole": float(answer.refused), "refusal_recall": float(answer.refused)}
    if answer.refused:
        values["refusal_precision"] = float(not question.answerable)
    if draft is not None:
        values["model_used"] = float(draft.writer == "llm")
        values["removed_marks"] = float(draft.removed_marks)
        values["failed_sentences"] = float(draft.failed_sentences)
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
    """Where the citations point, best first, each with the places named beside it for the same words."""
    return [
        Place(
            cited.document.file,
            cited.section,
            "",
            cited.quote,
            tuple(Place(other.document.file, other.section) for other in cited.also_in),
        )
        for cited in answer.citations
    ]


def _rate_answerable(question: Question, answer: Answer, places: Sequence[Place]) -> dict[str, float]:
    judged, targets = judge_ranking(places, question), count_targets(question)
    covered = rate_coverage(judged, targets, question.needs_every_gold)
    facts = rate_facts(question.facts, [answer.text, *(place.quote for place in places)])
    values = {
        "whole": float(covered == 1.0 and facts == 1.0 and not answer.refused),
        "first_citation": rate_first(judged),
        "first_citation_strict": rate_first(
            judge_ranking([replace(p, also_in=()) for p in places[:1]], question)
        ),
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
    """Measures of sets with reference spans: is the span among the sentences lit in the first citation, ROUGE-L of the
    best lit sentence, and is the span inside the first clauses.
    """
    lit = [light_sentences(cited) for cited in answer.citations]
    pairs = [rate_rouge(words, wanted) for one in lit for words in one for wanted in question.answers]
    return {
        "sentence@1": float(any(_overlaps(words, question) for words in lit[0])) if lit else 0.0,
        "rouge": max(pairs, default=0.0),
        "answer@1": rate_inside(question, places[:1]),
        "answer@5": rate_inside(question, places[:5]),
    }


def light_sentences(cited: Citation) -> list[str]:
    """The sentences of a citation that are marked as answering, best first, and all of them as one text in order."""
    spans = [(span.start - cited.start, span.end - cited.start) for span in cited.sentences]
    words = [cited.quote[start:end] for start, end in spans]
    return (
        [*words, "".join(cited.quote[start:end] for start, end in sorted(spans))] if len(words) > 1 else words
    )


def _overlaps(words: str, question: Question) -> bool:
    """Whether a lit sentence holds a reference span or lies inside one."""
    folded = fold_fact(words)
    spans = [fold_fact(answer) for answer in question.answers]
    return any(span in folded or (folded != "" and folded in span) for span in spans)


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
