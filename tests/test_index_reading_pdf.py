"""pdf: wrapped lines joined, running heads and page numbers dropped, tables as rows, columns in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from index.errors import ReadFailure
from index.reading import read_source
from index.reading.pdf_lines import drop_margins, join_wrapped, measure_width

_FONT = "STSong-Light"
_LONG = "对当年新认定的高新技术企业给予一次性奖励，具体标准由省科技厅会同省财政厅另行制定并向社会公布" * 3


@pytest.fixture(scope="module")
def styled() -> ParagraphStyle:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    return ParagraphStyle("body", fontName=_FONT, fontSize=12, leading=20, wordWrap="CJK")


def write_pdf(path: Path, flow: list[Flowable]) -> Path:
    def decorate(page: canvas.Canvas, template: SimpleDocTemplate) -> None:
        page.setFont(_FONT, 9)
        page.drawString(200, 810, "云岭省科技政策汇编")
        page.drawString(280, 30, f"— {page.getPageNumber()} —")

    SimpleDocTemplate(str(path), pagesize=A4).build(flow, onFirstPage=decorate, onLaterPages=decorate)
    return path


def test_articles_come_out_whole_over_lines_and_pages(tmp_path: Path, styled: ParagraphStyle) -> None:
    articles = [f"第{number}条 {_LONG}。" for number in "一二三四五六七八九" * 3]
    source = read_source(write_pdf(tmp_path / "a.pdf", [Paragraph(text, styled) for text in articles]))
    assert source.text.split("\n") == articles


def test_ruled_table_comes_as_rows_in_its_place(tmp_path: Path, styled: ParagraphStyle) -> None:
    grid = [("GRID", (0, 0), (-1, -1), 1, colors.black), ("FONT", (0, 0), (-1, -1), _FONT)]
    table = Table([["类别", "金额"], ["首次认定", "30万元"], ["重新认定", "10万元"]], style=grid)
    flow = [Paragraph("一、标准如下", styled), table, Paragraph("二、其他事项", styled)]
    lines = read_source(write_pdf(tmp_path / "a.pdf", flow)).text.split("\n")
    assert lines[-5:] == [
        "一、标准如下",
        "类别 | 金额",
        "首次认定 | 30万元",
        "重新认定 | 10万元",
        "二、其他事项",
    ]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path, styled: ParagraphStyle) -> None:
    page = canvas.Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    page.setFont(_FONT, 12)
    for row in range(20):
        page.drawString(50, 760 - 20 * row, f"左栏{row}支持企业加大研发投入奖励补助")
        page.drawString(310, 760 - 20 * row, f"右栏{row}支持企业加大研发投入奖励补助")
    page.save()
    text = read_source(tmp_path / "a.pdf").text
    assert text.index("左栏19") < text.index("右栏0")


def test_pdf_of_images_gets_a_clear_word(tmp_path: Path) -> None:
    page = canvas.Canvas(str(tmp_path / "a.pdf"))
    page.rect(10, 10, 100, 100, fill=1)
    page.save()
    with pytest.raises(ReadFailure, match=r"只有图片.*OCR"):
        read_source(tmp_path / "a.pdf")


def test_damaged_pdf_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing more")
    with pytest.raises(ReadFailure, match="pdf"):
        read_source(tmp_path / "a.pdf")


_FULL = "对新认定的高新技术企业给予一次性奖励并按规定向社会公布"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ([_FULL, "奖励。"], [f"{_FULL}奖励。"]),
        ([_FULL, "30万元。"], [f"{_FULL}30万元。"]),
        ([_FULL, "第五十三条规定的条件。"], [f"{_FULL}第五十三条规定的条件。"]),
        ([_FULL, "第三条 本办法"], [_FULL, "第三条 本办法"]),
        ([_FULL, "（二）条件"], [_FULL, "（二）条件"]),
        ([_FULL, "2.标准"], [_FULL, "2.标准"]),
        ([_FULL[:-1] + "。", "奖励。"], [_FULL[:-1] + "。", "奖励。"]),
        (["短标题", _FULL], ["短标题", _FULL]),
        (
            ["the support of high-technology com-", "panies is paid"],
            ["the support of high-technology companies is paid"],
        ),
        (
            ["the support of high technology that", "companies get"],
            ["the support of high technology that companies get"],
        ),
    ],
)
def test_only_full_lines_without_an_end_are_joined(lines: list[str], joined: list[str]) -> None:
    assert join_wrapped([lines]) == joined


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [
        ["政策汇编", f"第{word}条", f"{word}的内容", f"- {at} -"] for at, word in enumerate("甲乙丙丁", 1)
    ]
    assert drop_margins(pages) == [[f"第{word}条", f"{word}的内容"] for word in "甲乙丙丁"]


def test_width_counts_a_chinese_character_twice() -> None:
    assert measure_width("第1条") == 5
