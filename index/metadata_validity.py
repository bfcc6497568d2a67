"""Whether and how long a document holds: status, day it takes effect, day it expires; only what is printed counts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.fold import fold_script
from index.metadata_dates import DATE, DAY, parse_date, read_numeral
from index.metadata_fields import Reading
from index.records import Span, Status

_SELF = (
    r"本(?:办法|条例|规定|细则|意见|通知|方案|措施|决定|规则|法|制度|规程|政策|文件|指南|指引|计划|公告|通告|标准|准则|规范|要点"
    r"|规划|实施(?:细则|意见|方案|办法)|(?:管理|暂行)办法|若干措施|行动(?:方案|计划)|申报指南)"
)
_HOLDS = r"(?:施行|实施|执行|生效|试行|有效)"
_EFFECTIVE = re.compile(rf"(?:自|从|于)\s?(?P<day>{DAY})起?(?:正式)?(?:施行|实施|执行|生效|试行)")
_FROM_ISSUE = re.compile(
    rf"{_SELF}[^。；\n]{{0,12}}自?(?:发布|印发|公布|颁布|下发|发文)之日起?(?:正式)?(?:施行|实施|执行|生效|试行|开始)"
)
_BETWEEN = re.compile(
    rf"{_SELF}的?{_HOLDS}?(?:期限?|时间)?[为自从]?\s?(?P<from>{DAY})\s?起?\s?(?:至|到|—|－|-|~)\s?(?P<day>{DAY})"
    rf"\s?(?:止|期间)?(?:{_HOLDS}|[。；，,\n]|$)"
)
_EXPIRES = re.compile(
    rf"(?:有效期|试行期|执行期限?|实施期限|期限)[^。；\n]{{0,20}}?(?:截至|截止到|至|到)\s?(?P<day>{DAY})"
    rf"|{_SELF}{_HOLDS}(?:期限?)?(?:截至|截止到|至|到)\s?(?P<until>{DAY})"
)
_TERM = re.compile(
    r"(?P<name>有效期限?|(?:试行|执行|实施|施行)(?:期限?)?)(?:为|是|暂定)?\s?"
    r"(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})\s?(?P<unit>年|个月)"
)
_OF_ITSELF = re.compile(  # what stands before 试行两年 in the same part of a sentence, for it to be the document's term
    rf"(?:{_SELF})?的?(?:自\s?(?:{DAY}|(?:发布|印发|公布|颁布)之日)起?(?:正式)?{_HOLDS})?[，,、]?(?:暂定)?"
)
_OF_OTHERS = re.compile("证书?|资格|合同|称号|项目|牌照|认定|标志|许可")
_REPEALED = re.compile(
    rf"{_SELF}(?:自\s?{DAY}起)?(?:现|现予|已|已经|已被|即行|予以|同时|被)(?:被|宣布|予以)?(?:废止|失效)(?![后时的前之])"
    rf"|{_SELF}自\s?{DAY}起(?:废止|失效)(?![后时的前之])"
)
_STAMP = re.compile(r"[(（【\[]\s?(?:现?已)?(?:废止|失效)\s?[)）】\]]")
_STAMP_REACH = (
    300  # characters of the head in which a stamp (已废止) speaks of the document wherever it stands
)
_HEADER_LINE = re.compile(rf"(?P<day>{DAY})\s*(?:起)?(?:施行|实施)[)）]?\s*$", re.MULTILINE)
_REACH = 3_000


def read_status(field: Reading | None, text: str, span: Span) -> tuple[Status, Span | None]:
    """Status from a header field, else from the document's own words about itself; "unknown" when neither says it.

    A term that has not ended says nothing of itself: the document may have been repealed since.
    """
    said = "unknown" if field is None else _read_field(fold_script(field.value))
    if field is not None and said != "unknown":
        return said, field.span
    for start, end in _list_ends(span):
        window = fold_script(text[start:end])
        match = _REPEALED.search(window) or _find_stamp(window, start == span.start)
        if match is not None:
            return "repealed", Span(start + match.start(), start + match.end())
    return "unknown", None


def _read_field(words: str) -> Status:
    if re.search(r"部分|(?:已|被)修[改订]", words):
        return "unknown"
    if re.search(r"[未没无][经有被]?(?:失效|废止|作废)|^是$", words):
        return "in force"
    if re.search(r"失效|废止|无效|作废|^否$", words):
        return "repealed"
    return "in force" if re.search(r"有效|在用|执行中", words) else "unknown"


def _find_stamp(window: str, is_head: bool) -> re.Match[str] | None:
    """（已废止） near the title, or on a line of its own at the end; in a list of other documents it says nothing."""
    for match in _STAMP.finditer(window):
        line = window[window.rfind("\n", 0, match.start()) + 1 : match.start()]
        if (is_head and match.start() < _STAMP_REACH) or not line.strip():
            return match
    return None


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
        between = _BETWEEN.search(window)
        if between is not None:
            return _read_day(between["from"], start + between.start("from"))
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
        found = _find_last_day(window, start) or _find_term(window, start, effective)
        if found is not None:
            return found
    return None


def _find_last_day(window: str, offset: int) -> Reading | None:
    between = _BETWEEN.search(window)
    if between is not None:
        return _read_day(between["day"], offset + between.start("day"))
    for match in _EXPIRES.finditer(window):
        group = "day" if match["until"] is None else "until"
        if group == "until" or _speaks_of_itself(window, match.start()):
            return _read_day(match[group], offset + match.start(group))
    return None


def _find_term(window: str, offset: int, effective: Reading | None) -> Reading | None:
    """A term counted from the day the document takes effect; 试行两年 only where nothing else can last that long."""
    for match in _TERM.finditer(window) if effective is not None else ():
        part = re.split(r"[。；，,\n]", window[max(0, match.start() - 60) : match.start()])[-1]
        part = _LABEL.sub("", part).strip()
        is_own = _OF_ITSELF.fullmatch(part) if "有效" not in match["name"] else not _OF_OTHERS.search(part)
        if effective is not None and is_own and _speaks_of_itself(window, match.start()):
            months = _read_numeral(match["count"]) * (12 if match["unit"] == "年" else 1)
            value = _add_months(effective.value, months)
            return Reading(value, Span(offset + match.start(), offset + match.end()))
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


def _read_numeral(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else read_numeral(numeral.replace("两", "二"))


def _add_months(iso: str, months: int) -> str:
    """The last day of a term of `months` that begins on `iso`. Example: "2022-01-01", 12 -> "2022-12-31"."""
    first = date.fromisoformat(iso)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    try:
        after = first.replace(year=year, month=month + 1)
    except ValueError:  # 29 February, the 31st of a short month
        after = date(year, month + 1, 28) + timedelta(days=4)
        after = after.replace(day=1)
    return (after - timedelta(days=1)).isoformat()
