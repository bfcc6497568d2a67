"""Reader of plain text and Markdown: the decoded text exactly as it stands, line ends included."""

from __future__ import annotations

from pathlib import Path

from index.reading.decode import decode_bytes
from index.records import SourceText


def read(data: bytes, path: Path) -> SourceText:
    """The text of a txt or md file; raises ReadFailure when the bytes are no text."""
    text, encoding = decode_bytes(data)
    is_markdown = path.suffix.lower() in (".md", ".markdown")
    return SourceText(text=text, file=path.name, format="md" if is_markdown else "txt", encoding=encoding)
