"""Makes the derived indexes show the state of SQLite: what changed is added and removed, a broken index is remade."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from index.errors import StoreFailure
from index.keywords import KeywordIndex, reset_keywords
from index.passage import ClauseWords
from index.store import KEYWORDS_FOLDER, Store
from index.tables import WINDOW_COLUMNS, WORD_COLUMNS
from index.vectors import VectorIndex
from index.window_index import WindowIndex
from index.windows import ClauseWindows

_BATCH = 5_000
_LOCK_FILE = "derived.lock"


def open_keywords(store: Store) -> KeywordIndex:
    """The keyword index of the store's present state, brought up to date if need be."""
    folder = store.folder / KEYWORDS_FOLDER
    generation = store.generation
    index = _open_folder(folder)
    if index is not None and index.generation == generation:
        return index
    with _lock_folder(store.folder):
        index = _open_folder(folder)
        if index is not None and index.generation == generation:
            return index
        if index is None or index.generation < 0:
            index = reset_keywords(folder)
        held = index.list_rows()
        wanted = {int(row[0]) for row in store.read_rows("SELECT row FROM clauses")}
        index.update(_read_words(store, sorted(wanted - held)), sorted(held - wanted), generation)
    return index


def _open_folder(folder: Path) -> KeywordIndex | None:
    try:
        return KeywordIndex(folder)
    except (OSError, ValueError):
        return None


def _read_words(store: Store, rows: list[int]) -> Iterator[tuple[int, str, ClauseWords]]:
    for start in range(0, len(rows), _BATCH):
        part = rows[start : start + _BATCH]
        found = store.read_rows(
            f"SELECT row, document_id, {WORD_COLUMNS} FROM clauses WHERE row BETWEEN ? AND ? ORDER BY row",
            (part[0], part[-1]),
        )
        wanted = set(part)
        for row, document, *words in found:
            if row in wanted:
                yield int(row), str(document), ClauseWords(*words)


def open_vectors(store: Store, dimensions: int) -> VectorIndex:
    """The vector index of the store's present state, made from the stored vectors if need be."""
    generation = store.generation
    index = VectorIndex.load(store.folder, generation)
    if index is not None:
        return index
    with _lock_folder(store.folder):
        index = VectorIndex(dimensions)
        last = -1
        while True:
            found = store.read_rows(
                "SELECT row, vector FROM clauses WHERE row > ? ORDER BY row LIMIT ?", (last, _BATCH)
            )
            if not found:
                break
            stacked = np.frombuffer(b"".join(row[1] for row in found), dtype=np.float16)
            index.add([int(row[0]) for row in found], stacked.reshape(len(found), -1).astype(np.float32))
            last = int(found[-1][0])
        index.save(store.folder, generation)
    return index


def open_windows(store: Store) -> WindowIndex:
    """The window index of the store's present state, made from the stored windows if need be."""
    generation = store.generation
    index = WindowIndex.load(store.folder, generation)
    if index is not None:
        return index
    with _lock_folder(store.folder):
        rows: list[int] = []
        clauses: list[ClauseWindows] = []
        for row, *parts in store.read_rows(f"SELECT row, {WINDOW_COLUMNS} FROM clauses ORDER BY row"):
            rows.append(int(row))
            clauses.append(ClauseWindows.unpack(*parts))
        index = WindowIndex.build(rows, clauses)
        index.save(store.folder, generation)
    return index


@contextmanager
def _lock_folder(folder: Path) -> Iterator[None]:
    """Hold the lock of the derived indexes; waits for its turn."""
    try:
        file = (folder / _LOCK_FILE).open("ab")
    except OSError as problem:
        raise StoreFailure(
            f"无法更新索引 cannot update the indexes in {folder}: {problem}. 请检查权限 check its rights"
        ) from problem
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def update_indexes(folder: Path, dimensions: int) -> None:
    """Make every index show what was last committed to the store at `folder`."""
    with Store.open(folder) as store:
        open_keywords(store)
        open_vectors(store, dimensions)
        open_windows(store)
