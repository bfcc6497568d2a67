"""The losses of a run as a picture: one line a family of sources, SVG without any library."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
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
    series = {name: [float(row[name] or "nan") for row in rows] for name in names}
    series = {name: line for name, line in series.items() if not any(map(math.isnan, line))}
    return draw_lines(steps, series, "loss")


@dataclass(frozen=True, slots=True)
class _Axes:
    """Steps to `last` across, values from 10**low to 10**high upwards."""

    last: int
    low: float
    high: float

    def place(self, step: float, value: float) -> tuple[float, float]:
        """Where a value stands in the picture."""
        share = (math.log10(max(value, 10**self.low)) - self.low) / max(self.high - self.low, 1e-9)
        x = _LEFT + (_WIDTH - _LEFT - _RIGHT) * step / self.last
        return round(x, 1), round(_HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * share, 1)


def draw_lines(steps: Sequence[int], series: dict[str, list[float]], label: str) -> str:
    """Lines over steps as SVG, values on a logarithmic axis; values must be positive."""
    values = [value for line in series.values() for value in line if value > 0]
    low, high = math.floor(math.log10(min(values)) * 4) / 4, math.ceil(math.log10(max(values)) * 4) / 4
    axes = _Axes(max(steps), low, high)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        *_draw_axes(axes, label),
    ]
    lowest = 0.0
    for number, (name, line) in enumerate(sorted(series.items(), key=lambda item: -item[1][-1])):
        spots = [axes.place(step, value) for step, value in zip(steps, line, strict=True)]
        points = " ".join(f"{x},{y}" for x, y in spots)
        colour = _COLOURS[number % len(_COLOURS)]
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
        lowest = max(spots[-1][1] + 4, lowest + 14)  # names do not cover each other
        parts.append(f'<text x="{_WIDTH - _RIGHT + 6}" y="{lowest}" fill="{colour}">{escape(name)}</text>')
    return "".join([*parts, "</svg>\n"])


def _draw_axes(axes: _Axes, label: str) -> list[str]:
    parts = [f'<text x="{_LEFT}" y="{_HEIGHT - 6}">step; {escape(label)}, logarithmic</text>']
    for value in _list_ticks(axes.low, axes.high):
        x, y = axes.place(0, value)
        parts.append(f'<path d="M{x} {y}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{value:g}</text>')
    for step in range(0, axes.last + 1, max(1, axes.last // 5)):
        x, _ = axes.place(step, 1.0)
        parts.append(f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{step}</text>')
    return parts


def _list_ticks(low: float, high: float) -> list[float]:
    every = [base * 10**power for power in range(math.floor(low), math.ceil(high) + 1) for base in (1, 2, 5)]
    return [tick for tick in every if low - 1e-9 <= math.log10(tick) <= high + 1e-9]
