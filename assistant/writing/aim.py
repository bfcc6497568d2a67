"""What one part of a question asks a figure for: its words weighed, the years, a cap or a target, the unit.

A question may ask for several figures (「派出多少名，每人经费多少」): `read_aims` gives one aim for each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.figures import Figure, read_figures
from assistant.records import Query
from assistant.wants import Wants, read_wants
from index.fold import fold_text
from index.words import cut_content_words

_ASKS = re.compile(
    r"多少|多大|多高|多长|多久|几(?!乎)|什么时候|何时|怎么(?:算|补|收)|比例|标准|how (?:much|many|long|soon)|what share"
)
_CUTS = re.compile(r"[？?；;，,。]+|\band (?=how\b|what\b)")
_ASKING = re.compile(r"多少|多大|多高|多久|几成|几(?!乎)")
_MOST = re.compile(r"最高|最多|最长|上限|封顶|限额|\bmaximum\b|\bcap\b|\bat most\b|\bup to\b|\bceiling\b")
_TARGET = re.compile(r"目标|达到|做到|target|goal|reach")
_COUNTED = re.compile(r"\bhow many\b|\bnumber of\b")
_COUNT = r"\b(?:how many|number of)\b[^?]{0,40}?\b"
_ENGLISH_UNITS = (
    (re.compile(rf"{_COUNT}(?:enterprises?|compan|firms?|banks?|institution|laborator)"), "家"),
    (re.compile(rf"{_COUNT}(?:people|persons?|talents?|commissioners?|staff|students?)"), "人"),
    (re.compile(rf"{_COUNT}projects?"), "项"),
)
_NEAR = 8  # characters from the question word
_BEFORE_WEIGHT, _AFTER_WEIGHT = (
    1.4,
    2.0,
)  # how much more a word there counts: what is counted stands after 多少家
_LEANING = 0.9
_PHONE = re.compile(r"电话|号码|热线|\bphone|\btelephone|\bcall\b|\bcontact number")
_BIGRAMS = 0.3  # what shared pairs of characters add to a share of words
_HAN_PAIR = re.compile(r"(?=([\u3400-\u9fff]{2}))")


@dataclass(frozen=True, slots=True)
class Aim:
    """One thing asked. `words` are weighed; `years` are years named; `most` asks for a cap, `target` for a goal.

    `counted` says that a number of things is asked in English, `unit` which ones, when that can be told; `phone` that
    a telephone number is.
    """

    wants: Wants
    words: Mapping[str, float]
    pairs: frozenset[str]
    years: frozenset[str] = frozenset()
    most: bool = False
    target: bool = False
    counted: bool = False
    phone: bool = False
    unit: str | None = None

    def share(self, segment: str, before: str = "", leans: bool = False, title: str = "") -> float:
        """How much of what is asked a segment holds, from 0 to 1 and a little above.

        `before` is what stands before it: it counts half, or nearly whole where the segment `leans` on it. Words of
        the document's `title` need not be said again.
        """
        own, around = set(cut_content_words(segment)), set(cut_content_words(before))
        known = _cut_title(title) - own - around
        total = sum(weight for word, weight in self.words.items() if word not in known) or 1.0
        held = sum(weight for word, weight in self.words.items() if word in own)
        near = sum(weight for word, weight in self.words.items() if word in around and word not in own)
        pairs = _read_pairs(segment)
        return (held + (_LEANING if leans else 0.5) * near) / total + _BIGRAMS * len(pairs & self.pairs) / (
            len(self.pairs) or 1
        )

    def prefers(self, figure: Figure) -> float:
        """What speaks for a figure besides `wants`, from 0 to 0.5."""
        if self.unit is not None and figure.unit == self.unit:
            return 0.5
        return 0.25 if self.counted and figure.kind == "count" else 0.0


def read_aims(query: Query) -> list[Aim]:
    """One aim for each part of a question that asks for a figure or a time; the whole question when no part does.

    A later part that names nothing of its own is asked about what the first part names.
    """
    whole = query.core or query.question
    parts = [part for part in _CUTS.split(fold_text(whole)) if part and _ASKS.search(part)]
    if len(parts) < 2:
        return [read_aim(query, whole)]
    return [read_aim(query, part) for part in parts]


def read_aim(query: Query, part: str) -> Aim:
    """The aim of a part of a question."""
    folded = fold_text(part)
    whole = fold_text(query.standalone or query.question)
    wants = read_wants(query)
    if folded != fold_text(query.core or query.question):
        wants = read_wants(replace(query, question=part, standalone=part, core=part))
    figures = read_figures(whole)
    unit = next((unit for pattern, unit in _ENGLISH_UNITS if pattern.search(folded)), None)
    return Aim(
        wants,
        _weigh(folded),
        _read_pairs(_ASKING.sub(" ", folded)),
        frozenset(figure.key[:4] for figure in figures if figure.kind == "date" and figure.key[0] != "-"),
        _MOST.search(folded) is not None,
        _TARGET.search(folded) is not None,
        _COUNTED.search(folded) is not None,
        _PHONE.search(folded) is not None,
        unit,
    )


@lru_cache(maxsize=1_000)
def _cut_title(title: str) -> frozenset[str]:
    return frozenset(cut_content_words(title)) if title else frozenset()


def _weigh(folded: str) -> dict[str, float]:
    """A weight for each word of a folded question: long ones and those beside the question word count more."""
    asked = [match.span() for match in _ASKING.finditer(folded)]
    weights: dict[str, float] = {}
    for word in dict.fromkeys(cut_content_words(_ASKING.sub(" ", folded))):
        if word[0].isdigit():
            continue
        at = folded.find(word)
        before = at >= 0 and any(start - _NEAR <= at < start for start, _ in asked)
        after = at >= 0 and any(end <= at <= end + _NEAR for _, end in asked)
        near = _AFTER_WEIGHT if after else _BEFORE_WEIGHT if before else 1.0
        weights[word] = (0.4 if len(word) == 1 else min(len(word), 4) / 2) * near
    return weights


def _read_pairs(text: str) -> frozenset[str]:
    return frozenset(match[1] for match in _HAN_PAIR.finditer(fold_text(text)))
