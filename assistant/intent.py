"""What part of a document a question is after, and the headings under which official documents print it.

Application guides and measures follow a fixed order of headings (申报条件, 申报材料, 申报时间, 办理程序, 联系方式 …);
the words of a question rarely are those of the heading. The pairs are data in `intents.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from index.fold import fold_text


@lru_cache(maxsize=1)
def _load_intents() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    lines = files("assistant").joinpath("intents.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((re.compile(question), re.compile(heading)) for question, heading in rows)


def list_intents(question: str) -> list[re.Pattern[str]]:
    """Patterns of the headings that a question is after. Example: "要准备哪些材料" -> [材料|清单]."""
    asked = fold_text(question)
    return [heading for pattern, heading in _load_intents() if pattern.search(asked)]


def match_intents(intents: Sequence[re.Pattern[str]], headings: Sequence[str]) -> float:
    """1 when the nearest heading fits what is asked, .5 when the one above it does, else 0."""
    for heading, share in zip(reversed(headings), (1.0, 0.5), strict=False):
        folded = fold_text(heading)
        if any(intent.search(folded) for intent in intents):
            return share
    return 0.0
