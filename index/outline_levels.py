"""An open level of a reading, and what ranks above what: the little that forms alone tell of how they nest."""

from __future__ import annotations

from typing import NamedTuple

# forms that seldom hold 一、; a row of a table (2 甲 300) and a list in a sentence (一是…二是…) never do
_SELDOM_ABOVE = {"ar.": 0.8, "ar": 1.5, "一是": 1.5, "第一": 1.5}
RANKS = {
    "第编": 0,
    "第卷": 0,
    "第篇": 0,
    "第分编": 0.5,
    "第部分": 1,
    "第章": 2,
    "第节": 3,
    "第目": 3.5,
    "第条": 4,
}


class Level(NamedTuple):
    """An open level: the form and number of its last section, and how many sections it has had."""

    family: str
    number: int
    sub: int
    prefix: tuple[int, ...]
    style: str
    total: int


def ends_lower_ranks(family: str, closed: tuple[Level, ...]) -> bool:
    """Whether what a chapter (or book, article …) closes ranks below it: 第五章 after 第五节, 第五条 after （三）."""
    if not closed or family not in RANKS:
        return False
    return closed[0].family[0] in "([①⑴" or RANKS.get(closed[0].family, -1) > RANKS[family]


def measure_misfit(family: str, prefix: tuple[int, ...], above: tuple[Level, ...]) -> float:
    """What it costs that a form stands below those above it: chapters below items, a dotted number below another."""
    parent = above[-1] if above else None
    if family in RANKS and parent is not None:
        if parent.family in RANKS:
            return 0.0 if RANKS[parent.family] < RANKS[family] else 4.0
        return 0.5 if parent.family[0] in "附标#" else 0.9
    if family[0] == "附":
        return 1.5 * len(above)
    if family == "cn、" and parent is not None and parent.family in _SELDOM_ABOVE:
        return _SELDOM_ABOVE[parent.family]
    if prefix and parent is not None and (*parent.prefix, parent.number) != prefix:
        return 0.8
    return 0.0
