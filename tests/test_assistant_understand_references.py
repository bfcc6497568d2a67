"""Clause references in any spelling."""

import pytest

from assistant.records import Reference
from assistant.understand.labels import Label, compare_labels, read_label
from assistant.understand.numerals import read_number, write_han
from assistant.understand.references import find_references, shift_reference, write_reference
from assistant.understand.wording import read_wording


def read_labels(question: str) -> list[tuple[str, ...]]:
    return [found.reference.labels for found in find_references(read_wording(question))]


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("第十三条", ("第十三条",)),
        ("第 13 條的內容", ("第十三条",)),
        ("第十三条规定了什么", ("第十三条",)),
        ("第十三条第二款", ("第十三条", "第二款")),
        ("第十三条第（二）项", ("第十三条", "(二)")),
        ("第一百二十条之一第二款第（三）项", ("第一百二十条之一", "第二款", "(三)")),
        ("第10条之1", ("第十条之一",)),
        ("第二章第五条", ("第二章", "第五条")),
        ("附件2第三条", ("附件2", "第三条")),
        ("二（五）2", ("二", "(五)", "2")),
        ("二、（五）、2", ("二", "(五)", "2")),
        ("二/(五)/2是什么", ("二", "(五)", "2")),
        ("二(五)2(1)", ("二", "(五)", "2", "(1)")),
        ("第二部分第（五）项第2条", ("二", "(五)", "2")),
        ("第二部分（五）2", ("二", "(五)", "2")),
        ("第三部分（二）第7点", ("三", "(二)", "7")),
        ("第四篇第3点", ("第四篇", "3")),
        ("第四篇/5", ("第四篇", "5")),
        ("第5篇三8", ("第五篇", "三", "8")),
        ("要点二（三）讲什么", ("二", "(三)")),
        ("第二大点", ("2",)),
        ("section II(5)2", ("二", "(五)", "2")),
        ("Part II (5) 2", ("二", "(五)", "2")),
        ("Part Two, section 5, item 2", ("二", "(五)", "2")),
        ("item 5 of section (3) of Part II", ("二", "(三)", "5")),
        ("point 3 of Part 4", ("第四篇", "3")),
        ("Article 10", ("第十条",)),
        ("Article 10-1", ("第十条之一",)),
        ("Article 13(2)", ("第十三条", "第二款")),
        ("Art. 13, paragraph 2", ("第十三条", "第二款")),
        ("Chapter 3 Article 12", ("第三章", "第十二条")),
        ("the third article", ("第三条",)),
        ("item 40 of the plan", ("40",)),
    ],
)
def test_one_reference(question: str, labels: tuple[str, ...]) -> None:
    assert read_labels(question) == [labels]


def test_several_references_stay_apart() -> None:
    assert read_labels("第一条和第二条有什么不同") == [("第一条",), ("第二条",)]


@pytest.mark.parametrize(
    "question",
    [
        "第五批项目",
        "第一项目组",
        "第二产业",
        "第三方机构",
        "统一（科技）管理",
        "13条措施",
        "2024年3月",
        "the plan has three parts",
        "which part I should read",
        "first-time applicants",
        "3.5亿元",
        "一般企业",
        "三农问题",
        "",
    ],
)
def test_no_reference(question: str) -> None:
    assert read_labels(question) == []


def test_words_are_as_typed() -> None:
    (found,) = find_references(read_wording("請問第 十三 條第二款"))
    assert found.reference.words == "第 十三 條第二款"


@pytest.mark.parametrize(
    ("asked", "printed", "cost"),
    [
        ("第十三条", "第十三条", 0),
        ("第十三条", "第13条", 0),
        ("第十三条", "13", 1),
        ("第十条", "第十条之一", None),
        ("第十条之一", "第十一条", None),
        ("第十条之一", "第十条", None),
        ("(三)", "(三)", 0),
        ("(三)", "(3)", 1),
        ("二", "第二部分", 1),
        ("二", "(二)", None),
        ("第二款", "2", None),
        ("5", "五", 2),
        ("5", "6", None),
    ],
)
def test_labels_compare_exactly(asked: str, printed: str, cost: int | None) -> None:
    one, other = read_label(asked), read_label(printed)
    assert one is not None and other is not None
    assert compare_labels(one, other) == cost


@pytest.mark.parametrize("printed", ["主要目标", "——科技投入目标", "总则", "", "第十三条的规定"])
def test_label_without_a_number(printed: str) -> None:
    assert read_label(printed) is None


def test_circled_and_firstly_labels() -> None:
    assert read_label("②") == Label("①", 2)
    assert read_label("二是") == Label("一是", 2)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (13, "十三"),
        (20, "二十"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (999, "九百九十九"),
    ],
)
def test_numerals_go_both_ways(number: int, written: str) -> None:
    assert write_han(number) == written
    assert read_number(written) == number


@pytest.mark.parametrize(
    ("text", "value"), [("iv", 4), ("third", 3), ("两", 2), ("二〇二四", 2024), ("X条", None), ("", None)]
)
def test_other_numerals(text: str, value: int | None) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    "labels",
    [
        ("二", "(三)", "5"),
        ("第十三条", "第二款"),
        ("第四篇", "3"),
        ("(三)",),
        ("附件2", "第三条"),
        ("第十条之一",),
    ],
)
def test_written_references_read_back(labels: tuple[str, ...]) -> None:
    assert read_labels(write_reference(labels)) == [labels]


def test_neighbours_of_a_clause() -> None:
    assert shift_reference(Reference(("第十三条",), ""), -1) == "第十二条"
    assert shift_reference(Reference(("二", "(三)", "5"), ""), 1) == "第二部分第(三)项第6点"
    assert shift_reference(Reference(("第一条",), ""), -1) is None
