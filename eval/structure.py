"""`python -m eval structure FOLDER`: how well the structure of every document is read, worst first."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from eval.structure_measure import FileStructure, measure_text
from eval.structure_outlines import OutlineScore, load_outlines, score_outline
from eval.structure_sources import list_texts
from eval.structure_splitters import SplitScore, list_splitters, score_splitter
from index.parse import parse_file

_MOST_SPLIT = 40  # texts for the comparison of splitters, the first of the folder


@dataclass(frozen=True, slots=True)
class StructureReport:
    """All figures of a run; `outlines` holds scores by file where checked outlines were given."""

    folder: str
    files: tuple[FileStructure, ...]
    unreadable: dict[str, str]
    outlines: dict[str, OutlineScore] = field(default_factory=dict)
    splitters: tuple[SplitScore, ...] = ()


def run_structure(
    folder: Path,
    outlines: Path | None = None,
    splitters: bool = False,
    on_progress: Callable[[int], None] | None = None,
) -> StructureReport:
    """Measure every text of `folder`; with `outlines` also F1 against checked ones, with `splitters` the comparison.

    Raises BenchFailure when the folder or the outlines are missing.
    """
    unreadable: dict[str, str] = {}
    files: list[FileStructure] = []
    for source in list_texts(folder, unreadable):
        files.append(measure_text(source))
        if on_progress is not None:
            on_progress(len(files))
    scores = score_outlines(folder, outlines) if outlines is not None else {}
    compared: list[SplitScore] = []
    if splitters:
        sources = list(islice(list_texts(folder), _MOST_SPLIT))
        compared = [score_splitter(name, split, sources) for name, split in list_splitters().items()]
    return StructureReport(folder.name, tuple(files), unreadable, scores, tuple(compared))


def score_outlines(folder: Path, outlines: Path) -> dict[str, OutlineScore]:
    """Scores of the texts of `folder` that have a checked outline, by file name."""
    checked = {(outline.file, outline.characters): outline for outline in load_outlines(outlines)}
    scores: dict[str, OutlineScore] = {}
    for source in list_texts(folder):
        outline = checked.get((source.file, len(source.text)))
        if outline is not None:
            scores[source.file] = score_outline(outline, parse_file(source, "f").sections)
    return scores


def render_structure(report: StructureReport, worst: int = 10) -> str:
    """The report as Markdown, totals first, then the worst files."""
    lines = [f"# 结构 / structure: {report.folder}", "", *_render_totals(report)]
    if report.splitters:
        lines += ["", "| splitter | chunks | clauses | whole in one chunk | with its path | and alone |"]
        lines += ["|---|---|---|---|---|---|"]
        lines += [
            f"| {s.splitter} | {s.chunks} | {s.clauses} | {s.whole:.3f} | {s.placed:.3f} | {s.cited:.3f} |"
            for s in report.splitters
        ]
    if report.outlines:
        lines += ["", "| checked outline | sections | F1 | missing | extra |", "|---|---|---|---|---|"]
        lines += [
            f"| {name[:40]} | {score.right} | {score.f1:.3f} | {_render_pairs(score.missing)} "
            f"| {_render_pairs(score.extra)} |"
            for name, score in report.outlines.items()
        ]
    ranked = sorted(report.files, key=lambda file: (-file.badness, file.file))[:worst]
    lines += [
        "",
        "| worst first | characters | labels kept | lists continuous | gaps | s |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {file.file[:48]} {file.error} | {file.characters} | {file.kept}/{file.strong} | "
        f"{file.continuous}/{file.lists} | {file.gaps} | {file.seconds:.3f} |"
        for file in ranked
    ]
    lines += [f"- 未读 / not read: {name}: {why}" for name, why in report.unreadable.items()]
    return "\n".join(lines) + "\n"


def _render_pairs(pairs: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{path}@{start}" for path, start in pairs[:3]) + (" …" if len(pairs) > 3 else "")


def _render_totals(report: StructureReport) -> list[str]:
    files = report.files
    characters, seconds = sum(f.characters for f in files), sum(f.seconds for f in files)
    covered = sum(f.covered == 1.0 for f in files)
    lists, good = sum(f.lists for f in files), sum(f.continuous for f in files)
    strong, kept = sum(f.strong for f in files), sum(f.kept for f in files)
    printed = [f for f in files if f.printed]
    right = sum(f.printed == f.articles for f in printed)
    rows = [
        ("texts (failed)", f"{len(files)} ({sum(bool(f.error) for f in files)})"),
        ("documents, sections, clauses", f"{sum(f.documents for f in files)}, {sum(f.sections for f in files)}, "
         f"{sum(f.clauses for f in files)}"),
        ("covered exactly", f"{covered} of {len(files)}"),
        ("lists that count on", f"{good} of {lists} ({good / max(1, lists):.4f})"),
        ("numbered labels kept", f"{kept} of {strong} ({kept / max(1, strong):.4f})"),
        ("gaps reported", str(sum(f.gaps for f in files))),
        ("continuous laws with every article", f"{right} of {len(printed)}"),
        ("characters a second", f"{characters / max(seconds, 1e-9):,.0f} ({characters:,} in {seconds:.1f} s)"),
    ]  # fmt: skip
    if report.outlines:
        matched = sum(score.matched for score in report.outlines.values())
        both = sum(score.found + score.right for score in report.outlines.values())
        rows.append(
            ("F1 over (path, start)", f"{2 * matched / max(1, both):.4f} in {len(report.outlines)} outlines")
        )
    return ["| measure | value |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare `structure`."""
    words = "coverage, continuity, labels kept, gaps and times of the outlines of a folder"
    parser = subparsers.add_parser("structure", help=words, description=words)
    parser.add_argument("folder", type=Path, help="folder of documents, or a .jsonl file of texts")
    parser.add_argument("--outlines", type=Path, help="outlines checked by hand (.jsonl), for F1")
    parser.add_argument("--splitters", action="store_true", help="also compare with public splitters")
    parser.add_argument("--worst", type=int, default=10, help="how many files to list, worst first")
    parser.add_argument("--json", action="store_true", help="every figure of every file as JSON")
    parser.set_defaults(run=run_structure_command)


def run_structure_command(args: argparse.Namespace) -> int:
    """Run and print; 1 when a text failed or is not covered."""
    report = run_structure(args.folder, args.outlines, args.splitters, _show if sys.stderr.isatty() else None)
    text = (
        json.dumps(asdict(report), ensure_ascii=False) + "\n"
        if args.json
        else render_structure(report, args.worst)
    )
    sys.stdout.write(text)
    return int(any(file.error or file.covered < 1.0 for file in report.files))


def _show(done: int) -> None:
    sys.stderr.write(f"\r{done} …")
