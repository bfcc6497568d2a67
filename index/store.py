"""The store on disk, read side: documents, sections, clauses and source texts, always as last committed.

A folder with `manifest.json`, `store.sqlite` (the truth) and two derived indexes, `keywords/` and `vectors-N.faiss`.
Whatever a kill leaves behind, the derived indexes are made again from SQLite when their generation differs.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from index.encoder import Vectors
from index.errors import StoreFailure
from index.manifest import Manifest, check_manifest, describe_product, read_manifest
from index.passage import ClauseWords
from index.records import Clause, Document, Section
from index.tables import (
    CLAUSE_COLUMNS,
    SECTION_COLUMNS,
    WORD_COLUMNS,
    connect,
    unpack_clause,
    unpack_document,
    unpack_section,
)

DATABASE_FILE = "store.sqlite"
KEYWORDS_FOLDER = "keywords"
_ENTRY_COLUMNS = f"{CLAUSE_COLUMNS}, {WORD_COLUMNS}, vector"
_CLAUSE_WIDTH = CLAUSE_COLUMNS.count(",") + 1
_MANY = 900  # below SQLite's limit of bound values
_MOST_ENTRIES = 2_000  # clauses kept in memory, some 10 MB: a question looks at 100 of them several times

_MOST_OUTLINES = 32  # documents whose clauses and sections are kept in memory whole


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is kept of one clause; the vector as bytes."""

    clause: Clause
    words: ClauseWords
    vector: bytes


class Store:
    """One open store. Safe to share between threads; sees commits of other processes at once."""

    def __init__(self, folder: Path, manifest: Manifest, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self.manifest = manifest
        self._connection = connection
        self._lock = threading.RLock()
        self._documents: tuple[int, dict[str, Document]] | None = None
        self._entries: OrderedDict[int, _Entry] = OrderedDict()
        self._entries_of = -1  # the generation whose clauses `_entries` holds
        self._kept_clauses: Callable[[str, int], tuple[Clause, ...]] = lru_cache(_MOST_OUTLINES)(
            self._read_clauses
        )
        self._kept_sections: Callable[[str, int], tuple[Section, ...]] = lru_cache(_MOST_OUTLINES)(
            self._read_sections
        )

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open an existing store. Raises StoreFailure when missing or broken, StaleStore when of another format."""
        manifest = read_manifest(folder)
        try:
            connection = connect(folder / DATABASE_FILE)
            connection.execute("SELECT value FROM state").fetchall()
        except sqlite3.Error as problem:
            raise StoreFailure(
                f"索引损坏 broken store {folder}: {DATABASE_FILE} ({problem}). "
                f"请重建 rebuild it: rm -r {folder} && policyqa index PATH --store {folder}"
            ) from problem
        return cls(folder, manifest, connection)

    def check_encoder(self, fingerprint: str) -> None:
        """Raise StaleStore when the store was made with another encoder, parser or word list."""
        check_manifest(self.folder, self.manifest, describe_product(fingerprint))

    def close(self) -> None:
        """Release the database."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read_rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of one SQL query; StoreFailure when the database does not answer."""
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as problem:
            raise StoreFailure(
                f"索引不可读 cannot read store {self.folder}: {problem}. 请重试 try again"
            ) from problem

    @property
    def generation(self) -> int:
        """Counts the commits to this store."""
        rows = self.read_rows("SELECT value FROM state WHERE name = 'generation'")
        return int(rows[0][0]) if rows else 0

    @property
    def fingerprint(self) -> str:
        """Names the content: what shaped the store, and its state."""
        text = f"{self.manifest}:{self.generation}"
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    def documents(self) -> tuple[Document, ...]:
        """Every document held, by file and place in the file."""
        return tuple(self._load_documents().values())

    def document(self, document_id: str) -> Document | None:
        """One document, None when it is not held."""
        return self._load_documents().get(document_id)

    def find_documents(self, document_ids: Iterable[str]) -> dict[str, Document]:
        """Documents by id; those not held are left out."""
        held = self._load_documents()
        return {document_id: held[document_id] for document_id in document_ids if document_id in held}

    def _load_documents(self) -> dict[str, Document]:
        with self._lock:
            generation = self.generation
            if self._documents is None or self._documents[0] != generation:
                rows = self.read_rows("SELECT record FROM documents ORDER BY file_id, ordinal")
                held = [unpack_document(row[0]) for row in rows]
                self._documents = (generation, {document.id: document for document in held})
            return self._documents[1]

    def sections_of(self, document_id: str) -> tuple[Section, ...]:
        """The sections of a document in reading order."""
        return self._kept_sections(document_id, self.generation)

    def _read_sections(self, document_id: str, _generation: int) -> tuple[Section, ...]:
        query = f"SELECT {SECTION_COLUMNS} FROM sections WHERE document_id = ? ORDER BY ordinal"
        return tuple(unpack_section(row) for row in self.read_rows(query, (document_id,)))

    def clauses_of(self, document_id: str) -> tuple[Clause, ...]:
        """The clauses of a document in reading order."""
        return self._kept_clauses(document_id, self.generation)

    def _read_clauses(self, document_id: str, _generation: int) -> tuple[Clause, ...]:
        query = f"SELECT {CLAUSE_COLUMNS} FROM clauses WHERE document_id = ? ORDER BY row"
        return tuple(unpack_clause(row) for row in self.read_rows(query, (document_id,)))

    def source_text(self, document_id: str) -> str:
        """The decoded text of the file that holds a document; "" when it is not held."""
        query = "SELECT text FROM files JOIN documents ON file_id = files.id WHERE documents.id = ?"
        rows = self.read_rows(query, (document_id,))
        return str(rows[0][0]) if rows else ""

    def load_clauses(self, rows: Sequence[int]) -> dict[int, Clause]:
        """Clauses by row; rows no longer held are left out."""
        return {row: entry.clause for row, entry in self._load_entries(rows).items()}

    def load_words(self, rows: Sequence[int]) -> dict[int, ClauseWords]:
        """The search words of clauses by row."""
        return {row: entry.words for row, entry in self._load_entries(rows).items()}

    def load_vectors(self, rows: Sequence[int]) -> dict[int, Vectors]:
        """The stored vectors of clauses by row, each of shape (dimensions,)."""
        return {
            row: np.frombuffer(entry.vector, dtype=np.float16).astype(np.float32)
            for row, entry in self._load_entries(rows).items()
        }

    def _load_entries(self, rows: Sequence[int]) -> dict[int, _Entry]:
        """Everything stored of some clauses, those not in memory read at once; the least recently used are dropped."""
        with self._lock:
            generation = self.generation
            if generation != self._entries_of:
                self._entries.clear()
                self._entries_of = generation
            held = self._entries
            missing = [int(row) for row in rows if row not in held]
            for start in range(0, len(missing), _MANY):
                held.update(self._read_entries(missing[start : start + _MANY]))
            found = {int(row): held[row] for row in rows if row in held}
            for row in found:
                held.move_to_end(row)
            while len(held) > _MOST_ENTRIES:
                held.popitem(last=False)
            return found

    def _read_entries(self, rows: Sequence[int]) -> Iterable[tuple[int, _Entry]]:
        holes = ",".join("?" * len(rows))
        query = f"SELECT row, {_ENTRY_COLUMNS} FROM clauses WHERE row IN ({holes})"
        for row in self.read_rows(query, rows):
            words = ClauseWords(*row[1 + _CLAUSE_WIDTH : -1])
            yield int(row[0]), _Entry(unpack_clause(row[1 : 1 + _CLAUSE_WIDTH]), words, row[-1])

    def find_row(self, clause_id: str) -> int | None:
        """The row of a clause, None when it is not held."""
        rows = self.read_rows("SELECT row FROM clauses WHERE id = ?", (clause_id,))
        return int(rows[0][0]) if rows else None
