"""Changing a store: every change is one SQLite transaction; the derived indexes follow and can always be remade.

One writer at a time, held by a file lock that the system drops when the process dies.
"""

from __future__ import annotations

import fcntl
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import IO

import numpy as np

from index.copies import digest_clause
from index.derived import update_indexes
from index.encoder import Encoder
from index.errors import PutFailure, StoreFailure
from index.manifest import MANIFEST_FILE, check_manifest, describe_product, read_manifest, write_manifest
from index.passage import compose_passage, cut_clause
from index.records import Clause, Document, ParsedFile
from index.store import DATABASE_FILE
from index.tables import (
    CLAUSE_COLUMNS,
    SECTION_COLUMNS,
    WINDOW_COLUMNS,
    WORD_COLUMNS,
    connect,
    pack_clause,
    pack_document,
    pack_section,
    unpack_document,
)
from index.windows import cut_windows

_LOCK_FILE = "lock"
_CLAUSE_HOLES = ", ".join("?" * 24)
_SECTION_HOLES = ", ".join("?" * 10)


class StoreWriter:
    """A context that holds the store's lock. Leaving it makes the derived indexes follow."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.folder = folder
        self._encoder = encoder
        self._lock: IO[bytes] | None = None
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> StoreWriter:
        wanted = describe_product(self._encoder.fingerprint)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = (self.folder / _LOCK_FILE).open("ab")
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if (self.folder / MANIFEST_FILE).exists():
                check_manifest(self.folder, read_manifest(self.folder), wanted)
            self._connection = connect(self.folder / DATABASE_FILE, create=True)
            write_manifest(self.folder, wanted)
        except BlockingIOError:
            self._release()
            raise StoreFailure(
                f"索引正被占用 store {self.folder} is being changed by another process. 请稍后重试 try again later"
            ) from None
        except (OSError, sqlite3.Error) as problem:
            self._release()
            raise StoreFailure(
                f"无法写入索引 cannot write store {self.folder}: {problem}. "
                "请检查路径和权限 check the path, its rights and the free space"
            ) from problem
        except StoreFailure:
            self._release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                update_indexes(self.folder, self._encoder.dimensions)
        finally:
            self._release()

    def _release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def _database(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreFailure("索引未打开 the store is not open; use it in a `with` block")
        return self._connection

    def find_file(self, path: str) -> tuple[str, str] | None:
        """The id and digest of a file held, None when its path is not."""
        row = self._database.execute("SELECT id, digest FROM files WHERE path = ?", (path,)).fetchone()
        return None if row is None else (str(row[0]), str(row[1]))

    def propose_id(self, stem: str) -> str:
        """A free file id: the stem itself, else `stem~2`, `stem~3`, …

        Ids whose documents could be mistaken for each other are never both given: `a` may hold the document `a.1`.
        """
        name, count = stem, 1
        while self._holds_like(name):
            count += 1
            name = f"{stem}~{count}"
        return name

    def _holds_like(self, name: str) -> bool:
        """Whether a file id is held, or one that is the same but for the ordinal of a document."""
        whole, _, ordinal = name.rpartition(".")
        known = [name, whole] if ordinal.isdigit() else [name]
        near = self._database.execute(
            "SELECT id FROM files WHERE id > ? AND id < ?", (f"{name}.", f"{name}/")
        )
        if any(str(row[0])[len(name) + 1 :].isdigit() for row in near):
            return True
        holes = ",".join("?" * len(known))
        query = f"SELECT 1 FROM files WHERE id IN ({holes})"
        return self._database.execute(query, known).fetchone() is not None

    def put_file(self, file_id: str, path: str, digest: str, parsed: ParsedFile) -> None:
        """Put a file in, or in the place of its older self, as one transaction.

        Raises PutFailure when a clause is not the source's own words at its offsets: such a clause is never cited.
        """
        text = parsed.source.text
        for clause in parsed.clauses:
            if clause.text != text[clause.start : clause.end]:
                raise PutFailure(f"条款与原文不符 clause {clause.id} is not the text at its offsets")
        rows = self._make_clause_rows(parsed)
        with self._transact() as database:
            self._delete_file(file_id)
            database.execute(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?)", (file_id, path, parsed.source.file, digest, text)
            )
            for ordinal, document in enumerate(parsed.documents):
                database.execute(
                    "INSERT INTO documents VALUES (?, ?, ?, ?)",
                    (document.id, file_id, ordinal, pack_document(document)),
                )
            database.executemany(
                f"INSERT INTO sections (document_id, ordinal, {SECTION_COLUMNS}) VALUES ({_SECTION_HOLES})",
                [
                    (parsed.documents[section.document].id, ordinal, *pack_section(section))
                    for ordinal, section in enumerate(parsed.sections)
                ],
            )
            database.executemany(
                f"INSERT INTO clauses ({CLAUSE_COLUMNS}, {WORD_COLUMNS}, vector, {WINDOW_COLUMNS}, digest) "
                f"VALUES ({_CLAUSE_HOLES})",
                rows,
            )

    def _make_clause_rows(self, parsed: ParsedFile) -> list[tuple[object, ...]]:
        documents = {document.id: document for document in parsed.documents}
        cited = [clause for clause in parsed.clauses if clause.text.strip()]
        pairs: list[tuple[Document, Clause]] = [(documents[clause.document_id], clause) for clause in cited]
        vectors = self._encoder.encode_passages([compose_passage(*pair) for pair in pairs])
        words = [cut_clause(*pair) for pair in pairs]
        windows = cut_windows(self._encoder, [item.folded for item in words], [item.named for item in words])
        return [
            (
                *pack_clause(clause),
                *(item.title, item.heading, item.body, item.folded, item.named),
                np.asarray(vector, dtype=np.float16).tobytes(),
                *cut.pack(),
                digest_clause(clause, None if clause.lead_in else item.folded),
            )
            for clause, item, vector, cut in zip(cited, words, vectors, windows, strict=True)
        ]

    def remove_document(self, document_id: str) -> Document | None:
        """Take one document out, None when it is not held; its file can be indexed again at any time."""
        row = self._database.execute(
            "SELECT record, file_id FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        if row is None:
            return None
        with self._transact() as database:
            self._delete_documents([document_id])
            left = database.execute("SELECT 1 FROM documents WHERE file_id = ?", (row[1],)).fetchone()
            if left is None:
                database.execute("DELETE FROM files WHERE id = ?", (row[1],))
            else:
                database.execute("UPDATE files SET digest = '' WHERE id = ?", (row[1],))
        return unpack_document(row[0])

    def _delete_file(self, file_id: str) -> None:
        rows = self._database.execute("SELECT id FROM documents WHERE file_id = ?", (file_id,)).fetchall()
        self._delete_documents([str(row[0]) for row in rows])
        self._database.execute("DELETE FROM files WHERE id = ?", (file_id,))

    def _delete_documents(self, ids: list[str]) -> None:
        for document_id in ids:
            for table, column in (
                ("clauses", "document_id"),
                ("sections", "document_id"),
                ("documents", "id"),
            ):
                self._database.execute(f"DELETE FROM {table} WHERE {column} = ?", (document_id,))

    def _transact(self) -> _Transaction:
        return _Transaction(self._database, self.folder)


class _Transaction:
    """BEGIN IMMEDIATE … COMMIT with the generation raised by one; rolled back on any error."""

    def __init__(self, database: sqlite3.Connection, folder: Path) -> None:
        self._database = database
        self._folder = folder

    def __enter__(self) -> sqlite3.Connection:
        self._database.execute("BEGIN IMMEDIATE")
        return self._database

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._database.execute("ROLLBACK")
            if isinstance(error, sqlite3.IntegrityError):
                raise PutFailure(
                    f"编号重复 an id occurs twice ({error}): 请更改文件名 rename the file"
                ) from error
            if isinstance(error, sqlite3.Error):
                raise StoreFailure(f"写入失败 cannot write store {self._folder}: {error}") from error
            return
        self._database.execute(
            "INSERT INTO state VALUES ('generation', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1"
        )
        self._database.execute("COMMIT")
