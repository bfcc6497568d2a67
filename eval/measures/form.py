"""Whether an answer has the form its kind of question wants: a figure first, a table for a comparison."""

from __future__ import annotations

import re

_TABLE_RULE = re.compile(r"^\|(?:\s*:?-+:?\s*\|)+\s*$", re.MULTILINE)
_FIGURE = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千两]+(?:个|家|项|名|人|年|月|日|元|万|亿|倍|成)")


def rate_form(text: str, kind: str) -> float | None:
    """1 when the answer has the wanted form, 0 when not, None for kinds without one.

    `figure`: the first line of words holds a figure; `compare` and `conflict`: a Markdown table or a line a
    document. Example: rate_form("85亿元 [1]", "figure") -> 1.0.
    """
    lines = [line for line in (raw.strip() for raw in text.splitlines()) if line]
    if kind == "figure":
        return float(bool(lines) and _FIGURE.search(_drop_marks(lines[0])) is not None)
    if kind in ("compare", "conflict"):
        return float(_TABLE_RULE.search(text) is not None)
    return None


def _drop_marks(line: str) -> str:
    return re.sub(r"[\[【]\d{1,3}[\]】]", "", line)
