"""Where a clause stands, in the reader's words: 「第二部分（五）2（1）」, "Part II (5) 2 (1)", 《…》二（五）2（1）."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.figures import read_numeral
from assistant.records import Language
from index.records import Clause, Document

_BARE_NUMERAL = re.compile(r"[〇零一二两三四五六七八九十百]{1,6}")
_NUMBERED = re.compile(
    r"第([〇零一二两三四五六七八九十百千0-9]{1,8})([编篇章节條条款項项])((?:之[一二三四五六七八九十]{1,3})?)"
)
_PLAIN = re.compile(r"[0-9.]{1,12}[a-z]?|\([^()]{1,6}\)|[①-⑳㈠-㈩⑴-⒇]|[a-zA-Z]")
_ENGLISH_UNIT = {
    "编": "Book",
    "篇": "Part",
    "章": "Chapter",
    "节": "Section",
    "条": "Article",
    "條": "Article",
}
_ENGLISH_UNIT |= {"款": "Paragraph", "项": "Item", "項": "Item"}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@lru_cache(maxsize=20_000)
def describe_place(section: str, language: Language) -> str:
    """The place of a section in words; "" for the text before the first heading.

    Example: "二/(五)/2/(1)" -> 「第二部分（五）2（1）」, in English "Part II (5) 2 (1)".
    """
    labels = [label for label in section.split("/") if label]
    if language == "en":
        return " ".join(_name_english(label, at == 0) for at, label in enumerate(labels))
    text = ""
    for at, label in enumerate(labels):
        bare = _BARE_NUMERAL.fullmatch(label) is not None
        words = f"第{label}部分" if bare and at < 2 else _widen(label)
        plain = bare or _PLAIN.fullmatch(label) is not None or _NUMBERED.fullmatch(label) is not None
        text += words if plain or not text else f"“{words}”"
    return text


def _widen(label: str) -> str:
    return label.replace("(", "（").replace(")", "）")


def _name_english(label: str, first: bool) -> str:
    numbered = _NUMBERED.fullmatch(label)
    if numbered is not None:
        also = "".join(f"-{read_numeral(word)}" for word in numbered[3].split("之") if word)
        return f"{_ENGLISH_UNIT[numbered[2]]} {read_numeral(numbered[1])}{also}"
    inner = label.strip("()")
    value = read_numeral(inner) if _BARE_NUMERAL.fullmatch(inner) else None
    if value is None:
        return label
    if label.startswith("("):
        return f"({value})"
    return f"Part {_write_roman(int(value))}" if first or value else label


def _write_roman(value: int) -> str:
    if not 0 < value < 90:
        return str(value)
    written = ""
    for size, letters in _ROMAN:
        while value >= size:
            written, value = written + letters, value - size
    return written


def make_reference(document: Document, section: str) -> str:
    """The copyable reference. Example: 《科技工作要点》二（五）2（1）."""
    return f"《{strip_title(document.title)}》{''.join(_widen(label) for label in section.split('/'))}"


def strip_title(title: str) -> str:
    """A title without the 《》 that are printed around all of it."""
    title = title.strip()
    if title.startswith("《") and title.endswith("》") and title.count("《") == 1:
        return title[1:-1]
    return title


def name_clause(document: Document, clause: Clause, language: Language) -> str:
    """Document and place of a clause on one line, unescaped. Example: 《工作要点》第二部分（五）2."""
    place = describe_place(clause.section, language)
    gap = " " if language == "en" and place else ""
    return f"《{strip_title(document.title)}》{gap}{place}"
