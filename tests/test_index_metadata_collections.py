"""Documents of a collection: the title, issuer and day of each are its own, not those of the collection's preface."""

from __future__ import annotations

import pytest

from index.parse import parse_file
from index.records import Document, SourceText

_PARTS = """第一篇：青岑市2025年科技工作要点
青岑市2025年科技工作要点
青岑市科学技术局
2025年1月22日
全市科技系统抓好以下工作：
一、工作目标
高新技术企业达到580家。
二、重点工作
组建攻关团队12个。

第二篇：云岫县2024年科技工作要点
云岫县科技和工业信息化局
一、主要指标
投入强度达到1.3%。
二、工作任务
建设资源库1个。
"""
_PREFACES = [
    "",
    "澜川省部分市县工作要点汇编\n\n",
    "工作要点汇编\n澜川省科学技术厅\n2026年3月1日\n\n",
    "# 要点汇编\n\n",
]


def read_documents(text: str) -> tuple[Document, ...]:
    return parse_file(SourceText(text, "a.txt", "txt", "utf-8"), "a").documents


@pytest.mark.parametrize("preface", _PREFACES)
def test_the_first_document_takes_nothing_from_the_preface(preface: str) -> None:
    text = preface + _PARTS
    first = read_documents(text)[0]
    assert (first.title, first.years) == ("青岑市2025年科技工作要点", (2025,))
    assert (first.issuer, first.date, first.region) == ("青岑市科学技术局", "2025-01-22", "青岑市")
    assert (first.start, text[first.spans["issuer"].start :][:8]) == (0, "青岑市科学技术局")


@pytest.mark.parametrize("preface", _PREFACES)
def test_a_part_without_a_title_line_takes_its_heading_without_the_label(preface: str) -> None:
    text = preface + _PARTS
    second = read_documents(text)[1]
    assert (second.title, second.issuer) == ("云岫县2024年科技工作要点", "云岫县科技和工业信息化局")
    assert (second.region, second.level, second.date) == ("云岫县", "county", None)
    span = second.spans["title"]
    assert text[span.start : span.end] == second.title


@pytest.mark.parametrize("label", ["第二篇：", "第二篇 ", "第十二篇、", "篇二："])
def test_the_label_of_a_part_is_no_part_of_a_title(label: str) -> None:
    document = read_documents(f"{label}云岫县2024年科技工作要点\n\n一、指标\n略。\n")[0]
    assert document.title == "云岫县2024年科技工作要点"
