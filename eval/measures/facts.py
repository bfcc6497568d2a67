"""Whether the facts of a question stand in an answer; script, width and spaces do not matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.fold import fold_text

_SPACES = re.compile(r"\s+")


def fold_fact(text: str) -> str:
    """The form in which facts are compared. Example: "85 億元" -> "85亿元"."""
    return _SPACES.sub("", fold_text(text))


def rate_facts(facts: Sequence[Sequence[str]], texts: Sequence[str]) -> float:
    """Share of the facts of which one alternative occurs in one of the texts; 1 when no fact is asked for.

    Example: [["5个", "五个"], ["85億元"]] against ["实施5 个项目"] -> 0.5.
    """
    if not facts:
        return 1.0
    folded = [fold_fact(text) for text in texts]
    held = sum(any(fold_fact(one) in text for one in fact for text in folded) for fact in facts)
    return held / len(facts)
