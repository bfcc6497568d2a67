"""Our clauses beside the chunks of public splitters: in how many does a clause stand whole, with its number known?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    """Shares of gold clauses: `whole` in one chunk; `placed` when that chunk also knows every number of the path;

    `cited` when it holds no other gold clause besides, so that naming the chunk names the clause.
    """

    splitter: str
    chunks: int
    clauses: int
    whole: float
    placed: float
    cited: float


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
    """Over the leaves of all outlines: whole in one chunk, with every number of the path, and alone there."""
    chunks = clauses = whole = placed = cited = 0
    for source in sources:
        pieces = sorted(split(source), key=lambda chunk: chunk.start)
        chunks += len(pieces)
        gold = list(_list_gold(source))
        for path, start, end in gold:
            clauses += 1
            holding = [chunk for chunk in pieces if chunk.start <= start and end <= chunk.end]
            knowing = [chunk for chunk in holding if _knows(source.text, chunk, path.split("/"), end)]
            whole += bool(holding)
            placed += bool(knowing)
            cited += any(sum(c.start <= s and e <= c.end for _, s, e in gold) == 1 for c in knowing)
    share = max(1, clauses)
    return SplitScore(name, chunks, clauses, whole / share, placed / share, cited / share)


def _list_gold(source: SourceText) -> Iterator[tuple[str, int, int]]:
    """Path and span of each leaf of at most 600 characters, up to boilerplate or white space at its end."""
    parsed = parse_file(source, "gold")
    for at, section in enumerate(parsed.sections):
        following = parsed.sections[at + 1] if at + 1 < len(parsed.sections) else section
        if following.level > section.level and following.document == section.document:
            continue
        cuts = [span.start for span in parsed.boilerplate if section.start < span.start < section.end]
        end = section.start + len(source.text[section.start : min([section.end, *cuts])].rstrip())
        if end - section.start <= 600:
            yield section.path, section.start, end


def _knows(text: str, chunk: Chunk, labels: Sequence[str], end: int) -> bool:
    """Whether every label stands in what the chunk knows, or in its text up to the end of the clause."""
    if chunk.known:
        return chunk.known.split("/") == list(labels)
    printed = "".join(text[chunk.start : end].split())
    folded = printed.translate({ord("（"): "(", ord("）"): ")", ord("．"): "."})
    return all(label in folded for label in labels)
