"""The language and script of a question: simplified Chinese, traditional Chinese or English."""

from __future__ import annotations

import re
from functools import lru_cache

import opencc

from assistant.records import Language
from assistant.understand.wording import is_han
from index.fold import fold_script

_QUOTED = re.compile(
    r"《[^》]{0,200}》|〈[^〉]{0,200}〉|[\u3400-\u9fff]{1,12}\s?[〔\[（(【]\s?(?:19|"
    r"20)\d\d\s?[〕\])）】]\s?\d{0,5}\s?[号號]?"
)
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_HAN_PER_WORD = 2  # a Chinese word is about two characters


@lru_cache(maxsize=1)
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def detect_language(question: str) -> Language:
    """The language the answer should be framed in; quoted titles and document numbers do not count.

    Mixed questions go by the larger part; a question without letters is read as simplified Chinese.
    Example: "What does 《科技创新条例》 say?" -> "en"; "技術合同成交額是多少" -> "zh-Hant".
    """
    text = _QUOTED.sub(" ", question[:4000])
    han = [char for char in text if is_han(char)]
    latin = _LATIN_WORD.findall(text)
    if not han and not latin:
        text = question[:4000]
        han = [char for char in text if is_han(char)]
        latin = _LATIN_WORD.findall(text)
    if len(latin) * _HAN_PER_WORD > len(han):
        return "en"
    return "zh-Hant" if _is_traditional("".join(han)) else "zh-Hans"


def _is_traditional(han: str) -> bool:
    """More characters exist only in the traditional script than only in the simplified one."""
    simplified = fold_script(han)
    traditional = str(_to_traditional().convert(han))
    only_traditional = sum(a != b for a, b in zip(han, simplified, strict=False))
    only_simplified = sum(a != b for a, b in zip(han, traditional, strict=False))
    return only_traditional > only_simplified
