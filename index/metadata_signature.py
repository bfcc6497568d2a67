"""Signatures: a body followed by a day, at the end of a document or in its head, above what it encloses.

A day that stands without a body counts only where no timetable of the text can hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.fold import fold_script
from index.metadata_dates import find_dates
from index.metadata_fields import Reading, read_text
from index.organisations import (
    find_organisation_before,
    is_generic_body,
    is_organisation,
    is_sure_organisation,
)
from index.records import Span

_HEAD = 2_500
_TAIL = 1_500
_LISTED = re.compile(
    "(?:学院|大学|学校|公司)$"
)  # such names above a signature are a list, not bodies that sign
_GAP = re.compile(r"\s*$")


@dataclass(frozen=True, slots=True)
class Signature:
    """A body followed by a day, as a document is signed; `body` None when only the day stands by itself."""

    body: Reading | None
    day: Reading


def find_signature(text: str, span: Span, head_end: int) -> Signature | None:
    """The signature of the document: in its head (above an enclosed document) or at its end.

    Example: "江西省科学技术厅\\n\\n2024年3月22日\\n" -> that body and 2024-03-22.
    """
    tail_start = max(span.start, span.end - _TAIL)
    head = range(span.start, min(span.end, max(head_end, span.start) + _HEAD, span.start + 2 * _HEAD))
    tail = list(_list_signatures(text, tail_start, span.end))
    found = [*_list_signatures(text, head.start, head.stop), *reversed(tail)]
    signed = [signature for signature in found if signature.body is not None]
    return next(iter([*signed, *found]), None)


def _list_signatures(text: str, start: int, end: int) -> Iterator[Signature]:
    for day in find_dates(text, start, end):
        if day.span is None or _PRINTED_DAY.match(fold_script(text[day.span.end : day.span.end + 4])):
            continue
        before = text[max(start, day.span.start - 200) : day.span.start].rstrip()
        body_end = max(start, day.span.start - 200) + len(before)
        if before.endswith((")", "）")):  # 国务院（印章）
            body_end = max(
                start, max(start, day.span.start - 200) + max(before.rfind("（"), before.rfind("("))
            )
        body = _find_bodies_before(text, start, body_end)
        ends = _ENDS_SIGNATURE.match(fold_script(text[day.span.end : day.span.end + 24])) is not None
        parted = text[day.span.end : day.span.end + 1].isspace() or day.span.end == end
        is_sure = body is not None and is_sure_organisation(text[body.start : body.end])
        if body is not None and (ends or (is_sure and (parted or _is_title_after(text, body, day.span)))):
            yield Signature(read_body(text, body), day)
        elif _SIGNED_BY_PERSON.search(fold_script(before[-16:])) or (
            ends and _begins_apart(before, text, day.span) and not _is_scheduled(before, text, day.span)
        ):
            yield Signature(None, day)


def read_body(text: str, body: Span) -> Reading:
    """The bodies' names at `body`; spaces inside one name (财 政 部) are left out. Example: "财 政 部" -> "财政部"."""
    words = text[body.start : body.end]
    if all(is_organisation(part) for part in words.split()):
        return read_text(text, body)
    return Reading(re.sub(r"\s", "", words), body)


_PRINTED_DAY = re.compile(r"\s?(?:印发|印|发布|公布|起|以|前|后|—|-|~|－)|\s{0,4}[至到]")
_SIGNED_BY_PERSON = re.compile(
    r"(?:部长|省长|市长|州长|县长|区长|主席|总理|厅长|局长|主任|署长)\s?[\u4e00-\u9fff]{2,4}$"
)
_ENDS_SIGNATURE = re.compile(
    r"\s*$|[ \t]*[\r\n]|[\s\u3000]{2,}|\s?[(（](?:此|联系|主动|公开|信息|发布)|\s?关于印发|\s?第一[章条]"
    r"|[《“]|\s?(?:\d[.．]|[一二三]、|各)|\s?(?:附件|更多信息|联系|抄送|扫一扫|责任编辑|主办|公开程序|目\s?录)|\s?[\u4e00-\u9fff]{2,6}(?:省|市|县|区)"
)
_APART = re.compile(r"(?:[。；！”）)》]|办法|规定|细则|条例|意见|通知|方案)$")


def _is_title_after(text: str, body: Span, day: Span) -> bool:
    """The enclosed document's title (关于…) follows at once, and the signature began a paragraph."""
    apart = body.start == 0 or text[body.start - 1].isspace() or text[body.start - 1] in "。；：”）"
    return apart and fold_script(text[day.end : day.end + 2]) == "关于"


def _begins_apart(before: str, text: str, day: Span) -> bool:
    """A day without a body stands on its own line, behind a wide gap, or right after a sentence or the title."""
    gap = text[max(0, day.start - 8) : day.start]
    if not before or "\n" in gap or "\r" in gap or re.search(r"[\s\u3000]{4,}$", gap):
        return True
    return _APART.search(before) is not None


_LABELLED_LINE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．])[^。]*$|.*[：:，,、；;|]$"
)
_SENTENCE_LINE = re.compile(
    r"(?:[ \t\u3000]*[\r\n]+\s{0,20}(?!附|此件|抄送|主题词|联系))?[^\r\n]{0,200}[。；;，,]\s*(?:[\r\n]|$)"
)


def _is_scheduled(before: str, text: str, day: Span) -> bool:
    """A day below a heading or above a sentence, as timetables of a body's text have it (时间安排 / 2025年5月1日)."""
    above = fold_script(before.rstrip().rsplit("\n", 1)[-1].strip())
    if _LABELLED_LINE.match(above) is not None:
        return True
    begins_line = not before or "\n" in text[max(0, day.start - 8) : day.start]
    return begins_line and _SENTENCE_LINE.match(fold_script(text[day.end : day.end + 240])) is not None


def _find_bodies_before(text: str, start: int, end: int) -> Span | None:
    """The bodies that end at `end`, each on its own line or parted by spaces; up to twelve."""
    whole: Span | None = None
    for _ in range(12):
        body = find_organisation_before(text, end, start)
        if body is None:
            break
        body = _join_broken_name(text, body, start)
        if whole is not None and (
            not _stands_alone(text, body, start) or _LISTED.search(text[body.start : body.end])
        ):
            break
        whole = Span(body.start, whole.end if whole else body.end)
        gap = _GAP.search(text, max(start, body.start - 100), body.start)
        end = gap.start() if gap else body.start
        if end == body.start:
            break
    return whole


def _join_broken_name(text: str, body: Span, start: int) -> Span:
    """A name broken by one space (…肺炎疫情 防控工作领导小组) is made whole when only the whole names its place."""
    words = text[body.start : body.end]
    gap = re.search(r"\s*$", text[max(start, body.start - 12) : body.start])
    width = len(gap.group()) if gap is not None else 0
    if is_sure_organisation(words) or not width or (width > 1 and not is_generic_body(words)):
        return body
    before = re.search(
        r"[\u4e00-\u9fff]{4,40}$", text[max(start, body.start - width - 40) : body.start - width]
    )
    if before is None:
        return body
    whole = Span(body.start - width - len(before.group()), body.end)
    squeezed = re.sub(r"\s", "", text[whole.start : whole.end])
    return whole if is_sure_organisation(squeezed) or is_generic_body(words) else body


def _stands_alone(text: str, body: Span, start: int) -> bool:
    return body.start == start or text[body.start - 1].isspace()
