"""Reading for the training: glosses into words, forms to their word, text folded as the product does, sentences."""

import pytest

pytest.importorskip("torch")

from index.fold import fold_text
from index.training.charsmap import make_normalizer
from index.training.composition import list_lemmas
from index.training.lexicon import split_chinese, split_english
from index.training.sources import split_sentences


@pytest.mark.parametrize(
    ("gloss", "phrases"),
    [
        ("to support/to back (sb)/backing", ["support", "back", "backing"]),
        ("a high-tech zone; park", ["high tech zone", "park"]),
        ("surname Zhao/variant of 趙", []),
    ],
)
def test_english_glosses_are_split(gloss: str, phrases: list[str]) -> None:
    assert split_english(gloss) == phrases


@pytest.mark.parametrize(
    ("gloss", "words"),
    [("n. 补贴, 津贴；补助", ["补贴", "津贴", "补助"]), ("[法] 转帐传票", ["转帐传票"]), ("abc", [])],
)
def test_chinese_glosses_are_split(gloss: str, words: list[str]) -> None:
    assert split_chinese(gloss) == words


@pytest.mark.parametrize(("word", "lemma"), [("studies", "study"), ("taxed", "tax"), ("planning", "plan")])
def test_forms_lead_to_their_word(word: str, lemma: str) -> None:
    assert lemma in list_lemmas(word)


@pytest.mark.parametrize("text", ["贛州 ２０２２年  R&D", "後補助\u3000申請", "企业 研发", "ＡＢＣ　十二 3"])
def test_normalizer_folds_as_the_product_does(text: str) -> None:
    assert make_normalizer().normalize_str(text).strip() == fold_text(text).replace("-", " ")


def test_sentences_of_folded_text() -> None:
    assert split_sentences("一是补贴;二是奖励。三是减税") == ("一是补贴;", "二是奖励。", "三是减税")
