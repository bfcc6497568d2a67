"""Figures read from texts: two spellings of one figure compare equal, two figures never do."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import holds_figure, read_figures, read_numeral


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("3.5亿元", ["350000000元"]),
        ("50%", ["50%"]),
        ("５０％", ["50%"]),
        ("百分之五十", ["50%"]),
        ("百分之二点四", ["2.4%"]),
        ("千分之三", ["0.3%"]),
        ("1800億元", ["180000000000元"]),
        ("1,800万元", ["18000000元"]),
        ("五十万元", ["500000元"]),
        ("两百家", ["200家"]),
        ("20萬人", ["200000人"]),
        ("3個以上", ["3个"]),
        ("2024年3月22日", ["2024-03-22"]),
        ("二〇二四年三月二十二日", ["2024-03-22"]),
        ("2024-03-22", ["2024-03-22"]),
        ("March 22, 2024", ["2024-03-22"]),
        ("22 March 2024", ["2024-03-22"]),
        ("2024年3月", ["2024-03"]),
        ("9月30日前", ["--09-30"]),
        ("2021-2023年", ["2021", "2023"]),
        ("30个工作日内", ["30工作日"]),
        ("2-3家", ["2", "3家"]),
        ("1.8 billion yuan", ["1800000000元"]),
        ("RMB 500,000", ["500000元"]),
        ("12.5 percent", ["12.5%"]),
        ("统一部署，一批企业，三农工作", []),
        ("", []),
    ],
)
def test_figures_are_normalised(text: str, keys: list[str]) -> None:
    assert [figure.key for figure in read_figures(text)] == keys


@pytest.mark.parametrize(
    ("said", "held", "found"),
    [
        ("50%", "百分之五十", True),
        ("7000", "7000家", True),
        ("7,000家", "7000家", True),
        ("7000家", "7000元", False),
        ("2024年", "2024年3月22日", True),
        ("2024年3月22日", "2024年", False),
        ("3月22日", "2024年3月22日", True),
        ("180 billion yuan", "1800億元", True),
        ("50万元", "500,000元", True),
        ("50万元", "50元", False),
        ("51%", "50%", False),
        ("2024", "2024年", True),
    ],
)
def test_a_figure_is_held_by_an_equal_one(said: str, held: str, found: bool) -> None:
    assert holds_figure(read_figures(said)[0], read_figures(held)) is found


@pytest.mark.parametrize(
    ("words", "value"),
    [("三百五十", 350), ("十", 10), ("一万二千", 12000), ("二〇二四", 2024), ("1,800", 1800), ("甲", None)],
)
def test_numerals(words: str, value: int | None) -> None:
    assert read_numeral(words) == value


@given(st.text(max_size=300))
def test_offsets_are_those_of_the_text(text: str) -> None:
    figures = read_figures(text)
    assert all(text[f.start : f.end] == f.words for f in figures)
    assert all(a.end <= b.start for a, b in pairwise(figures))


@pytest.mark.parametrize("unit", ["1", "1,111", "一二三", "2024年", "百分之"])
def test_long_text_is_read_in_linear_time(unit: str) -> None:
    started = time.perf_counter()
    read_figures(unit * (300_000 // len(unit)))
    assert time.perf_counter() - started < 20


def test_a_telephone_number_is_one_figure() -> None:
    figures = read_figures("电话0600-8550321，2024年3月1日起，热线400-123-4567")
    assert [figure.words for figure in figures] == ["0600-8550321", "2024年3月1日", "400-123-4567"]
