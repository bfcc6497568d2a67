"""Dates in a text as ISO days, Arabic or Chinese numerals (二〇二四年三月二十二日), and the years a title covers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from index.metadata_fields import Reading
from index.records import Span

_DIGIT = "0-9０-９"
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "Ｏ": 0, "O": 0, "o": 0, "０": 0, "0": 0, "◯": 0, "Ο": 0,
}  # fmt: skip
_NUMERAL = "一二三四五六七八九十"
DATE = re.compile(
    rf"(?<![{_DIGIT}])(?P<year>[{_DIGIT}]{{4}})\s{{0,3}}[年./／－-]\s{{0,3}}(?P<month>[{_DIGIT}]{{1,2}})"
    rf"\s{{0,3}}[月./／－-]\s{{0,3}}(?P<day>[{_DIGIT}]{{1,2}})(?![{_DIGIT}])\s{{0,2}}日?"
    rf"|(?P<cyear>[{''.join(_CHINESE_DIGITS)}]{{4}})\s{{0,3}}年\s{{0,3}}(?P<cmonth>[{_NUMERAL}]{{1,2}})\s{{0,3}}月"
    rf"\s{{0,3}}(?P<cday>[{_NUMERAL}]{{1,3}})\s{{0,3}}日"
)
DAY = (  # a day in the numerals of Chinese text, without groups, over simplified script
    r"(?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_LAST_YEAR = 2100
_FIRST_YEAR = 1949


def find_dates(text: str, start: int, end: int) -> Iterator[Reading]:
    """Every real day printed between `start` and `end`, as ISO with its span; 2024年13月1日 is none."""
    for match in DATE.finditer(text, start, end):
        iso = _read_match(match)
        if iso is not None:
            yield Reading(iso, Span(match.start(), match.end()))


def parse_date(text: str) -> str | None:
    """The first day printed in a text, ISO. Example: "二〇二四年三月二十二日" -> "2024-03-22"."""
    return next((reading.value for reading in find_dates(text, 0, len(text))), None)


def _read_match(match: re.Match[str]) -> str | None:
    if match["year"] is not None:
        year, month, day = (
            int(unicodedata.normalize("NFKC", match[part])) for part in ("year", "month", "day")
        )
    else:
        year = int("".join(str(_CHINESE_DIGITS[digit]) for digit in match["cyear"]))
        month, day = read_numeral(match["cmonth"]), read_numeral(match["cday"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_numeral(numeral: str) -> int:
    """Chinese numerals up to 99; 0 for what is none. Example: "二十二" -> 22, "十" -> 10."""
    tens, ten, ones = numeral.rpartition("十")
    digits = "〇一二三四五六七八九"
    if not ten:
        return digits.index(ones) if len(ones) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return (digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0)


_RANGE = re.compile(r"((?:19|20)\d{2})\s?年?(?:度)?\s?[-—–－~～至到一]{1,2}\s?((?:19|20)\d{2})(?!\d)")
_YEAR = re.compile(r"(?<![\d〔\[(（号])((?:19|20)\d{2})\s?(?:年|[-/](?=春|秋))")
_PLAN = re.compile(
    r"[“\"]?(十[一二三四五])五[”\"]?(?:\s?规划|期间|时期|时|[”\"]|发展|[\u4e00-\u9fff]{0,12}规划)"
)
_PLAN_ORDINAL = re.compile(r"第(十[一二三四五])个五年")
_LONGEST_RANGE = 30


def list_years(title: str) -> tuple[int, ...]:
    """Years that a title says the policy covers, ascending.

    Example: "三年行动方案(2021-2023年)" -> 2021, 2022, 2023; "“十四五”规划" -> 2021 to 2025.
    """
    years: set[int] = set()
    for first, last in _RANGE.findall(title):
        if int(first) <= int(last) <= int(first) + _LONGEST_RANGE:
            years.update(range(int(first), int(last) + 1))
    years.update(int(year) for year in _YEAR.findall(title))
    for plan in (*_PLAN.findall(title), *_PLAN_ORDINAL.findall(title)):
        first_year = 2006 + 5 * ("一二三四五".index(plan[-1]))
        years.update(range(first_year, first_year + 5))
    return tuple(sorted(years))
