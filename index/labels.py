"""A section path in the reader's words: 二/(五)/2/(1) -> 第二部分（五）2（1）, "Part II (5) 2 (1)", or a reference."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from index.numbering import read_numeral

_CN = r"[〇零○一二三四五六七八九十百千两兩]+"
_NUMBERED = re.compile(rf"第({_CN}|[0-9]+)(部分|分[编編]|[篇编編卷章节節目条條款])(?:之({_CN}))?")
_PLAIN = re.compile(rf"{_CN}|[IVX]+")
_BRACKET = re.compile(r"\(([^()]+)\)")
_SHI = re.compile(rf"({_CN})是")
_ORDINAL = re.compile(rf"第({_CN})")
_ANNEX = re.compile(r"附([件表录錄图圖])(.*)")
_EN = {
    "部分": "Part", "篇": "Document", "编": "Book", "編": "Book", "卷": "Volume", "章": "Chapter", "节": "Section",
    "節": "Section", "目": "Subsection", "分编": "Subpart", "分編": "Subpart",
    "条": "Article", "條": "Article", "款": "paragraph",
}  # fmt: skip
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@lru_cache(maxsize=4096)
def render_label(path: str, language: Literal["zh", "en"] = "zh") -> str:
    """The path as a reader says it; "" for the text before the first heading.

    Example: "二/(五)/2/(1)" -> "第二部分（五）2（1）", in English "Part II (5) 2 (1)";
    "第十条/第一款/(一)" -> "第十条第一款第（一）项", in English "Article 10 paragraph 1 item (1)".
    """
    if not path:
        return ""
    labels = path.split("/")
    said: list[str] = []
    in_article = in_part = False
    for label in labels:
        said.append(
            _say_english(label, in_article, in_part) if language == "en" else _say(label, in_article, in_part)
        )
        in_article = in_article or label.endswith(("条", "條")) or bool(re.search(r"[条條]之", label))
        in_part = in_part or _PLAIN.fullmatch(label) is not None
    return " ".join(said) if language == "en" else _join(said)


def render_reference(title: str, path: str) -> str:
    """A reference to copy. Example: ("科技工作要点", "二/(五)/2/(1)") -> "《科技工作要点》二（五）2（1）"."""
    labels = [re.sub(r"\((.+?)\)", r"（\1）", label) for label in path.split("/")] if path else []
    return f"《{title}》" + _join(labels)


def _join(said: list[str]) -> str:
    """Joined without spaces, save where two labels would run together (1 and 2 must not read 12)."""
    joined = ""
    for label in said:
        runs = joined[-1:].isascii() and joined[-1:].isalnum() and label[:1].isascii() and label[:1].isalnum()
        joined += ("-" if runs else "") + label
    return joined


def _say(label: str, in_article: bool, in_part: bool) -> str:
    if _PLAIN.fullmatch(label) and not in_part and not in_article and read_numeral(label) is not None:
        return f"第{label}部分"
    if match := _BRACKET.fullmatch(label):
        inner = f"（{match.group(1)}）"
        return f"第{inner}项" if in_article and read_numeral(match.group(1)) is not None else inner
    return label


def _say_english(label: str, in_article: bool, in_part: bool) -> str:
    if match := _NUMBERED.fullmatch(label):
        sub = read_numeral(match.group(3)) if match.group(3) else None
        return f"{_EN[match.group(2)]} {_number(match.group(1))}" + (f"-{sub}" if sub else "")
    if _PLAIN.fullmatch(label) and (value := read_numeral(label)) is not None:
        return f"Part {_roman(value)}" if not in_part and not in_article else str(value)
    if match := _BRACKET.fullmatch(label):
        inner = f"({_number(match.group(1))})"
        return f"item {inner}" if in_article and inner != f"({match.group(1)})" else inner
    if match := _SHI.fullmatch(label) or _ORDINAL.fullmatch(label):
        return f"point {_number(match.group(1))}"
    if match := _ANNEX.fullmatch(label):
        kind = {"表": "Table", "图": "Figure", "圖": "Figure"}.get(match.group(1), "Annex")
        return f"{kind} {_number(match.group(2))}".strip()
    return label


def _number(text: str) -> str:
    value = read_numeral(text) if text else None
    return text if value is None else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 300:
        return str(value)
    said = ""
    for size, sign in _ROMAN:
        said += sign * (value // size)
        value %= size
    return said
