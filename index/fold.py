"""The one place of folding: what is matched is a folded copy, what is shown is the source.

NFKC, lower case, traditional to simplified, white space inside Chinese removed. The same for clauses and questions.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import opencc

_DIGITS = frozenset("0123456789")
LONGEST_KEPT = 600  # characters of a text whose folded form, or cut, is kept for the next call
_MOST_KEPT = 8_192  # texts
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


def _is_han(character: str) -> bool:
    return (
        "\u3400" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def _join_parts(parts: Sequence[str]) -> str:
    """Parts that white space stood between: none beside Chinese (another character or a digit), else one space."""
    joined = [parts[0]]
    for left, right in pairwise(parts):
        before, after = left[-1], right[0]
        chinese = _is_han(before), _is_han(after)
        glued = all(chinese) or (any(chinese) and (before in _DIGITS or after in _DIGITS))
        joined.append(right if glued else f" {right}")
    return "".join(joined)


def fold_text(text: str) -> str:
    """The form in which texts are compared. Example: "贛州 ２０２２年  R&D" -> "赣州2022年 r&d"."""
    return _fold_again(text) if len(text) <= LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    parts = fold_script(_normalize(text)).lower().split()
    return _join_parts(parts) if len(parts) > 1 else "".join(parts)


_fold_again = lru_cache(maxsize=_MOST_KEPT)(_fold)  # a question folds the same sentences several times
