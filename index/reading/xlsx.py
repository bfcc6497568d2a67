"""Reader of xlsx: each sheet's name as a line, each row as its cells joined by " | "."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from index.errors import ReadFailure
from index.records import SourceText

_MAX_ROWS = 200_000


def read(data: bytes, path: Path) -> SourceText:
    """The rows of a workbook; raises ReadFailure when it is no xlsx or is locked."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles that it leaves out
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            lines = [line for sheet in book.worksheets for line in _read_sheet(sheet, len(book.worksheets))]
            book.close()
    except ReadFailure:
        raise
    except Exception as error:  # openpyxl lets errors of zip, xml and its own through
        raise ReadFailure(
            f"xlsx 已损坏或加密 / the xlsx is damaged or locked ({type(error).__name__}): "
            "请用 Excel 重新保存 / save it again with Excel"
        ) from error
    return SourceText(text="\n".join(lines), file=path.name, format="xlsx", encoding="utf-8")


def _read_sheet(sheet: Any, sheets: int) -> Iterator[str]:
    rows = (_join_cells(row) for row in sheet.iter_rows(values_only=True))
    filled = (row for row in rows if row)
    first = next(filled, None)
    if first is None:
        return
    if sheets > 1:
        yield str(sheet.title)
    yield first
    for number, row in enumerate(filled, start=2):
        if number > _MAX_ROWS:
            raise ReadFailure(
                f"超过 {_MAX_ROWS} 行 / more than {_MAX_ROWS} rows: 请拆分后重试 / split it and try again"
            )
        yield row


def _join_cells(row: tuple[Any, ...]) -> str:
    return " | ".join(words for cell in row if (words := _print_cell(cell)))


def _print_cell(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == datetime.min.time() else "%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
