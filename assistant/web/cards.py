"""The citations of an answer as HTML cards: title, section, quoted clause with the answering sentence lit."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.locate import clause_address
from assistant.places import make_reference
from assistant.records import Answer, Citation, Language
from assistant.render import hide_heading_marks
from assistant.web.texts import Texts
from assistant.writing.piece import join_places, say_places
from index.records import Document, Span


def render_cards(answer: Answer | None, texts: Texts, turn: int = 0) -> str:
    """The panel beside the conversation; for a refusal the nearest clauses, said to be no answer."""
    if answer is None or not (answer.citations or answer.nearest):
        return _wrap(texts.sources, f'<p class="pq-empty">{escape(texts.no_sources)}</p>')
    if answer.citations:
        cards = [_render_card(citation, texts, turn, answer.language) for citation in answer.citations]
        return _wrap(f"{texts.sources} · {len(cards)}", "".join(cards))
    cards = [_render_card(citation, texts, turn, answer.language) for citation in answer.nearest]
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


def light_sentences(quote: str, start: int, sentences: Sequence[Span]) -> str:
    """The quote, which begins at `start` of the source, as HTML with those spans of the source marked.

    Example: ("甲。乙。", 10, [Span(12, 14)]) -> "甲。<mark>乙。</mark>".
    """
    parts: list[str] = []
    done = 0
    for span in sorted(sentences):
        begin, end = max(span.start - start, done), min(span.end - start, len(quote))
        if begin < end:
            parts.append(
                f"{escape(hide_heading_marks(quote[done:begin]))}<mark>{escape(quote[begin:end])}</mark>"
            )
            done = end
    return "".join(parts) + escape(hide_heading_marks(quote[done:]))


def _render_card(citation: Citation, texts: Texts, turn: int, language: Language) -> str:
    """One card; its id is where a mark of the answer jumps to."""
    quote = light_sentences(citation.quote, citation.start, citation.sentences)
    address = clause_address(citation.document.id, citation.section)
    repealed = " pq-repealed" if citation.document.status == "repealed" else ""
    heading = "" if citation.heading in citation.label else citation.heading
    place = " ".join(escape(words) for words in (citation.label, heading) if words)
    badge = f'<span class="pq-badge">{citation.mark}</span>' if citation.mark else ""
    return (
        f'<article class="pq-card{repealed}" id="pq-{turn}-{citation.mark}">'
        f"<header>{badge}<h3>{escape(citation.document.title)}</h3></header>"
        f'<p class="pq-meta">{escape(describe_document(citation.document, texts))}</p>'
        f'<p class="pq-place">{place}</p>'
        f"<blockquote>{quote}</blockquote>{_render_other_places(citation, language)}"
        f'<footer><a href="{escape(address)}" target="_blank" rel="noopener">{escape(texts.open_clause)}</a>'
        f'<span class="pq-ref" title="{escape(texts.reference)}">'
        f"{escape(make_reference(citation.document, citation.section))}</span></footer></article>"
    )


def _render_other_places(citation: Citation, language: Language) -> str:
    """Where else the words of a citation stand, each a link to that clause; "" when nowhere."""
    names = say_places(citation.document, citation.also_in, language)
    links = [
        f'<a href="{escape(clause_address(place.document.id, place.section))}" target="_blank" rel="noopener">'
        f"{escape(name)}</a>"
        for place, name in zip(citation.also_in, names, strict=True)
    ]
    line = join_places(links, citation.also_in_more, language)
    return f'<p class="pq-also">{line}</p>' if line else ""


def _wrap(heading: str, body: str, kind: str = "") -> str:
    return f'<section class="pq-sources {kind}"><h2>{escape(heading)}</h2>{body}</section>'
