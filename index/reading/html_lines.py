"""A page as lines: blocks end lines, table rows are cells joined by " | ", list numbers are written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

_SKIP = frozenset(
    "script style noscript template head nav footer aside form select button input textarea iframe svg object".split()
)
_BLOCK = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr tbody thead tfoot caption "
    "blockquote pre figure figcaption address hr center body fieldset".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3"))
_NOISE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumb|crumbs?|footer|foot|sidebar|share|bdshare|toolbar|pagination|pager|"
    r"copyright|related|recommend|hotnews|qrcode|advert|ads|search|login)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINK_SHARE = 0.7
_MAX_NODES = 3_000  # of a frame, looked at when its class speaks of a menu
_LONGEST_CELL = 300  # a longer cell means that the table only lays out the page


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a page; `is_heading` for h1 to h3."""

    text: str
    is_heading: bool = False


@dataclass(slots=True)
class _Walk:
    """What the walk has collected: words of the open line, cells of the open row, counters of the open lists."""

    words: list[str] = field(default_factory=list)
    cells: list[str] | None = None
    counters: list[int | None] = field(default_factory=list)
    tables: list[bool] = field(default_factory=list)
    is_heading: bool = False

    def take_line(self) -> str:
        text = _SPACE.sub(" ", "".join(self.words)).strip()
        self.words.clear()
        return text


def walk_page(root: Any) -> Iterator[PageLine]:
    """The visible lines of a page in reading order, without menus, hidden parts and blocks of links.

    Example: <tr><td>项目</td><td>标准</td></tr> -> "项目 | 标准".
    """
    walk = _Walk()
    context = etree.iterwalk(root, events=("start", "end"))
    skipped: list[bool] = []  # one mark for each open element
    for event, element in context:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            skipped.append(not tag or tag in _SKIP or _is_noise(element, tag))
            if skipped[-1]:
                context.skip_subtree()
                continue
            yield from _open_element(walk, element, tag)
            walk.words.append(element.text or "")
        else:
            if not skipped.pop():
                yield from _close_element(walk, tag)
            walk.words.append(element.tail or "")
    yield from _flush(walk)


def _flush(walk: _Walk) -> Iterator[PageLine]:
    """End the open line; inside a row of data its words stay in the cell."""
    if walk.cells is not None:
        walk.words.append(" ")
        return
    text = walk.take_line()
    if text:
        yield PageLine(text, walk.is_heading)


def _open_element(walk: _Walk, element: Any, tag: str) -> Iterator[PageLine]:
    if tag in _BLOCK or tag == "br":
        yield from _flush(walk)
    if tag == "table":
        walk.tables.append(walk.cells is None and _is_data_table(element))
    elif tag == "tr" and walk.tables and walk.tables[-1]:
        walk.cells = []
    elif tag in ("td", "th") and walk.cells is None:
        walk.words.append(" ")
    elif tag in ("ol", "ul"):
        walk.counters.append(_read_start(element) if tag == "ol" else None)
    elif tag == "li":
        walk.words.append(_number_item(walk, element))
    elif tag in _HEADINGS:
        walk.is_heading = True


def _close_element(walk: _Walk, tag: str) -> Iterator[PageLine]:
    if tag in ("td", "th") and walk.cells is not None:
        walk.cells.append(walk.take_line())
    elif tag == "tr" and walk.cells is not None:
        row = " | ".join(cell for cell in walk.cells if cell)
        walk.cells = None
        if row:
            yield PageLine(row)
    elif tag in _BLOCK:
        yield from _flush(walk)
    if tag == "table" and walk.tables:
        walk.tables.pop()
    elif tag in ("ol", "ul") and walk.counters:
        walk.counters.pop()
    elif tag in _HEADINGS:
        walk.is_heading = False


def _is_noise(element: Any, tag: str) -> bool:
    """Hidden, of a menu's class, or a list or small block that is nearly all links without a sentence."""
    if tag in ("html", "body"):
        return False
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if names.strip() and _NOISE_CLASS.search(names) and not _holds_article(element):
        return True
    return tag in ("ul", "ol") and _is_links(element)


def _holds_article(element: Any) -> bool:
    """A frame that holds the article too, whatever its class says: much text outside links."""
    total = 0
    for node in islice(element.iter(), _MAX_NODES):
        total += len((node.tail or "").strip()) if node is not element else 0
        total += len((node.text or "").strip()) if node.tag != "a" else 0
        if total > 2 * _LONGEST_CELL:
            return True
    return False


def _is_links(element: Any) -> bool:
    text = "".join(element.itertext()).strip()
    linked = sum(len("".join(link.itertext()).strip()) for link in element.iter("a"))
    return bool(text) and linked >= _LINK_SHARE * len(text) and "。" not in text and "附件" not in text


def _is_data_table(table: Any) -> bool:
    """Rows of short cells, at least one row with two; no table inside."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    widest = 0
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        widest = max(widest, len(cells))
        if len(cells) == 1 and len("".join(cells[0].itertext())) > _LONGEST_CELL:
            return False
    return widest >= 2


def _read_start(element: Any) -> int:
    start = element.get("start") or "1"
    return int(start) if start.lstrip("-").isdigit() and len(start) < 6 else 1


def _number_item(walk: _Walk, element: Any) -> str:
    """The number that the page prints before an item of an ordered list."""
    if (
        not walk.counters
        or walk.counters[-1] is None
        or (element.getparent().get("style") or "").find("none") >= 0
    ):
        return ""
    value = element.get("value") or ""
    number = int(value) if value.isdigit() and len(value) < 6 else walk.counters[-1]
    walk.counters[-1] = number + 1
    return f"{number}. "
