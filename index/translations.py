"""Chinese wordings of English words, so that an English question reaches the keyword index too.

The list is read off the shipped encoder (`index/training/translate.py`); official terms of several words come from the
training glossary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[a-z][a-z\-]*")
_MOST_WORDS = 5  # in one term of the glossary


@dataclass(frozen=True, slots=True)
class Translation:
    """A Chinese wording of an English word or term; `weight` in (0, 1] says how near it is."""

    word: str
    weight: float


@lru_cache(maxsize=1)
def load_words() -> Mapping[str, tuple[Translation, ...]]:
    """Chinese wordings by English word, best first."""
    found: dict[str, tuple[Translation, ...]] = {}
    text = files("index.model").joinpath("translations.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        word, *near = line.split("\t")
        pairs = (item.rpartition(":") for item in near)
        found[word] = tuple(Translation(chinese, float(cosine)) for chinese, _, cosine in pairs)
    return found


@lru_cache(maxsize=1)
def load_terms() -> Mapping[str, tuple[Translation, ...]]:
    """Chinese wordings of official terms, by the English term in lower case."""
    found: dict[str, tuple[Translation, ...]] = {}
    text = files("index.training").joinpath("glossary.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        english, tab, chinese = line.partition("\t")
        if tab and not line.startswith("#"):
            wordings = tuple(
                Translation(word.strip(), 1.0) for word in re.split("[；;]", chinese) if word.strip()
            )
            for term in english.lower().split(";"):
                key = " ".join(_WORD.findall(term))
                found[key] = (*found.get(key, ()), *wordings)
    return found


def translate_text(text: str) -> dict[str, tuple[Translation, ...]]:
    """Chinese wordings for each English term or word of a text, in order; the longest term wins.

    Example: "funding for young researchers" -> {"funding": (资金…), "young": (年轻…), "researchers": (研究员…)}.
    """
    words = _WORD.findall(text.lower())
    found: dict[str, tuple[Translation, ...]] = {}
    place = 0
    while place < len(words):
        for size in range(min(_MOST_WORDS, len(words) - place), 0, -1):
            term = " ".join(words[place : place + size])
            near = _find_term(term) or (_find_word(term) if size == 1 else ())
            if near:
                found[term] = near
                place += size
                break
        else:
            place += 1
    return found


def _find_term(term: str) -> tuple[Translation, ...]:
    terms = load_terms()
    return terms.get(term) or (terms.get(term[:-1], ()) if term.endswith("s") else ())


def _find_word(word: str) -> tuple[Translation, ...]:
    words = load_words()
    return words.get(word) or (words.get(word[:-1], ()) if word.endswith("s") else ())
