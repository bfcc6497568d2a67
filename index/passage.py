"""What is indexed of a clause: its words by field, and the passage that is embedded.

A clause is matched together with its title and heading chain, because a leaf often names neither its place nor
its topic; what is shown stays the clause alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.encoder import NAMED_END
from index.fold import fold_text
from index.records import Clause, Document
from index.words import cut_words

_PASSAGE_LIMIT = 1200


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Search words of a clause by field, joined by single spaces; `folded` is its lead-in and text, folded,
    `named` its document's title and its headings, folded."""

    title: str
    heading: str
    body: str
    folded: str = ""
    named: str = ""


def compose_passage(document: Document, clause: Clause) -> str:
    """The text that stands for a clause when it is embedded: what names it, `NAMED_END`, what it says.

    It is named by title and heading chain; it says lead-in and text. An encoder may weigh the two parts.
    """
    parts = (document.title, " ".join(clause.headings)), (clause.lead_in, clause.text[:_PASSAGE_LIMIT])
    named, said = ("\n".join(line.replace(NAMED_END, " ") for line in lines if line) for lines in parts)
    return f"{named}{NAMED_END}{said}"


def cut_clause(document: Document, clause: Clause) -> ClauseWords:
    """The words by which a clause is found, per field of the keyword index."""
    named = " ".join(part for part in (document.title, document.region, document.number) if part)
    body = fold_text(f"{clause.lead_in} {clause.text}")
    return ClauseWords(
        title=" ".join(cut_words(named)),
        heading=" ".join(cut_words(" ".join(clause.headings))),
        body=" ".join(cut_words(body)),
        folded=body,
        named=fold_text(f"{document.title} {' '.join(clause.headings)}"),
    )
