"""Reader of pdf with text: pages in reading order, running heads and page numbers dropped, wrapped lines joined.

pypdf gives the words; pages with ruled tables go through pdfplumber, which gives their rows. A pdf of images only gets
a clear word: recognising letters in images is left out.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import ReadFailure
from index.reading.pdf_lines import drop_margins, join_wrapped, order_fragments
from index.records import SourceText

_MIN_RULES = 5  # strokes and boxes on a page from which a ruled table is looked for
_MAX_TABLE_PAGES = 60  # pdfplumber takes about 0.2 s a page
_MIN_CHARACTERS = 10


def read(data: bytes, path: Path) -> SourceText:
    """The text of a pdf; raises ReadFailure when it is damaged, locked, or holds images only."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        pages = list(_list_pages(data))
    except ReadFailure:
        raise
    except Exception as error:  # pypdf lets errors of many kinds through on damaged files
        raise ReadFailure(
            f"pdf 已损坏 / the pdf is damaged ({type(error).__name__}): 请重新下载或另存 / save it again"
        ) from error
    text = "\n".join(join_wrapped(drop_margins(pages)))
    if len(text.strip()) < _MIN_CHARACTERS:
        raise ReadFailure(
            f"pdf 共 {len(pages)} 页，只有图片、没有文字 / only images, no text: "
            "请先做文字识别（OCR）/ run text recognition first"
        )
    return SourceText(text=text, file=path.name, format="pdf", encoding="utf-8")


def _list_pages(data: bytes) -> Iterator[list[str]]:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadFailure("pdf 有密码 / the pdf is locked: 请去掉密码后重试 / remove the password")
    tables = _Tables(data)
    for number, page in enumerate(reader.pages):
        lines = tables.read_page(number) if _count_rules(page) >= _MIN_RULES else None
        yield _read_page(page) if lines is None else lines


def _count_rules(page: Any) -> int:
    """How many lines and boxes the page draws, counted without interpreting it."""
    contents = page.get_contents()
    stream = contents.get_data() if contents is not None else b""
    return stream.count(b" re\n") + stream.count(b" re ") + stream.count(b" l\n") + stream.count(b" l ")


def _read_page(page: Any) -> list[str]:
    """The page's lines; two columns are read one after the other."""
    fragments: list[tuple[float, float, float, str]] = []

    def keep(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = abs(tm[0] * cm[0]) or abs(tm[1] * cm[1]) or 1.0
            fragments.append((x, y, size * scale, text))

    plain = page.extract_text(visitor_text=keep) or ""
    ordered = order_fragments(fragments, float(page.mediabox.width))
    lines = plain.splitlines() if ordered is None else ordered
    return [line.strip() for line in lines if line.strip()]


class _Tables:
    """pdfplumber over the same bytes, opened when the first page with rules comes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None
        self._left = _MAX_TABLE_PAGES

    def read_page(self, number: int) -> list[str] | None:
        """Lines of a page with its tables as rows in place; None when it has no table."""
        if self._left <= 0:
            return None
        self._left -= 1
        if self._pdf is None:
            import pdfplumber

            self._pdf = pdfplumber.open(io.BytesIO(self._data))
        page = self._pdf.pages[number]
        tables = [table for table in page.find_tables() if _is_data(table.extract())]
        if not tables:
            page.close()
            return None
        lines = [(line["top"], line["text"]) for line in _outside(page, tables).extract_text_lines()]
        for table in tables:
            rows = [_join_row(row) for row in table.extract()]
            lines.extend((table.bbox[1] + at / 1000, row) for at, row in enumerate(rows) if row)
        page.close()
        return [text.strip() for _, text in sorted(lines, key=lambda line: line[0]) if text.strip()]


def _is_data(rows: list[list[str | None]]) -> bool:
    return len(rows) >= 2 and max(len([cell for cell in row if cell]) for row in rows) >= 2


def _join_row(row: list[str | None]) -> str:
    return " | ".join("".join(cell.split("\n")).strip() for cell in row if cell and cell.strip())


def _outside(page: Any, tables: list[Any]) -> Any:
    boxes = [table.bbox for table in tables]

    def is_outside(item: dict[str, Any]) -> bool:
        middle_x, middle_y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
        return not any(x0 <= middle_x <= x1 and top <= middle_y <= bottom for x0, top, x1, bottom in boxes)

    return page.filter(is_outside)
