"""The store on disk, read side: documents, sections, clauses and source texts, always as last committed.

A folder with `manifest.json`, `store.sqlite` (the truth) and two derived indexes, `keywords/` and `vectors-N.faiss`.
Whatever a kill leaves behind, the derived indexes are made again from SQLite when their generation differs.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from index.encoder import Vectors
from index.errors import StoreFailure
from index.late_interaction import Tokens
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
_MANY = 900  # below SQLite's limit of bound values


class Store:
    """One open store. Safe to share between threads; sees commits of other processes at once."""

    def __init__(self, folder: Path, manifest: Manifest, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self.manifest = manifest
        self._connection = connection
        self._lock = threading.RLock()
        self._documents: tuple[int, dict[str, Document]] | None = None

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
        query = f"SELECT {SECTION_COLUMNS} FROM sections WHERE document_id = ? ORDER BY ordinal"
        return tuple(unpack_section(row) for row in self.read_rows(query, (document_id,)))

    def clauses_of(self, document_id: str) -> tuple[Clause, ...]:
        """The clauses of a document in reading order."""
        query = f"SELECT {CLAUSE_COLUMNS} FROM clauses WHERE document_id = ? ORDER BY row"
        return tuple(unpack_clause(row) for row in self.read_rows(query, (document_id,)))

    def source_text(self, document_id: str) -> str:
        """The decoded text of the file that holds a document; "" when it is not held."""
        query = "SELECT text FROM files JOIN documents ON file_id = files.id WHERE documents.id = ?"
        rows = self.read_rows(query, (document_id,))
        return str(rows[0][0]) if rows else ""

    def load_clauses(self, rows: Sequence[int]) -> dict[int, Clause]:
        """Clauses by row; rows no longer held are left out."""
        found = self._read_by_row(f"row, {CLAUSE_COLUMNS}", rows)
        return {int(row[0]): unpack_clause(row[1:]) for row in found}

    def load_words(self, rows: Sequence[int]) -> dict[int, ClauseWords]:
        """The search words of clauses by row."""
        found = self._read_by_row(f"row, {WORD_COLUMNS}", rows)
        return {int(row[0]): ClauseWords(*row[1:]) for row in found}

    def load_vectors(self, rows: Sequence[int]) -> dict[int, Vectors]:
        """The stored vectors of clauses by row, each of shape (dimensions,)."""
        found = self._read_by_row("row, vector", rows)
        return {int(row[0]): np.frombuffer(row[1], dtype=np.float16).astype(np.float32) for row in found}

    def load_tokens(self, rows: Sequence[int]) -> dict[int, tuple[Tokens, Tokens]]:
        """The token ids of clauses by row: those of the text, and those of title and headings."""
        found = self._read_by_row("row, tokens, named_tokens", rows)
        return {
            int(row[0]): (np.frombuffer(row[1], dtype=np.int32), np.frombuffer(row[2], dtype=np.int32))
            for row in found
        }

    def _read_by_row(self, columns: str, rows: Sequence[int]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(rows), _MANY):
            part = [int(row) for row in rows[start : start + _MANY]]
            holes = ",".join("?" * len(part))
            found += self.read_rows(f"SELECT {columns} FROM clauses WHERE row IN ({holes})", part)
        return found

    def rows_of(self, documents: frozenset[str]) -> list[int]:
        """The rows of all clauses of some documents, ascending."""
        found: list[int] = []
        names = sorted(documents)
        for start in range(0, len(names), _MANY):
            part = names[start : start + _MANY]
            holes = ",".join("?" * len(part))
            query = f"SELECT row FROM clauses WHERE document_id IN ({holes}) ORDER BY row"
            found += [int(row[0]) for row in self.read_rows(query, part)]
        return sorted(found)

    def find_row(self, clause_id: str) -> int | None:
        """The row of a clause, None when it is not held."""
        rows = self.read_rows("SELECT row FROM clauses WHERE id = ?", (clause_id,))
        return int(rows[0][0]) if rows else None
