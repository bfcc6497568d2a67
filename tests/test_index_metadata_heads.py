"""The head of a document: red heads name its issuer; section headings and file names are no printed titles."""

from __future__ import annotations

import pytest

from index.boilerplate import mark_boilerplate
from index.metadata import describe_document
from index.records import Document, SourceText, Span


def describe(text: str, file: str = "a.txt") -> Document:
    source = SourceText(text, file, "txt", "utf-8")
    return describe_document(source, "a", Span(0, len(text)), mark_boilerplate(text), None, "")


_RED_HEADS = [
    ("澜川省科学技术厅文件\n关于开展申报工作的通知\n各市科技局：略。\n", "澜川省科学技术厅", "澜川省"),
    ("澜 川 省 财 政 厅 文 件\n\n关于开展申报工作的通知\n各市：略。\n", "澜川省财政厅", "澜川省"),
    (
        "澜川省财政厅文件\n澜川省发展和改革委员会 澜川省财政厅\n关于开展申报工作的通知\n各市：略。\n",
        "澜川省发展和改革委员会 澜川省财政厅",
        "澜川省",
    ),
    ("某某县人民政府门户网站\n关于开展申报工作的通知\n各市：略。\n", None, None),
]


@pytest.mark.parametrize(("text", "issuer", "region"), _RED_HEADS)
def test_a_red_head_names_the_issuer_though_it_is_no_content(
    text: str, issuer: str | None, region: str | None
) -> None:
    document = describe(text)
    assert document.title.endswith("关于开展申报工作的通知")
    assert (document.issuer, document.region) == (issuer, region)


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("012-某省科技办法(2024-01-02).txt", "某省科技办法"),
        ("004_381669662495f4db.txt", "004_381669662495f4db"),
        ("003_abcde12f.txt", "003_abcde12f"),
        ("20240301.txt", "20240301"),
        ("research-plan.md", "research-plan"),
    ],
)
def test_a_file_name_is_never_a_printed_title(file: str, title: str) -> None:
    document = describe("，应当依法办理。各单位应当配合。\n对违反规定的，依法处理。\n", file=file)
    assert (document.title, "title" in document.spans) == (title, False)


@pytest.mark.parametrize("line", ["第一章 总则", "一、总体要求", "（一）工作目标", "3.加强组织领导"])
def test_the_heading_of_a_section_is_no_title(line: str) -> None:
    document = describe(f"{line}\n为了规范管理。\n", file="5f2e9c11ab.txt")
    assert (document.title, document.spans.get("title")) == ("5f2e9c11ab", None)
