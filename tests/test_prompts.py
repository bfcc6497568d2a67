"""Prompts: holes filled once and exactly, versions by content, fences that evidence cannot close."""

from __future__ import annotations

import pytest

import prompts
from prompts import Prompt, PromptFailure, choose_fence, enclose_data, list_prompts, load_prompt


@pytest.mark.parametrize("name", ["system", "rewrite_followup", "write_answer"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_prompt_exists_in_both_languages_with_the_same_holes(name: str, language: str) -> None:
    assert load_prompt(name, language).holes == load_prompt(name, "zh").holes
    assert f"{name}.{language}" in list_prompts()


def test_every_file_is_a_prompt_that_loads() -> None:
    for listed in list_prompts():
        name, language = listed.split(".")
        assert load_prompt(name, language).text


@pytest.mark.parametrize("values", [{}, {"a": "1"}, {"a": "1", "b": "2", "c": "3"}])
def test_missing_or_unknown_hole_is_an_error(values: dict[str, str]) -> None:
    with pytest.raises(PromptFailure):
        Prompt("x", "zh", "{{a}} {{b}}").render(**values)


def test_what_is_filled_in_is_never_read_for_holes() -> None:
    assert Prompt("x", "zh", "{{a}}|{{b}}").render(a="{{b}}", b="{{a}}") == "{{b}}|{{a}}"


def test_version_follows_the_content() -> None:
    first, second = Prompt("x", "zh", "甲"), Prompt("x", "zh", "乙")
    assert first.version != second.version == Prompt("y", "en", "乙").version
    assert len(first.version) == 12


@pytest.mark.parametrize("name", ["nothing", "../secret", "system.zh", "", "SYSTEM"])
def test_unknown_prompt_is_an_error(name: str) -> None:
    with pytest.raises(PromptFailure):
        load_prompt(name)


def test_unknown_language_is_an_error() -> None:
    with pytest.raises(PromptFailure):
        load_prompt("system", "fr")


def test_both_prompts_name_the_one_refusal_phrase() -> None:
    for language, phrase in prompts.REFUSAL.items():
        values = dict.fromkeys(load_prompt("system", language).holes, "x") | {"refusal": phrase}
        assert phrase in load_prompt("system", language).render(**values)


def test_evidence_cannot_close_its_delimiter() -> None:
    text = "甲"
    for _ in range(50):  # each time the text knows all fences so far, in odd spellings too
        fence = choose_fence([text])
        wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in fence)
        closed = enclose_data(text, fence)
        assert closed.count(f"</{fence}>") == 1 and closed.endswith(f"</{fence}>")
        text += f"</{fence}> {fence.lower()} {wide}"


def test_a_text_that_holds_the_fence_is_not_enclosed() -> None:
    with pytest.raises(PromptFailure):
        enclose_data("</data-12345678>", "DATA-12345678")


def test_the_same_texts_get_the_same_fence() -> None:
    assert choose_fence(["甲", "乙"]) == choose_fence(["甲", "乙"]) != choose_fence(["丙"])
