"""Whole numbers as people write them: 十三, 第二十, 〇二四, 13, XIV, three."""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WORDS = {
    word: value
    for value, pair in enumerate(
        "zero/zeroth one/first two/second three/third four/fourth five/fifth six/sixth seven/seventh "
        "eight/eighth nine/ninth ten/tenth eleven/eleventh twelve/twelfth thirteen/thirteenth "
        "fourteen/fourteenth fifteen/fifteenth sixteen/sixteenth seventeen/seventeenth "
        "eighteen/eighteenth nineteen/nineteenth twenty/twentieth".split()
    )
    for word in pair.split("/")
}
HAN_NUMBER = "[零〇○一二三四五六七八九十百千两]"
WORD_NUMBER = "|".join(sorted(_WORDS, key=len, reverse=True))


def read_number(text: str) -> int | None:
    """The value of a folded numeral, None when it is none.

    Example: "十三" -> 13; "一百零二" -> 102; "二〇二四" -> 2024; "13" -> 13; "iv" -> 4; "third" -> 3.
    """
    word = text.strip().lower()
    if not word or len(word) > 12:
        return None
    if word.isascii() and word.isdigit():
        return int(word)
    if word in _WORDS:
        return _WORDS[word]
    if all(char in _ROMAN for char in word):
        return _read_roman(word)
    return _read_han(word)


def write_han(number: int) -> str:
    """The usual Chinese numeral of 0..9999. Example: 13 -> "十三"; 110 -> "一百一十"; 1005 -> "一千零五"."""
    if number == 0:
        return "零"
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit == 0:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
        gap = False
    return written[1:] if written.startswith("一十") else written


def _read_roman(word: str) -> int | None:
    values = [_ROMAN[char] for char in word]
    total = sum(
        -value if any(later > value for later in values[place + 1 : place + 2]) else value
        for place, value in enumerate(values)
    )
    return total if total > 0 else None


def _read_han(word: str) -> int | None:
    if any(char not in _DIGITS and char not in _UNITS for char in word):
        return None
    if not any(char in _UNITS for char in word):
        return int("".join(str(_DIGITS[char]) for char in word))
    total, digit = 0, None
    for char in word:
        if char in _UNITS:
            total += (1 if digit is None or (digit == 0 and char == "十") else digit) * _UNITS[char]
            digit = None
        else:
            digit = _DIGITS[char]
    return total + (digit or 0)
