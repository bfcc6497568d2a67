"""What a section label is as data, so that 第13条, 第十三条 and "Article 13" can be compared, never by similarity.

A label is a style and a number: 第十三条 is (条, 13), （五） is ((一), 5), 2 is (1, 2), 第十条之一 is (条, 10, 1).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.understand.numerals import HAN_NUMBER, read_number

HAN, HAN_BRACKET, DIGIT, DIGIT_BRACKET, CIRCLE, FIRSTLY = "一", "(一)", "1", "(1)", "①", "一是"
_NAMED = re.compile(
    rf"^第\s?({HAN_NUMBER}{{1,9}}|\d{{1,4}})\s?(部分|"
    rf"[编編篇章节節条條款项項目点點])(?:之({HAN_NUMBER}{{1,4}}|\d{{1,3}}))?$"
)
_SHAPES = (
    (re.compile(rf"^({HAN_NUMBER}{{1,9}})[、.,:]?$"), HAN),
    (re.compile(rf"^\(({HAN_NUMBER}{{1,9}})\)$"), HAN_BRACKET),
    (re.compile(r"^(\d{1,4})[.、)]?$"), DIGIT),
    (re.compile(r"^\((\d{1,4})\)$"), DIGIT_BRACKET),
    (re.compile(rf"^({HAN_NUMBER}{{1,3}})是$"), FIRSTLY),
    (re.compile(rf"^第({HAN_NUMBER}{{1,3}})$"), FIRSTLY),
)
_ATTACHMENT = re.compile(rf"^附[件表录]({HAN_NUMBER}{{1,3}}|\d{{1,3}})?$")
_FOLDED_UNITS = str.maketrans("編節條項點", "编节条项点")

# The styles that may carry what was asked for, nearest first: 第13条 of a plan is its item 13.
_READINGS: dict[str, tuple[str, ...]] = {
    "条": ("条", DIGIT, HAN, HAN_BRACKET, DIGIT_BRACKET, FIRSTLY),
    "款": ("款",),
    "项": (HAN_BRACKET, DIGIT_BRACKET, DIGIT, HAN, FIRSTLY, CIRCLE),
    "目": (DIGIT, DIGIT_BRACKET, CIRCLE),
    "点": (DIGIT, HAN, HAN_BRACKET, DIGIT_BRACKET, FIRSTLY, CIRCLE),
    "部分": (HAN, "部分", "篇", "编", "章", DIGIT, HAN_BRACKET),
    "篇": ("篇", "编", "部分", "章", HAN),
    "编": ("编", "篇"),
    "章": ("章", HAN),
    "节": ("节", HAN_BRACKET, HAN),
    HAN: (HAN, "部分", "章", "篇", "编", DIGIT),
    HAN_BRACKET: (HAN_BRACKET, DIGIT_BRACKET, DIGIT, HAN, FIRSTLY),
    DIGIT: (DIGIT, DIGIT_BRACKET, HAN, HAN_BRACKET, CIRCLE, FIRSTLY, "条"),
    DIGIT_BRACKET: (DIGIT_BRACKET, HAN_BRACKET, CIRCLE, DIGIT, "款", FIRSTLY),
    CIRCLE: (CIRCLE, DIGIT_BRACKET),
    FIRSTLY: (FIRSTLY, HAN, DIGIT, DIGIT_BRACKET, HAN_BRACKET),
    "附件": ("附件",),
}


@dataclass(frozen=True, slots=True)
class Label:
    """One label as data. `style` is 条, 款, 章 … for 第X条, or the look of a bare number; `sub` is 1 for 之一."""

    style: str
    number: int
    sub: int = 0


def read_label(printed: str) -> Label | None:
    """Read one label of a section path or of a question, None when it has no number.

    Example: "第十条之一" -> Label("条", 10, 1); "(五)" -> Label("(一)", 5); "②" -> Label("①", 2).
    """
    text = printed.strip()
    if len(text) == 1 and "①" <= text <= "⑳":
        return Label(CIRCLE, ord(text) - ord("①") + 1)
    text = unicodedata.normalize("NFKC", text).translate(_FOLDED_UNITS).replace(" ", "")
    named = _NAMED.match(text)
    if named is not None:
        return _make_label(named.group(2), named.group(1), named.group(3))
    attachment = _ATTACHMENT.match(text)
    if attachment is not None:
        return _make_label("附件", attachment.group(1) or "1", None)
    for shape, style in _SHAPES:
        found = shape.match(text)
        if found is not None:
            return _make_label(style, found.group(1), None)
    return None


def compare_labels(asked: Label, printed: Label) -> int | None:
    """How well a printed label answers the one asked for: 0 the same style, more a freer reading, None another.

    Example: asked 第13条, printed "13" -> 1; printed 第十三条 -> 0; 第十条之一 never equals 第十条.
    """
    if asked.number != printed.number or asked.sub != printed.sub:
        return None
    readings = _READINGS.get(asked.style, (asked.style,))
    return readings.index(printed.style) if printed.style in readings else None


def _make_label(style: str, number: str, sub: str | None) -> Label | None:
    value = read_number(number)
    below = read_number(sub) if sub else 0
    return None if value is None or below is None else Label(style, value, below)
