"""One self-contained HTML page for results: tables and bar charts as inline SVG, no script, no outside host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from eval.measures.bootstrap import Estimate
from eval.report import WHOLE_NUMBERS, format_figure
from eval.results import Result, average_rows, group_rows

_ROW, _LEFT, _WIDTH, _RIGHT = 22, 190, 420, 110


def write_page(results: Sequence[Result], path: Path) -> None:
    """Write the page of a run, one part a result."""
    path.write_text(render_page(results), encoding="utf-8")


def render_page(results: Sequence[Result]) -> str:
    """The page as HTML; every text from outside is escaped."""
    style = files("eval").joinpath("page.css").read_text(encoding="utf-8")
    parts = "".join(_render_result(result) for result in results)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>PolicyQA evaluation</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style></head>'
        f"<body><h1>PolicyQA evaluation</h1>{parts}</body></html>\n"
    )


def draw_bars(figures: Mapping[str, Estimate]) -> str:
    """Horizontal bars of shares in [0, 1] with whiskers for the 95 % interval, as SVG."""
    height = _ROW * len(figures) + 8
    lines = [
        f'<svg role="img" viewBox="0 0 {_LEFT + _WIDTH + _RIGHT} {height}" width="100%" '
        f'style="max-width:{_LEFT + _WIDTH + _RIGHT}px">',
        *(
            f'<line class="axis" x1="{x:g}" x2="{x:g}" y1="0" y2="{height}"/>'
            for x in (_LEFT + _WIDTH * part / 4 for part in range(5))
        ),
    ]
    for place, (name, one) in enumerate(figures.items()):
        top = place * _ROW + 4
        middle = top + 7
        lines += [
            f'<text x="{_LEFT - 8}" y="{top + 11}" text-anchor="end">{escape(name)}</text>',
            f'<rect class="bar" x="{_LEFT}" y="{top}" width="{_WIDTH * one.mean:.1f}" height="14"/>',
            f'<line class="whisker" x1="{_LEFT + _WIDTH * one.low:.1f}" x2="{_LEFT + _WIDTH * one.high:.1f}" '
            f'y1="{middle}" y2="{middle}"/>',
            f'<text x="{_LEFT + _WIDTH + 8}" y="{top + 11}">{one.mean:.3f} (n {one.count})</text>',
        ]
    return "".join(lines) + "</svg>"


def _render_result(result: Result) -> str:
    figures = average_rows(result.rows)
    shares = {name: one for name, one in figures.items() if name not in WHOLE_NUMBERS}
    counts = ", ".join(f"{escape(name)} {value:g}" for name, value in result.counts.items())
    title = f"{result.command} · {result.questions}" + (f" · {result.variant}" if result.variant else "")
    main = next(iter(shares), "")
    by_group = {
        name: average_rows(rows)[main]
        for name, rows in group_rows(result.rows).items()
        if main in average_rows(rows)
    }
    return (
        f"<h2>{escape(title)}</h2><p>{len(result.rows)} questions; {counts}; {escape(result.machine)}</p>"
        f"{draw_bars(shares)}"
        + (f"<h3>{escape(main)} by group</h3>{draw_bars(by_group)}" if len(by_group) > 1 else "")
        + _render_groups(result)
        + _render_rows(result, main)
    )


def _render_groups(result: Result) -> str:
    names = list(average_rows(result.rows))
    head = "".join(f'<th class="n">{escape(name)}</th>' for name in names)
    lines = []
    for group, rows in group_rows(result.rows).items():
        means = average_rows(rows)
        cells = "".join(
            f'<td class="n">{format_figure(one, means[one].mean) if one in means else ""}</td>'
            for one in names
        )
        lines.append(f'<tr><td>{escape(group)}</td><td class="n">{len(rows)}</td>{cells}</tr>')
    return f'<div class="wide"><table><tr><th>group</th><th class="n">n</th>{head}</tr>{"".join(lines)}</table></div>'


def _render_rows(result: Result, main: str) -> str:
    lines = []
    for row in result.rows:
        value = row.values.get(main)
        shown = "" if value is None else format_figure(main, value)
        mark = ' class="bad"' if value is not None and value < 1.0 else ""
        cells = "".join(f"<td>{escape(text)}</td>" for text in (row.id, row.question, row.found, row.wanted))
        lines.append(f'<tr{mark}>{cells}<td class="n">{shown}</td></tr>')
    head = "<th>id</th><th>question</th><th>found</th><th>wanted</th>"
    return (
        f"<details><summary>{len(result.rows)} questions</summary><div class='wide'><table>"
        f'<tr>{head}<th class="n">{escape(main)}</th></tr>{"".join(lines)}</table></div></details>'
    )
