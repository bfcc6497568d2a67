"""Results for people and programs: a text table, JSON; the page is in `page.py`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval.baseline import Change
from eval.results import Result, average_rows, group_rows, list_measures

WHOLE_NUMBERS = frozenset({"ms", "length", "removed_marks", "failed_sentences"})


def format_figure(measure: str, value: float) -> str:
    """Shares with three places, milliseconds and lengths with one. Example: ("mrr@10", .5) -> "0.500"."""
    return f"{value:.1f}" if measure in WHOLE_NUMBERS else f"{value:.3f}"


def format_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lines of columns, the first aligned left, the others right, two spaces between."""
    widths = [max(len(line[column]) for line in (header, *rows)) for column in range(len(header))]
    lines = []
    for line in (header, *rows):
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def render_text(result: Result) -> str:
    """A head line, the mean of every measure with its interval, and the means by type and language."""
    counts = ", ".join(f"{name} {value:g}" for name, value in result.counts.items())
    variant = f" ({result.variant})" if result.variant else ""
    head = f"{result.command}{variant}: {len(result.rows)} questions of {result.questions}; {counts}; {result.machine}"
    overall = [
        [
            name,
            format_figure(name, one.mean),
            f"{format_figure(name, one.low)}–{format_figure(name, one.high)}",
            str(one.count),
        ]
        for name, one in average_rows(result.rows).items()
    ]
    parts = [head, format_table(("measure", "mean", "95 %", "n"), overall)]
    groups = group_rows(result.rows)
    if len(groups) > 1:
        parts.append(_render_groups(result, groups))
    return "\n\n".join(parts) + "\n"


def _render_groups(result: Result, groups: dict[str, Any]) -> str:
    measures = list_measures(result.rows)
    lines = []
    for name, rows in groups.items():
        means = average_rows(rows)
        cells = [format_figure(one, means[one].mean) if one in means else "" for one in measures]
        lines.append([name, str(len(rows)), *cells])
    return format_table(("group", "n", *measures), lines)


def render_failures(result: Result, measure: str) -> str:
    """One line a question whose value of the measure is below 1: id, question, what was found, what was wanted."""
    lines = [
        f"{row.id}  {row.type}  {row.question}\n    found  {row.found}\n    wanted {row.wanted}"
        for row in result.rows
        if row.values.get(measure, 1.0) < 1.0
    ]
    return "\n".join(lines) + "\n" if lines else ""


def render_changes(changes: Sequence[Change]) -> str:
    """A table of figures before and now, the gain with its sign."""
    rows = [
        [
            one.measure,
            format_figure(one.measure, one.before),
            format_figure(one.measure, one.now),
            f"{one.gain:+.3f}",
        ]
        for one in changes
    ]
    return format_table(("measure", "baseline", "now", "gain"), rows) + "\n"


def render_ablation(results: Sequence[Result], measures: Sequence[str]) -> str:
    """One line a variant with the means of some measures."""
    lines = []
    for result in results:
        means = average_rows(result.rows)
        cells = [format_figure(one, means[one].mean) if one in means else "" for one in measures]
        lines.append([result.variant, *cells])
    return format_table(("variant", *measures), lines) + "\n"


def result_to_dict(result: Result) -> dict[str, Any]:
    """Everything of a run as plain data: figures by group with intervals, and every row."""
    groups = {
        name: {measure: asdict(one) for measure, one in average_rows(rows).items()}
        for name, rows in group_rows(result.rows).items()
    }
    return {
        "command": result.command,
        "variant": result.variant,
        "questions": result.questions,
        "machine": result.machine,
        "counts": dict(result.counts),
        "figures": groups,
        "rows": [asdict(row) for row in result.rows],
    }


def write_json(results: Sequence[Result], path: Path) -> None:
    """All results of a run as one JSON file."""
    data = [result_to_dict(result) for result in results]
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
