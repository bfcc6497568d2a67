"""Stand-ins shared by the tests: an encoder of hashed words tiny parsed files, and assistants over them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from assistant.engine import Assistant
from assistant.features import FEATURES
from assistant.ground import SIGNALS, GroundModel
from assistant.rank import Ranked
from assistant.retrieve import Candidate
from index.build import index_paths
from index.encoder import Encoder, Vectors
from index.passage import cut_clause
from index.records import Clause, Document, ParsedFile, Section, SourceText
from index.store import Store
from index.words import cut_words


class HashEncoder:
    """Unit vectors of hashed search words: similar words, similar vectors; needs no model."""

    def __init__(self, dimensions: int = 32, name: str = "hash") -> None:
        self.dimensions = dimensions
        self.fingerprint = f"{name}:{dimensions}"

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in cut_words(text):
                vectors[row, zlib.crc32(word.encode()) % self.dimensions] += 1.0
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.divide(vectors, lengths, out=vectors, where=lengths > 0)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)


def make_parsed(file_id: str, *bodies: str, title: str = "某县办法") -> ParsedFile:
    """A parsed file of one document whose clauses 一, 二, … are the bodies."""
    text = "\n".join(bodies)
    document = Document(file_id, f"{file_id}.txt", title, 0, len(text))
    sections, clauses, start = [], [], 0
    for label, body in zip("一二三四五六七八九十", bodies, strict=False):
        end = start + len(body)
        sections.append(Section(label, label, "", 1, start, end, "item"))
        clauses.append(Clause(f"{file_id}#{label}", file_id, label, label, "", (), body, start, end, "item"))
        start = end + 1
    source = SourceText(text, f"{file_id}.txt", "txt", "utf-8")
    return ParsedFile(source, (document,), tuple(sections), tuple(clauses))


def make_models(bias: float) -> dict[str, GroundModel]:
    """Models that always answer (a bias above 0) or never do (below 0)."""
    model = GroundModel({name: bias * (name == "bias") for name in SIGNALS}, 0.5, 0.9)
    return {"zh": model, "en": model}


def fill_store(folder: Path, texts: Mapping[str, str], encoder: Encoder | None = None) -> Path:
    """The store of text files by name, in `folder/store`; the files lie in `folder/files`."""
    (folder / "files").mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / "files" / name).write_text(text, encoding="utf-8")
    index_paths([folder / "files"], folder / "store", HashEncoder() if encoder is None else encoder)
    return folder / "store"


def open_assistant(store: Path, encoder: Encoder | None = None, bias: float = 3.0) -> Assistant:
    """An assistant over a store that answers whenever something is found, in the middle of 2025."""
    chosen = HashEncoder() if encoder is None else encoder
    return Assistant(
        Store.open(store), chosen, today=lambda: date(2025, 6, 1), ground_models=make_models(bias)
    )


def make_ranked(
    clause: Clause,
    document: Document,
    score: float = 0.0,
    row: int = 1,
    signals: Mapping[str, float] | None = None,
) -> Ranked:
    """A ranked candidate found by both retrievers; signals not given are 0."""
    candidate = Candidate(
        row, clause, document, cut_clause(document, clause), 1.0, 1.0, 0.5, 0.5, row, row, row
    )
    values = dict.fromkeys(FEATURES, 0.0) | dict(signals or {})
    return Ranked(candidate, score, np.array([values[name] for name in FEATURES], np.float32))
