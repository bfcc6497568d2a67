"""The one rendering of an answer as Markdown, for the page and the terminal alike.

`Answer.text` already is Markdown whose quotes are escaped; here its citations, notes and nearest clauses are added.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.escape import escape_source
from assistant.places import make_reference, strip_title
from assistant.records import Answer, Citation, Language
from assistant.writing.frames import say
from assistant.writing.piece import join_blocks, list_lines, name_other_places, shorten

Link = Callable[[Citation], str]
_HEADING_MARKS = re.compile(r"^#{1,6}[ \t]{1,4}(?=\S)", re.MULTILINE)
_EXCERPT = 160  # characters of a nearest clause shown


def render_answer(answer: Answer, link: Link | None = None, quotes: bool = True) -> str:
    """Markdown of the whole answer: notes, text, citations with their quotes, or the nearest clauses of a refusal.

    `link` gives the address that opens a clause; without it a citation shows `policyqa show` words instead of a link.
    `quotes` False leaves the quoted clauses out (the page shows them beside).
    """
    language = answer.language
    blocks: list[str] = []
    if answer.standalone and answer.standalone != answer.question:
        blocks.append(f"*{say('standalone', language, question=escape_source(answer.standalone))}*")
    blocks += [f"*{escape_source(note)}*" for note in answer.notes]
    if answer.confidence == "weak" and not answer.refused:
        blocks.append(f"*{say('confidence_weak', language)}*")
    blocks.append(answer.text)
    if answer.citations and not answer.refused:
        blocks += [
            f"**{say('sources', language)}**",
            render_citations(answer.citations, language, link, quotes, answer.text),
        ]
    if answer.refused and answer.nearest:
        blocks += [f"**{say('nearest', language)}**", _render_nearest(answer.nearest, language, link)]
    return join_blocks(blocks)


def render_citations(
    citations: Sequence[Citation], language: Language, link: Link | None, quotes: bool, said: str = ""
) -> str:
    """One block a citation: mark, document, place, reference, the quoted clause, and where else its words stand.

    What the answer has `said` of other places is not said again.
    """
    blocks = []
    for citation in citations:
        blocks.append(f"\\[{citation.mark}\\] {name_citation(citation, language, link)}")
        if quotes:
            blocks.append(f"> {escape_lines(citation.quote)}")
        elsewhere = name_other_places(citation.document, citation.also_in, citation.also_in_more, language)
        if elsewhere not in said.split("\n"):
            blocks.append(elsewhere)
    return join_blocks(blocks)


def name_citation(citation: Citation, language: Language, link: Link | None = None) -> str:
    """Document, place and heading of a citation, as a link when there is an address to open."""
    place = f"{citation.label} {shorten(citation.heading)}".strip()
    if citation.heading and citation.heading in citation.label:
        place = citation.label
    gap = " " if language == "en" and place else ""
    named = f"《{escape_source(strip_title(citation.document.title))}》{gap}{escape_source(place)}"
    if link is not None:
        named = f"[{named}]({link(citation)})"
    reference = make_reference(citation.document, citation.section)
    return f"{named} · {escape_source(reference)}" if link is None else named


def _render_nearest(nearest: Sequence[Citation], language: Language, link: Link | None) -> str:
    lines = []
    for citation in nearest:
        excerpt = escape_source(shorten(citation.quote.replace("\n", " "), _EXCERPT))
        lines.append(f"{name_citation(citation, language, link)}{say('colon', language)}{excerpt}")
    return list_lines(lines)


def hide_heading_marks(text: str) -> str:
    """A source text for show, without the # before headings of a Markdown file."""
    return _HEADING_MARKS.sub("", text)


def escape_lines(text: str) -> str:
    """A quote of several lines inside one Markdown block quote, line breaks kept and nothing live."""
    lines = [escape_source(line.strip()) for line in hide_heading_marks(text).split("\n") if line.strip()]
    return "\\\n> ".join(lines)
