"""Reader of docx: paragraphs with Word's automatic numbers written out, tables as rows, text boxes, heads and feet.

Headers and footers stand at the end of the text, marked as boilerplate. Deleted and hidden text is left out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import ReadFailure
from index.reading.docx_numbering import Numbering, W
from index.records import SourceText, Span

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIP = frozenset(
    (
        f"{W}del",
        f"{W}moveFrom",
        f"{W}instrText",
        f"{W}delText",
        f"{W}pPr",
        f"{W}rPr",
        f"{_MC}Fallback",
        f"{W}pict",
    )
)
_MAX_UNPACKED = 500_000_000
_LONGEST_CELL = 300


def read(data: bytes, path: Path) -> SourceText:
    """The text of a docx file; raises ReadFailure when it is no docx or is locked by a password."""
    document = _open(data)
    styles = document.part._styles_part.element
    numbering = _find_numbering(document)
    body = [
        line for line in _walk_blocks(document.element.body, Numbering(numbering, styles)) if line.strip()
    ]
    text = "\n".join(body)
    margins = [line for line in _list_margins(document) if line.strip()]
    if not margins or not text:
        return SourceText(text=text, file=path.name, format="docx", encoding="utf-8")
    whole = "\n".join([text, *margins])
    return SourceText(
        text=whole,
        file=path.name,
        format="docx",
        encoding="utf-8",
        boilerplate=(Span(len(text), len(whole)),),
    )


def _open(data: bytes) -> Any:
    import docx

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadFailure(
            "不是 docx：旧版 doc 或加密文件 / not a docx but an old or locked file: "
            "请另存为未加密的 docx / save it as a docx without password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
                raise ReadFailure(
                    "解压后过大 / too large when unpacked: 请拆分后重试 / split it and try again"
                )
        return docx.Document(io.BytesIO(data))
    except ReadFailure:
        raise
    except Exception as error:  # python-docx lets errors of zip, xml and its own through
        raise ReadFailure(
            f"docx 已损坏 / the docx is damaged ({type(error).__name__}): "
            "请用 Word 重新保存 / save it again with Word"
        ) from error


def _find_numbering(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def _walk_blocks(parent: Any, numbering: Numbering) -> Iterator[str]:
    """Lines of the blocks below `parent`: paragraphs, tables, content controls, text boxes after their paragraph."""
    for block in parent:
        if block.tag == f"{W}p":
            yield from _read_paragraph(block, numbering)
        elif block.tag == f"{W}tbl":
            yield from _read_table(block, numbering)
        elif block.tag in (
            f"{W}sdt",
            f"{W}sdtContent",
            f"{W}ins",
            f"{W}customXml",
            f"{W}smartTag",
            f"{W}moveTo",
        ):
            yield from _walk_blocks(block, numbering)


def _read_paragraph(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    boxes: list[Any] = []
    words = "".join(_list_words(paragraph, boxes)).strip("\n")
    label = numbering.label_paragraph(paragraph)  # an empty paragraph takes a number too
    if words.strip():
        yield from f"{label}{words.strip()}".split("\n")
    for box in boxes:
        yield from _walk_blocks(box, numbering)


def _list_words(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIP:
            if child.tag == f"{W}pict":
                boxes.extend(child.iter(f"{W}txbxContent"))
        elif child.tag in (f"{W}t", _MATH_TEXT):
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield " "
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield " " if child.get(f"{W}type") in ("page", "column") else "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif not (child.tag == f"{W}r" and _is_hidden(child)):
            yield from _list_words(child, boxes)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off")


def _read_table(table: Any, numbering: Numbering) -> Iterator[str]:
    """Rows as cells joined by " | "; a table that only lays out text gives its paragraphs."""
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue  # of a table inside a cell, read with its cell
        cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
        lines = [[line for line in _walk_blocks(cell, numbering) if line.strip()] for cell in cells]
        filled = [cell for cell in lines if cell]
        if len(filled) <= 1 or max(sum(map(len, cell)) for cell in filled) > _LONGEST_CELL:
            for cell in filled:
                yield from cell
        else:
            yield " | ".join(" ".join(cell) for cell in filled)


def _list_margins(document: Any) -> Iterator[str]:
    """Lines of headers and footers, each once."""
    seen: set[str] = set()
    for section in document.sections:
        for margin in (
            section.header, section.first_page_header, section.even_page_header,
            section.footer, section.first_page_footer, section.even_page_footer,
        ):  # fmt: skip
            if margin.is_linked_to_previous:
                continue
            for line in _walk_blocks(margin._element, Numbering(None, None)):
                if line.strip() not in seen:
                    seen.add(line.strip())
                    yield line.strip()
