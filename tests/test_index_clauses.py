"""Clauses: the leaf is the unit, long ones are cut at sentence ends, lead-ins and units stay, nothing is lost."""

from itertools import pairwise

import pytest

from index.clauses import cut_clauses, cut_long
from index.labels import render_label, render_reference
from index.outline import outline_text
from index.records import Span
from index.units import find_units


def list_clauses(text, boilerplate=()):
    documents, sections, _ = outline_text(text, boilerplate)
    ids = [(f"d{number}", span) for number, span in enumerate(documents)]
    return cut_clauses(text, ids, sections, boilerplate)[0]


def test_items_keep_headings_and_lead_in():
    clauses = list_clauses("一、条件\n（一）申报人应当具备下列条件：\n1.年满18岁。\n2.有住所。\n")
    last = clauses[-1]
    assert (last.section, last.heading, last.headings[0]) == ("一/(一)/2", "申报人应当具备下列条件", "条件")
    clauses = list_clauses("第三条 申报人应当具备下列条件：\n（一）年满18岁；\n（二）有住所。\n")
    assert clauses[-1].lead_in == "申报人应当具备下列条件："


def test_a_bare_heading_is_a_heading():
    clauses = list_clauses("一、目标\n（一）投入增长10%。\n第二章 组织\n第一条 甲乙丙丁。\n")
    assert [clause.kind for clause in clauses] == ["heading", "item", "chapter", "article"]


def test_long_sections_are_cut_at_sentence_ends_and_keep_the_path():
    text = "一、甲\n" + "这句话一共有十二个字。" * 130 + "\n二、乙\n"
    parts = [clause for clause in list_clauses(text) if clause.section == "一"]
    assert [clause.part for clause in parts] == [0, 1, 2]
    assert [clause.id for clause in parts] == ["d0#一", "d0#一@1", "d0#一@2"]
    assert all(len(clause.text) <= 620 and clause.text.rstrip().endswith("。") for clause in parts)


@pytest.mark.parametrize("length", [0, 1, 599, 600, 601, 5_000])
def test_cuts_cover_the_range(length):
    text = ("甲" * 700 + "。乙丙丁，" * 30) * 10
    spans = list(cut_long(text, 3, 3 + length))
    assert sum(span.end - span.start for span in spans) == length
    assert all(a.end == b.start for a, b in pairwise(spans))


def test_repeated_paths_get_ids_of_their_own():
    clauses = list_clauses("问一：甲。\n（一）乙；\n（二）丙。\n问二：丁。\n（一）戊；\n（二）己。\n")
    assert len({clause.id for clause in clauses}) == len(clauses)


def test_boilerplate_parts_a_clause():
    text = "一、甲甲甲。\n- 3 -\n乙乙乙。\n"
    clauses = list_clauses(text, (Span(7, 13),))
    assert [clause.text for clause in clauses] == ["一、甲甲甲。\n", "乙乙乙。\n"]
    assert [clause.id for clause in clauses] == ["d0#一", "d0#一@1"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("甲（责任单位：市科技局、市财政局）", ("市科技局", "市财政局")),
        (
            "甲。（牵头单位：县科工信局；配合单位：县发改委、各乡镇人民政府）",
            ("县科工信局", "县发改委", "各乡镇人民政府"),
        ),
        ("甲（省科技厅牵头，省教育厅、省财政厅按职责分工负责）", ("省科技厅", "省教育厅", "省财政厅")),
        ("甲（含附件）", ()),
        ("甲（以下简称科技局）", ()),
    ],
)
def test_responsible_units(text, units):
    assert find_units(text) == units


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        ("二/(五)/2/(1)", "第二部分（五）2（1）", "Part II (5) 2 (1)"),
        ("第十条之一/第一款/(三)", "第十条之一第一款第（三）项", "Article 10-1 paragraph 1 item (3)"),
        ("第三章/第二节/第十二条", "第三章第二节第十二条", "Chapter 3 Section 2 Article 12"),
        ("第五篇/七/19", "第五篇第七部分19", "Document 5 Part VII 19"),
        ("主要目标/(三)", "主要目标（三）", "主要目标 (3)"),
        ("三/(二)/7/一是", "第三部分（二）7一是", "Part III (2) 7 point 1"),
        ("附件1/一", "附件1第一部分", "Annex 1 Part I"),
        ("第四篇/5", "第四篇5", "Document 4 5"),
        ("1/1.1", "1-1.1", "1 1.1"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_labels_in_the_readers_words(path, zh, en):
    assert (render_label(path), render_label(path, "en")) == (zh, en)


def test_reference_to_copy():
    assert render_reference("科技工作要点", "二/(五)/2/(1)") == "《科技工作要点》二（五）2（1）"
