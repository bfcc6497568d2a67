"""Files to store: adds, refreshes and removes, one outcome a file, never stopping at a bad one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.encoder import Encoder
from index.errors import PutFailure, ReadFailure, StoreFailure
from index.parse import parse_file
from index.reading import check_file, read_source
from index.records import Document
from index.store import Store
from index.store_writer import StoreWriter

Status = Literal["added", "updated", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `reason` is set when it failed, `clauses` counts what was indexed."""

    path: str
    file: str
    status: Status
    reason: str | None = None
    clauses: int = 0


def list_files(paths: Sequence[Path]) -> list[Path]:
    """The files named and those inside the folders named, once each, sorted, hidden ones left out.

    A folder that cannot be listed stands for itself, so that it comes out as a failure.
    """
    found = {file for path in paths for file in _walk(path, frozenset())}
    return sorted({file.parent.resolve() / file.name for file in found})


def _walk(path: Path, above: frozenset[Path]) -> Iterator[Path]:
    """Files below a path; a link back to a folder `above` is not followed."""
    if not path.is_dir():
        yield path
        return
    place = path.resolve()
    if place in above:
        return
    try:
        children = [child for child in path.iterdir() if not child.name.startswith(".")]
    except OSError:
        yield place
        return
    for child in children:
        yield from _walk(child, above | {place})


def index_paths(
    paths: Sequence[Path],
    folder: Path,
    encoder: Encoder,
    on_outcome: Callable[[Outcome], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Outcome]:
    """Add or refresh files and folders in the store at `folder`, made when missing.

    Raises StoreFailure or StaleStore when the store cannot be used; a bad file only gives a `failed` outcome.
    """
    wanted = list_files(paths)
    outcomes: list[Outcome] = []
    with StoreWriter(folder, encoder) as writer:
        for done, path in enumerate(wanted, start=1):
            outcome = _index_file(writer, path)
            outcomes.append(outcome)
            if on_outcome is not None:
                on_outcome(outcome)
            if on_progress is not None:
                on_progress(done, len(wanted))
    return outcomes


def _index_file(writer: StoreWriter, path: Path) -> Outcome:
    shown, name = (os.fsencode(part).decode("utf-8", "replace") for part in (path, path.name))
    try:
        if name != path.name:
            raise ReadFailure(
                "文件名不是 UTF-8 the file name is not UTF-8: 请改名后重试 rename it and try again"
            )
        check_file(path)
        digest = _digest_file(path)
        held = writer.find_file(shown)
        if held is not None and held[1] == digest:
            return Outcome(shown, name, "unchanged")
        file_id = held[0] if held is not None else writer.propose_id(path.stem)
        parsed = parse_file(read_source(path), file_id)
        writer.put_file(file_id, shown, digest, parsed)
    except (ReadFailure, PutFailure) as problem:
        return Outcome(shown, name, "failed", str(problem))
    return Outcome(shown, name, "added" if held is None else "updated", clauses=len(parsed.clauses))


def _digest_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ReadFailure(
            f"无法读取 cannot be read ({reason}): 请检查路径和权限 check path and rights"
        ) from problem


def remove_documents(folder: Path, names: Sequence[str], encoder: Encoder) -> list[Document]:
    """Take documents out by id or file name. Raises StoreFailure when a name is not held or means several files."""
    with Store.open(folder) as store:
        held = store.documents()
        files = {str(row[0]): str(row[1]) for row in store.read_rows("SELECT id, file_id FROM documents")}
    chosen = [document_id for name in names for document_id in _choose_documents(held, files, name)]
    with StoreWriter(folder, encoder) as writer:
        removed = [writer.remove_document(document_id) for document_id in dict.fromkeys(chosen)]
    return [document for document in removed if document is not None]


def _choose_documents(held: Sequence[Document], files: Mapping[str, str], name: str) -> list[str]:
    """Ids of the document with that id, else of all documents of the only file with that name."""
    if any(document.id == name for document in held):
        return [name]
    by_file = [document.id for document in held if document.file == name]
    if not by_file:
        raise StoreFailure(f"没有此文件 not held: {name}. 请用 list what is held with: policyqa documents")
    if len({files[document_id] for document_id in by_file}) > 1:
        raise StoreFailure(
            f"{name} 对应多个文件 names several files: {', '.join(by_file)}. 请用编号 use an id"
        )
    return by_file
