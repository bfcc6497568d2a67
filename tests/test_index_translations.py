"""English words and official terms find their Chinese wordings; what is unknown finds none."""

from __future__ import annotations

import pytest

from index.translations import translate_text


@pytest.mark.parametrize(
    ("text", "term", "chinese"),
    [
        ("funding for laboratories", "laboratories", "实验室"),
        ("apply for a patent", "patent", "专利"),
        ("Stamp duty on contracts", "stamp duty", "印花税"),
        ("which free trade zones", "free trade zones", "自由贸易试验区"),
    ],
)
def test_a_word_or_term_has_its_wording(text: str, term: str, chinese: str) -> None:
    assert chinese in [item.word for item in translate_text(text)[term]]


def test_the_longest_term_wins() -> None:
    assert "stamp" not in translate_text("stamp duty") and "duty" not in translate_text("stamp duty")


def test_chinese_and_nonsense_have_none() -> None:
    assert translate_text("研发补助 qqzzxx 2024") == {}


def test_weights_are_cosines_best_first() -> None:
    for near in translate_text("subsidy deadline enterprise tax").values():
        weights = [item.weight for item in near]
        assert weights == sorted(weights, reverse=True)
        assert all(0 < weight <= 1 for weight in weights)
