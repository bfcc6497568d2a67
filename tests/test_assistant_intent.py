"""A question is matched with the heading under which its answer is printed."""

from __future__ import annotations

import pytest

from assistant.intent import list_intents, match_intents


@pytest.mark.parametrize(
    ("question", "headings", "share"),
    [
        ("申请贴息要准备哪些材料？", ("申报材料",), 1.0),
        ("什麼時候可以申報？", ("申报程序", "申报时间"), 1.0),
        ("什么时候可以申报？", ("申报时间", "其他"), 0.5),
        ("When does the window close?", ("申报期限",), 1.0),
        ("哪些人可以申请？", ("申报条件",), 1.0),
        ("电话是多少？", ("联系方式",), 1.0),
        ("电话是多少？", ("申报材料",), 0.0),
        ("科技特派员有什么安排？", ("申报时间",), 0.0),
        ("要哪些材料？", (), 0.0),
    ],
)
def test_the_heading_fits_what_is_asked(question: str, headings: tuple[str, ...], share: float) -> None:
    assert match_intents(list_intents(question), headings) == share
