"""Folding: one form for width, script, case and spaces, the same however often it is applied."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fold import fold_script, fold_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("贛州 ２０２２年  R&D", "赣州2022年 r&d"),
        ("（五）；：！？，", "(五);:!?,"),
        ("科 技\n厅", "科技厅"),
        ("到 2024 年 底", "到2024年底"),
        ("R&D  costs\t2024", "r&d costs 2024"),
        ("\u3000高新技術企業\u00a0", "高新技术企业"),
        ("①㎡ﬁ", "1m2fi"),
        ("", ""),
        (" \r\n", ""),
    ],
)
def test_width_script_case_and_spaces_are_folded(text: str, folded: str) -> None:
    assert fold_text(text) == folded


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


def test_changing_the_script_leaves_the_rest_alone() -> None:
    assert fold_script("獎勵 Ａ（１）\n補貼") == "奖励 Ａ（１）\n补贴"


@pytest.mark.parametrize("piece", ["　", "科 ", "1 年", "①", "獎"])
def test_long_texts_fold_in_linear_time(piece: str) -> None:
    started = time.process_time()
    fold_text(piece * 200_000)
    assert time.process_time() - started < 5
