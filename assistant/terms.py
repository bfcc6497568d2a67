"""The weighted search words of a question: its content words, with synonyms and translations that count less."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from index.fold import fold_text
from index.translations import Translation, translate_text
from index.words import cut_content_words, is_content_word

_SYNONYM_WEIGHT = 0.35
_TRANSLATION_WEIGHT = 0.8
_ENGLISH = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Terms:
    """`weights` maps every search word to its weight in (0, 1]; `groups` maps a word asked to all its wordings.

    `added` are Chinese words that were not typed: translations of an English question, best first. `choices` holds
    for each English word the weights of its Chinese wordings' search words: a text counts as its best wording does.
    """

    weights: Mapping[str, float]
    groups: Mapping[str, tuple[str, ...]]
    added: tuple[str, ...] = ()
    choices: tuple[tuple[Mapping[str, float], ...], ...] = ()

    @property
    def typed(self) -> Mapping[str, float]:
        """The weights without those that stand for English words alone."""
        chosen = {word for wordings in self.choices for parts in wordings for word in parts}
        return {word: weight for word, weight in self.weights.items() if word not in chosen or weight == 1.0}


@lru_cache(maxsize=1)
def _load_synonyms() -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for line in files("assistant").joinpath("synonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            group = tuple(fold_text(word) for word in line.split("\t"))
            for word in group:
                groups[word] = tuple(dict.fromkeys((*groups.get(word, ()), *group)))
    return groups


@lru_cache(maxsize=20_000)
def cut_wording(wording: str) -> tuple[str, ...]:
    """The search words of one wording. Example: "青年科研人员" -> 青年, 科研, 人员, 科研人员."""
    return tuple(cut_content_words(wording))


def holds_wording(field: Collection[str], wording: str) -> bool:
    """Whether a set of search words holds a wording, whole or all its parts."""
    return wording in field or all(part in field for part in cut_wording(wording) or (wording,))


def rate_terms(terms: Terms, rate_word: Callable[[str], float]) -> dict[str, float]:
    """The rarity of every word of the question, in nats; that of a longer wording is its rarest part's."""
    rarity = {word: rate_word(word) for word in terms.weights}
    for word in terms.groups:
        if word not in rarity:
            rarity[word] = max((rate_word(part) for part in cut_wording(word)), default=0.0)
    return rarity


def weigh_terms(text: str, is_held: Callable[[str], bool] | None = None) -> Terms:
    """Search words of a question with weights. Example: "研发投入" -> 研发 1.0, 投入 1.0, r&d 0.35, …

    English words that `is_held` (a word of the clauses held) does not know stand for their Chinese wordings.
    """
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
    if is_held is None or not _ENGLISH.search(fold_text(text)):
        return Terms(weights, groups)
    return _add_translations(text, weights, groups, is_held)


def _add_translations(
    text: str, weights: dict[str, float], groups: dict[str, tuple[str, ...]], is_held: Callable[[str], bool]
) -> Terms:
    added: dict[str, None] = {}
    choices: list[tuple[Mapping[str, float], ...]] = []
    for term, near in translate_text(fold_text(text)).items():
        stems = cut_content_words(term)
        held = [item for item in near if is_content_word(item.word) and _is_known(item, is_held)]
        if not stems or not held or all(is_held(stem) for stem in stems):
            continue
        for stem in stems:
            groups.pop(stem, None)
        groups[held[0].word] = tuple(item.word for item in held)
        choices.append(tuple(_weigh_wording(item) for item in held))
        for item, parts in zip(held, choices[-1], strict=True):
            added[item.word] = None
            for part, weight in parts.items():
                weights[part] = max(weights.get(part, 0.0), weight)
    return Terms(weights, groups, tuple(added), tuple(choices))


def _weigh_wording(item: Translation) -> dict[str, float]:
    return dict.fromkeys(cut_content_words(item.word), _TRANSLATION_WEIGHT * item.weight)


def _is_known(item: Translation, is_held: Callable[[str], bool]) -> bool:
    return any(is_held(part) for part in cut_content_words(item.word))
