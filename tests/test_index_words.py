"""Search words: the compiled cutter gives jieba's own cuts; runs of script, numbers and English stems."""

from __future__ import annotations

import logging
import random
import re
from pathlib import Path

import pytest

from index.fold import fold_text
from index.words import cut_content_words, cut_pairs, cut_words, is_common_word

SAMPLES = Path(__file__).parents[1] / "samples"
TERMS = Path(__file__).parents[1] / "index" / "terms.txt"
HAN = re.compile(r"[\u3400-\u9fff]+")


def _make_sentences() -> list[str]:
    """Chinese of the samples, pieces of it put together, and characters at random, all folded."""
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in sorted(SAMPLES.glob("*.txt"))]
    printed = sorted({run for text in texts for run in HAN.findall(text)})
    chance = random.Random(7)
    joined = ["".join(chance.choices(printed, k=3)) for _ in range(150)]
    characters = sorted({character for run in printed for character in run})
    scattered = ["".join(chance.choices(characters, k=chance.randint(1, 25))) for _ in range(250)]
    return [fold_text(text) for text in chance.sample(printed, 300) + joined + scattered]


@pytest.mark.filterwarnings("ignore:pkg_resources is deprecated")
@pytest.mark.filterwarnings("ignore:invalid escape sequence")
def test_the_cuts_are_those_of_jieba(tmp_path: Path) -> None:
    import jieba

    jieba.setLogLevel(logging.CRITICAL)
    reference = jieba.Tokenizer()
    reference.tmp_dir = str(tmp_path)
    reference.initialize()
    for line in TERMS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            reference.add_word(line.strip(), 20_000, "n")
    sentences = _make_sentences()
    differing = [text for text in sentences if cut_words(text) != list(reference.cut_for_search(text))]
    assert len(sentences) == 700 and differing == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("研发投入R&D costs", ["研发", "投入", "r&d", "cost"]),
        ("subsidies, Subsidy", ["subsidi", "subsidi"]),
        ("增长12.5%，2024年", ["增长", "12.5%", "2024", "年"]),
        ("𠮷水县", ["𠮷", "水县"]),
        ("", []),
        ("！——《》\n", []),
    ],
)
def test_runs_are_cut_each_in_its_own_way(text: str, words: list[str]) -> None:
    assert cut_words(text) == words


@pytest.mark.parametrize("pair", [("獎勵標準", "奖励标准"), ("Ｒ＆Ｄ", "r&d"), ("補 貼", "补贴")])
def test_the_same_in_any_script_and_width(pair: tuple[str, str]) -> None:
    assert cut_words(pair[0]) == cut_words(pair[1])


def test_every_official_term_stays_whole() -> None:
    terms = [line for line in TERMS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert terms and [term for term in terms if term not in cut_words(f"关于{term}的通知")] == []


def test_words_inside_a_long_word_are_found_too() -> None:
    assert set(cut_words("高新技术企业")) >= {"企业", "高新技术企业"}


def test_function_and_question_words_are_no_content() -> None:
    assert cut_content_words("补贴是多少？ what is the subsidy") == ["补贴", "subsidi"]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("补助金", ["补助", "助金"]),
        ("研发r&d", ["研发", "r&d"]),
        ("省", ["省"]),
        ("补助,金额30%", ["补助", "金额", "30%"]),
        ("", []),
    ],
)
def test_pairs_are_neighbouring_characters(text: str, pairs: list[str]) -> None:
    assert cut_pairs(text) == pairs


@pytest.mark.parametrize(("word", "common"), [("行政", True), ("省", False), ("澜川", False), ("", False)])
def test_common_words_are_those_of_the_dictionary(word: str, common: bool) -> None:
    assert is_common_word(word) is common
