"""Where a clause stands, in the reader's words: 「第二部分（五）2（1）」, "Part II (5) 2 (1)", 《…》二（五）2（1）."""

from __future__ import annotations

from functools import lru_cache

from assistant.records import Language
from index.labels import render_label, render_reference
from index.records import Clause, Document


@lru_cache(maxsize=20_000)
def describe_place(section: str, language: Language) -> str:
    """The place of a section in words; "" for the text before the first heading.

    Example: "二/(五)/2/(1)" -> 「第二部分（五）2（1）」, in English "Part II (5) 2 (1)".
    """
    return render_label(section, "en" if language == "en" else "zh")


def make_reference(document: Document, section: str) -> str:
    """The copyable reference. Example: 《科技工作要点》二（五）2（1）."""
    return render_reference(strip_title(document.title), section)


def strip_title(title: str) -> str:
    """A title without the 《》 that are printed around all of it; those inside become 〈〉, as it is quoted in 《》."""
    title = title.strip()
    if title.startswith("《") and title.endswith("》") and title.count("《") == 1:
        return title[1:-1]
    return title.replace("《", "〈").replace("》", "〉")


def name_clause(document: Document, clause: Clause, language: Language) -> str:
    """Document and place of a clause on one line, unescaped. Example: 《工作要点》第二部分（五）2."""
    place = describe_place(clause.section, language)
    gap = " " if language == "en" and place else ""
    return f"《{strip_title(document.title)}》{gap}{place}"
