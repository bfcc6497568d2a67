"""Habits of a document, known ahead of the search: lists that go on, forms used inline, what nests in what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.numbering import Label
from index.outline_boundary import COMMA, INDENT
from index.outline_candidates import Candidate

_SPOKEN = ("一是", "第一")


@dataclass(frozen=True, slots=True)
class Habits:
    """`followed` tells of each candidate whether the next number of its form comes after it; `inline` are the
    forms that count inside paragraphs, `paragraphs` the paragraph of each candidate, `spoken` those of lists inside a
    paragraph (一是…二是…). From a first reading: `nesting` counts which form (second) stands directly
    below which ("" at the top), `run_on` are the forms that count on over their parents. `last` is where each number of
    each form stands for the last time.
    """

    followed: Sequence[bool]
    inline: frozenset[str]
    paragraphs: Sequence[int] = ()
    spoken: Sequence[bool] = ()
    nesting: Mapping[tuple[str, str], int] = field(default_factory=dict)
    run_on: frozenset[str] = frozenset()
    last: Mapping[tuple[str, int], int] = field(default_factory=dict)


def collect_habits(candidates: Sequence[Candidate], paragraphs: Sequence[int] = ()) -> Habits:
    """What the candidates alone tell, before any reading."""
    followed = [False] * len(candidates)
    inline: set[str] = set()
    upcoming: dict[str, tuple[int, int]] = {}
    for index in range(len(candidates) - 1, -1, -1):
        label = candidates[index].label
        number, at = upcoming.get(label.family, (0, 0))
        followed[index] = number == label.number + 1 or label.number == 0
        if followed[index] and label.number == 1 and candidates[at].strength < INDENT:
            inline.add(label.family)
        if candidates[index].strength >= COMMA:
            upcoming[label.family] = (label.number, index)
    last = {(c.label.family, c.label.number): index for index, c in enumerate(candidates)}
    spoken = [candidate.strength < INDENT and candidate.label.family in _SPOKEN for candidate in candidates]
    return Habits(followed, frozenset(inline), paragraphs or [0] * len(candidates), spoken, last=last)


def learn_nesting(habits: Habits, sections: Sequence[tuple[Label, int]]) -> Habits:
    """`habits` with what a first reading showed; `sections` are its labels with their depths, in order."""
    nesting: dict[tuple[str, str], int] = {}
    run_on: set[str] = set()
    families: list[str] = []
    last: dict[str, int] = {}
    for label, depth in sections:
        family = label.family
        opens = len(families) <= depth or families[depth] != family
        if opens and last.get(family, 0) == label.number - 1 > 0:
            run_on.add(family)
        last[family] = label.number
        del families[depth:]
        pair = (families[-1] if families else "", family)
        nesting[pair] = nesting.get(pair, 0) + 1
        families.append(family)
    return replace(habits, nesting=nesting, run_on=frozenset(run_on))
