"""The one place of folding: what is matched is a folded copy, what is shown is the source.

NFKC, lower case, traditional to simplified, white space inside Chinese removed. The same for clauses and questions.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPACE_BY_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}0-9])|(?<=[0-9])\s+(?=[{_HAN}])")
_SPACES = re.compile(r"\s+")
_PUNCTUATION = tuple(zip("，：；（）！？", ",:;()!?", strict=True))


@lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold_script(text: str) -> str:
    """Traditional Chinese to simplified, character by character in length; everything else unchanged."""
    try:
        return str(_to_simplified().convert(text))
    except UnicodeEncodeError:  # half of a surrogate pair, as broken JSON may hold
        return str(_to_simplified().convert(text.encode("utf-8", "replace").decode("utf-8")))


def _normalize(text: str) -> str:
    """NFKC. Full-width punctuation is replaced first: then nearly every text is normal and the slow way is spared."""
    for wide, narrow in _PUNCTUATION:
        text = text.replace(wide, narrow)
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def fold_text(text: str) -> str:
    """The form in which texts are compared. Example: "贛州 ２０２２年  R&D" -> "赣州2022年 r&d"."""
    folded = fold_script(_normalize(text)).lower()
    return _SPACES.sub(" ", _SPACE_BY_HAN.sub("", folded)).strip()
