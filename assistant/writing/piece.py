"""What a writing module is given and what it gives back, and the lines they all make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.escape import escape_quote
from assistant.places import describe_place, strip_title
from assistant.records import Decision, Evidence, Language, OtherPlace, Query
from assistant.sentence_features import Similarity
from assistant.sentences import Sentence
from assistant.wants import Wants
from assistant.writing.frames import say
from index.records import Clause, Document, Span

_LONGEST_TITLE, _LONGEST_PLACE, _LONGEST_FILE = (
    28,
    18,
    16,
)  # characters shown of another place of the same words


@dataclass(frozen=True, slots=True)
class Source:
    """One clause of the evidence with its sentences, best answer first (never empty)."""

    evidence: Evidence
    sentences: tuple[Sentence, ...]

    @property
    def mark(self) -> int:
        """The number of its mark."""
        return self.evidence.mark

    @property
    def best(self) -> Sentence:
        """The sentence that answers best."""
        return self.sentences[0]


@dataclass(frozen=True, slots=True)
class Task:
    """A question with its evidence, ready to be written about; sources come best first.

    `similarity` gives for texts their nearness to the question in [-1, 1], None without an encoder; `outline` are
    the clauses of the first source's document, () when they are not at hand.
    """

    query: Query
    decision: Decision
    wants: Wants
    sources: tuple[Source, ...]
    similarity: Similarity | None = None
    outline: tuple[Clause, ...] = ()

    @property
    def language(self) -> Language:
        """The language of the frames."""
        return self.query.language


@dataclass(frozen=True, slots=True)
class Used:
    """The sentences of one clause that an answer quotes, best first."""

    mark: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A written answer: Markdown with marks, what it quotes, and notes for the reader."""

    text: str
    used: tuple[Used, ...]
    notes: tuple[str, ...] = ()


def quote_sentence(source: Source, sentence: Sentence) -> str:
    """A sentence as inert Markdown with its mark. Example: "给予50%补助。 [1]"."""
    return f"{escape_quote(sentence.text)} [{source.mark}]"


def name_source(source: Source, language: Language) -> str:
    """Title, place and heading of a clause as inert Markdown. Example: 《工作要点》第二部分（五）2 支持青年人才."""
    clause, document = source.evidence.hit.clause, source.evidence.hit.document
    place = describe_place(clause.section, language)
    heading = clause.heading if clause.heading and clause.heading not in place else ""
    named = f"《{escape_quote(strip_title(document.title))}》"
    parts = [part for part in (escape_quote(place), escape_quote(shorten(heading))) if part]
    if not parts:
        return named
    return f"{named} {' '.join(parts)}" if language == "en" else f"{named}{' '.join(parts)}"


def head_source(source: Source, language: Language) -> str:
    """The name of a clause with its mark, and below it where else its words stand."""
    item = source.evidence
    return join_blocks(
        [
            f"**{name_source(source, language)}** [{source.mark}]",
            name_other_places(item.hit.document, item.also_in, item.also_in_more, language),
        ]
    )


def name_other_places(document: Document, places: Sequence[OtherPlace], more: int, language: Language) -> str:
    """One line of inert Markdown that names other places of a document's words, "" when there are none.

    Example: 同文另载：《甲县工作要点》第二部分；《乙县工作要点》第三部分（已废止或失效），另有 2 处.
    """
    return join_places(
        [escape_quote(name) for name in say_places(document, places, language)], more, language
    )


def join_places(named: Sequence[str], more: int, language: Language) -> str:
    """The line that names places of the same words, each as it is to be shown; "" when there are none."""
    if not named:
        return ""
    joined = ("; " if language == "en" else "；").join(named)
    if more:
        return say("same_words_more", language, places=joined, count=more)
    return say("same_words", language, places=joined)


def say_places(document: Document, places: Sequence[OtherPlace], language: Language) -> list[str]:
    """The places as plain text cut to a readable length: title, section and, of a repealed document, that it is.

    Titles that are those of `document` or of one another are told apart by their files.
    """
    titles = [document.title, *(place.document.title for place in places)]
    return [_say_place(place, titles.count(place.document.title) > 1, language) for place in places]


def _say_place(place: OtherPlace, with_file: bool, language: Language) -> str:
    title = shorten(strip_title(place.document.title), _LONGEST_TITLE)
    section = shorten(describe_place(place.section, language), _LONGEST_PLACE)
    gap = " " if language == "en" and section else ""
    file = f" [{shorten(place.document.file, _LONGEST_FILE)}]" if with_file else ""
    repealed = say("repealed_mark", language) if place.document.status == "repealed" else ""
    return f"《{title}》{gap}{section}{file}{repealed}"


def shorten(heading: str, limit: int = 40) -> str:
    """A heading cut to `limit` characters; what is cut is shown as …"""
    return heading if len(heading) <= limit else heading[: limit - 1] + "…"


def join_blocks(blocks: Iterable[str]) -> str:
    """Markdown blocks with one empty line between them; empty ones are left out."""
    return "\n\n".join(block for block in blocks if block)


def list_lines(lines: Sequence[str]) -> str:
    """A Markdown list, one item a line."""
    return "\n".join(f"- {line}" for line in lines)


def quote_block(lines: Sequence[str]) -> str:
    """A Markdown block quote of one paragraph a line."""
    return "\n>\n".join(f"> {line}" for line in lines)


def use(source: Source, *sentences: Sentence) -> Used:
    """What an answer quotes of a clause."""
    return Used(source.mark, tuple(dict.fromkeys(sentence.span for sentence in sentences)))
