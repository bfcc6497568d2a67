"""How Word prints a list number: 一, 十二, ①, １, 甲, IV, c. One table from the name of a format to its function."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LARGEST = 9_999


def spell_chinese(number: int, digits: str = _DIGITS, units: str = "千百十") -> str:
    """Counting numerals from 0 to 9999. Example: 12 -> "十二", 120 -> "一百二十", 305 -> "三百零五"."""
    if not 0 <= number <= _LARGEST:
        return str(number)
    if number == 0:
        return digits[0]
    zero = "零" if digits == _DIGITS else digits[0]
    parts: list[str] = []
    for place, unit in zip((1000, 100, 10, 1), (*units, ""), strict=True):
        digit = number // place % 10
        if digit:
            parts.append(digits[digit] + unit)
        elif parts and number % place and parts[-1] != zero:
            parts.append(zero)
    text = "".join(parts)
    return text[1:] if 10 <= number < 20 and digits == _DIGITS else text


def _spell_digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _count_chinese(number: int) -> str:
    return spell_chinese(number) if number < 100 else _spell_digits(number).replace("〇", "○")


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)] if number > 0 else str(number)


def _enclose(first: int, count: int) -> Callable[[int], str]:
    """Characters from code point `first` on, for 1 to `count`; plain digits beyond."""
    return lambda number: chr(first + number - 1) if 1 <= number <= count else str(number)


def _circle(number: int) -> str:
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    if 36 <= number <= 50:
        return chr(0x32B1 + number - 36)
    return _enclose(0x2460, 20)(number)


def _write_roman(number: int) -> str:
    if not 0 < number <= _LARGEST:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _write_letter(number: int) -> str:
    """a to z, then aa, bb, as Word does."""
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 50) if number > 0 else str(number)


def _widen(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _write_nothing(_number: int) -> str:
    return ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _widen,
    "decimalFullWidth2": _widen,
    "decimalEnclosedCircle": _circle,
    "decimalEnclosedCircleChinese": _circle,
    "decimalEnclosedFullstop": _enclose(0x2488, 20),
    "decimalEnclosedParen": _enclose(0x2474, 20),
    "ideographEnclosedCircle": _enclose(0x3280, 10),
    "chineseCounting": _count_chinese,
    "chineseCountingThousand": spell_chinese,
    "chineseLegalSimplified": lambda number: spell_chinese(number, _LEGAL, "仟佰拾"),
    "ideographLegalTraditional": lambda number: spell_chinese(number, "零壹貳參肆伍陸柒捌玖", "仟佰拾"),
    "ideographDigital": _spell_digits,
    "japaneseCounting": spell_chinese,
    "japaneseDigitalTenThousand": _spell_digits,
    "japaneseLegal": lambda number: spell_chinese(number, "〇壱弐参四伍六七八九", "阡百拾"),
    "koreanDigital2": _spell_digits,
    "taiwaneseCounting": _count_chinese,
    "taiwaneseCountingThousand": spell_chinese,
    "taiwaneseDigital": _spell_digits,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "upperRoman": lambda number: _write_roman(number).upper(),
    "lowerRoman": _write_roman,
    "upperLetter": lambda number: _write_letter(number).upper(),
    "lowerLetter": _write_letter,
    "none": _write_nothing,
    "bullet": _write_nothing,
}


def format_number(number: int, name: str) -> str:
    """A list number in the format that Word calls `name`; plain digits for an unknown one.

    Example: (3, "decimalEnclosedCircle") -> "③".
    """
    return _FORMATS.get(name, str)(number)
