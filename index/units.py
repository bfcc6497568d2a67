"""Responsible units printed in brackets or after a mark: （责任单位：市科技局、市财政局）."""

from __future__ import annotations

import re

_MARK = r"(?:责任|牵头|配合|主办|协办|落实|主管|承办|負責|责任落实|責任|牽頭)(?:单位|部门|單位|部門|处室|处室单位|领导)"
_MARKED = re.compile(rf"{_MARK}[：:]\s?([^）)〕\]】\n]{{2,300}})")
_BRACKET = re.compile(r"[（(〔\[]([^（(）)〔〕\[\]\n]{2,300})[）)〕\]]")
_ROLE = re.compile(
    r"(?:分别|共同|按职责|按职责分工|根据职责分工)?(?:分工)?(?:牵头|负责|配合|参与|落实|協助|负责落实|牵头负责|分工负责|牽頭|負責)$"
)
_SPLIT = re.compile(rf"[、，,；;。]|{_MARK}[：:]|\s{{2,}}")
_UNIT = re.compile(
    r".{0,30}(?:部|委|局|厅|廳|办|辦|院|会|會|署|行|府|中心|处|處|科|公司|大学|学院|政府|单位|部门|集团|协会|区|县|市|乡|镇|科协|总社|组)$"
)


def find_units(text: str) -> tuple[str, ...]:
    """The responsible units that the clause names, in printed order, without repeats.

    Example: "（牵头单位：市科技局；配合单位：市财政局）" -> ("市科技局", "市财政局").
    """
    found: list[str] = []
    for match in _MARKED.finditer(text):
        found.extend(_split_units(match.group(1)))
    if not found:
        for match in _BRACKET.finditer(text):
            pieces = [piece.strip() for piece in re.split(r"[，,；;]", match.group(1))]
            if pieces and all(_ROLE.search(piece) for piece in pieces if piece):
                found.extend(_split_units(match.group(1)))
    return tuple(dict.fromkeys(found))


def _split_units(listed: str) -> list[str]:
    units = [_ROLE.sub("", piece.strip(" 　")).strip() for piece in _SPLIT.split(listed)]
    units = [re.sub(r"等(?:有关|相关)?(?:部门|单位)?$", "", unit) for unit in units]
    return [unit for unit in units if _UNIT.fullmatch(unit)]
