"""Reader of old doc and wps files: LibreOffice makes them docx, when it is installed; what they really are counts.

Many a .doc from the web is a docx, a web page or plain text under another name; those need no LibreOffice.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from index.errors import ReadFailure
from index.records import SourceText

_OLD = b"\xd0\xcf\x11\xe0"
_SECONDS = 120


def read(data: bytes, path: Path) -> SourceText:
    """The text of a doc or wps file; raises ReadFailure when LibreOffice is needed and missing, or fails."""
    from index.reading import docx, html, plain

    form = path.suffix.lower().lstrip(".")
    start = data[:2_000].lstrip().lower()
    if data.startswith(b"PK"):
        source = docx.read(data, path)
    elif not data.startswith((_OLD, b"{\\rtf")) and (
        b"<html" in start or start.startswith(b"<!doctype html")
    ):
        source = html.read(data, path)
    elif data.startswith((_OLD, b"{\\rtf")):
        source = docx.read(_convert(data, form), path)
    else:
        source = plain.read(data, path)
    return replace(source, format=form)


def _convert(data: bytes, form: str) -> bytes:
    """The bytes as docx, made by LibreOffice in a folder and a profile of its own."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadFailure(
            f".{form} 是旧格式，需要 LibreOffice / an old format that needs LibreOffice: "
            "请安装 LibreOffice 或另存为 docx / install it or save the file as docx"
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"source.{form}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
            return source.with_suffix(".docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise ReadFailure(
                f"LibreOffice 无法转换 / LibreOffice cannot convert it ({type(error).__name__}): "
                "请另存为 docx / save the file as docx"
            ) from error
