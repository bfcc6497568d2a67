"""Chinese words near the English words of a question."""

import pytest

from index.static_encoder import StaticEncoder
from index.translations import translate_words


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder.load()


@pytest.mark.parametrize(
    ("question", "word", "chinese"),
    [
        ("What subsidy is there for farmers?", "subsidy", "补贴"),
        ("How are patents protected?", "patents", "专利"),
        ("the minimum wage", "minimum wage", "最低工资"),
    ],
)
def test_words_are_translated(encoder: StaticEncoder, question: str, word: str, chinese: str) -> None:
    found = {one.word: one for one in translate_words(encoder, question)}
    assert chinese in found[word].near
    assert found[word].weight > 0.5
    assert list(found[word].near.values()) == sorted(found[word].near.values(), reverse=True)


def test_words_that_say_nothing_are_left_out(encoder: StaticEncoder) -> None:
    assert not {"what", "is", "the", "for"} & {
        one.word for one in translate_words(encoder, "What is the subsidy for?")
    }


@pytest.mark.parametrize("question", ["", "研发费用加计扣除", "12345 ???", "😀"])
def test_nothing_english_gives_nothing(encoder: StaticEncoder, question: str) -> None:
    assert translate_words(encoder, question) == []
