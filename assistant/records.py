"""The values that flow through the assistant: Query, Evidence, Citation, Answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index.records import Document, Hit, Span

Language = Literal["zh-Hans", "zh-Hant", "en"]
Confidence = Literal["certain", "likely", "weak"]
Kind = Literal[
    "figure",
    "measures",
    "eligibility",
    "amount",
    "deadline",
    "responsible",
    "definition",
    "comparison",
    "clause",
    "metadata",
    "smalltalk",
    "general",
]
Turn = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing understood from the question that narrows the documents; the reader can drop it.

    `field` is "document", "region", "year", "issuer" or "status"; `value` is what was understood;
    `words` is the text of the question it was read from; `held` says that a document held matches it.
    """

    field: str
    value: str
    words: str
    held: bool = True


@dataclass(frozen=True, slots=True)
class Reference:
    """A clause named in the question: the labels from the top, as in a section path; `words` as asked.

    Example: 第二部分第（三）项第5条 -> labels ("二", "(三)", "5").
    """

    labels: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Query:
    """The question with what was understood. `documents` are the ids in scope, None when nothing narrows them.

    `standalone` is the wording used for retrieval: the question itself, or a follow-up made whole.
    `core` is the standalone wording without the words that only name the scope. `preferred` are the documents that
    the question names itself, inside the wider `documents` that do not contradict it; None when it names none.
    `years` are the calendar years it names, `places` the places, each with the official names it may mean; they are
    given whether or not anything held is of them.
    """

    question: str
    language: Language
    standalone: str
    core: str
    kind: Kind
    filters: tuple[Filter, ...] = ()
    documents: frozenset[str] | None = None
    reference: Reference | None = None
    preferred: frozenset[str] | None = None
    years: tuple[int, ...] = ()
    places: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the evidence answers. `score` is a probability in [0, 1]; `reason` is set when it does not.

    `reason` is one of "no_match", "scope_not_held", "clause_not_found", "clause_ambiguous", "smalltalk",
    "not_about_policy", "empty_store", "empty_question".
    """

    answers: bool
    score: float
    confidence: Confidence
    reason: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """Another place where the words of a cited clause stand; `label` is the section in the reader's words."""

    document: Document
    section: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A clause the answer may use; `sentences` are the spans (in the source) that answer, best first.

    `also_in` are the best other places of the same words, `also_in_more` is the number of the rest.
    """

    mark: int
    hit: Hit
    sentences: tuple[Span, ...] = ()
    also_in: tuple[OtherPlace, ...] = ()
    also_in_more: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """A quoted clause; `quote` equals the source text at [start, end).

    `sentences` are the spans (in the source) of the sentences that answer, best first, then of the words in them
    that answer. `also_in` are the best other places of the same words, `also_in_more` is the number of the rest.
    """

    mark: int
    document: Document
    section: str
    label: str
    heading: str
    quote: str
    start: int
    end: int
    score: float
    sentences: tuple[Span, ...] = ()
    also_in: tuple[OtherPlace, ...] = ()
    also_in_more: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user gets. Citations come best first; a refused answer has none, but may have `nearest`.

    `notes` are lines for the reader (why a model was not used, that clauses disagree); `prompts` maps the prompts
    used to their versions; `timing_ms` holds milliseconds by stage and their `total`.
    """

    question: str
    language: Language
    text: str
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    refused: bool = False
    reason: str | None = None
    id: str | None = None
    store: str = ""
    writer: Literal["extractive", "llm"] = "extractive"
    kind: Kind = "general"
    confidence: Confidence = "likely"
    standalone: str = ""
    filters: tuple[Filter, ...] = ()
    notes: tuple[str, ...] = ()
    prompts: Mapping[str, str] = field(default_factory=dict)
    timing_ms: Mapping[str, float] = field(default_factory=dict)
