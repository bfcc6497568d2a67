"""The title of a document: header table, own title line, the part's heading, the page's title, the file name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.fold import fold_script
from index.lines import list_lines, list_pieces
from index.metadata_fields import Reading, read_text
from index.organisations import is_organisation
from index.records import SourceText, Span

_KINDS = (
    "通知|通告|公告|公报|决定|决议|命令|意见|办法|方案|规定|规则|细则|条例|要点|计划|规划|纲要|指南|指引|标准|措施|政策|制度|"
    "章程|规程|规范|准则|守则|函|复函|批复|请示|报告|解读|总结|清单|目录|预案|若干措施|法|令|解答|问答|须知|倡议书|"
    "公开信|申报书|提纲|讲话|讲话稿|范文|年报|通报|流程|汇编|意见书"
)
_ENDS_AS_TITLE = re.compile(
    rf"(?:{_KINDS})[”》\"]?(?:\s?[(（][^()（）]{{1,20}}[)）]|20\d\d年版?)*(?:\.{{3}}|…+)?$"
)
_STARTS_AS_TITLE = re.compile(r"^(?:[^\s。；，,]{0,40}?关于|《|中华人民共和国|.{0,20}印发|.{0,20}转发)")
_NO_TITLE = re.compile(
    r"[。；;]|^(?:各|根据|按照|为|附件|第[一二三四五六七八九十\d]+[章条节]|[一二三四五六七八九十]{1,3}[、.]|[(（]?\d+[、.)）]|[(（][一二三四五六七八九十])"
    r"|[:：]$|^(?:目\s*录|总体要求|总则)$"
)
_NUMBER_AT = re.compile(
    r"^[\u4e00-\u9fff]{1,12}[〔\[［(（【]\s?(?:19|20)\d\d\s?[〕\]］)）】]\s?第?\d{1,5}号\s*|^【[^】]{1,12}】|^\[[^\]]{1,12}\]"
)
_PART_LABEL = re.compile(
    r"^[#\s]*(?:第[一二三四五六七八九十百\d]{1,4}[篇部]\s*[:：、.\s]?|篇[一二三四五六七八九十\d]{1,3}\s*[:：、.])\s*"
)
_SECTION_LABEL = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[章节条编]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)"
)
_LONGEST = 120
_HEAD_PIECES = 14
_REACH = 2_500


def find_title(
    source: SourceText,
    span: Span,
    boilerplate: Sequence[Span],
    head_end: int,
    part_heading: str,
    printed: Reading | None,
) -> Reading:
    """The document's title with the span it was read from; `printed` is that of a header table.

    The document's own title line wins over the part's heading (第二篇:2008年… above 2009年…).
    Example: "# 北京市节水条例" -> "北京市节水条例".
    """
    if printed is not None:
        return printed
    text = source.text
    own = _find_own_line(text, span, boilerplate, head_end, part_heading)
    if own is not None and _looks_like_title(_words(text, own)):
        return _read_title(text, own)
    heading = _PART_LABEL.sub("", part_heading).strip()
    if heading:
        start = text.find(heading, span.start, span.start + _REACH)
        return Reading(heading, Span(start, start + len(heading)) if start >= 0 else None)
    named = source.data.get("title") or source.title
    if named:
        start = text.find(named, span.start, span.start + _REACH)
        return Reading(named, Span(start, start + len(named)) if start >= 0 else None)
    if own is not None and _fits_first_line(text, own, span):
        return _read_title(text, own)
    return Reading(_read_file_name(source.file))


def _words(text: str, span: Span) -> str:
    return fold_script(text[span.start : span.end])


def _read_title(text: str, span: Span) -> Reading:
    """The words of a title line; the label of a part (第二篇：) stays outside."""
    label = _PART_LABEL.match(text[span.start : span.end])
    if label is not None and span.start + label.end() < span.end:
        span = Span(span.start + label.end(), span.end)
    reading = read_text(text, span)
    value = re.sub(r"\s*[\r\n]\s*", "", text[span.start : span.end])
    return Reading(value, reading.span)


def _looks_like_title(words: str) -> bool:
    if not 4 <= len(words) <= _LONGEST or _NO_TITLE.search(words):
        return False
    return _ENDS_AS_TITLE.search(words) is not None


def _find_own_line(
    text: str, span: Span, boilerplate: Sequence[Span], head_end: int, part_heading: str
) -> Span | None:
    """The first line of the head that looks like a title; else the first line that is neither noise nor the heading."""
    best: Span | None = (
        None  # the first line that may be a title, a body's name or a rubric only for want of another
    )
    lead: int | None = None  # where the bodies above a title begin
    pieces = _list_head(text, span, boilerplate, head_end)
    for number, piece in enumerate(pieces[:_HEAD_PIECES]):
        words = _words(text, piece)
        if number == 0 and _repeats_heading(words, part_heading):
            continue
        if text.startswith("# ", max(span.start, piece.start - 2)) and len(words) <= _LONGEST:
            return piece  # the heading of a Markdown file
        title = piece if _looks_like_title(words) else _join_broken_title(text, pieces, number)
        if title is not None and _RUBRIC.fullmatch(words) is None:
            above = lead if lead is not None and words.startswith(("关于", "印发", "转发")) else title.start
            return Span(above if title.end - above <= 2 * _LONGEST else title.start, title.end)
        names_body = is_organisation(words)
        if names_body and (lead is None or text.startswith(text[piece.start : piece.end], lead)):
            lead = piece.start
        if best is None or (
            _is_weak(_words(text, best)) and not names_body and not words.endswith(("：", ":"))
        ):
            best = piece
        if len(words) > _LONGEST or words.endswith(("：", ":")):
            break  # the addressee, or the body itself
    return best


_RUBRIC = re.compile(
    r"(?:通知|公告|公示|政策|部门|工作|新闻|信息)(?:通知|公告|公示|解读|文件|动态|公开|法规)"
)


def _is_weak(words: str) -> bool:
    """A body's name or a rubric of the site (通知公告): a title only for want of another."""
    return is_organisation(words) or _RUBRIC.fullmatch(words) is not None


def _repeats_heading(words: str, part_heading: str) -> bool:
    """The first line is the part's heading (第二篇：…), not yet the document's own title."""
    label = _PART_LABEL.match(words)
    if label is None:
        return False
    heading = _PART_LABEL.sub("", fold_script(part_heading)).replace(" ", "")
    return words[label.end() :].replace(" ", "") == heading


def _join_broken_title(text: str, pieces: Sequence[Span], number: int) -> Span | None:
    """A title printed on two or three lines (关于印发《… / …》的通知)."""
    words = _words(text, pieces[number])
    if not _STARTS_AS_TITLE.match(words) or len(words) > 60 or _NO_TITLE.search(words):
        return None
    for last in pieces[number + 1 : number + 3]:
        whole = Span(pieces[number].start, last.end)
        if _NO_TITLE.search(_words(text, last)):
            return None
        if _looks_like_title(_words(text, whole)):
            return whole
    return None


def _list_head(text: str, span: Span, boilerplate: Sequence[Span], head_end: int) -> list[Span]:
    """Pieces of the head that are no boilerplate, a leading number or bracketed source cut off, marks of md too."""
    end = min(span.end, max(head_end, span.start + 400), span.start + _REACH)
    found: list[Span] = []
    for line in list_lines(text, span.start, end):
        if any(noise.start <= line.start < noise.end for noise in boilerplate):
            continue
        for piece in list_pieces(text, line.start, line.end):
            start = piece.start
            while start < piece.end and text[start] in "#* \t":
                start += 1
            found.extend(_cut_piece(text, Span(start, piece.end), line.end < span.end))
        if len(found) >= _HEAD_PIECES:
            break
    return [piece for piece in found if piece.start < piece.end]


def _cut_piece(text: str, piece: Span, is_line: bool) -> list[Span]:
    """A short line is a piece; a long one, or a text that is one line, is parted at its single spaces."""
    window = text[piece.start : min(piece.end, piece.start + 2 * _LONGEST)]
    number = _NUMBER_AT.match(fold_script(window))
    start = piece.start + (number.end() if number else 0)
    whole = Span(start, piece.end)
    words = _words(text, whole)
    if piece.end - start <= _LONGEST and "。" not in words and "；" not in words:
        space = words.find(" ")
        if space < 0 or (_looks_like_title(words) and not _looks_like_title(words[:space])):
            return [whole]
        if (
            (is_line or len(words) <= 40)
            and not words.endswith(("：", ":"))
            and not _looks_like_title(words[:space])
        ):
            return [whole]
    pieces = []
    for match in re.finditer(r"\S+", text[start : min(piece.end, start + 3 * _LONGEST)]):
        pieces.append(Span(start + match.start(), start + match.end()))
        if len(pieces) == _HEAD_PIECES:
            break
    return pieces


def _fits_first_line(text: str, line: Span, span: Span) -> bool:
    words = _words(text, line)
    at_top = not text[span.start : line.start].strip() or line.start - span.start < 400
    return (
        at_top
        and 4 <= len(words) <= _LONGEST
        and not re.search(r"[。；;]|[:：]$|^【提纲】|^[”’』）)]", words)
        and not _SECTION_LABEL.match(words)
    )


def _read_file_name(file: str) -> str:
    """The file name as a title, without suffix, leading number and trailing date; digits or a hash stay whole."""
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    name = re.sub(r"^\d{1,5}[-_、.]\s*|[(（]\d{4}-\d{2}-\d{2}[)）]$", "", stem).strip()
    has_words = re.search(r"[\u4e00-\u9fff]{2}|[A-Za-z]{3}", name) is not None
    is_hash = re.fullmatch(r"(?=.*\d)[0-9A-Fa-f_-]{6,}", name) is not None
    return name if has_words and not is_hash else stem
