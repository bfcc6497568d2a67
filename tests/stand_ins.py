"""Stand-ins shared by the tests: an encoder of hashed words and tiny parsed files."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from index.encoder import Vectors
from index.records import Clause, Document, ParsedFile, Section, SourceText
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
