"""The question sets over the real policy files: gold sections exist, hold the facts, and repeat no other set."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from eval.gold import Place, is_right
from eval.questions_file import Gold, Question, load_questions
from index.fold import fold_text

SHARED = Path(__file__).parents[2] / "shared"
QUESTIONS = load_questions("policies")
UNANSWERABLE = load_questions("unanswerable")


@cache
def list_places(file: str) -> tuple[tuple[Place, str], ...]:
    """Every section of a policy with its folded text; the path "" stands for metadata and preamble."""
    parse = pytest.importorskip("index.parse")
    reading = pytest.importorskip("index.reading")
    parsed = parse.parse_file(reading.read_source(SHARED / "policies" / file), "policy")
    text = parsed.source.text
    sections = [(section.path, text[section.start : section.end]) for section in parsed.sections]
    return tuple((Place(file, path), fold_closely(held)) for path, held in [("", text), *sections])


def fold_closely(text: str) -> str:
    return fold_text(text).replace(" ", "")


def find_texts(gold: Gold) -> list[str]:
    return [text for place, text in list_places(gold.file) if is_right(place, gold)]


def test_no_question_is_asked_twice_within_or_across_sets() -> None:
    sets = [*QUESTIONS, *UNANSWERABLE, *load_questions("english-policy")]
    asked = Counter((question.text, question.history) for question in sets)
    assert not [key for key, count in asked.items() if count > 1]
    assert len({question.id for question in sets}) == len(sets)


def test_unanswerable_questions_hold_no_gold_and_name_a_place_or_may_be_answered_elsewhere() -> None:
    assert not [one.id for one in UNANSWERABLE if one.answerable or one.gold or one.facts]
    assert not [one.id for one in UNANSWERABLE if one.scoped and one.only_alone]


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_the_development_questions_are_not_repeated() -> None:
    dev = {question.text for question in load_questions(str(SHARED / "qa" / "policy-dev.jsonl"))}
    assert not dev & {question.text for question in (*QUESTIONS, *UNANSWERABLE)}


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_each_gold_section_exists_and_together_they_hold_the_facts(question: Question) -> None:
    texts = [find_texts(gold) for gold in question.gold]
    held = "".join(text for found in texts for text in found)
    missing = [fact for fact in question.facts if not any(fold_closely(one) in held for one in fact)]
    assert held and not missing
    if question.needs_every_gold:
        assert all(texts)
