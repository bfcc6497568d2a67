"""The outline over the whole grammar: each text with the paths that its order and numbers give."""
# ruff: noqa: E501 - tables read better in one line

import json
from pathlib import Path

import pytest

from index.outline import outline_text

SHARED = Path(__file__).parents[2] / "shared"


def list_paths(text):
    return [section.path for section in outline_text(text)[1]]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("1.甲\n（一）乙\n（二）丙\n2.丁\n（一）戊\n", ["1", "1/(一)", "1/(二)", "2", "2/(一)"]),
        ("一、甲\n1.乙\n2.丙\n二、丁\n3.戊\n4.己\n", ["一", "一/1", "一/2", "二", "二/3", "二/4"]),
        ("（三）甲\n（四）乙\n一是丙。\n二是丁。\n", ["(三)", "(四)", "(四)/一是", "(四)/二是"]),
        ("一、甲\n（一）、乙\n（二）、丙\n", ["一", "一/(一)", "一/(二)"]),
        ("一、甲\n1、乙\n(1)丙\n①丁\n②戊\n(2)己\n", ["一", "一/1", "一/1/(1)", "一/1/(1)/①", "一/1/(1)/②", "一/1/(2)"]),
        ("1 总则\n1.1 目的\n1.2 范围\n1.2.1 对象\n2 要求\n2.1 条件\n", ["1", "1/1.1", "1/1.2", "1/1.2/1.2.1", "2", "2/2.1"]),
        ("总体要求\n甲。\n主要目标\n（一）乙\n三、主要工作\n（一）丙\n", ["总体要求", "主要目标", "主要目标/(一)", "三", "三/(一)"]),
        ("第一章 总则\n第一条 甲。\n附则\n第二条 乙。\n", ["第一章", "第一章/第一条", "附则", "附则/第二条"]),
        ("一、甲\n附件1\n一、乙\n二、丙\n附件2\n一、丁\n", ["一", "附件1", "附件1/一", "附件1/二", "附件2", "附件2/一"]),
        ("一、甲\n——乙：丙。\n——丁：戊。\n二、己\n", ["一", "一/——乙", "一/——丁", "二"]),
        ("第1章 甲\n第 2 章 乙\n第３章 丙\n", ["第1章", "第2章", "第3章"]),
        ("一、甲。第一，乙；第二，丙。\n二、丁\n", ["一", "一/第一", "一/第二", "二"]),
        ("# 甲条例\n## 第一章 总则\n第一条 乙。\n## 第二章 丙\n第二条 丁。\n",
         ["第一章", "第一章/第一条", "第二章", "第二章/第二条"]),
        ("a)甲\nb)乙\nc)丙\n", ["a)", "b)", "c)"]),
        ("第一部分 甲\n一、乙\n第二部分 丙\n一、丁\n", ["第一部分", "第一部分/一", "第二部分", "第二部分/一"]),
    ],
)  # fmt: skip
def test_levels_come_from_order_and_continuity(text, paths):
    assert list_paths(text) == paths


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("第一条 甲。\n第二条 依照《乙法》第三条、第四条办理。\n第三条 丙。\n", ["第一条", "第二条", "第三条"]),
        ("第七条 甲\n第八条 不符合\n第五条规定的，不予受理。\n第九条 乙。\n", ["第七条", "第八条", "第九条"]),
        ("一、甲。达到3.5亿元；增长2.3%。\n二、乙。共30 个，2024.05 完成。\n", ["一", "二"]),
        ("一、将第二条修改为：“第二条 甲。\n（一）乙；\n（二）丙。”\n二、删去第三条。\n", ["一", "二"]),
        ("一、甲，符合第（一）项、第（二）项规定。\n二、乙（一）、（二）项除外。\n", ["一", "二"]),
        ("【提纲】一、甲乙丙丁。(一)子丑寅卯。(二)辰巳午未。\n正文接上页。\n(二)辰巳午未。一是申。\n二是酉。\n",
         ["(二)", "(二)/一是", "(二)/二是"]),
        ("目\u3000录\n第一章 甲……1\n第二章 乙……2\n第一章 甲\n第一条 丙。\n第二章 乙\n第二条 丁。\n",
         ["第一章", "第一章/第一条", "第二章", "第二章/第二条"]),
    ],
)  # fmt: skip
def test_references_quotations_and_contents_open_no_section(text, paths):
    assert list_paths(text) == paths


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("通知 各单位： 一、甲 （一）乙。 （二）丙。 二、丁 （三）戊。", ["一", "一/(一)", "一/(二)", "二", "二/(三)"]),
        ("事项通知如下：一、时间3月8日8：30。二、要求（一）甲。（二）乙。", ["一", "二", "二/(一)", "二/(二)"]),
        ("办法\u3000\u3000第一章总则\u3000\u3000第一条为了甲。\u3000\u3000第二条乙。", ["第一章", "第一章/第一条", "第一章/第二条"]),
        ("第一章总则第一条为规范管理，制定本办法。第二条中央单位适用。第二章管理第三条甲。",
         ["第一章", "第一章/第一条", "第一章/第二条", "第二章", "第二章/第三条"]),
    ],
)  # fmt: skip
def test_texts_without_line_ends_are_read(text, paths):
    assert list_paths(text) == paths


def test_a_gap_is_reported():
    sections, gaps = outline_text("一、甲\n二、乙\n四、丁\n五、戊\n")[1:]
    assert [section.path for section in sections] == ["一", "二", "四", "五"]
    assert [(gap.before, gap.found) for gap in gaps] == [("2", "四")]


def test_documents_with_parts_and_with_titles():
    parts = outline_text("第一篇:甲州要点\n一、乙\n第二篇:丙乡要点\n一、丁\n")
    assert [section.document for section in parts[1]] == [0, 0, 1, 1] and len(parts[0]) == 2
    text = "甲市2020年工作要点\n一、乙。\n二、丙。\n丁市2021年工作要点\n一、戊。\n二、己。\n"
    spans, sections, _ = outline_text(text)
    assert [section.path for section in sections][:2] == ["甲市2020年工作要点", "甲市2020年工作要点/一"]
    assert sections[3].path == "丁市2021年工作要点" and spans[1].start == text.index("丁市")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("2.支持青年人才挑大梁、当主角。(1)鼓励甲。(2)乙。", "支持青年人才挑大梁、当主角"),
        ("二、重点任务\n（一）甲。", "重点任务"),
        ("第一条 为了规范管理，制定本办法。", ""),
        ("第二条 【适用范围】本市适用。", "适用范围"),
        ("（四）新增创新平台2个。", ""),
        ("一、指导思想：以发展为主题，以改革为动力，推动各项工作。", "指导思想"),
    ],
)
def test_headings_are_what_is_printed(text, heading):
    assert outline_text(text)[1][0].heading == heading


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared structure sets")
def test_shared_lines_and_texts():
    lines = [json.loads(line) for line in (SHARED / "structure/lines.jsonl").read_text("utf-8").splitlines()]
    found = [next(iter(outline_text(row["line"])[1]), None) for row in lines]
    assert [section and section.label for section in found] == [row["label"] for row in lines]
    texts = [json.loads(line) for line in (SHARED / "structure/texts.jsonl").read_text("utf-8").splitlines()]
    assert [list_paths(row["text"]) for row in texts] == [row["paths"] for row in texts]
