"""Files to store: adds, refreshes and removes, one outcome a file, never stopping at a bad one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.encoder import Encoder
from index.errors import IndexFailure, ReadFailure, StoreFailure
from index.parse import parse_file
from index.reading import read_source
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
    """The files named and those inside the folders named, sorted, hidden ones left out."""
    return sorted({file.absolute() for path in paths for file in _walk(path)})


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for child in path.iterdir():
        if not child.name.startswith("."):
            yield from _walk(child)


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
    try:
        digest = _digest_file(path)
        held = writer.find_file(str(path))
        if held is not None and held[1] == digest:
            return Outcome(str(path), path.name, "unchanged")
        file_id = held[0] if held is not None else writer.propose_id(path.stem)
        parsed = parse_file(read_source(path), file_id)
        writer.put_file(file_id, str(path), digest, parsed)
    except StoreFailure:
        raise
    except IndexFailure as problem:
        return Outcome(str(path), path.name, "failed", str(problem))
    return Outcome(str(path), path.name, "added" if held is None else "updated", clauses=len(parsed.clauses))


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
    chosen = [document_id for name in names for document_id in _choose_documents(held, name)]
    with StoreWriter(folder, encoder) as writer:
        removed = [writer.remove_document(document_id) for document_id in dict.fromkeys(chosen)]
    return [document for document in removed if document is not None]


def _choose_documents(held: Sequence[Document], name: str) -> list[str]:
    if any(document.id == name for document in held):
        return [name]
    by_file = [document.id for document in held if document.file == name]
    if not by_file:
        raise StoreFailure(f"没有此文件 not held: {name}. 请用 list what is held with: policyqa documents")
    files = {document_id.rsplit(".", 1)[0] if len(by_file) > 1 else document_id for document_id in by_file}
    if len(files) > 1:
        raise StoreFailure(
            f"{name} 对应多个文件 names several files: {', '.join(by_file)}. 请用编号 use an id"
        )
    return by_file
