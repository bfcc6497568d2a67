"""The page of example answers: made by a command, never stale, of every kind and language."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.__main__ import main
from eval.examples import choose_examples, make_page

PAGE = Path(__file__).parents[1] / "docs" / "answers.md"


@pytest.fixture(scope="module")
def page() -> str:
    return make_page()


def test_the_page_in_the_repository_is_what_the_command_makes(page: str) -> None:
    assert PAGE.read_text(encoding="utf-8") == page, "docs/answers.md is stale: run `make answers`"


def test_every_kind_language_and_refusal_is_shown(page: str) -> None:
    assert page.count("\n## ") == len(choose_examples()) >= 20
    kinds = "figure amount eligibility deadline responsible definition comparison clause metadata refused"
    assert [kind for kind in kinds.split() if f"*{kind}, " not in page] == []
    assert all(f"; {language}*" in page for language in ("zh-Hans", "zh-Hant", "en"))


def test_nothing_of_the_page_depends_on_this_machine(page: str) -> None:
    assert "/work" not in page and "ms" not in page.split() and "/tmp" not in page


def test_the_command_writes_other_sets_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某县企业奖励办法\n第一条 对新认定企业奖励20万元。\n", encoding="utf-8")
    (tmp_path / "q.jsonl").write_text(
        '{"id": "q1", "question": "新认定企业奖励多少万元？", "lang": "zh", "type": "figure", "facts": ["20万元"], '
        '"gold": [{"file": "a.txt", "section": "第一条"}], "answerable": true}\n',
        encoding="utf-8",
    )
    out = tmp_path / "page.md"
    paths = ["--questions", str(tmp_path / "q.jsonl"), "--documents", str(tmp_path / "a.txt")]
    assert main(["examples", *paths, "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("# Answers")
