"""The writer that needs no model: it chooses sentences of the clauses and quotes them, arranged by kind of question.

Start here: `ExtractiveWriter.write` ranks the sentences of the evidence and hands them to the module of the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from assistant.cite import replace_marks
from assistant.figures import read_figures
from assistant.key_parts import find_key_parts
from assistant.records import Decision, Evidence, Kind, Query
from assistant.sentence_features import Similarity
from assistant.sentences import Sentence, rank_sentences
from assistant.wants import read_wants
from assistant.writing import comparison, deadline, eligibility, figure, measures, metadata, passage
from assistant.writing.frames import say
from assistant.writing.piece import Piece, Source, Task
from assistant.writing.siblings import ClausesOf, add_siblings, join_contained
from index.encoder import Encoder
from index.fold import fold_text
from index.recent import encode_sentences
from index.records import Clause, Span


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer made: Markdown with marks `[1]`, the evidence it used (marks 1..n, quoted spans filled in).

    `notes` are lines for the reader; `prompts` maps the prompts used to their versions; `declined` says that a
    language model found no answer in the evidence. `removed_marks` and `failed_sentences` count what the check
    after a language model took out or marked.
    """

    text: str
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...] = ()
    prompts: Mapping[str, str] = field(default_factory=dict)
    writer: Literal["extractive", "llm"] = "extractive"
    declined: bool = False
    removed_marks: int = 0
    failed_sentences: int = 0


class Writer(Protocol):
    """Words an answer from the evidence alone."""

    def write(self, query: Query, evidence: Sequence[Evidence], decision: Decision) -> Draft:
        """The answer to a question that the evidence (best first, marks 1..n) answers."""
        ...


_GATHERED: frozenset[Kind] = frozenset({"eligibility", "measures", "general"})
_PARTED = 2  # quoted sentences of a clause whose answering words are marked too
_WRITERS: dict[Kind, Callable[[Task], Piece]] = {
    "figure": figure.write_figure,
    "amount": figure.write_figure,
    "measures": measures.write_measures,
    "eligibility": eligibility.write_eligibility,
    "comparison": comparison.write_comparison,
    "responsible": passage.write_responsible,
    "deadline": deadline.write_deadline,
    "definition": passage.write_passage,
    "metadata": metadata.write_metadata,
    "clause": passage.write_clause,
}


class ExtractiveWriter:
    """Quotes the sentences that answer.

    `encoder` (optional) adds nearness in meaning, needed across languages; `clauses_of` (optional) gives the clauses
    of a document, so that an answer on conditions shows a list whole.
    """

    def __init__(self, encoder: Encoder | None = None, clauses_of: ClausesOf | None = None) -> None:
        self._encoder = encoder
        self._clauses_of = clauses_of

    def write(self, query: Query, evidence: Sequence[Evidence], decision: Decision) -> Draft:
        """See `Writer`. Evidence without a single word is left out; marks are numbered afresh in its order."""
        wants = read_wants(query)
        similarity = self._similarity(query)
        outline: tuple[Clause, ...] = ()
        if query.kind in _GATHERED:
            evidence = join_contained(evidence)
        if query.kind == "eligibility" and evidence and self._clauses_of is not None:
            outline = tuple(self._clauses_of(evidence[0].hit.document.id))
            evidence = add_siblings(evidence, outline)
        clauses = [item.hit.clause for item in evidence]
        ranked = rank_sentences(query.core or query.question, clauses, wants, similarity)
        if query.kind not in ("metadata", "clause"):
            ranked = drop_titles(evidence, ranked)
        usable = [(item, best) for item, best in zip(evidence, ranked, strict=True) if best]
        sources = tuple(
            Source(replace(item, mark=mark), tuple(best)) for mark, (item, best) in enumerate(usable, start=1)
        )
        if not sources:
            return Draft("", ())
        task = Task(query, decision, wants, sources, similarity, outline)
        return finish_draft(task, _WRITERS.get(query.kind, passage.write_passage)(task))

    def _similarity(self, query: Query) -> Similarity | None:
        encoder = self._encoder
        if encoder is None:
            return None
        question = encoder.encode_questions([query.standalone or query.question])[0]
        return lambda texts: [float(value) for value in encode_sentences(encoder, texts) @ question]


def drop_titles(evidence: Sequence[Evidence], ranked: list[list[Sentence]]) -> list[list[Sentence]]:
    """The sentences without those that only repeat the document's title, number, issuer or a date.

    They stay when nothing else is left.
    """
    kept = []
    for item, sentences in zip(evidence, ranked, strict=True):
        document = item.hit.document
        names = {_pack(words) for words in (document.title, document.number, document.issuer) if words}
        kept.append([s for s in sentences if _pack(s.text) not in names and _says_more(s.text)])
    return kept if any(kept) else ranked


def _says_more(sentence: str) -> bool:
    """Whether a sentence holds more than a date."""
    dates = sum(figure.end - figure.start for figure in read_figures(sentence) if figure.kind == "date")
    return not dates or len(sentence.strip(" 。，,.（）()")) > dates


def _pack(words: str) -> str:
    return "".join(character for character in fold_text(words) if character.isalnum())


def finish_draft(task: Task, piece: Piece) -> Draft:
    """A draft of a piece: the quoted sentences noted in the evidence, unused evidence dropped.

    The evidence stands in the order in which the piece uses it, and its marks are 1..n again.
    """
    spans: dict[int, tuple[Span, ...]] = {}
    for used in piece.used:
        spans[used.mark] = tuple(dict.fromkeys((*spans.get(used.mark, ()), *used.spans)))
    by_source = {source.mark: source for source in task.sources}
    kept = [by_source[mark].evidence for mark in spans]
    numbers = {item.mark: number for number, item in enumerate(kept, start=1)}
    evidence = tuple(
        replace(
            item, mark=numbers[item.mark], sentences=mark_parts(task, by_source[item.mark], spans[item.mark])
        )
        for item in kept
    )
    notes = [*piece.notes]
    for title in dict.fromkeys(e.hit.document.title for e in kept if e.hit.document.status == "repealed"):
        notes.append(say("repealed", task.language, title=title))
    return Draft(renumber_marks(piece.text, numbers), evidence, tuple(notes))


def mark_parts(task: Task, source: Source, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The quoted sentences of a clause, then the words in the first of them that answer."""
    question = task.query.core or task.query.question
    quoted = [sentence for sentence in source.sentences if sentence.span in spans]
    parts = [part for s in quoted[:_PARTED] for part in find_key_parts(question, s, task.wants)]
    return tuple(dict.fromkeys((*spans, *parts)))


def renumber_marks(text: str, numbers: Mapping[int, int]) -> str:
    """Our own Markdown with its marks renumbered; escaped brackets of quotes stay."""
    if all(old == new for old, new in numbers.items()):
        return text
    return replace_marks(text, numbers)
