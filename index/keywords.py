"""The keyword index: BM25 over the search words of title, headings and body, kept by tantivy.

Rows are the clause rows of the store. The index is derived: `generation` says which state of the store it shows.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import tantivy

from index.passage import ClauseWords
from index.words import cut_pairs

FIELDS = ("title", "heading", "body")
PAIRS = (
    "pairs"  # neighbouring characters of title, headings and body: finds what the dictionary cuts otherwise
)
_GENERATION_FILE = "generation"
_WRITER_BYTES = 64_000_000
_OTHERS_COUNT = 0.1  # what the other wordings of one thing add to the best


class Scored(NamedTuple):
    """A clause row with a retriever's score, higher is better."""

    row: int
    score: float


def sort_hits(hits: Iterable[Scored]) -> list[Scored]:
    """Best first, ties by row. Example: (2, .5), (1, .5), (3, .9) -> rows 3, 1, 2."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.row))


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """What a word counts in each field."""

    title: float = 0.4
    heading: float = 0.7
    body: float = 1.0


def _make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=False, indexed=True, fast=True)
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(PAIRS, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class KeywordIndex:
    """A folder holding one tantivy index. Open it once and search often; one writer at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _make_schema()
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, path=str(folder))

    @property
    def generation(self) -> int:
        """The state of the store that this index shows; -1 when it is not known."""
        try:
            return int((self._folder / _GENERATION_FILE).read_text(encoding="ascii"))
        except (OSError, ValueError):
            return -1

    def update(
        self, added: Iterable[tuple[int, str, ClauseWords]], removed: Iterable[int], generation: int
    ) -> None:
        """Add clauses given as (row, document id, words) and take rows out, as one commit."""
        marker = self._folder / _GENERATION_FILE
        marker.unlink(missing_ok=True)
        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for row in removed:
            writer.delete_documents_by_term("row", row)
        for row, document, words in added:
            entry = tantivy.Document()
            entry.add_integer("row", row)
            entry.add_text("document", document)
            for field in FIELDS:
                entry.add_text(field, getattr(words, field))
            entry.add_text(PAIRS, " ".join(cut_pairs(f"{words.named} {words.folded}")))
            writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()
        aside = self._folder / (_GENERATION_FILE + ".new")
        aside.write_text(str(generation), encoding="ascii")
        aside.replace(marker)
        self.reload()

    def reload(self) -> None:
        """Show what was committed since the index was opened."""
        self._index.reload()

    def search(
        self,
        words: Mapping[str, float],
        k: int,
        documents: frozenset[str] | None = None,
        weights: FieldWeights | None = None,
        choices: Sequence[Sequence[Mapping[str, float]]] = (),
    ) -> list[Scored]:
        """The k best rows for weighted words, best first, ties by row; `documents` limits it to those ids.

        Each of the `choices` lists wordings of one thing, as weighted words; a row counts the best wording it holds.
        """
        weighing = weights or FieldWeights()
        parts = self._make_parts(words, weighing)
        for wordings in choices:
            queries = [
                tantivy.Query.boolean_query(self._make_parts(one, weighing)) for one in wordings if one
            ]
            if queries:
                best = tantivy.Query.disjunction_max_query(queries, tie_breaker=_OTHERS_COUNT)
                parts.append((tantivy.Occur.Should, best))
        return self._search(parts, k, documents)

    def search_pairs(
        self, pairs: Sequence[str], k: int, documents: frozenset[str] | None = None
    ) -> list[Scored]:
        """The k best rows for pairs of neighbouring characters (`cut_pairs`), best first."""
        terms = [
            tantivy.Query.term_query(self._schema, PAIRS, pair, index_option="freq")
            for pair in dict.fromkeys(pairs)
        ]
        return self._search([(tantivy.Occur.Should, term) for term in terms], k, documents)

    def _search(
        self, parts: list[tuple[tantivy.Occur, tantivy.Query]], k: int, documents: frozenset[str] | None
    ) -> list[Scored]:
        if not parts or k < 1 or (documents is not None and not documents):
            return []
        query = tantivy.Query.boolean_query(parts)
        if documents is not None:
            scope = tantivy.Query.term_set_query(self._schema, "document", sorted(documents))
            silent = tantivy.Query.const_score_query(scope, 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, silent)])
        searcher = self._index.searcher()
        found = searcher.search(query, limit=k, count=False).hits
        rows = searcher.fast_field_values("row", [address for _, address in found])
        return sort_hits(Scored(int(row), float(score)) for (score, _), row in zip(found, rows, strict=True))

    def _make_parts(
        self, words: Mapping[str, float], weights: FieldWeights
    ) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        parts = []
        for word, weight in words.items():
            for field in FIELDS:
                boost = weight * getattr(weights, field)
                if boost > 0:
                    term = tantivy.Query.term_query(self._schema, field, word, index_option="freq")
                    parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, boost)))
        return parts

    def list_rows(self) -> set[int]:
        """Every row held."""
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return set()
        found = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs, count=False).hits
        return {int(row) for row in searcher.fast_field_values("row", [address for _, address in found])}

    def count_clauses_with(self, word: str) -> int:
        """How many clauses hold a word in their body; deleted ones may still count until segments merge."""
        return int(self._index.searcher().doc_freq("body", word))

    @property
    def clause_count(self) -> int:
        """How many clauses are held."""
        return int(self._index.searcher().num_docs)


def reset_keywords(folder: Path) -> KeywordIndex:
    """An empty index in place of whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    return KeywordIndex(folder)
