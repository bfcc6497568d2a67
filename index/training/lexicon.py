"""The bilingual dictionary as data: which English phrases and Chinese words translate each other, how surely."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.fold import fold_text

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|<[^<>]*>|\{[^{}]*\}")
_PART_OF_SPEECH = re.compile(
    r"^\s*(?:(?:n|v|vt|vi|a|adj|ad|adv|prep|conj|pron|num|int|art|aux|abbr|un|pl|na|det|phr|suf|pref)\.\s*)+"
)
_EN_LEAD = re.compile(r"^(?:to be |to |a |an |the |be )")
_EN_PHRASE = re.compile(r"[a-z][a-z&]*(?:[ '][a-z&]+)*")
_ZH_WORD = re.compile(r"[\u3400-\u9fff]+")
_EN_SKIP = re.compile(
    r"variant of|^surname|abbr\. |^cl:|classifier|^used in|^see |also written|erhua|old name"
)
_MAX_EN_WORDS, _MAX_ZH_CHARACTERS = 5, 10


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Translations in both directions; weights are positive, first senses weigh more, two sources add up.

    `trusted` are the English phrases of the smaller, checked sources (CC-CEDICT, our glossary).
    """

    to_chinese: dict[str, dict[str, float]]
    to_english: dict[str, dict[str, float]]
    trusted: frozenset[str]


def split_english(gloss: str) -> list[str]:
    """The phrases of an English gloss, first sense first.

    Example: "to support/to back (sb)/backing" -> ["support", "back", "backing"].
    """
    phrases = []
    for sense in re.split(r"[/;,]", _BRACKETS.sub(" ", gloss.lower())):
        phrase = _EN_LEAD.sub("", " ".join(sense.replace("-", " ").split()))
        if _EN_PHRASE.fullmatch(phrase) and phrase.count(" ") < _MAX_EN_WORDS and not _EN_SKIP.search(phrase):
            phrases.append(phrase)
    return phrases


def split_chinese(gloss: str) -> list[str]:
    """The words of a Chinese gloss, first sense first. Example: "n. 补贴, 津贴；补助" -> ["补贴", "津贴", "补助"]."""
    words = []
    for line in _BRACKETS.sub(" ", gloss).replace("\\n", ";").split(";"):
        for sense in re.split(r"[,，；、\s]+", _PART_OF_SPEECH.sub("", line)):
            word = sense.strip("…的地 ") or sense
            if _ZH_WORD.fullmatch(word) and len(word) <= _MAX_ZH_CHARACTERS:
                words.append(word)
    return words


def read_entries(path: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Source, Chinese words and English phrases of every entry that has both."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            source, chinese, english = line.rstrip("\n").split("\t")
            if source == "cedict":
                words, phrases = [fold_text(chinese)], split_english(english)
                words = [word for word in words if _ZH_WORD.fullmatch(word)]
            else:
                phrase = " ".join(english.lower().replace("-", " ").split())
                phrases = (
                    [phrase] if _EN_PHRASE.fullmatch(phrase) and phrase.count(" ") < _MAX_EN_WORDS else []
                )
                words = split_chinese(chinese) if phrases else []
            if words and phrases:
                yield source, words, phrases


def read_lexicon(path: Path, glossary: list[tuple[str, str]]) -> Lexicon:
    """The dictionary file plus our glossary of official terms (English, Chinese), which weighs most."""
    weights: dict[tuple[str, str], float] = defaultdict(float)
    trusted = {phrase for phrase, _ in glossary}
    for source, words, phrases in read_entries(path):
        if source == "cedict":
            trusted.update(phrases)
        for rank, word in enumerate(words):
            for other, phrase in enumerate(phrases):
                weights[phrase, word] += 1.0 / (1 + rank + other)
    for phrase, word in glossary:
        weights[phrase, word] += 3.0
    to_chinese: dict[str, dict[str, float]] = defaultdict(dict)
    to_english: dict[str, dict[str, float]] = defaultdict(dict)
    for (phrase, word), weight in weights.items():
        to_chinese[phrase][word] = weight
        to_english[word][phrase] = weight
    return Lexicon(dict(to_chinese), dict(to_english), frozenset(trusted))
