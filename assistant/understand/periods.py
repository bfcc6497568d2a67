"""Years and periods named in a question: 2024年, 2021-2023, 到2023年, 去年, "十四五", in 2023, FY2023.

Left out on purpose: two-digit years and dates with a month, which name a moment and not what a policy covers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.understand.numerals import read_number

PeriodKind = Literal["year", "span", "until", "plan", "date"]

_YEAR = r"(?:19|20)\d\d"
_HAN_YEAR = r"[一二][九零〇○][零〇○一二三四五六七八九]{2}"
_SEPARATOR = r"\s?(?:年度?)?\s?(?:[-—–－~～至到]{1,2}|\bto\b|\bthrough\b|\band\b|\buntil\b)\s?"
_SPAN = re.compile(rf"(?<!\d)({_YEAR}){_SEPARATOR}({_YEAR}|\d\d(?=年))(?![\d%])(?:\s?年度?)?")
_SINGLE = re.compile(rf"(?<![\d.¥$])({_YEAR}|{_HAN_YEAR})(?![\d%]|\.\d)(?:\s?年度?(?!期))?")
_UNTIL_BEFORE = re.compile(r"(?:到|至|截至|截止到?|力争|\bby|\buntil|\btill|\bbefore|\bby the end of)\s?$")
_UNTIL_AFTER = re.compile(r"^(?:底|末|年底|年末|前|之前|以前)")
_MONTH = re.compile(r"^\s?(?:\d{1,2}月|[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d))")
_MONTH_BEFORE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s(?:\d{1,2},?\s)?$"
)
_COUNTED = re.compile(
    r"^\s?(?:[万亿元个家人名项件户亩吨米次号條条款天日页篇种公平]|余|多[个家人]|以上|(?:or\s)?more\b|"
    r"yuan\b|rmb\b|km\b|"
    r"(?:high-tech (?:enterprises|companies|firms)\b|enterprises?|companies|firms|people|persons?|"
    r"projects?|jobs?|patents?|talents?|units?|"
    r"households?|tons?|sets|items|million|billion|square)\b|,\d)"
)
_NUMBER_BEFORE = re.compile(
    r"(?:over|than|least|(?<!what )(?<!how )about|nearly|exceeds?|reach(?:es)?|rmb|cny|no\.|"
    r"[〔\[(（【#第超达过])\s?$"
)
_RELATIVE = (
    (re.compile(r"今年|本年度|当年度|\bthis year\b|\bcurrent year\b"), 0),
    (re.compile(r"去年|上一?年度|上一年(?!级)|\blast year\b|\bprevious year\b"), -1),
    (re.compile(r"前年|\btwo years ago\b"), -2),
    (re.compile(r"明年|下一?年度|\bnext year\b"), 1),
    (re.compile(r"后年"), 2),
)
_PLAN = re.compile(
    r"[\"“”'‘’「『]?([一二三四五六七八九]|十[一二三四五六七八九])五[\"“”'‘’」』]?(?=规划|期间|时期|计划|"
    r"科技|[\"“”'‘’」』]|末|以来|的)"
    r"|第(十[一二三四五六七八九]?|[一二三四五六七八九])个五年(?:规划|计划)"
    r"|\b(1[0-9]|\d)th five[- ]year plan(?: period)?"
)
_TARGET = re.compile(
    rf"(?:(?:到|至|力争|争取|截至)\s?({_YEAR})\s?年|({_YEAR})\s?年(?:底|末)|({_YEAR})\s?年(?:之|以)?前"
    rf"|({_YEAR})\s?[-—–－~～至到]{{1,2}}\s?({_YEAR})\s?年)"
)
_TITLE = re.compile(r"《[^》]{0,120}》")


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar years first..last, both included, read from text[start:end] of a folded question."""

    first: int
    last: int
    kind: PeriodKind
    start: int
    end: int

    @property
    def value(self) -> str:
        """The period in figures, "2024" or "2021-2023"."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def years(self) -> tuple[int, ...]:
        """Every year of the period in order."""
        return tuple(range(self.first, self.last + 1))


def find_periods(text: str, today: date | None = None) -> tuple[Period, ...]:
    """The periods of a folded question in reading order; relative ones need `today`.

    Example: "江西省2024年和2021-2023年" -> 2024 and 2021..2023. A figure such as 2000家 is no year.
    """
    found = [*_find_spans(text), *_find_plans(text), *_find_relative(text, today)]
    for match in _SINGLE.finditer(text):
        if any(period.start < match.end() and match.start() < period.end for period in found):
            continue
        period = _read_single(text, match)
        if period is not None:
            found.append(period)
    return tuple(sorted(found, key=lambda period: period.start))


def read_target_years(text: str) -> frozenset[int]:
    """Years that a clause sets targets for (到2025年, 2023年底前, 2021—2023年), titles in 《》 left out.

    Weak evidence that a document covers a year that its title does not show.
    """
    years: set[int] = set()
    for match in _TARGET.finditer(_TITLE.sub(" ", text)):
        single = match.group(1) or match.group(2) or match.group(3)
        if single:
            years.add(int(single))
        elif int(match.group(4)) <= int(match.group(5)) <= int(match.group(4)) + 15:
            years.update(range(int(match.group(4)), int(match.group(5)) + 1))
    return frozenset(years)


def _find_spans(text: str) -> list[Period]:
    spans: list[Period] = []
    for match in _SPAN.finditer(text):
        first, last = int(match.group(1)), int(match.group(2))
        last = last if last > 99 else first // 100 * 100 + last
        listed = re.search(r"\band\b", match.group()) and not text[: match.start()].rstrip().endswith(
            "between"
        )
        if first < last <= first + 30 and not listed and not _COUNTED.match(text[match.end() :][:20]):
            spans.append(Period(first, last, "span", match.start(), match.end()))
    return spans


def _read_single(text: str, match: re.Match[str]) -> Period | None:
    start, end = match.span()
    year = read_number(match.group(1))
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    named = match.group().rstrip("度").endswith("年")
    if year is None or not 1949 <= year <= 2100 or (not match.group(1).isdigit() and not named):
        return None
    if _MONTH.match(after) or _MONTH_BEFORE.search(before):
        return Period(year, year, "date", start, end)
    fiscal = re.search(r"\bfy\s?$", before)
    if not named and not fiscal and (_COUNTED.match(after) or _NUMBER_BEFORE.search(before)):
        return None
    until = _UNTIL_BEFORE.search(before) or (named and _UNTIL_AFTER.match(after))
    return Period(year, year, "until" if until else "year", start, end)


def _find_relative(text: str, today: date | None) -> list[Period]:
    if today is None:
        return []
    return [
        Period(today.year + shift, today.year + shift, "year", match.start(), match.end())
        for pattern, shift in _RELATIVE
        for match in pattern.finditer(text)
    ]


def _find_plans(text: str) -> list[Period]:
    plans: list[Period] = []
    for match in _PLAN.finditer(text):
        ordinal = read_number(match.group(1) or match.group(2) or match.group(3))
        if ordinal is not None and 6 <= ordinal <= 19:
            first = 1981 + (ordinal - 6) * 5
            plans.append(Period(first, first + 4, "plan", match.start(), match.end()))
    return plans
