"""Loading and checking question sets."""

import json
from pathlib import Path

import pytest

from eval.errors import QuestionsFailure
from eval.questions_file import list_bundled, load_questions, parse_questions

GOOD = {"id": "1", "question": "?", "gold": [{"file": "a.txt", "section": "一|二"}], "facts": ["5个|五个"]}


def test_a_row_becomes_a_question() -> None:
    question = parse_questions([json.dumps(GOOD), ""], "x")[0]
    assert question.gold[0].sections == ("一", "二")
    assert question.facts == (("5个", "五个"),)
    assert question.answerable and not question.scoped


def test_a_gold_without_section_is_the_whole_file() -> None:
    assert (
        parse_questions([json.dumps({**GOOD, "gold": [{"file": "a.txt"}]})], "x")[0].gold[0].sections is None
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 1"),
        ("[]", "not a JSON object"),
        ('{"id": "1"}', "lacks 'question'"),
        ('{"id": "1", "question": 3}', "not a string"),
        ('{"id": "1", "question": "?"}', "needs gold"),
        (json.dumps({**GOOD, "answerable": False}), "has no gold"),
        (json.dumps({**GOOD, "history": [["a"]]}), "line 1"),
        (json.dumps(GOOD) + "\n" + json.dumps(GOOD), "used twice"),
        ("", "holds no question"),
    ],
)
def test_a_broken_line_is_named(line: str, words: str) -> None:
    with pytest.raises(QuestionsFailure, match=words):
        parse_questions(line.splitlines(), "set.jsonl")


def test_an_unknown_set_lists_the_bundled_ones() -> None:
    with pytest.raises(QuestionsFailure, match="nor bundled"):
        load_questions("nothing-of-this-name")


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionsFailure, match="cannot read"):
        load_questions(str(tmp_path / "x.jsonl"))


@pytest.mark.parametrize("name", list_bundled())
def test_bundled_sets_load(name: str) -> None:
    assert load_questions(name)
