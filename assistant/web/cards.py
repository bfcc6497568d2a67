"""The citations of an answer as HTML cards: title, section, quoted clause with the answering sentence lit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from assistant.escape import unescape_source
from assistant.locate import clause_address
from assistant.records import Answer, Citation
from assistant.web.texts import Texts
from index.records import Document, Span

_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;\n]?")
_SPACE = re.compile(r"\s+")
_SHORTEST = 6  # characters; a shorter sentence may stand in an answer by chance


def render_cards(answer: Answer | None, texts: Texts, turn: int = 0) -> str:
    """The panel beside the conversation; for a refusal the nearest clauses, said to be no answer."""
    if answer is None or not (answer.citations or answer.nearest):
        return _wrap(texts.sources, f'<p class="pq-empty">{escape(texts.no_sources)}</p>')
    if answer.citations:
        spoken = _flatten(unescape_source(answer.text))
        cards = [_render_card(citation, texts, turn, spoken) for citation in answer.citations]
        return _wrap(f"{texts.sources} · {len(cards)}", "".join(cards))
    cards = [_render_card(citation, texts, turn, "") for citation in answer.nearest]
    return _wrap(texts.nearest, "".join(cards), "pq-nearest")


def describe_document(document: Document, texts: Texts) -> str:
    """What is known of a document on one line: number, issuer, date, region, validity."""
    known = (
        document.number,
        document.issuer,
        document.date,
        document.region,
        texts.status.get(document.status, ""),
    )
    return " · ".join(field for field in known if field)


def find_spoken(quote: str, spoken: str) -> list[Span]:
    """The sentences of a quote that the answer says in the same words; offsets into the quote, in order.

    `spoken` is the answer without white space.
    Example: ("甲。由科技厅负责本项工作。", "由科技厅负责本项工作。") -> [Span(2, 13)].
    """
    return [
        Span(found.start(), found.end())
        for found in _SENTENCE.finditer(quote)
        if len(words := _flatten(found.group()).rstrip("。！？；!?;")) >= _SHORTEST and words in spoken
    ]


def light_sentences(quote: str, spans: Sequence[Span]) -> str:
    """The quote as HTML with those spans marked; the words stay the source's own."""
    parts: list[str] = []
    done = 0
    for span in spans:
        parts.append(escape(quote[done : span.start]))
        parts.append(f"<mark>{escape(quote[span.start : span.end])}</mark>")
        done = span.end
    return "".join(parts) + escape(quote[done:])


def _render_card(citation: Citation, texts: Texts, turn: int, spoken: str) -> str:
    """One card; its id is where a mark of the answer jumps to."""
    quote = citation.quote.strip()
    address = clause_address(citation.document.id, citation.section)
    repealed = " pq-repealed" if citation.document.status == "repealed" else ""
    place = " ".join(escape(words) for words in (citation.label, citation.heading) if words)
    badge = f'<span class="pq-badge">{citation.mark}</span>' if citation.mark else ""
    return (
        f'<article class="pq-card{repealed}" id="pq-{turn}-{citation.mark}">'
        f"<header>{badge}<h3>{escape(citation.document.title)}</h3></header>"
        f'<p class="pq-meta">{escape(describe_document(citation.document, texts))}</p>'
        f'<p class="pq-place">{place}</p>'
        f"<blockquote>{light_sentences(quote, find_spoken(quote, spoken))}</blockquote>"
        f'<footer><a href="{escape(address)}" target="_blank" rel="noopener">{escape(texts.open_clause)}</a>'
        f'<span class="pq-ref" title="{escape(texts.reference)}">'
        f"{escape(f'《{citation.document.title}》{citation.label}')}</span></footer></article>"
    )


def _flatten(text: str) -> str:
    return _SPACE.sub("", text)


def _wrap(heading: str, body: str, kind: str = "") -> str:
    return f'<section class="pq-sources {kind}"><h2>{escape(heading)}</h2>{body}</section>'
