"""`policyqa index`: add or refresh files and folders, one outcome line a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands import DONE, FAILED
from assistant.console import beside_progress, show_progress, write_json, write_result, write_talk
from assistant.settings import Settings

if TYPE_CHECKING:
    from index.build import Outcome

HELP = "添加或更新文件与文件夹 / add or refresh files and folders"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", type=Path, help="文件或文件夹 / file or folder")
    parser.add_argument("--json", action="store_true", help="每个文件一行 JSON / one JSON object a file")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Index the paths; 1 when some files failed, the rest being indexed all the same."""
    from index.build import index_paths
    from index.load_encoder import load_encoder

    encoder = load_encoder(settings.encoder)
    write = _write_json_outcome if args.json else _write_outcome
    with show_progress("索引 indexing") as advance:
        outcomes = index_paths(args.paths, settings.store, encoder, on_outcome=write, on_progress=advance)
    counts = dict.fromkeys(("added", "updated", "unchanged", "failed"), 0)
    for outcome in outcomes:
        counts[outcome.status] += 1
    write_talk(f"{settings.store}: " + ", ".join(f"{count} {status}" for status, count in counts.items()))
    if not outcomes:
        write_talk("没有可读的文件，请给出 txt、md、html、docx、pdf 或 xlsx / nothing readable was found")
        return FAILED
    return FAILED if counts["failed"] else DONE


def _write_outcome(outcome: Outcome) -> None:
    reason = f": {outcome.reason}" if outcome.reason else ""
    with beside_progress():
        write_result(f"{outcome.file}\t{outcome.status}{reason}")


def _write_json_outcome(outcome: Outcome) -> None:
    with beside_progress():
        write_json(
            {
                "file": outcome.file,
                "status": outcome.status,
                "reason": outcome.reason,
                "clauses": outcome.clauses,
            }
        )
