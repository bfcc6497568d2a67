"""The bundled question set over the samples: every gold section exists in its file and holds the facts asked for."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from eval.gold import Place, is_right
from eval.questions_file import Gold, Question, load_questions
from index.fold import fold_text

SAMPLES = Path(__file__).parents[1] / "samples"
QUESTIONS = load_questions("samples")
ANSWERABLE = [question for question in QUESTIONS if question.answerable]


@cache
def list_places(file: str) -> tuple[tuple[Place, str], ...]:
    """Every section of a sample with its folded text; the path "" stands for the whole file's metadata."""
    parse = pytest.importorskip("index.parse")
    reading = pytest.importorskip("index.reading")
    parsed = parse.parse_file(reading.read_source(SAMPLES / file), "sample")
    text = parsed.source.text
    sections = [(section.path, text[section.start : section.end]) for section in parsed.sections]
    return tuple((Place(file, path), fold_closely(held)) for path, held in [("", text), *sections])


def fold_closely(text: str) -> str:
    return fold_text(text).replace(" ", "")


def find_texts(gold: Gold) -> list[str]:
    return [text for place, text in list_places(gold.file) if is_right(place, gold)]


def test_the_set_covers_every_sample_and_language() -> None:
    languages = Counter(question.language for question in QUESTIONS)
    assert {gold.file for question in QUESTIONS for gold in question.gold} == {
        p.name for p in SAMPLES.iterdir()
    }
    assert languages["en"] >= len(QUESTIONS) / 5 and languages["zh-Hant"] >= len(QUESTIONS) / 8
    assert len(QUESTIONS) - len(ANSWERABLE) >= 18


def test_no_question_is_asked_twice() -> None:
    asked = Counter((question.text, question.history) for question in QUESTIONS)
    assert not [key for key, count in asked.items() if count > 1]
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question.id)
def test_each_gold_section_exists_and_together_they_hold_the_facts(question: Question) -> None:
    texts = [find_texts(gold) for gold in question.gold]
    assert all(texts), question.gold
    held = "".join(text for found in texts for text in found)
    missing = [fact for fact in question.facts if not any(fold_closely(one) in held for one in fact)]
    assert not missing
