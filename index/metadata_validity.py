"""Whether and how long a document holds: status, day it takes effect, day it expires; only what is printed counts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.fold import fold_script
from index.metadata_dates import DATE, parse_date
from index.metadata_fields import Reading
from index.records import Span, Status

_SELF = (
    r"本(?:办法|条例|规定|细则|实施细则|意见|实施意见|通知|方案|措施|决定|规则|法|制度|规程|政策|文件|指南|指引|计划|公告|通告|"
    r"标准|准则|规范|要点)"
)
_DAY = (
    r"(?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_EFFECTIVE = re.compile(rf"自\s?(?P<day>{_DAY})起?(?:正式)?(?:施行|实施|执行|生效|试行)")
_FROM_ISSUE = re.compile(
    rf"{_SELF}[^。；\n]{{0,12}}自?(?:发布|印发|公布|颁布|下发|发文)之日起?(?:正式)?(?:施行|实施|执行|生效|试行|开始)"
)
_EXPIRES = re.compile(
    rf"(?:有效期|试行期|执行期限?|实施期限|期限)[^。；\n]{{0,12}}?(?:截至|截止到|至|到)\s?(?P<day>{_DAY})"
)
_TERM = re.compile(
    r"(?:有效期|试行期|有效期限)(?:限)?(?:为|是)?\s?(?P<years>[\d一二两三四五六七八九十]{1,2})\s?年"
)
_REPEALED = re.compile(
    rf"{_SELF}(?:现)?已(?:经)?(?:被)?(?:废止|失效|宣布失效)|[(（](?:已|现已)(?:废止|失效)[)）]"
)
_HEADER_LINE = re.compile(rf"(?P<day>{_DAY})\s*(?:起)?(?:施行|实施)\s*$", re.MULTILINE)
_REACH = 3_000


def read_status(field: Reading | None, text: str, span: Span) -> tuple[Status, Span | None]:
    """Status from a header field, else from the document's own words about itself; "unknown" when neither says it."""
    if field is not None:
        words = fold_script(field.value)
        if re.search(r"失效|废止|无效|作废", words):
            return "repealed", field.span
        if re.search(r"有效|在用|执行中", words):
            return "in force", field.span
    for start, end in _list_ends(span):
        match = _REPEALED.search(fold_script(text[start:end]))
        if match is not None:
            return "repealed", Span(start + match.start(), start + match.end())
    return "unknown", None


def _list_ends(span: Span) -> list[tuple[int, int]]:
    middle = max(span.start, span.end - _REACH)
    if middle <= span.start + _REACH:
        return [(span.start, span.end)]
    return [(span.start, span.start + _REACH), (middle, span.end)]


def find_effective(text: str, span: Span, head_end: int, signed: Reading | None) -> Reading | None:
    """The day the document takes effect, from its own sentence or a line of its head.

    自发布之日起施行 gives the day of signing. Example: "本条例自2023年3月1日起施行。" -> 2023-03-01.
    """
    head = fold_script(text[span.start : min(head_end, span.start + _REACH)])
    line = _HEADER_LINE.search(head)
    if line is not None:
        return _read_day(line["day"], span.start + line.start("day"))
    for start, end in reversed(_list_ends(span)):
        window = fold_script(text[start:end])
        for match in reversed(list(_EFFECTIVE.finditer(window))):
            sentence = re.split(r"[。；\n]", window[max(0, match.start() - 60) : match.start()])[-1]
            if re.search(_SELF, sentence) or not sentence.strip():
                return _read_day(match["day"], start + match.start("day"))
        if signed is not None:
            issued = _FROM_ISSUE.search(window)
            if issued is not None:
                return Reading(signed.value, Span(start + issued.start(), start + issued.end()))
    return None


def find_expiry(text: str, span: Span, effective: Reading | None) -> Reading | None:
    """The day the document expires: printed, or its term of years counted from the day it takes effect.

    Example: effective 2022-01-01, "有效期5年" -> 2026-12-31.
    """
    for start, end in reversed(_list_ends(span)):
        window = fold_script(text[start:end])
        for match in _EXPIRES.finditer(window):
            if _speaks_of_itself(window, match.start()):
                return _read_day(match["day"], start + match.start("day"))
        for match in _TERM.finditer(window):
            if effective is not None and _speaks_of_itself(window, match.start()):
                value = _add_years(effective.value, _read_years(match["years"]))
                return Reading(value, Span(start + match.start(), start + match.end()))
    return None


def _speaks_of_itself(window: str, position: int) -> bool:
    """The sentence is about the document itself (本办法自…起施行，有效期…), not about a certificate."""
    sentences = re.split(r"[。；\n]", window[max(0, position - 120) : position])
    sentence = _LABEL.sub("", sentences[-1]).strip(" \u3000，,（(")
    if not sentence:
        return len(sentences) > 1 and re.search(_SELF, sentences[-2]) is not None
    return re.match(rf"{_SELF}|自(?:发布|印发|公布|\d{{4}}年)|政策|上述政策|以上政策", sentence) is not None


_LABEL = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百]{1,5}条|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．])\s*"
)


def _read_day(day: str, start: int) -> Reading | None:
    value = parse_date(day)
    match = DATE.search(day)
    return None if value is None or match is None else Reading(value, Span(start, start + match.end()))


def _read_years(numeral: str) -> int:
    digits = {
        "一": 1,
        "二": 2,
        "两": 2,
        "三": 3,
        "四": 4,
        "五": 5,
        "六": 6,
        "七": 7,
        "八": 8,
        "九": 9,
        "十": 10,
    }
    return int(numeral) if numeral.isdigit() else digits.get(numeral, 0)


def _add_years(iso: str, years: int) -> str:
    """The last day of a term of `years` that begins on `iso`."""
    first = date.fromisoformat(iso)
    try:
        after = first.replace(year=first.year + years)
    except ValueError:  # 29 February
        after = first.replace(year=first.year + years, month=3, day=1)
    return (after - timedelta(days=1)).isoformat()
