"""Weighted search words: what was asked counts fully, other wordings of it less."""

from __future__ import annotations

import pytest

from assistant.terms import weigh_terms


def test_words_asked_count_fully_and_synonyms_less() -> None:
    terms = weigh_terms("研发投入是多少")
    assert {word for word, weight in terms.weights.items() if weight == 1.0} == {"研发", "投入"}
    assert 0 < terms.weights["r&d"] < 1 and 0 < terms.weights["经费"] < 1
    assert set(terms.weights.values()) <= {1.0, terms.weights["r&d"]}


def test_a_word_asked_stays_whole_though_it_is_also_a_synonym() -> None:
    terms = weigh_terms("补助和补贴")
    assert terms.weights["补助"] == terms.weights["补贴"] == 1.0


def test_groups_begin_with_the_word_asked() -> None:
    terms = weigh_terms("研发资金研发")
    assert list(terms.groups) == ["研发", "资金"]
    assert all(wordings[0] == word for word, wordings in terms.groups.items())
    assert "r&d" in terms.groups["研发"] and len(set(terms.groups["研发"])) == len(terms.groups["研发"])


@pytest.mark.parametrize("question", ["", "是多少？", "！？", "what is the"])
def test_a_question_without_content_has_no_words(question: str) -> None:
    terms = weigh_terms(question)
    assert (dict(terms.weights), dict(terms.groups)) == ({}, {})


def test_the_script_makes_no_difference() -> None:
    assert weigh_terms("研發補貼") == weigh_terms("研发补贴")


def test_the_wordings_of_an_english_word_are_alternatives() -> None:
    terms = weigh_terms("subsidy 标准", is_held=lambda word: not word.isascii())
    (wordings,) = terms.choices
    assert "补贴" in {word for parts in wordings for word in parts}
    assert len(wordings) > 1 and all(0 < weight < 1 for parts in wordings for weight in parts.values())
    assert "标准" in terms.typed and "补贴" not in terms.typed and "补贴" in terms.weights
    assert weigh_terms("研发补贴").typed == weigh_terms("研发补贴").weights
