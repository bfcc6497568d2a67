"""Language and script of questions."""

import pytest

from assistant.understand.language import detect_language
from assistant.understand.wording import read_wording


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("全社会研发投入目标是多少?", "zh-Hans"),
        ("技術合同成交額目標是多少？", "zh-Hant"),
        ("What is the R&D target?", "en"),
        ("What does 《科技创新条例》 say about talent?", "en"),
        ("《關於印發科技計劃的通知》是什么时候发的", "zh-Hans"),
        ("贛科發字〔2024〕1號是什么文件?", "zh-Hans"),
        ("贛科發字〔2024〕1號是什麼文件？", "zh-Hant"),
        ("R&D经费占GDP多少", "zh-Hans"),
        ("Does Wanglan (望澜市) pay a subsidy?", "en"),
        ("我要申請 startup loan", "zh-Hant"),
        ("", "zh-Hans"),
        ("？？？", "zh-Hans"),
        ("《科技要点》", "zh-Hans"),
    ],
)
def test_language_of_the_frame(question: str, language: str) -> None:
    assert detect_language(question) == language


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("贛 州 ２０２２年", "赣州2022年"),
        ("  R&D  spending in Jinxian ", "r&d spending in jinxian"),
        ("第 十 三 條", "第十三条"),
        ("", ""),
    ],
)
def test_wording_is_folded(question: str, text: str) -> None:
    assert read_wording(question).text == text


def test_wording_knows_the_words_as_typed() -> None:
    wording = read_wording("請問 贛 州 市２０２２年")
    start = wording.text.index("赣州市")
    assert wording.words(start, start + 3) == "贛 州 市"
    assert wording.words(start + 3, len(wording.text)) == "２０２２年"


def test_wording_without_spans_keeps_script_and_order() -> None:
    wording = read_wording("贛州市2022年技術合同")
    assert wording.without([(0, 3), (3, 8)]) == "技術合同"
