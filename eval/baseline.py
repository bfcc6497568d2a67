"""The difference from a saved baseline, and the gate that fails when a figure drops by more than a margin."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.errors import BaselineFailure
from eval.results import Result, average_rows

_LESS_IS_BETTER = frozenset({"wrong_refusal"})
_NOT_GATED = frozenset({"ms", "length", "removed_marks", "failed_sentences"})


@dataclass(frozen=True, slots=True)
class Baseline:
    """Mean figures of an earlier run over the same questions; `count` is the number of questions."""

    command: str
    questions: str
    count: int
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and now; `gain` is above 0 when it became better."""

    measure: str
    before: float
    now: float

    @property
    def gain(self) -> float:
        """How much better, in the measure's own unit."""
        step = self.now - self.before
        return -step if self.measure in _LESS_IS_BETTER else step


def summarise_result(result: Result) -> Baseline:
    """The figures of a run that can serve as a baseline: all but latency and length."""
    figures = {name: one.mean for name, one in average_rows(result.rows).items() if name not in _NOT_GATED}
    return Baseline(result.command, result.questions, len(result.rows), figures)


def save_baseline(result: Result, path: Path) -> None:
    """Write the figures as JSON, rounded to four places."""
    kept = summarise_result(result)
    data = {
        "command": kept.command,
        "questions": kept.questions,
        "count": kept.count,
        "figures": {name: round(value, 4) for name, value in kept.figures.items()},
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_baseline(path: Path) -> Baseline:
    """A saved baseline. Raises BaselineFailure when the file is missing or of another shape."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        figures = {str(name): float(value) for name, value in data["figures"].items()}
        return Baseline(str(data["command"]), str(data["questions"]), int(data["count"]), figures)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BaselineFailure(
            f"cannot use the baseline {path}: {error}. Make one with python -m eval ... --save-baseline {path}"
        ) from error


def compare_baseline(result: Result, baseline: Baseline) -> list[Change]:
    """Every figure of the baseline beside today's; a figure that is gone counts as 0 (or 1 where less is better).

    Raises BaselineFailure when the baseline is of another command.
    """
    now = summarise_result(result)
    if now.command != baseline.command:
        raise BaselineFailure(
            f"the baseline is of '{baseline.command}', this run is '{now.command}'. "
            f"Save a new one with --save-baseline."
        )
    return [
        Change(name, before, now.figures.get(name, float(name in _LESS_IS_BETTER)))
        for name, before in baseline.figures.items()
    ]


def find_regressions(changes: list[Change], margin: float) -> list[Change]:
    """The figures that became worse by more than the margin (a share in [0, 1]).

    Example: .90 -> .86 is a regression at margin .03, not at .05.
    """
    return [change for change in changes if change.gain < -margin]
