"""Our clauses beside the chunks of public splitters: in how many does a clause stand whole, with its number known?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.outline import outline_text
from index.parse import parse_file
from index.records import SourceText

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a text with the labels that it knows besides its text (a path, a heading chain)."""

    start: int
    end: int
    known: str = ""


@dataclass(frozen=True, slots=True)
class SplitScore:
    """Shares of gold clauses: whole in one chunk; with its own number there; with its whole path there."""

    splitter: str
    chunks: int
    clauses: int
    whole: float
    numbered: float
    placed: float


Splitter = Callable[[SourceText], Sequence[Chunk]]


def list_splitters() -> Mapping[str, Splitter]:
    """Ours, and llama-index's SentenceSplitter, TokenTextSplitter and MarkdownNodeParser."""
    return {
        "PolicyQA clauses": _split_ours,
        "llama-index SentenceSplitter(600)": lambda source: _split_llama(source, "sentence", 600),
        "llama-index SentenceSplitter(1024, default)": lambda source: _split_llama(source, "sentence", 1024),
        "llama-index TokenTextSplitter(600)": lambda source: _split_llama(source, "token", 600),
        "llama-index MarkdownNodeParser": lambda source: _split_llama(source, "markdown", 0),
    }


def _split_ours(source: SourceText) -> list[Chunk]:
    return [Chunk(clause.start, clause.end, clause.section) for clause in parse_file(source, "f").clauses]


def _split_llama(source: SourceText, kind: str, size: int) -> list[Chunk]:
    """Chunks of a llama-index parser; characters are the tokens, so that sizes compare and nothing is downloaded."""
    from llama_index.core.node_parser import MarkdownNodeParser, SentenceSplitter, TokenTextSplitter
    from llama_index.core.schema import Document as LlamaDocument
    from llama_index.core.schema import MetadataMode

    overlap = size // 6
    if kind == "sentence":
        parser = SentenceSplitter(
            chunk_size=size, chunk_overlap=overlap, tokenizer=list, chunking_tokenizer_fn=_split_sentences
        )
    elif kind == "token":
        parser = TokenTextSplitter(chunk_size=size, chunk_overlap=overlap, tokenizer=list)
    else:
        parser = MarkdownNodeParser()
    nodes = parser.get_nodes_from_documents([LlamaDocument(text=source.text)])
    return list(_locate(source.text, [node.get_content(MetadataMode.NONE) for node in nodes]))


def _split_sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.findall(text) if sentence]


def _locate(text: str, pieces: Sequence[str]) -> Iterator[Chunk]:
    """Where each piece stands; pieces come in order and may overlap."""
    at = 0
    for piece in pieces:
        start = text.find(piece, at)
        if start < 0:
            start = text.find(piece)
        if start >= 0:
            at = start + 1
            yield Chunk(start, start + len(piece))


def score_splitter(name: str, split: Splitter, sources: Sequence[SourceText]) -> SplitScore:
    """Over the clauses of all outlines: whole in one chunk, with the own number, with the path's every number."""
    chunks = clauses = whole = numbered = placed = 0
    for source in sources:
        pieces = sorted(split(source), key=lambda chunk: chunk.start)
        chunks += len(pieces)
        for path, start, end in _list_gold(source.text):
            clauses += 1
            holding = [chunk for chunk in pieces if chunk.start <= start and end <= chunk.end]
            labels = path.split("/")
            whole += bool(holding)
            numbered += any(_knows(source.text, chunk, labels[-1:], start, end) for chunk in holding)
            placed += any(_knows(source.text, chunk, labels, start, end) for chunk in holding)
    share = max(1, clauses)
    return SplitScore(name, chunks, clauses, whole / share, numbered / share, placed / share)


def _list_gold(text: str) -> Iterator[tuple[str, int, int]]:
    """Path and span of each leaf of at most 600 characters, white space at its end left out."""
    sections = outline_text(text)[1]
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        if (
            following is not None
            and following.level > section.level
            and following.document == section.document
        ):
            continue
        end = section.start + len(text[section.start : section.end].rstrip())
        if section.end - section.start <= 600:
            yield section.path, section.start, end


def _knows(text: str, chunk: Chunk, labels: Sequence[str], start: int, end: int) -> bool:
    """Whether every label stands in what the chunk knows, or in its text up to the end of the clause."""
    if chunk.known:
        return chunk.known.split("/")[-len(labels) :] == list(labels)
    printed = "".join(text[chunk.start : end].split())
    folded = printed.translate({ord("（"): "(", ord("）"): ")", ord("．"): "."})
    return start >= chunk.start and all(label in folded for label in labels)
