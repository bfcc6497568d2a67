"""Figures read from a text: amounts, shares, counts, dates, each normalised so that two spellings compare equal.

3.5亿元 = 350,000,000元, 50% = 百分之五十, 1800億元 = 1800亿元, 2024年3月22日 = 2024-03-22.
Offsets refer to the text given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

FigureKind = Literal["money", "percent", "date", "period", "count", "number"]
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_DIGITS |= {"七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"百": 100, "千": 1_000, "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_ENGLISH_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS = (
    "个百分点 個百分點 个工作日 個工作日 工作日 平方公里 平方米 立方米 个月 個月 人次 人民币 千瓦时 公里 公斤 "
    "美元 港元 欧元 学时 小时 分钟 家 个 個 項 项 元 人 名 户 戶 件 篇 万 亩 畝 米 吨 噸 台 套 只 种 種 次 批 期 届 "
    "所 座 处 處 条 條 款 倍 岁 歲 周岁 年 月 日 天 周 季度 季 点 位 对 份 间 "
    "辆 輛 艘 支 场 場 门 門 级 級 分 株 头 羽 "
    "percent yuan rmb days day months month years year people enterprises"
).split()
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])(?:\.[0-9]{1,9})?|[0-9]{1,18}(?:\.[0-9]{1,9})?"
_HAN_NUMBER = r"[〇零一二两兩三四五六七八九十百千万萬亿億]{1,12}(?:[点點][〇零一二三四五六七八九]{1,6})?"
_DATE = re.compile(
    r"(?=[0-9〇零一二三四五六七八九jfmasond])"  # no other character begins one: spares the alternatives
    r"(?:(?P<y>[12][0-9]{3})\s?(?:年|[-/.])\s?(?P<m>1[0-2]|0?[1-9])\s?(?:月|[-/.])\s?(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])\s?日?"
    r"|(?P<y2>[12][0-9]{3})\s?年\s?(?P<m2>1[0-2]|0?[1-9])\s?月(?:份)?"
    r"|(?P<y3>[〇零一二三四五六七八九]{4})年(?:(?P<m3>[一二三四五六七八九十]{1,2})月(?:(?P<d3>[一二三四五六七八九十]{1,3})日)?)?"
    r"|(?<![0-9])(?P<m4>1[0-2]|0?[1-9])\s?月\s?(?P<d4>3[01]|[12][0-9]|0?[1-9])\s?日"
    r"|(?<![0-9.])(?P<y5>(?:19|20)[0-9]{2})(?:年度?(?!以)|(?=\s?[-—–~至到]\s?(?:19|20)[0-9]{2}\s?年))"
    r"|(?P<m6>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s(?P<d6>[0-9]{1,2}),?\s(?P<y6>[12][0-9]{3})"
    r"|(?<![0-9])(?P<d7>[0-9]{1,2})\s(?P<m7>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s(?P<y7>[12][0-9]{3}))"
)
_PHONE = re.compile(
    r"(?<![0-9-])(?:0[0-9]{2,3}[-–—][0-9]{7,8}|[48]00[-–—][0-9]{3,4}[-–—][0-9]{3,4})(?![0-9-])"
)
_NUMBER = re.compile(
    r"(?=[0-9〇零一二两兩三四五六七八九十百千万萬亿億rc¥￥])"
    rf"(?P<pre>百分之|千分之|rmb\s?|cny\s?|¥\s?|￥\s?)?(?<![0-9.])(?P<num>{_ARABIC}|{_HAN_NUMBER})"
    rf"(?P<scale>\s?(?:百万|百萬|千万|千萬|十万|十萬|万亿|萬億|hundred million|thousand|million|billion|[万萬亿億]))?"
    rf"(?P<more>余|餘|多)?(?P<unit>\s?(?:%|‰|{_UNIT}))?"
)
_MONEY = {"元", "人民币", "yuan", "rmb", "美元", "港元", "欧元"}
_NARROW = {
    code: unicodedata.normalize("NFKC", chr(code)).lower() for code in (*range(0xFF01, 0xFF5F), 0x3000)
}
_PERIODS = {"年", "月", "日", "天", "周", "季度", "季", "个月", "小时", "分钟", "工作日", "个工作日", "学时"}
_PERIODS |= {"days", "day", "months", "month", "years", "year"}
_SAME_UNIT = {
    "個": "个",
    "項": "项",
    "戶": "户",
    "畝": "亩",
    "噸": "吨",
    "種": "种",
    "處": "处",
    "條": "条",
    "歲": "岁",
}
_SAME_UNIT |= {
    "輛": "辆",
    "場": "场",
    "門": "门",
    "級": "级",
    "個月": "个月",
    "個工作日": "工作日",
    "个工作日": "工作日",
}
_SAME_UNIT |= {
    "名": "人",
    "周岁": "岁",
    "days": "日",
    "day": "日",
    "天": "日",
    "months": "个月",
    "month": "个月",
}
_SAME_UNIT |= {"years": "年", "year": "年", "percent": "%", "people": "人", "yuan": "元", "rmb": "元"}
_SAME_UNIT |= {"人民币": "元", "enterprises": "家", "個百分點": "个百分点"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `words` as printed at [start, end); `value` in plain units (yuan, per cent as 50 for 50%).

    `unit` is the unit in simplified script, "phone" for a telephone number, "" when none is printed; a date has its
    ISO form, cut to what is printed (`2024-03`, `--03-22` without a year), in `key` and 0 as its value.
    """

    words: str
    start: int
    end: int
    kind: FigureKind
    value: Decimal
    unit: str
    key: str


def _narrow(text: str) -> str:
    """Full-width forms to ASCII and lower case, character by character, so that offsets stay."""
    lower = text.lower()
    if len(lower) != len(text) or "Σ" in text:  # whose lower case depends on what stands around it
        lower = "".join(map(_lower_character, text))
    return lower if lower.isascii() else lower.translate(_NARROW)


@lru_cache(maxsize=20_000)
def _lower_character(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def read_numeral(words: str) -> Decimal | None:
    """The value of a numeral in Chinese or Arabic digits, None when it is none.

    Example: "三百五十" -> 350, "二点四" -> 2.4, "1,800" -> 1800, "二〇二四" -> 2024, "十" -> 10.
    """
    plain = words.replace(",", "")
    if plain[:1].isascii():
        try:
            return Decimal(plain)
        except InvalidOperation:
            return None
    whole, point, part = plain.replace("點", "点").partition("点")
    if point:
        value = read_numeral(whole)
        digits = "".join(str(_DIGITS[character]) for character in part)
        return None if value is None else value + Decimal(f"0.{digits}")
    if len(plain) > 1 and all(character in _DIGITS for character in plain):
        return Decimal("".join(str(_DIGITS[character]) for character in plain))
    return _read_han(plain)


def _read_han(words: str) -> Decimal | None:
    total = section = digit = 0
    for character in words:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character in _SCALES:
            total = (total + section + digit or 1) * _SCALES[character]
            section = digit = 0
        else:
            return None
    return Decimal(total + section + digit)


def _read_scale(words: str) -> int:
    words = words.strip()
    if words == "hundred million":
        return 100_000_000
    if words in _ENGLISH_SCALES:
        return _ENGLISH_SCALES[words]
    scale = 1
    for character in words:
        scale *= _SCALES.get(character, _TENS.get(character, 1))
    return scale


def _read_date(match: re.Match[str], text: str) -> Figure:
    named = match.groupdict()
    year = next((named[key] for key in ("y", "y2", "y3", "y5", "y6", "y7") if named[key] is not None), None)
    month = next((named[key] for key in ("m", "m2", "m3", "m4", "m6", "m7") if named[key] is not None), None)
    day = next((named[key] for key in ("d", "d3", "d4", "d6", "d7") if named[key] is not None), None)
    key = _plain(year, 4) if year is not None else "-"
    if month is not None:
        month_number = str(_MONTHS.index(month) + 1) if month in _MONTHS else month
        key += "-" + _plain(month_number, 2)
    if day is not None:
        key += "-" + _plain(day, 2)
    start, end = match.start(), match.start() + len(match.group().rstrip())
    return Figure(text[start:end], start, end, "date", Decimal(0), "", key)


def _read_phone(match: re.Match[str], text: str) -> Figure:
    """A telephone number as one figure; `key` holds its digits alone."""
    start, end = match.span()
    digits = "".join(filter(str.isdigit, match.group()))
    return Figure(text[start:end], start, end, "number", Decimal(digits), "phone", digits)


def _plain(words: str, width: int) -> str:
    value = read_numeral(words)
    return str(value if value is not None else words).zfill(width)


def _read_number(match: re.Match[str], text: str) -> Figure | None:
    value = read_numeral(match["num"])
    unit = (match["unit"] or "").strip()
    prefix = (match["pre"] or "").strip()
    scale = match["scale"] or ""
    han = not match["num"][0].isascii()
    if value is None or (han and not _counts(match["num"], unit, prefix)):
        return None
    if unit == "万":  # a unit of its own only where no other follows
        scale, unit = scale + unit, ""
    value *= _read_scale(scale)
    unit = _SAME_UNIT.get(unit, unit)
    if prefix in {"rmb", "cny", "¥", "￥"}:
        unit = "元"
    if prefix in {"百分之", "千分之"} or unit in {"%", "‰"}:
        value, unit = (value / 10 if prefix == "千分之" or unit == "‰" else value), "%"
    kind: FigureKind = "count" if unit else "number"
    if unit == "%":
        kind = "percent"
    elif unit in _MONEY:
        kind = "money"
    elif unit in _PERIODS:
        kind = "period"
    start, end = match.span()
    value = value.normalize()
    return Figure(text[start:end], start, end, kind, value, unit, f"{value:f}{unit}")


def _counts(numeral: str, unit: str, prefix: str) -> bool:
    """Whether Chinese digits are a figure: 五十家 and 百分之五 are, 一批, 统一 and 三农 are not."""
    if prefix in {"百分之", "千分之"}:
        return True
    if not unit or unit in {"万", "点", "级", "批", "期", "季", "次", "条", "款", "分", "位", "对"}:
        return False
    return numeral not in {"一", "万", "千", "百", "亿", "萬", "億"} or unit in {"年", "季度", "%"}


def read_figures(text: str) -> list[Figure]:
    """Every figure of a text in reading order, without overlaps; time is linear in the length.

    Example: "到2023年，投入3.5亿元以上，占百分之五" -> keys "2023", "350000000元", "5%".
    """
    narrow = _narrow(text)
    figures: list[Figure] = []
    taken: list[tuple[int, int]] = []
    for match in _PHONE.finditer(narrow):
        figures.append(_read_phone(match, text))
    if figures:
        narrow = _PHONE.sub(lambda match: "\0" * len(match.group()), narrow)
    for match in _DATE.finditer(narrow):
        figures.append(_read_date(match, text))
        taken.append(match.span())
    position = 0
    for start, end in [*taken, (len(text), len(text))]:
        for match in _NUMBER.finditer(narrow, position, start):
            figure = _read_number(match, text)
            if figure is not None:
                figures.append(figure)
        position = end
    return sorted(figures, key=lambda figure: figure.start)


def holds_figure(figure: Figure, held: Iterable[Figure]) -> bool:
    """Whether a figure is among those held: same value and unit, or one of the two without a unit.

    A date is held by an equal or a fuller one (2024年 by 2024年3月22日).
    Example: 7000 (no unit) is held by 7000家; 7000家 is not held by 7000元.
    """
    for other in held:
        if figure.key == other.key:
            return True
        if figure.kind == "date" and other.kind == "date" and _is_part(figure.key, other.key):
            return True
        if "date" in (figure.kind, other.kind):
            if f"{figure.value:f}" == other.key or f"{other.value:f}" == figure.key:
                return True
        elif figure.value == other.value and ("" in (figure.unit, other.unit)):
            return True
    return False


def _is_part(key: str, whole: str) -> bool:
    return whole.startswith(f"{key}-") or (key.startswith("--") and whole.endswith(key[1:]))
