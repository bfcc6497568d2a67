"""The losses of a run as a picture: one line a family of sources, SVG without any library."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from html import escape
from pathlib import Path

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _RIGHT, _TOP = 760, 380, 50, 40, 120, 16
_COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#17becf", "#7f7f7f", "#e377c2")


def draw_losses(table: Path) -> str:
    """The picture of a `losses.csv` of `train_model`; the loss axis is logarithmic."""
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows:
        raise ValueError(f"{table} holds no row yet")
    names = [name for name in rows[0] if name not in ("step", "seconds")]
    steps = [int(row["step"]) for row in rows]
    series = {name: [float(row[name]) for row in rows] for name in names}
    return draw_lines(steps, series, "loss")


def draw_lines(steps: Sequence[int], series: dict[str, list[float]], label: str) -> str:
    """Lines over steps as SVG, values on a logarithmic axis; values must be positive."""
    values = [value for line in series.values() for value in line if value > 0]
    low, high = math.floor(math.log10(min(values)) * 4) / 4, math.ceil(math.log10(max(values)) * 4) / 4
    last = max(steps)

    def place(step: float, value: float) -> str:
        x = _LEFT + (_WIDTH - _LEFT - _RIGHT) * step / last
        share = (math.log10(max(value, 10**low)) - low) / max(high - low, 1e-9)
        return f"{x:.1f},{_HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * share:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    ]
    for tick in _list_ticks(low, high):
        x, y = place(0, tick).split(",")
        parts.append(f'<path d="M{x} {y}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{float(y) + 4:.1f}" text-anchor="end">{tick:g}</text>')
    for tick in range(0, last + 1, max(1, last // 5)):
        x = place(tick, 10**low).split(",")[0]
        parts.append(f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{tick}</text>')
    parts.append(f'<text x="{_LEFT}" y="{_HEIGHT - 6}">step; {escape(label)}, logarithmic</text>')
    ends: list[float] = []
    for number, (name, line) in enumerate(sorted(series.items(), key=lambda item: -item[1][-1])):
        points = " ".join(place(step, value) for step, value in zip(steps, line, strict=True))
        colour = _COLOURS[number % len(_COLOURS)]
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
        y = float(place(last, line[-1]).split(",")[1])
        y = max(y, ends[-1] + 14) if ends else y
        ends.append(y)
        parts.append(f'<text x="{_WIDTH - _RIGHT + 6}" y="{y + 4:.1f}" fill="{colour}">{escape(name)}</text>')
    return "".join([*parts, "</svg>\n"])


def _list_ticks(low: float, high: float) -> list[float]:
    every = [base * 10**power for power in range(math.floor(low), math.ceil(high) + 1) for base in (1, 2, 5)]
    return [tick for tick in every if low - 1e-9 <= math.log10(tick) <= high + 1e-9]
