"""The page of one clause: what document it stands in, where, and its words unchanged; plain HTML, nothing loaded."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

from assistant.locate import Passage, clause_address
from assistant.places import describe_place
from assistant.web.cards import describe_document
from assistant.web.texts import Texts

STYLE_FILE = Path(__file__).with_name("clause.css")


def render_clause_page(passage: Passage, texts: Texts) -> str:
    """A whole HTML page; every word of the document is escaped."""
    document = passage.document
    title, place = escape(document.title), escape(describe_place(passage.section, texts.answers_in))
    heading = f"<h2>{place} {escape(passage.heading)}</h2>" if passage.section else ""
    return (
        f'<!doctype html><html lang="{texts.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title} {place}</title>'
        f"<style>{_read_style()}</style></head><body><main>"
        f'<p class="site"><a href="{texts.page_address}">{escape(texts.title)}</a></p>'
        f'<h1>{title}</h1><p class="meta">{escape(describe_document(document, texts))}</p>'
        f'{heading}<div class="text">{escape(passage.text.strip())}</div>'
        f"<nav>{_link(passage, passage.previous, texts, '← ')}"
        f"{_link(passage, passage.following, texts, '', ' →')}</nav>"
        f'<p class="meta">{escape(document.file)} · {passage.start}–{passage.end}</p>'
        "</main></body></html>"
    )


def _link(passage: Passage, section: str | None, texts: Texts, before: str = "", after: str = "") -> str:
    if section is None:
        return "<span></span>"
    address = escape(clause_address(passage.document.id, section))
    label = describe_place(section, texts.answers_in)
    return f'<a href="{address}">{before}{escape(label)}{after}</a>'


@lru_cache(maxsize=1)
def _read_style() -> str:
    return STYLE_FILE.read_text(encoding="utf-8")
