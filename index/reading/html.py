"""Reader of web pages: the main text as lines, tables as rows under their heading, header fields and meta data kept.

trafilatura says where the main text begins and ends; our own walk says how its lines and rows read. Menus, hidden and
link-only blocks are left out. Numbers that only the page's style prints (ordered lists) are written out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from lxml import etree, html

from index.boilerplate_rules import is_field_line
from index.errors import ReadFailure
from index.fold import fold_script
from index.reading.decode import decode_bytes
from index.reading.html_lines import PageLine, walk_page
from index.records import SourceText

_META = {
    "articletitle": "title",
    "pubdate": "published",
    "publishdate": "published",
    "contentsource": "source",
    "indexnumber": "index_number",
    "filenum": "number",
    "documentnumber": "number",
}
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--+")
_HEAD_LINES = 40  # lines above the main text among which header fields and the title are looked for
_SHORTEST_MATCH = 6
_LARGEST = 3_000_000  # characters of a page; trafilatura takes 5 s a million
_NEAR = 300  # lines from either end that are looked for inside the lines of the main text


def read(data: bytes, path: Path) -> SourceText:
    """The main text of a page; raises ReadFailure when there is no page or no text in it."""
    page, encoding = decode_bytes(data)
    root = _parse(page)
    lines = list(walk_page(root)) or _strip_tags(page)
    kept = _cut_main(lines, _extract_main(page))
    return SourceText(
        text="\n".join(line.text for line in kept),
        file=path.name,
        format="html",
        encoding=encoding,
        title=_read_title(root),
        data=_read_meta(root),
    )


def _parse(page: str) -> Any:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(page.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadFailure(
            "网页没有内容 / the page holds nothing: 请重新保存网页 / save the page again"
        ) from error
    return root


_HIDDEN_PARTS = re.compile(r"<(script|style)\b[^<>]*>[^<]*</\1\s*>|<[^<>]*>", re.IGNORECASE)


def _strip_tags(page: str) -> list[PageLine]:
    """The words between the tags, for a page nested too deep (2,048) for the parser."""
    words = unescape(_HIDDEN_PARTS.sub("\n", page))
    return [PageLine(line.strip()) for line in words.splitlines() if line.strip()]


def _extract_main(page: str) -> list[str]:
    """The lines of trafilatura's main text; none when it finds none, or when the page is too large to wait for it."""
    if len(page) > _LARGEST:
        return []
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    main = trafilatura.extract(page, include_tables=True, include_comments=False, deduplicate=False)
    return [line.strip() for line in (main or "").splitlines() if line.strip()]


def _squeeze(text: str) -> str:
    return re.sub(r"[\s|\-•*#]+", "", text)


def _cut_main(lines: Sequence[PageLine], main: Sequence[str]) -> Sequence[PageLine]:
    """From the first to the last line of the main text, with the title and header fields right above it."""
    wanted = {_squeeze(line) for line in main}
    body = "\n".join(wanted)
    first = _find_wanted(lines, wanted, body)
    if first is None:
        return lines
    after_last = len(lines) - (_find_wanted(lines[::-1], wanted, body) or 0)
    for number in range(first - 1, max(-1, first - _HEAD_LINES), -1):
        if lines[number].is_heading or is_field_line(fold_script(lines[number].text)):
            first = number
    return lines[first:after_last]


def _find_wanted(lines: Sequence[PageLine], wanted: set[str], body: str) -> int | None:
    """The number of the first line that the main text holds, as a line or (for the lines near the top) inside one."""
    for number, line in enumerate(lines):
        words = _squeeze(line.text)
        if words in wanted or (number < _NEAR and len(words) >= _SHORTEST_MATCH and words in body):
            return number
    return None


def _read_title(root: Any) -> str | None:
    """The page's title without the name of the site."""
    title = " ".join((root.findtext(".//title") or "").split())
    parts = [part for part in _SITE.split(title) if part]
    return parts[0] if parts else None


def _read_meta(root: Any) -> Mapping[str, str]:
    return dict(_list_meta(root))


def _list_meta(root: Any) -> Iterator[tuple[str, str]]:
    seen = set()
    for meta in root.iter("meta"):
        name = _META.get(re.sub(r"[^a-z]", "", (meta.get("name") or "").lower()))
        content = " ".join((meta.get("content") or "").split())
        if name and content and name not in seen:
            seen.add(name)
            yield name, content
