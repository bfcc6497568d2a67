"""Which candidates are sections, and how they nest: the cheapest reading of the whole document.

A reading keeps the open levels from the top; what each step of it costs is in `outline_steps`. A beam of readings is
carried along, narrower for texts with very many candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.outline_candidates import Candidate
from index.outline_habits import Habits, collect_habits, learn_nesting
from index.outline_levels import Level
from index.outline_steps import Choice, Reading, list_steps, make_level

_NARROW, _WIDE, _WORK = 8, 32, 30_000  # readings carried along; candidates times readings
_DEAR, _DEAR_EACH = 8.0, 0.25  # a reading that costs more than both, a candidate, is looked for again


def choose_sections(candidates: Sequence[Candidate], paragraphs: Sequence[int] = ()) -> list[Choice]:
    """The candidates that are sections, in order, by the cheapest reading found.

    A second pass knows which form nested in which in the first, so that levels come from the document itself.
    `paragraphs` tells of each candidate in which paragraph of the text it stands.
    """
    habits = collect_habits(candidates, paragraphs)
    width = _NARROW
    cost, choices = _search(candidates, habits, width)
    if cost > max(_DEAR, _DEAR_EACH * len(candidates)) and len(candidates) * width < _WORK:
        width = _WIDE
        _, choices = _search(candidates, habits, width)
    if len(candidates) <= 3_000:
        habits = learn_nesting(habits, [(candidates[choice.index].label, choice.depth) for choice in choices])
        _, choices = _search(candidates, habits, width)
    return choices


def _search(candidates: Sequence[Candidate], habits: Habits, widest: int) -> tuple[float, list[Choice]]:
    """The cheapest reading found and its cost; `widest` readings are carried along, fewer for many candidates."""
    width = max(1, min(widest, _WORK // max(1, len(candidates))))
    beam = [Reading(0.0, (), {}, None)]
    for index, candidate in enumerate(candidates):
        best: dict[tuple[Level, ...], _Option] = {}
        for reading in beam:
            for option in _extend(reading, index, candidate, habits):
                known = best.get(option.stack)
                if known is None or option.cost < known.cost:
                    best[option.stack] = option
        kept = sorted(best.values(), key=lambda option: option.cost)[:width]
        beam = [_take(option, index) for option in kept]
    return beam[0].cost, _unwind(beam[0].choices)


def _unwind(node: tuple[object, ...] | None) -> list[Choice]:
    choices: list[Choice] = []
    while node is not None:
        rest, choice = node
        assert isinstance(choice, Choice)
        choices.append(choice)
        node = rest  # type: ignore[assignment]  # a chain of pairs has no finite type
    return choices[::-1]


class _Option(NamedTuple):
    """A reading with one more candidate, not yet taken; `depth` is None where the candidate is text."""

    cost: float
    stack: tuple[Level, ...]
    reading: Reading
    depth: int | None
    before: int | None = None
    new_document: bool = False


def _extend(reading: Reading, index: int, candidate: Candidate, habits: Habits) -> list[_Option]:
    """The reading with the candidate as text, and with it at each level where it could stand."""
    options = [_Option(reading.cost + candidate.reject, reading.stack, reading, None)]
    begun = reading.cost + candidate.accept
    for cost, depth, level, before in list_steps(reading, index, candidate, habits):
        options.append(_Option(begun + cost, (*reading.stack[:depth], level), reading, depth, before))
    if candidate.title and candidate.label.number == 0:
        level = make_level(candidate, 1)
        stack = (level,) if level.family.startswith("#") else ()
        options.append(_Option(begun, stack, reading, 0, None, True))
    return options


def _take(option: _Option, index: int) -> Reading:
    reading, depth = option.reading, option.depth
    if depth is None:
        return Reading(option.cost, option.stack, reading.memory, reading.choices)
    choices = (reading.choices, Choice(index, depth, option.before, option.new_document))
    if option.new_document and not option.stack:
        return Reading(option.cost, (), {}, choices)
    memory = reading.memory
    if closed := reading.stack[depth:]:
        numbered = [(at, old) for at, old in enumerate(closed, depth) if old.number]
        memory = {**memory, **{old.family: (old.number, at) for at, old in reversed(numbered)}}
    return Reading(option.cost, option.stack, memory, choices)
