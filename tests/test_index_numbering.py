"""What a label is: every form of official documents, its value and its folded text."""
# ruff: noqa: E501 - tables read better in one line

from itertools import pairwise

import pytest

from index.numbering import find_labels, fold_label, fold_width, match_label, read_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百一十", 110), ("两百", 200),
        ("一千二百五十四", 1254), ("一千零一", 1001), ("二〇", 20), ("１２", 12), ("7", 7), ("〇", 0),
        ("十十", None), ("一一十", None), ("", None), ("甲", None), ("百千", None),
    ],
)  # fmt: skip
def test_numerals_are_read(text, value):
    assert read_numeral(text) == value if text else read_numeral(text) in (0, None)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("一、", "一"), ("（五）", "(五)"), ("（五）、", "(五)"), ("２．", "2"), ("（１）", "(1)"), ("①", "①"), ("⑴", "(1)"),
        ("㈠", "(一)"), ("第 一 条", "第一条"), ("第十条之一", "第十条之一"), ("附件１", "附件1"), ("1)", "1)"), ("⒈", "1"),
        ("——科技投入目标：", "——科技投入目标"),
    ],
)  # fmt: skip
def test_labels_fold_as_the_contract_says(printed, folded):
    assert fold_label(printed) == folded


@pytest.mark.parametrize(
    ("line", "family", "number", "sub"),
    [
        ("第一编 总则", "第编", 1, 0), ("第二篇：甲", "第篇", 2, 0), ("第三章 乙", "第章", 3, 0), ("第 四 节", "第节", 4, 0),
        ("第十条之一 甲", "第条", 10, 1), ("第 １２ 条", "第条", 12, 0), ("第三部分 甲", "第部分", 3, 0), ("第十條 甲", "第条", 10, 0),
        ("一、甲", "cn、", 1, 0), ("十一 、甲", "cn、", 11, 0), ("（二）甲", "(cn)", 2, 0), ("(三)、甲", "(cn)", 3, 0),
        ("1.甲", "ar.", 1, 0), ("2、甲", "ar.", 2, 0), ("３．甲", "ar.", 3, 0), ("（4）甲", "(ar)", 4, 0), ("5)甲", "ar)", 5, 0),
        ("①甲", "①", 1, 0), ("⑵甲", "⑴", 2, 0), ("㈢甲", "㈠", 3, 0), ("⒋甲", "ar.", 4, 0), ("(1.)甲", "(ar)", 1, 0),
        ("a)甲", "a)", 1, 0), ("B.甲", "A.", 2, 0), ("Ⅱ、甲", "Ⅰ", 2, 0), ("1.2 甲", "d2", 2, 0), ("2.2.1 甲", "d3", 1, 0),
        ("二是甲", "一是", 2, 0), ("第三，甲", "第一", 3, 0), ("附件2：甲", "附件", 2, 0), ("附表一", "附表", 1, 0), ("附录A", "附录", 1, 0),
        ("1.2017年甲", "ar.", 1, 0), ("[3]甲", "[ar]", 3, 0), ("【四】甲", "[cn]", 4, 0),
    ],
)  # fmt: skip
def test_every_form_is_found_with_its_value(line, family, number, sub):
    label = match_label(fold_width(line))
    assert label is not None and (label.family, label.number, label.sub) == (family, number, sub)


@pytest.mark.parametrize(
    "line",
    ["一定要", "三农", "2024.05", "3.14159", "(2021年修订)", "（征求意见稿）", "第 章", "五年来", "第三人"],
)
def test_no_label_where_there_is_none(line):
    assert match_label(fold_width(line)) is None


def test_folding_width_keeps_every_offset():
    assert len(fold_width("（１）\u3000①甲。．")) == len("（１）\u3000①甲。．")


def test_labels_come_in_order_and_do_not_overlap():
    labels = list(find_labels(fold_width("一、甲（一）乙1.丙①丁")))
    assert [label.text for label in labels] == ["一", "(一)", "1", "①"]
    assert all(a.end <= b.start for a, b in pairwise(labels))
