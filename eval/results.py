"""What a run gives: one row a question with a value a measure, and the means of any group of rows.

A row lacks a measure that does not apply to it (facts of a question without facts, refusal recall of an
answerable one), so that every figure is the mean of the rows that have it.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from eval.measures.bootstrap import Estimate, estimate_mean


@dataclass(frozen=True, slots=True)
class Row:
    """One question's outcome; `found` and `wanted` are for the reader: the first places, the gold."""

    id: str
    question: str
    type: str
    language: str
    values: Mapping[str, float]
    found: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """All rows of one run. `command` is sub-command and set, `counts` says what was indexed, `variant` an ablation."""

    command: str
    questions: str
    rows: tuple[Row, ...]
    variant: str = ""
    counts: Mapping[str, float] = field(default_factory=dict)
    machine: str = ""


def describe_machine() -> str:
    """Cores this process may use, memory in GiB and the Python version. Example: "2 cores, 23 GiB, Python 3.11"."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (ValueError, OSError, AttributeError):
        return f"{cores} cores, Python {platform.python_version()}"
    return f"{cores} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def list_measures(rows: Iterable[Row]) -> list[str]:
    """Names of the measures that some row has, in order of first appearance."""
    return list(dict.fromkeys(name for row in rows for name in row.values))


def average_rows(rows: Sequence[Row]) -> dict[str, Estimate]:
    """The mean of each measure over the rows that have it, with its bootstrap interval."""
    return {
        name: estimate_mean([row.values[name] for row in rows if name in row.values])
        for name in list_measures(rows)
    }


def group_rows(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows under "all", "type …" and "language …", groups in order of first appearance.

    A set with one type or one language is not split by it.
    """
    groups: dict[str, list[Row]] = {"all": list(rows)}
    _add_groups(groups, rows, "type", [row.type for row in rows])
    _add_groups(groups, rows, "language", [row.language for row in rows])
    return groups


def _add_groups(groups: dict[str, list[Row]], rows: Sequence[Row], label: str, names: Sequence[str]) -> None:
    distinct = list(dict.fromkeys(names))
    if len(distinct) > 1:
        for name in distinct:
            groups[f"{label} {name}"] = [row for row, own in zip(rows, names, strict=True) if own == name]
