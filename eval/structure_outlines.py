"""Outlines checked by hand against outlines as parsed: F1 over (path, start). The data hold no text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import BenchFailure
from index.records import Section


@dataclass(frozen=True, slots=True)
class CheckedOutline:
    """The right outline of one text: its length in characters, and path and start of every section in order."""

    file: str
    characters: int
    sections: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OutlineScore:
    """Counts over (path, start): found and right, found in all, right in all."""

    matched: int
    found: int
    right: int
    missing: tuple[tuple[str, int], ...]
    extra: tuple[tuple[str, int], ...]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1.0 when there is nothing to find and nothing was found."""
        return 2 * self.matched / (self.found + self.right) if self.found + self.right else 1.0


def load_outlines(path: Path) -> list[CheckedOutline]:
    """Checked outlines, one JSON object a line: {"file", "characters", "sections": [[path, start], …]}.

    Raises BenchFailure when the file is missing.
    """
    if not path.exists():
        raise BenchFailure(f"没有核对过的提纲 / no checked outlines: {path}")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        CheckedOutline(
            row["file"], row["characters"], tuple((path, start) for path, start in row["sections"])
        )
        for row in rows
    ]


def score_outline(checked: CheckedOutline, sections: Sequence[Section]) -> OutlineScore:
    """Compare the sections of a text with its checked outline; repeated pairs count as often as they stand."""
    found = Counter((section.path, section.start) for section in sections)
    right = Counter(checked.sections)
    matched = found & right
    return OutlineScore(
        matched.total(),
        found.total(),
        right.total(),
        tuple(sorted((right - matched).elements(), key=lambda pair: pair[1])),
        tuple(sorted((found - matched).elements(), key=lambda pair: pair[1])),
    )
