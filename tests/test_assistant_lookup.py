"""Exact clause look-up."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.lookup import look_up
from assistant.records import Reference
from assistant.understand.references import find_references
from assistant.understand.wording import read_wording
from index.records import Clause

LAW = (
    "第一章/第一条 第一章/第二条 第二章/第十条 第二章/第十条之一 第二章/第十一条 第二章/第十三条 "
    "第二章/第十三条/第二款 第二章/第十三条/(一) 附件1/第一条"
)
PLAN = "一/(一) 一/(二) 二/(一)/1 二/(一)/2 二/(三)/4 二/(三)/5/(1) 二/(三)/5/(2) 二/(四)/13 主要目标/(三) 三/一是"
PART = "第四篇/1 第四篇/2 第四篇/3"
DEEP = "一/(一) 二/(一)/1/(7) 二/(二)/2/(9) 二/(二)/3 三/(二)/5 三/(二)/6 四/2 四/(八)/3 第七部分/(一)"


def make_clauses(document_id: str, paths: str) -> list[Clause]:
    return [
        Clause(
            f"{document_id}#{path}", document_id, path, path.split("/")[-1], "", (), path, n, n + 1, "item"
        )
        for n, path in enumerate(paths.split())
    ]


HELD = {
    "law": make_clauses("law", LAW),
    "plan": make_clauses("plan", PLAN),
    "part": make_clauses("part", PART),
    "deep": make_clauses("deep", DEEP),
    "book": make_clauses("book", "第三篇/一/1 第三篇/二/(七)/4"),
    "annex": make_clauses("annex", "附件1/一/(一) 附件1/二/(二)/2"),
}


def find(words: str, documents: Sequence[str]) -> tuple[str, list[str]]:
    (found,) = find_references(read_wording(words))
    result = look_up(found.reference, HELD, documents)
    return result.outcome, [clause.section for clause in result.clauses]


@pytest.mark.parametrize(
    ("words", "document", "sections"),
    [
        ("第十条", "law", ["第二章/第十条"]),
        ("第10条", "law", ["第二章/第十条"]),
        ("第十条之一", "law", ["第二章/第十条之一"]),
        ("Article 10-1", "law", ["第二章/第十条之一"]),
        ("第十一条", "law", ["第二章/第十一条"]),
        ("第十三条", "law", ["第二章/第十三条", "第二章/第十三条/第二款", "第二章/第十三条/(一)"]),
        ("第十三条第二款", "law", ["第二章/第十三条/第二款"]),
        ("第十三条第（一）项", "law", ["第二章/第十三条/(一)"]),
        ("第二章第十一条", "law", ["第二章/第十一条"]),
        ("第十条第一款", "law", ["第二章/第十条"]),
        ("第一条", "law", ["第一章/第一条"]),
        ("附件1第一条", "law", ["附件1/第一条"]),
        ("第13条", "plan", ["二/(四)/13"]),
        ("第十三条", "plan", ["二/(四)/13"]),
        ("item 13", "plan", ["二/(四)/13"]),
        ("第二部分第(三)项第5条", "plan", ["二/(三)/5/(1)", "二/(三)/5/(2)"]),
        ("二（三）5（2）", "plan", ["二/(三)/5/(2)"]),
        ("Part II (3) 5", "plan", ["二/(三)/5/(1)", "二/(三)/5/(2)"]),
        ("第二部分第5点", "plan", ["二/(三)/5/(1)", "二/(三)/5/(2)"]),
        ("第四篇第3点", "part", ["第四篇/3"]),
        ("第3点", "part", ["第四篇/3"]),
        ("Part 4, item 2", "part", ["第四篇/2"]),
        ("第二部分第（二）项第3条", "deep", ["二/(二)/3"]),
        ("第（八）项第3条", "deep", ["四/(八)/3"]),
        ("第四部分第（二）項", "deep", ["四/2"]),
        ("part three", "deep", ["三/(二)/5", "三/(二)/6"]),
        ("Part VII", "deep", ["第七部分/(一)"]),
        ("第七篇", "deep", ["第七部分/(一)"]),
        ("第6條", "deep", ["三/(二)/6"]),
        ("item six", "deep", ["三/(二)/6"]),
        ("第七项", "deep", ["二/(一)/1/(7)"]),
        ("第二部分第（七）项第4条", "book", ["第三篇/二/(七)/4"]),
        ("Part one", "book", ["第三篇/一/1"]),
        ("第二部分", "annex", ["附件1/二/(二)/2"]),
    ],
)
def test_named_clause_is_found(words: str, document: str, sections: list[str]) -> None:
    assert find(words, [document]) == ("found", sections)


@pytest.mark.parametrize(
    ("words", "documents"),
    [
        ("第九百九十九条", ["law", "plan", "part"]),
        ("第十二条", ["law"]),
        ("第十一条之一", ["law"]),
        ("第十三条第三款", ["law"]),
        ("第一章第十一条", ["law"]),
        ("第25条", ["plan"]),
        ("第三部分第(三)项第5条", ["plan"]),
        ("第四篇第9点", ["part"]),
        ("第二部分第（七）项", ["deep"]),
        ("第二部分第（九）項", ["deep"]),
        ("第（九）项", ["deep"]),
        ("part six", ["deep"]),
        ("Part 6", ["deep"]),
        ("section six", ["deep"]),
        ("第六部分", ["deep"]),
        ("第八部分", ["deep"]),
        ("第五篇", ["deep"]),
        ("第十条", []),
    ],
)
def test_missing_clause_is_not_found(words: str, documents: list[str]) -> None:
    assert find(words, documents) == ("not_found", [])


def test_ambiguous_clause_names_its_documents() -> None:
    held = HELD | {"other": make_clauses("other", LAW)}
    result = look_up(Reference(("第十条",), "第十条"), held, None)
    assert (result.outcome, result.documents, result.clauses) == ("ambiguous", ("law", "other"), ())


def test_ambiguous_inside_one_document() -> None:
    held = {"d": make_clauses("d", "一/(一)/2 一/(二)/2")}
    result = look_up(Reference(("2",), "第2点"), held)
    assert result.outcome == "ambiguous"
    assert [place.path for place in result.places] == ["一/(一)/2", "一/(二)/2"]


def test_the_printed_form_asked_for_wins_over_other_documents() -> None:
    result = look_up(Reference(("第十三条",), "第13条"), HELD, ["law", "plan"])
    assert (result.outcome, result.documents) == ("found", ("law",))


def test_a_heading_is_found_with_all_below_it() -> None:
    result = look_up(Reference(("二", "(三)"), "二（三）"), HELD, ["plan"])
    assert [clause.section for clause in result.clauses] == ["二/(三)/4", "二/(三)/5/(1)", "二/(三)/5/(2)"]


def test_boilerplate_and_header_are_never_found() -> None:
    clause = Clause("d#1", "d", "1", "1", "", (), "x", 0, 1, "boilerplate")
    assert look_up(Reference(("1",), "第1点"), {"d": [clause]}).outcome == "not_found"
