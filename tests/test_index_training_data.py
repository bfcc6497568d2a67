"""What we wrote for the training: well formed, found again in the texts, and nothing of what is measured."""

import json
from pathlib import Path
from typing import Any

from index.fold import fold_text
from index.training import sources
from index.training.sources import Paragraph


def test_own_pairs_are_many_and_well_formed() -> None:
    bridging, glossary = sources.read_bridging("bridging.tsv"), sources.read_bridging("glossary.tsv")
    assert len(bridging) >= 300
    assert len(glossary) >= 1000
    assert all(english.isascii() and not chinese.isascii() for english, chinese in [*bridging, *glossary])


def test_places_are_spelled_in_pinyin() -> None:
    assert ("shijiazhuang", "石家庄") in sources.read_places()


_TEXTS_LEARNT = (
    "hebei.jsonl",
    "hebei-unseen.jsonl",
)  # half of their texts are learnt from, by other questions


def _list_measuring_rows(left_out: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    folder = Path(sources.__file__).parents[2] / "eval" / "questions"
    lines = (
        line
        for file in folder.glob("*.jsonl")
        if file.name not in left_out
        for line in file.read_text(encoding="utf-8").splitlines()
    )
    return [json.loads(line) for line in lines if line.strip()]


def _list_own_questions() -> list[list[str]]:
    lines = (Path(sources.__file__).parent / "questions.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def test_no_measuring_question_is_trained_on() -> None:
    own = {text for pair in sources.read_bridging("bridging.tsv") for text in pair}
    own |= {fold_text(question) for _, *questions in _list_own_questions() for question in questions}
    assert not own & {fold_text(row["question"]) for row in _list_measuring_rows()}
    rows = _list_measuring_rows(left_out=_TEXTS_LEARNT)
    measured = {gold["file"] for row in rows for gold in row.get("gold") or ()}
    assert not measured & {name.rpartition(" ")[0] for name, *_ in _list_own_questions()}
    code = "".join(file.read_text(encoding="utf-8") for file in Path(sources.__file__).parent.glob("*.py"))
    assert "questions-dev" not in code
    assert "policy-dev" not in code


def test_own_questions_are_read_with_their_texts() -> None:
    names = [name for name, *_ in _list_own_questions()]
    assert len(names) == len(set(names))
    name = next(name for name in names if name.startswith("article"))
    text = Paragraph("article", "劳动法", ("应当支付工资。",), name)
    pairs = list(sources.read_own_questions({name: text}))
    assert 1 <= len(pairs) <= 3
    assert {(pair.kind, pair.passage, pair.title) for pair in pairs} == {
        ("own law", "应当支付工资。", "劳动法")
    }
