"""`python -m eval curve FILE.svg`: the risk-coverage curve of the refusal decision, as it was fitted, as one SVG.

Coverage is the share of answerable questions that are answered, risk the share of unanswerable ones that are; both
held out. The points are those that fitting stored beside the weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path

from eval.errors import EvalFailure

_SIDE, _MARGIN = 320, 54
_COLOURS = {"zh": "#2f6f8f", "en": "#b3641f"}


@dataclass(frozen=True, slots=True)
class Curve:
    """The curve of one group of languages; `points` are (coverage, risk), `chosen` the one that is used."""

    group: str
    points: tuple[tuple[float, float], ...]
    chosen: tuple[float, float]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare `curve`."""
    parser = subparsers.add_parser(
        "curve", help="draw the risk-coverage curve of refusing", description=__doc__
    )
    parser.add_argument("file", type=Path, metavar="FILE.svg")
    parser.set_defaults(run=run_curve)


def run_curve(args: argparse.Namespace) -> int:
    """Draw the stored curves into the file."""
    stored = json.loads(files("assistant").joinpath("ground_weights.json").read_text(encoding="utf-8"))
    args.file.write_text(draw_curves(read_curves(stored["models"])), encoding="utf-8")
    return 0


def read_curves(models: Mapping[str, Mapping[str, object]]) -> list[Curve]:
    """The curves stored with fitted models. Raises EvalFailure when the weights were never fitted."""
    curves = []
    for group, model in models.items():
        points, chosen = model.get("curve"), model.get("held_out")
        if not isinstance(points, list) or not isinstance(chosen, dict):
            raise EvalFailure(
                f"the refusal weights of {group} hold no curve. Fit them with python -m eval fit"
            )
        pairs = tuple((float(coverage), float(risk)) for _, coverage, risk in points)
        curves.append(Curve(group, pairs, (float(chosen["coverage"]), float(chosen["risk"]))))
    return curves


def draw_curves(curves: Sequence[Curve]) -> str:
    """An SVG with coverage to the right and risk upwards, both from 0 to 1; the dot is the threshold in use."""
    width, height = _SIDE + 2 * _MARGIN + 60, _SIDE + 2 * _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'font-family="sans-serif" font-size="12"><rect width="{width}" height="{height}" fill="#fff"/>'
    ]
    for step in range(5):
        share = step / 4
        (left, low), (right, high) = _place(share, 0.0), _place(share, 1.0)
        (start, level), (end, _) = _place(0.0, share), _place(1.0, share)
        parts += [
            f'<path d="M{left} {low}V{high}M{start} {level}H{end}" stroke="#d5d9de"/>',
            f'<text x="{right}" y="{low + 16}" text-anchor="middle">{share:g}</text>',
            f'<text x="{start - 8}" y="{level + 4}" text-anchor="end">{share:g}</text>',
        ]
    for number, curve in enumerate(curves):
        parts += _draw_curve(curve, number)
    across, down = _place(0.5, 0.0)
    middle = _place(0.0, 0.5)[1]
    parts += [
        f'<text x="{across}" y="{down + 36}" text-anchor="middle">answerable questions answered</text>',
        f'<text transform="translate(16 {middle}) rotate(-90)" text-anchor="middle">'
        "unanswerable questions answered</text>",
    ]
    return "".join(parts) + "</svg>\n"


def _draw_curve(curve: Curve, number: int) -> list[str]:
    colour = _COLOURS.get(curve.group, "#555")
    placed = [_place(*point) for point in sorted(curve.points)]
    path = " ".join(f"{across},{down}" for across, down in placed)
    across, down = _place(*curve.chosen)
    label = f"{escape(curve.group)}: {curve.chosen[0]:.2f} answered, {curve.chosen[1]:.2f} wrongly"
    return [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        f'<circle cx="{across}" cy="{down}" r="5" fill="{colour}"/>',
        f'<text x="{_MARGIN + 12}" y="{_MARGIN + 16 + 18 * number}" fill="{colour}">{label}</text>',
    ]


def _place(coverage: float, risk: float) -> tuple[float, float]:
    return round(_MARGIN + _SIDE * coverage, 1), round(_MARGIN + _SIDE * (1.0 - risk), 1)
