"""Who issued a document and when it was signed.

Read, in this order, from the header field, the signature before a day, the title's first words, a law's adoption line,
a letterhead or the line below the title, the last line, the page's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from index.fold import fold_script
from index.lines import list_pieces, trim_span
from index.metadata_dates import find_dates
from index.metadata_fields import Reading, read_text
from index.metadata_signature import Signature, read_body
from index.organisations import (
    drop_session,
    is_organisation,
    is_sure_organisation,
)
from index.records import Span

_HEAD = 2_500
_ADOPTED = re.compile(
    r"(?P<body>[\u4e00-\u9fff、]{0,40}(?:委员会|代表大会|国务院|人民政府|部|局|委|署))"
    r"(?:第[一二三四五六七八九十百〇零\d]{1,6}次(?:会议|全体会议|常务会议))?"
    r"(?:(?!批准)[^\n。]){0,40}?(?:通过|发布|公布|修订|修正)"
)
_LETTERHEAD = re.compile(r"^(?P<body>[\u4e00-\u9fff、\s]{4,60}?)文\s?件$")
_ABOUT = re.compile(
    r"^(?P<body>[^《》。，；：\n]{3,60}?)(?:办公会议)?(?:关于|(?:19|20)\d\d年|印发|转发|公布|发布|办理|公告|通告|令第|文件)"
)
_HEAD_TITLE = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,14}〔\d{4}〕\d{1,5}号)?(?P<body>[\u4e00-\u9fff、\s]{4,60}?)关于"
)
_LABELLED = re.compile(
    r"(?:发文单位|制定机关|印发单位|发布单位|颁布单位)\s?[:：]\s?(?P<body>[\u4e00-\u9fff、 ]{3,40})"
)
_EXPLAINS = re.compile("解读|图解|问答")


def find_issuer(
    text: str,
    span: Span,
    head_end: int,
    fields: Mapping[str, Reading],
    title: Reading,
    signature: Signature | None,
    noise: Sequence[Span] = (),
) -> Reading | None:
    """The issuing body with the span it was read from; None when the document does not print one."""
    field = fields.get("issuer")
    if field is not None:
        return field
    for reading in (
        signature.body if signature is not None else None,
        _read_title_start(text, title),
        _read_adoption(text, span, head_end),
        _read_head_line(text, span, head_end, noise),
        _read_last_line(text, span),
        _read_last_source(text, span),
    ):
        if reading is not None:
            return reading
    source = fields.get("source")
    return source if source is not None and is_sure_organisation(source.value) else None


def _read_adoption(text: str, span: Span, head_end: int) -> Reading | None:
    """The body of the last adoption line in a law's head, its session dropped."""
    end = min(max(head_end, span.start + 300), span.end, span.start + _HEAD)
    found: Reading | None = None
    for day in find_dates(text, span.start, end):
        if day.span is None:
            continue
        match = _ADOPTED.match(fold_script(text[day.span.end : day.span.end + 120]).lstrip())
        if match is not None:
            start = (
                text.index(match["body"][:2], day.span.end)
                if match["body"][:2] in text[day.span.end : end]
                else -1
            )
            name = drop_session(match["body"]).removeprefix("中华人民共和国")
            found = Reading(
                name or match["body"], Span(start, start + len(match["body"])) if start >= 0 else day.span
            )
    return found


def _read_head_line(text: str, span: Span, head_end: int, noise: Sequence[Span]) -> Reading | None:
    """A line of the head that is a body's name alone (below the title), or a letterhead (…文件), or 发文单位：….

    A line of joint bodies below a letterhead that names only one of them wins.
    """
    end = min(max(head_end, span.start + 200), span.end, span.start + 600)
    red_head: Reading | None = None
    for number, piece in enumerate(_list_head_pieces(text, span.start, end)):
        if number > 10:
            break
        if piece.end - piece.start > 160:
            continue
        words = fold_script(text[piece.start : piece.end])
        is_noise = any(mark.start <= piece.start < mark.end for mark in noise)
        if is_noise and _LETTERHEAD.match(words) is None:
            continue  # a red head is marked as no content, yet names the issuer
        named = _read_letterhead(text, piece, words)
        if named is not None and _LETTERHEAD.match(words) is None:
            return named
        red_head = red_head or named
        if len(words) > 4 and is_sure_organisation(words):
            return (
                red_head if red_head is not None and red_head.value not in words else read_text(text, piece)
            )
        if words.endswith(("：", ":")):
            break  # the addressee
    return red_head


def _read_letterhead(text: str, piece: Span, words: str) -> Reading | None:
    match = _LETTERHEAD.match(words) or _LABELLED.match(words) or _HEAD_TITLE.match(words)
    if match is None or not _names_body(match):
        return None
    begin, stop = match.span("body")
    return read_body(text, trim_span(text, piece.start + begin, piece.start + stop))


def _names_body(match: re.Match[str]) -> bool:
    """The body of a letterhead may lack its place; the first words of a title must name one for sure."""
    body = match["body"].strip()
    if match.re is _HEAD_TITLE:
        return is_sure_organisation(body)
    return is_organisation(body) or is_organisation(re.sub(r"\s", "", body))


def _list_head_pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Pieces of the head; a text that is one long line is parted at every space."""
    for piece in list_pieces(text, start, end):
        if piece.end - piece.start <= 160:
            yield piece
            continue
        for match in re.finditer(r"\S+", text[piece.start : piece.end]):
            yield Span(piece.start + match.start(), piece.start + match.end())


def _read_title_start(text: str, title: Reading) -> Reading | None:
    """The body that a title begins with (河北省人民政府办公厅关于…)."""
    words = fold_script(title.value).lstrip("《")
    match = _ABOUT.match(words)
    if _EXPLAINS.search(words):
        return None  # an explanation names the body of what it explains
    if match is None or not is_sure_organisation(match["body"].strip()):
        return None
    body = match["body"].strip()
    if title.span is None:
        return Reading(body)
    window = fold_script(text[title.span.start : title.span.end])
    start = window.find(body)
    return (
        Reading(body)
        if start < 0
        else read_text(text, Span(title.span.start + start, title.span.start + start + len(body)))
    )


_LAST_SOURCE = re.compile(r"(?:信息|文章|稿件)?来源\s?[:：]\s?(?P<body>[\u4e00-\u9fff]{3,30})\s*$")


def _read_last_source(text: str, span: Span) -> Reading | None:
    """来源：江苏省科技厅 as the last words of a document, when it names a body for sure."""
    start = max(span.start, span.end - 60)
    match = _LAST_SOURCE.search(fold_script(text[start : span.end]))
    if match is None or not is_sure_organisation(match["body"]):
        return None
    return read_text(text, Span(start + match.start("body"), start + match.end("body")))


def _read_last_line(text: str, span: Span) -> Reading | None:
    """A body's name alone on one of the last lines (a signature without a date)."""
    start = max(span.start, span.end - 300)
    words = list(re.finditer(r"\S+", text[start : span.end]))
    for match in words[-4:]:
        if 4 < len(match.group()) <= 40 and is_sure_organisation(match.group()):
            return read_text(text, Span(start + match.start(), start + match.end()))
    return None
