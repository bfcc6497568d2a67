"""The weighted search words of a question: its content words, and synonyms that count less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from index.fold import fold_text
from index.words import cut_content_words

_SYNONYM_WEIGHT = 0.35


@dataclass(frozen=True, slots=True)
class Terms:
    """`weights` maps every search word to its weight in (0, 1]; `groups` maps a word asked to all its wordings."""

    weights: Mapping[str, float]
    groups: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _load_synonyms() -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for line in files("assistant").joinpath("synonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            group = tuple(fold_text(word) for word in line.split("\t"))
            for word in group:
                groups[word] = tuple(dict.fromkeys((*groups.get(word, ()), *group)))
    return groups


def weigh_terms(text: str) -> Terms:
    """Search words of a question with weights. Example: "研发投入" -> 研发 1.0, 投入 1.0, r&d 0.35, …"""
    asked = dict.fromkeys(cut_content_words(text))
    weights: dict[str, float] = dict.fromkeys(asked, 1.0)
    groups: dict[str, tuple[str, ...]] = {}
    synonyms = _load_synonyms()
    for word in asked:
        others = tuple(other for other in synonyms.get(word, ()) if other != word)
        groups[word] = (word, *others)
        for other in others:
            for part in cut_content_words(other):
                weights.setdefault(part, _SYNONYM_WEIGHT)
    return Terms(weights, groups)
