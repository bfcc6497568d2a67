"""Word's automatic numbers, resolved from numbering.xml: levels, overrides, restarts, and styles that carry a list.

A document's counters run in reading order, so one `Numbering` serves one walk over one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from index.reading.number_formats import format_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HOLE = re.compile(r"%([1-9])")
_LEVELS = 9
_STYLE_DEPTH = 20
_BULLETS = "-–—－•·●○■□◆◇▪★※*"


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: its first number, format, text with holes (第%1条) and what resets it.

    `restart` is the level (from 1) whose number resets this one, 0 never, None every level above.
    """

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    is_legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A w:num: its levels, the counters it shares with its abstract list, and starts it overrides."""

    abstract: str
    levels: dict[int, ListLevel]
    starts: dict[int, int] = field(default_factory=dict)
    used: bool = False


def _value(element: Any, name: str, default: str | None = None) -> str | None:
    child = element.find(f"{W}{name}") if element is not None else None
    found = child.get(f"{W}val") if child is not None else None
    return default if found is None else str(found)


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else default


def _is_on(element: Any, name: str) -> bool:
    child = element.find(f"{W}{name}")
    return child is not None and child.get(f"{W}val") not in ("0", "false", "off")


def _read_level(element: Any) -> ListLevel:
    restart = _value(element, "lvlRestart")
    return ListLevel(
        start=_number(_value(element, "start"), 0 if element.find(f"{W}start") is None else 1),
        number_format=_value(element, "numFmt", "decimal") or "decimal",
        text=_value(element, "lvlText", "") or "",
        suffix=_value(element, "suff", "tab") or "tab",
        restart=None if restart is None else _number(restart, 0),
        is_legal=_is_on(element, "isLgl"),
        style=_value(element, "pStyle"),
    )


def _read_levels(element: Any) -> dict[int, ListLevel]:
    return {_number(level.get(f"{W}ilvl"), 0): _read_level(level) for level in element.findall(f"{W}lvl")}


class Numbering:
    """The numbers that Word prints before paragraphs; call `label_paragraph` once a paragraph, in reading order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """`numbering` and `styles` are the root elements of numbering.xml and styles.xml, None when absent."""
        self._styles = {} if styles is None else {s.get(f"{W}styleId"): s for s in styles.iter(f"{W}style")}
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph"
            ),
            None,
        )
        self._counters: dict[str, dict[int, int]] = {}
        self._lists = {} if numbering is None else self._read_lists(numbering)

    def _read_lists(self, numbering: Any) -> dict[str, _List]:
        abstracts = {a.get(f"{W}abstractNumId"): a for a in numbering.findall(f"{W}abstractNum")}
        by_style = {
            name: a for a in abstracts.values() if (name := _value(a, "styleLink")) is not None
        }  # a list that other lists name by its style
        lists: dict[str, _List] = {}
        for num in numbering.findall(f"{W}num"):
            abstract = abstracts.get(_value(num, "abstractNumId"))
            if abstract is None:
                continue
            linked = by_style.get(_value(abstract, "numStyleLink") or "")
            abstract = abstract if linked is None else linked
            entry = _List(abstract.get(f"{W}abstractNumId"), _read_levels(abstract))
            for override in num.findall(f"{W}lvlOverride"):
                level = _number(override.get(f"{W}ilvl"), 0)
                own = override.find(f"{W}lvl")
                if own is not None:
                    entry.levels[level] = _read_level(own)
                start = _value(override, "startOverride")
                if start is not None:
                    entry.starts[level] = _number(start, 1)
            lists[num.get(f"{W}numId")] = entry
        return lists

    def label_paragraph(self, paragraph: Any) -> str:
        """The printed label of a w:p with what parts it from the text ("第一条 "), "" when it has none."""
        found = self._find_list(paragraph)
        if found is None:
            return ""
        entry, level = found
        counters = self._count(entry, level)
        return self._write_label(entry, level, counters)

    def _find_list(self, paragraph: Any) -> tuple[_List, int] | None:
        properties = paragraph.find(f"{W}pPr")
        style = (_value(properties, "pStyle") if properties is not None else None) or self._default
        own = properties.find(f"{W}numPr") if properties is not None else None
        number, level = (_value(own, "numId"), _value(own, "ilvl")) if own is not None else (None, None)
        carrier: str | None = None
        if number is None:
            number, styled_level, carrier = self._find_in_style(style)
            level = level if level is not None else styled_level
        entry = self._lists.get(number or "")
        if entry is None:
            return None
        if level is None:
            level = next(
                (str(at) for at, lvl in entry.levels.items() if lvl.style in (carrier, style) and lvl.style),
                "0",
            )
        depth = min(max(_number(level, 0), 0), _LEVELS - 1)
        return entry, depth

    def _find_in_style(self, style: str | None) -> tuple[str | None, str | None, str | None]:
        """numId, ilvl and name of the nearest style in the chain that carries a list."""
        for _ in range(_STYLE_DEPTH):
            element = self._styles.get(style)
            if element is None:
                break
            properties = element.find(f"{W}pPr")
            carried = properties.find(f"{W}numPr") if properties is not None else None
            if carried is not None and _value(carried, "numId") is not None:
                return _value(carried, "numId"), _value(carried, "ilvl"), style
            style = _value(element, "basedOn")
        return None, None, None

    def _count(self, entry: _List, level: int) -> dict[int, int]:
        counters = self._counters.setdefault(entry.abstract, {})
        if not entry.used:
            entry.used = True
            for at, start in entry.starts.items():  # the first use of a num with an override restarts there
                counters[at] = start - 1
        start = entry.starts.get(level, entry.levels.get(level, ListLevel()).start)
        counters[level] = counters[level] + 1 if level in counters else start
        for deeper in range(level + 1, _LEVELS):
            restart = entry.levels.get(deeper, ListLevel()).restart
            if restart is None or (restart > 0 and level < restart):
                counters.pop(deeper, None)
        return counters

    def _write_label(self, entry: _List, level: int, counters: dict[int, int]) -> str:
        here = entry.levels.get(level)
        if here is None:
            return ""
        if here.number_format == "bullet":
            mark = here.text.strip()
            return f"{mark if mark and all(c in _BULLETS for c in mark) else '•'} "

        def fill(hole: re.Match[str]) -> str:
            at = int(hole[1]) - 1
            of = entry.levels.get(at, ListLevel())
            number = counters.get(at, entry.starts.get(at, of.start))
            name = (
                "decimal" if here.is_legal and at < level and of.number_format != "none" else of.number_format
            )
            return format_number(number, name)

        label = _HOLE.sub(fill, here.text)
        if not label.strip():
            return ""
        parted = here.suffix != "nothing" and label[-1] not in "、）】．。：　 "
        return f"{label} " if parted else label
