"""Searching a store: keyword and vector candidates by clause row, always of the store's present state."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.derived import open_keywords, open_vectors, open_windows
from index.encoder import Encoder, Vectors
from index.fold import fold_text
from index.keywords import FieldWeights, KeywordIndex, Scored, sort_hits
from index.late_interaction import Tokens, list_tokens
from index.passage import ClauseWords
from index.records import Clause, Document
from index.static_encoder import StaticEncoder
from index.store import Store
from index.threads import keep_to_one_core
from index.vectors import VectorIndex
from index.window_index import WindowIndex

_MOST_SCOPES = 64  # scopes whose rows are kept; a scope may be 140,000 rows, or a megabyte
_MOST_QUESTIONS = 256  # questions whose vectors and tokens are kept
_WIDE_WORDS, _WIDE_VECTORS = (
    0.15,
    0.5,
)  # shares of all clauses from which a scope is applied to what was found
NEAR = 300  # clauses whose windows are looked at
_SPARE = 1.25  # how many more hits than should be needed are then looked at


@dataclass(frozen=True, slots=True)
class RowDocuments:
    """Which document owns which clause row: `names[owners[i]]` owns `rows[i]`; rows ascend."""

    rows: NDArray[np.int64]
    owners: NDArray[np.int64]
    names: tuple[str, ...]


def _list_owners(store: Store) -> RowDocuments:
    pairs = store.read_rows("SELECT row, document_id FROM clauses ORDER BY row")
    numbers: dict[str, int] = {}
    owners = [numbers.setdefault(document_id, len(numbers)) for _, document_id in pairs]
    rows = np.array([row for row, _ in pairs], dtype=np.int64)
    return RowDocuments(rows, np.array(owners, dtype=np.int64), tuple(numbers))


class ClauseSearch:
    """The two retrievers over one store. Safe to share between threads."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        store.check_encoder(encoder.fingerprint)
        keep_to_one_core()
        self.store = store
        self.encoder = encoder
        self._lock = threading.RLock()
        self._generation = -1
        self._keywords: KeywordIndex
        self._vectors: VectorIndex
        self._windows: WindowIndex
        self._row_documents: RowDocuments
        self._rows: dict[frozenset[str], NDArray[np.int64]] = {}
        self.encode_question: Callable[[str], Vectors] = lru_cache(_MOST_QUESTIONS)(self._encode_question)
        self.cut_question: Callable[[str], Tokens] = lru_cache(_MOST_QUESTIONS)(self._cut_question)
        self.refresh()

    def _encode_question(self, text: str) -> Vectors:
        """The vector of a question, not to be written to."""
        vector: Vectors = self.encoder.encode_questions([text])[0]
        vector.flags.writeable = False
        return vector

    def _cut_question(self, text: str) -> Tokens:
        """The distinct tokens of a question, ascending; none for an encoder without token vectors."""
        return list_tokens(self.encoder, [fold_text(text)])[0]

    def refresh(self) -> None:
        """Follow the store when another process has changed it; cheap when nothing has."""
        generation = self.store.generation
        with self._lock:
            if generation != self._generation:
                self._keywords = open_keywords(self.store)
                self._vectors = open_vectors(self.store, self.encoder.dimensions)
                self._windows = open_windows(self.store)
                self._row_documents = _list_owners(self.store)
                self._rows = {}
                self._generation = generation

    def search_keywords(
        self,
        words: Mapping[str, float],
        k: int,
        documents: frozenset[str] | None = None,
        weights: FieldWeights | None = None,
        choices: Sequence[Sequence[Mapping[str, float]]] = (),
    ) -> list[Scored]:
        """The k best rows by BM25 of weighted search words, best first; `choices` as in `KeywordIndex.search`."""
        return self._search_within(
            lambda most, scope: self._keywords.search(words, most, scope, weights, choices),
            k,
            documents,
            _WIDE_WORDS,
        )

    def search_pairs(
        self, pairs: Sequence[str], k: int, documents: frozenset[str] | None = None
    ) -> list[Scored]:
        """The k best rows by BM25 of neighbouring characters, best first."""
        return self._search_within(
            lambda most, scope: self._keywords.search_pairs(pairs, most, scope), k, documents, _WIDE_WORDS
        )

    def search_vectors(
        self, vector: Vectors, k: int, documents: frozenset[str] | None = None
    ) -> list[Scored]:
        """The k best rows by cosine with a unit vector, best first; a zero vector finds nothing."""
        if not np.any(vector):
            return []
        return self._search_within(
            lambda most, scope: self._vectors.search(
                vector, most, None if scope is None else self._find_rows(scope)
            ),
            k,
            documents,
            _WIDE_VECTORS,
        )

    def search_windows(
        self, vector: Vectors, k: int, documents: frozenset[str] | None = None
    ) -> list[Scored]:
        """The k best rows by their best window, best first, of those whose whole vector is near enough.

        By the whole vector alone for an encoder without token vectors.
        """
        near = self.search_vectors(vector, max(k, NEAR), documents)
        rated = self.rate_windows(vector, [hit.row for hit in near])
        return sort_hits(Scored(hit.row, rated.get(hit.row, hit.score)) for hit in near)[:k]

    def rate_windows(self, vector: Vectors, rows: Sequence[int]) -> dict[int, float]:
        """The best cosine of a unit vector with a window of each row; none for an encoder without token vectors."""
        if not isinstance(self.encoder, StaticEncoder):
            return {}
        return dict(zip(rows, self._windows.rate(self.encoder, vector, rows).tolist(), strict=True))

    def load_tokens(self, rows: Sequence[int]) -> dict[int, tuple[Tokens, Tokens]]:
        """The tokens of clauses by row: those of the text, and those of title and headings."""
        return self._windows.load_tokens(rows)

    def _search_within(
        self,
        find: Callable[[int, frozenset[str] | None], list[Scored]],
        k: int,
        documents: frozenset[str] | None,
        wide: float,
    ) -> list[Scored]:
        """The k best rows of a scope. One that is `wide` is applied to more hits than wanted, and inside the index only
        when too few of them are left: an index visits every clause of the scope, which takes longer than the search.
        """
        if documents is None:
            return find(k, None)
        rows = self._find_rows(documents)
        share = len(rows) / max(len(self._row_documents.rows), 1)
        if share < wide or k < 1:
            return find(k, documents)
        most = math.ceil(k / share * _SPARE)
        hits = find(most, None)
        inside = np.isin([hit.row for hit in hits], rows)
        kept = [hit for hit, is_inside in zip(hits, inside.tolist(), strict=True) if is_inside]
        return kept[:k] if len(kept) >= k or len(hits) < most else find(k, documents)

    def _find_rows(self, documents: frozenset[str]) -> NDArray[np.int64]:
        with self._lock:
            if documents not in self._rows:
                while len(self._rows) >= _MOST_SCOPES:
                    del self._rows[next(iter(self._rows))]
                held = self._row_documents
                owns = np.fromiter((name in documents for name in held.names), np.bool_, len(held.names))
                self._rows[documents] = held.rows[owns[held.owners]]
            return self._rows[documents]

    def name_documents(self, rows: Sequence[int]) -> dict[int, str]:
        """Ids of the documents of clause rows; rows removed since are left out."""
        held = self._row_documents
        places = np.searchsorted(held.rows, rows)
        return {
            row: held.names[held.owners[place]]
            for row, place in zip(rows, places.tolist(), strict=True)
            if place < len(held.rows) and held.rows[place] == row
        }

    def count_clauses(self) -> dict[str, int]:
        """Numbers of clauses by document id."""
        counts = np.bincount(self._row_documents.owners, minlength=len(self._row_documents.names))
        return dict(zip(self._row_documents.names, counts.tolist(), strict=True))

    def load_rows(self, rows: Sequence[int]) -> dict[int, Clause]:
        """Clauses by row; those removed since are left out."""
        return self.store.load_clauses(rows)

    def load_words(self, rows: Sequence[int]) -> dict[int, ClauseWords]:
        """Search words by row."""
        return self.store.load_words(rows)

    def document(self, document_id: str) -> Document | None:
        """The document of a clause, None when it was removed."""
        return self.store.document(document_id)

    def find_documents(self, document_ids: Iterable[str]) -> dict[str, Document]:
        """Documents by id; those removed are left out."""
        return self.store.find_documents(document_ids)

    def vectors(self, rows: Sequence[int]) -> dict[int, Vectors]:
        """Stored vectors by row."""
        return self.store.load_vectors(rows)

    def rate_word(self, word: str) -> float:
        """Inverse document frequency of a search word in clause bodies, in nats: log(1 + N / (n + 0.5))."""
        count = self._keywords.count_clauses_with(word)
        return float(np.log1p(max(self._keywords.clause_count, 1) / (count + 0.5)))

    def holds_word(self, word: str) -> bool:
        """Whether any clause body has a search word."""
        return self._keywords.count_clauses_with(word) > 0
