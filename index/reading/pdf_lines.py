"""Lines of pdf pages made into paragraphs: two columns ordered, running heads and page numbers dropped, wraps joined.

A line is joined with the next only when it is as long as the page's full lines, does not end a sentence, and the next
one opens no label. The text of a pdf is our own extraction, so joining loses nothing that was printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_EDGE = 2  # lines at the top and at the bottom of a page among which running heads stand
_PAGE_NUMBER = re.compile(
    r"[-—–－\s·]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})\s*(?:页)?\s*(?:[,，/／]?\s*共?\s*\d{1,4}\s*页?)?[-—–－\s·]*"
)
_DIGITS = re.compile(r"\d+")
_ENDS = tuple("。！？；：.!?;:”」』…")
_OPENS = re.compile(
    r"第\s?[一二三四五六七八九十百千零〇两\d]{1,6}\s?[编篇章节条](?!规定|的|第|款|所|至|和|或|、|，)|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}(?:[、．)）]|\.(?!\d))|\d{1,2}(?:\.\d{1,2}){1,3}\s|[①-⑳㈠-㈩⑴-⒇]|——"
    r"|附件|附表|附录|目\s?录|[一二三四五六七八九十]是|.{1,60} \| "
)
_NEARLY_FULL = 0.86
_MIN_FULL = 20  # columns; narrower pages are not judged
_COLUMN_SHARE = 0.6


def measure_width(line: str) -> int:
    """Width in columns: a Chinese character counts two. Example: "第1条" -> 5."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def drop_margins(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Pages without page numbers and without the heads and feet that half of the pages (three at least) repeat."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    needed = max(3, (len(pages) + 1) // 2)
    running = {shape for shape, count in counts.items() if count >= needed}
    return [_trim_page(list(page), running, len(pages) > 1) for page in pages]


def _shape(line: str) -> str:
    return _DIGITS.sub("0", re.sub(r"\s+", "", line))


def _trim_page(page: list[str], running: set[str], many: bool) -> list[str]:
    for edge in (0, -1):
        for _ in range(_EDGE):
            if page and (_shape(page[edge]) in running or _is_page_number(page[edge], many)):
                del page[edge]
    return page


def _is_page_number(line: str, many: bool) -> bool:
    if _PAGE_NUMBER.fullmatch(line.strip().lower()) is None:
        return False
    return many or re.search(r"[-—–－页]", line) is not None


def join_wrapped(pages: Sequence[Sequence[str]]) -> list[str]:
    """Paragraphs of all pages: wrapped lines joined, over page ends too; an English hyphen at a line end is closed.

    Example: ["对新认定的企业给予", "奖励。"] on a page of such lines -> ["对新认定的企业给予奖励。"].
    """
    lines = [line.strip() for page in pages for line in page if line.strip()]
    full = _find_full_width(lines)
    joined: list[str] = []
    last = ""  # the printed line that the open paragraph ends with
    for line in lines:
        if joined and _is_wrapped(last, line, full):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
        last = line
    return joined


def _find_full_width(lines: Sequence[str]) -> int:
    """The width of a full line: the widest that a tenth of the lines reach."""
    widths = sorted((measure_width(line) for line in lines), reverse=True)
    return widths[len(widths) // 10] if widths else 0


def _is_wrapped(line: str, following: str, full: int) -> bool:
    if full < _MIN_FULL or measure_width(line) < _NEARLY_FULL * full or line.endswith(_ENDS) or " | " in line:
        return False
    return _OPENS.match(following) is None


def _join(line: str, following: str) -> str:
    if line.endswith("-") and line[-2:-1].isalpha() and following[:1].islower():
        return line[:-1] + following
    latin = line[-1].isascii() and line[-1].isalnum() and following[:1].isascii() and following[:1].isalnum()
    parted = latin and not (line[-1].isdigit() or following[:1].isdigit())
    return f"{line} {following}" if parted else line + following


def order_fragments(fragments: Sequence[tuple[float, float, float, str]], width: float) -> list[str] | None:
    """Lines of a page of two columns, the left one first; None when the page is not set in two columns.

    A fragment is (x, y, font size, text) with y upwards. Two columns: most heights hold a line that starts at the left
    edge and another that starts right of the middle, and the left one ends before the right one begins.
    """
    rows: dict[int, list[tuple[float, float, str]]] = {}
    for x, y, size, text in fragments:
        end = x + size * measure_width(text.strip()) / 2
        rows.setdefault(round(y / 3), []).append((x, end, text.strip()))
    if len(rows) < 6 or width <= 0:
        return None
    left_edge = min(x for row in rows.values() for x, _, _ in row)
    middle = width / 2
    split = [
        height
        for height, row in rows.items()
        if any(x < left_edge + 0.1 * width and end <= middle * 1.06 for x, end, _ in row)
        and any(0.94 * middle <= x <= 0.7 * width for x, _, _ in row)
        and not any(x < 0.94 * middle and end > middle * 1.06 for x, end, _ in row)
    ]
    if len(split) < _COLUMN_SHARE * len(rows):
        return None
    return _read_columns(rows, set(split), middle)


def _read_columns(
    rows: dict[int, list[tuple[float, float, str]]], split: set[int], middle: float
) -> list[str]:
    """Full-width lines above the columns, the left column, the right column, full-width lines below."""
    heights = sorted(rows, reverse=True)
    top, bottom = max(split), min(split)
    above: list[str] = []
    left: list[str] = []
    right: list[str] = []
    below: list[str] = []
    for height in heights:
        row = sorted(rows[height])
        if height > top or height < bottom:
            (above if height > top else below).append("".join(text for _, _, text in row))
            continue
        left.append("".join(text for x, _, text in row if x < 0.94 * middle))
        right.append("".join(text for x, _, text in row if x >= 0.94 * middle))
    return [line for line in (*above, *left, *right, *below) if line]
