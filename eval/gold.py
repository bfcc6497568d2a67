"""When a citation is right: the gold section, below it, or the direct parent of an inline item; by its own place or by
one of the places it names as holding the same words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from eval.questions_file import Gold, Question
from index.records import Hit

_INLINE_LABEL = re.compile(
    r"\(\d{1,3}\)|[\u2460-\u2473\u3251-\u32bf\u24ea]|[一二三四五六七八九十]{1,3}是|首先|其次|再次|最后|——.*"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a citation points: file name, section path, clause id ("" when unknown) and the quoted text.

    `also_in` are further places that the citation names because the same words stand there.
    """

    file: str
    section: str
    clause: str = ""
    quote: str = ""
    also_in: tuple[Place, ...] = ()


def locate_hit(hit: Hit) -> Place:
    """The place of a retrieved clause."""
    return Place(hit.document.file, hit.clause.section, hit.clause.id, hit.clause.text)


def is_inline(label: str) -> bool:
    """Whether a label is of the kind that stands inside a paragraph: (1), ①, 一是, ——….

    Example: is_inline("(1)") -> True; is_inline("(五)") -> False.
    """
    return _INLINE_LABEL.fullmatch(label) is not None


def is_right(place: Place, gold: Gold) -> bool:
    """Whether the place is right for one gold entry; the path "" is right only for metadata or preamble.

    Example: gold 二/(五)/2/(1) is met by itself, by anything below it, and by 二/(五)/2.
    """
    if PurePath(place.file).name != PurePath(gold.file).name:
        return False
    if gold.sections is None:
        return True
    return any(_meets(place.section, section) for section in gold.sections)


def _meets(cited: str, wanted: str) -> bool:
    if cited == wanted:
        return True
    if not wanted:
        return False
    if cited.startswith(wanted + "/"):
        return True
    parent, _, label = wanted.rpartition("/")
    return bool(parent) and cited == parent and is_inline(label)


def find_targets(place: Place, question: Question) -> frozenset[int]:
    """Numbers of the question's targets that the place meets: gold entries, or clause ids where it has those.

    A citation meets what its own place or one of the places it names for the same words meets.
    """
    met = [_find_own_targets(one, question) for one in (place, *place.also_in)]
    return frozenset[int]().union(*met)


def _find_own_targets(place: Place, question: Question) -> frozenset[int]:
    if question.clauses:
        return frozenset(n for n, clause in enumerate(question.clauses) if clause == place.clause)
    return frozenset(n for n, gold in enumerate(question.gold) if is_right(place, gold))


def count_targets(question: Question) -> int:
    """How many targets a question has."""
    return len(question.clauses or question.gold)


def judge_ranking(places: Sequence[Place], question: Question) -> tuple[frozenset[int], ...]:
    """For each place, best first, the targets it meets; the input of all ranking measures."""
    return tuple(find_targets(place, question) for place in places)
