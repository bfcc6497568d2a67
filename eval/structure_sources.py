"""The texts of a folder: every readable file, and the texts inside `.jsonl` files of documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from eval.errors import BenchFailure
from index.errors import ReadFailure
from index.reading import SUFFIXES, read_source
from index.records import SourceText


def list_texts(folder: Path, on_failure: dict[str, str] | None = None) -> Iterator[SourceText]:
    """The texts of a file or folder in order of their names; files that cannot be read are put in `on_failure`.

    A line `{"docid": …, "text": …}` of a `.jsonl` file is one text. Raises BenchFailure when the path is missing.
    """
    if not folder.exists():
        raise BenchFailure(
            f"没有这个文件夹 / no such folder: {folder}。请给出文件夹 / give a folder of documents"
        )
    for path in [folder] if folder.is_file() else sorted(folder.rglob("*")):
        if path.suffix == ".jsonl":
            yield from _read_lines(path)
        elif path.is_file() and path.suffix.lower() in SUFFIXES:
            try:
                yield read_source(path)
            except ReadFailure as problem:
                if on_failure is not None:
                    on_failure[path.name] = str(problem)


def _read_lines(path: Path) -> Iterator[SourceText]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            if isinstance(row, dict) and isinstance(row.get("text"), str):
                yield SourceText(row["text"], str(row.get("docid", number)), "txt", "utf-8")
