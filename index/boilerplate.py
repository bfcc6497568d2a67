"""What is no content in a policy text: menus, breadcrumbs, widgets, counters, spam, disclaimers, footers.

Lines are marked, never deleted. Precision comes first: a line is marked only when all of it is recognised, and words
that a clause could hold count only next to surer marks. Outlines and tables of contents are not handled here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.boilerplate_rules import (
    BREADCRUMB,
    FOOTER_LINE,
    INLINE,
    LETTERHEAD,
    NAMED_TITLE,
    SITE_NAME,
    TAIL_INLINE,
    WHOLE_LINE,
    is_field_line,
    is_menu_line,
    is_spam,
)
from index.fold import fold_script
from index.lines import list_lines
from index.metadata_fields import find_field_run
from index.organisations import is_organisation
from index.records import Span

_MENU_REACH = 60  # lines above a breadcrumb that can still be the site's head
_TAIL_REACH = 12  # last lines among which footers stand
_LONGEST = 400  # characters; a longer line is content, only its ends are searched
_INLINE_REACH = 300
_WHOLE = re.compile(
    "|".join(f"(?:{rule.pattern})" for rule in WHOLE_LINE)
)  # one pass over a line, not one a rule
_MASTHEAD_REACH = 6  # lines from the top in which red head and site's name stand
_LONGEST_MASTHEAD = 60


def mark_boilerplate(text: str) -> tuple[Span, ...]:
    """Spans of `text` that are no content, sorted and disjoint, whole lines with their line end.

    Example: "首页 > 政策\\n第一条 …" -> the span of the first line.
    """
    lines = list(list_lines(text, 0, len(text)))
    folded = _fold_lines(text, lines)
    marked = [_is_boilerplate(line, len(lines) - number) for number, line in enumerate(folded)]
    _mark_site_head(folded, marked)
    _mark_field_block(folded, marked)
    _mark_masthead(folded, marked)
    spans = [line for line, is_marked in zip(lines, marked, strict=True) if is_marked]
    last = len(lines) - 1
    for number, is_marked in enumerate(marked):
        if not is_marked and (
            number == last or not folded[number].isascii() or len(folded[number]) == _LONGEST
        ):
            spans.extend(_find_inline(text, lines[number], folded[number], number == last))
    return _join_spans(text, sorted(spans))


def _fold_lines(text: str, lines: Sequence[Span]) -> list[str]:
    """The first characters of each line, simplified; all at once where the text is lines of usual length."""
    whole = fold_script(text) if len(lines) * _LONGEST > len(text) else ""
    folded = whole if len(whole) == len(text) else None
    if folded is not None:
        return [folded[line.start : min(line.end, line.start + _LONGEST)] for line in lines]
    return [fold_script(text[line.start : min(line.end, line.start + _LONGEST)]) for line in lines]


def _is_boilerplate(line: str, lines_left: int) -> bool:
    if len(line) >= _LONGEST:
        return is_spam(line)
    plain = line.isascii() and line[0] not in "-<"  # neither words nor a page number: 1., 2024, 3.5
    if plain and lines_left > _TAIL_REACH:
        return False
    if _WHOLE.fullmatch(line) or is_spam(line):
        return True
    return lines_left <= _TAIL_REACH and FOOTER_LINE.search(line) is not None


def _mark_site_head(folded: Sequence[str], marked: list[bool]) -> None:
    """Above a breadcrumb near the top stands the site's head, when only short menu lines do."""
    for number, line in enumerate(folded[:_MENU_REACH]):
        if BREADCRUMB.match(line):
            if all(marked[above] or is_menu_line(folded[above]) for above in range(number)):
                marked[:number] = [True] * number
            return


def _mark_field_block(folded: Sequence[str], marked: list[bool]) -> None:
    """Header fields (索引号: …) are marked where they stand together or below the title."""
    for number, line in enumerate(folded):
        if not marked[number] and len(line) < _LONGEST and not line.isascii() and is_field_line(line):
            marked[number] = True
    for number in range(len(folded)):  # a weaker field counts between or beside marked ones
        if marked[number] or len(folded[number]) >= _LONGEST:
            continue
        beside = (number > 0 and marked[number - 1]) or (number + 1 < len(folded) and marked[number + 1])
        if beside and is_field_line(folded[number], weak=True):
            marked[number] = True


def _mark_masthead(folded: Sequence[str], marked: list[bool]) -> None:
    """The red head (某省科学技术厅文件) and the site's name above the title: they name a body, but say nothing.

    A body's bare name on the first line is the site's when page fields or a title with its own body follow; else it
    belongs to the title below it (某市人民政府 / 关于…的通知).
    """
    first = True
    for number, line in enumerate(folded[:_MASTHEAD_REACH]):
        if len(line) >= _LONGEST_MASTHEAD or marked[number]:
            continue
        after = folded[number + 1 : number + 3]
        if is_letterhead(line) or (after and SITE_NAME.fullmatch(line)):
            marked[number] = True
        elif first and after and line.endswith("政府") and is_organisation(line):
            marked[number] = marked[number + 1] or NAMED_TITLE.match(after[0]) is not None
        first = False


def is_letterhead(line: str) -> bool:
    """Whether a simplified line is a red head. Example: "某省科学技术厅文件" -> True; "下列文件" -> False."""
    head = LETTERHEAD.fullmatch(line)
    body = re.sub(r"\s", "", head["body"]) if head is not None else ""
    return head is not None and (is_organisation(head["body"]) or is_organisation(body))


def _find_inline(text: str, line: Span, folded: str, is_last: bool) -> list[Span]:
    """Widgets at the ends of a content line (【字体：大 中 小】, 分享到：)."""
    hits = INLINE.finditer(folded[:_INLINE_REACH])
    found = [Span(line.start + hit.start(), line.start + hit.end()) for hit in hits]
    if line.end - line.start > _INLINE_REACH:
        start = line.end - _INLINE_REACH
        hits = INLINE.finditer(fold_script(text[start : line.end]))
        found += [Span(start + hit.start(), start + hit.end()) for hit in hits]
    if line.end - line.start > _LONGEST:
        run = find_field_run(text, line)
        found.extend([] if run is None else [run])
    if is_last:
        start = max(line.start, line.end - _INLINE_REACH)
        tail = TAIL_INLINE.search(fold_script(text[start : line.end]))
        if tail is not None:
            found.append(Span(start + tail.start(), line.end))
    return found


def _join_spans(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Merge spans that overlap or have only white space between them; take in the line end that follows."""
    joined: list[Span] = []
    for span in spans:
        if joined and (span.start <= joined[-1].end or not text[joined[-1].end : span.start].strip()):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(Span(span.start, _take_line_end(text, span.end)) for span in joined)


_LINE_END = re.compile(r"[ \t\u3000]*(?:\r\n|\r|\n)")


def _take_line_end(text: str, end: int) -> int:
    match = _LINE_END.match(text, end)
    return end if match is None else match.end()
