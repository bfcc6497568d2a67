"""read_source: the right reader for each file, and one clear line for every file that cannot be read."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from index.errors import ReadFailure
from index.reading import read_source


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_text_is_kept_exactly(tmp_path: Path) -> None:
    text = "﻿一、总则 \r\n\r\n　二、附则\r\n".removeprefix("\ufeff")
    source = read_source(write(tmp_path / "a.TXT", b"\xef\xbb\xbf" + text.encode()))
    assert (source.text, source.file, source.format, source.encoding) == (text, "a.TXT", "txt", "utf-8")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "为空"),
        ("a.txt", b"\xef\xbb\xbf \r\n", "为空"),
        ("a.txt", b"\x00" * 100, "为空"),
        ("a.txt", bytes(range(256)) * 40, "不是文本"),
        ("a.exe", b"MZ", "不支持的格式"),
        ("noending", b"text", "不支持的格式"),
        ("a.xlsx", b"PK\x03\x04broken", "xlsx"),
        ("a.txt", "　\u200b\n\u3000".encode()[:3], "没有文字"),
    ],
)
def test_unreadable_files_get_one_clear_line(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ReadFailure, match=reason) as caught:
        read_source(write(tmp_path / name, data))
    assert "\n" not in str(caught.value)
    assert " / " in str(caught.value)


def test_missing_folder_and_large_files(tmp_path: Path) -> None:
    with pytest.raises(ReadFailure, match="找不到文件"):
        read_source(tmp_path / "none.txt")
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(ReadFailure, match="文件夹"):
        read_source(tmp_path / "a.txt")
    with pytest.raises(ReadFailure, match="文件过大"):
        read_source(write(tmp_path / "b.txt", b"text" * 30), max_bytes=100)


def test_workbook_comes_as_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "标准"
    for row in (
        ["类别", "金额", "日期"],
        ["首次", 30.0, date(2024, 3, 1)],
        [None, None, None],
        ["重新", 1.5, "无"],
    ):
        book.active.append(row)
    book.create_sheet("附表").append(["甲", "乙"])
    book.save(tmp_path / "a.xlsx")
    assert read_source(tmp_path / "a.xlsx").text.split("\n") == [
        "标准", "类别 | 金额 | 日期", "首次 | 30 | 2024-03-01", "重新 | 1.5 | 无", "附表", "甲 | 乙",
    ]  # fmt: skip


def test_old_format_without_libreoffice_gets_a_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadFailure, match="LibreOffice"):
        read_source(write(tmp_path / "a.wps", b"\xd0\xcf\x11\xe0" + b"x" * 600))


def test_old_format_goes_through_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = docx.Document()
    made.add_paragraph("第一条 略。")
    made.save(str(tmp_path / "made.docx"))
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n/bin/cp {tmp_path}/made.docx $6/source.docx\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    source = read_source(write(tmp_path / "a.doc", b"\xd0\xcf\x11\xe0" + b"x" * 600))
    assert (source.text, source.format, source.file) == ("第一条 略。", "doc", "a.doc")
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    with pytest.raises(ReadFailure, match="LibreOffice"):
        read_source(tmp_path / "a.doc")


def test_web_page_and_text_under_the_name_doc_are_read(tmp_path: Path) -> None:
    page = "<html><body><p>第一条 为规范管理，制定本办法。</p></body></html>"
    assert read_source(write(tmp_path / "a.doc", page.encode())).text == "第一条 为规范管理，制定本办法。"
    assert read_source(write(tmp_path / "b.doc", "一、总则".encode("gb18030"))).text == "一、总则"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_old_word_file_reads_like_its_docx(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("某省补助办法")
    for words in ("甲项。", "乙项。"):
        document.add_paragraph(words, style="List Number")
    document.save(str(tmp_path / "a.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], capture_output=True, check=True, timeout=120)
    assert (tmp_path / "a.doc").read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    read = read_source(tmp_path / "a.doc")
    assert (read.format, read.text) == ("doc", "某省补助办法\n1. 甲项。\n2. 乙项。")
