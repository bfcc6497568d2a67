"""Which candidates are sections, and how they nest: the cheapest reading of the whole document.

A reading keeps the open levels from the top; what each step of it costs is in `outline_steps`. A beam of readings is
carried along, narrower for texts with very many candidates.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.outline_candidates import Candidate
from index.outline_habits import Habits, collect_habits, learn_nesting
from index.outline_steps import Choice, Level, Reading, list_steps, make_level

_WIDEST, _WORK = 8, 30_000


def choose_sections(candidates: Sequence[Candidate], paragraphs: Sequence[int] = ()) -> list[Choice]:
    """The candidates that are sections, in order, by the cheapest reading found.

    A second pass knows which form nested in which in the first, so that levels come from the document itself.
    `paragraphs` tells of each candidate in which paragraph of the text it stands.
    """
    habits = collect_habits(candidates, paragraphs)
    choices = _search(candidates, habits)
    if len(candidates) <= 3_000:
        habits = learn_nesting(habits, [(candidates[choice.index].label, choice.depth) for choice in choices])
        choices = _search(candidates, habits)
    return choices


def _search(candidates: Sequence[Candidate], habits: Habits) -> list[Choice]:
    width = max(1, min(_WIDEST, _WORK // max(1, len(candidates))))
    beam = [Reading(0.0, (), {}, None)]
    for index, candidate in enumerate(candidates):
        best: dict[tuple[Level, ...], Reading] = {}
        for reading in beam:
            for option in _extend(reading, index, candidate, habits):
                known = best.get(option.stack)
                if known is None or option.cost < known.cost:
                    best[option.stack] = option
        beam = sorted(best.values(), key=lambda reading: reading.cost)[:width]
    return _unwind(beam[0].choices)


def _unwind(node: tuple[object, ...] | None) -> list[Choice]:
    choices: list[Choice] = []
    while node is not None:
        rest, choice = node
        assert isinstance(choice, Choice)
        choices.append(choice)
        node = rest  # type: ignore[assignment]
    return choices[::-1]


def _extend(reading: Reading, index: int, candidate: Candidate, habits: Habits) -> list[Reading]:
    """The reading with the candidate as text, and with it at each level where it could stand."""
    options = [Reading(reading.cost + candidate.reject, reading.stack, reading.memory, reading.choices)]
    for cost, depth, level, before in list_steps(reading, index, candidate, habits):
        options.append(_accept(reading, cost + candidate.accept, depth, level, Choice(index, depth, before)))
    if candidate.title and candidate.label.number == 0:
        level = make_level(candidate, 1)
        choice = Choice(index, 0, None, True)
        options.append(
            Reading(reading.cost + candidate.accept, (), {}, (reading.choices, choice))
            if not level.family.startswith("#")
            else _accept(reading, candidate.accept, 0, level, choice)
        )
    return options


def _accept(reading: Reading, cost: float, depth: int, level: Level, choice: Choice) -> Reading:
    memory = reading.memory
    if closed := reading.stack[depth:]:
        numbered = [(at, old) for at, old in enumerate(closed, depth) if old.number]
        memory = {**memory, **{old.family: (old.number, at) for at, old in reversed(numbered)}}
    return Reading(reading.cost + cost, (*reading.stack[:depth], level), memory, (reading.choices, choice))
