"""Which candidates are sections, and how they nest: the cheapest reading of the whole document.

A reading keeps the open levels from the top. Going on counting costs nothing; a gap, a list that begins in the middle,
a restart cost something, and so does reading a good candidate as text. No form has a fixed level: it has the
one at which it was opened. A beam of readings is carried along, narrower for texts with very many candidates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.outline_candidates import COMMA, HEADING, INDENT, LINE, SENTENCE, SPACE, Candidate
from index.outline_habits import Habits, collect_habits, learn_nesting

_OPEN = {LINE: 0.5, INDENT: 0.5, SENTENCE: 0.7, SPACE: 0.9, HEADING: 0.7, COMMA: 1.2}
_LONE_INLINE, _LONE = 1.6, 0.4
_RESTART, _RUN_ON, _SHARE, _MIDDLE = 2.2, 0.7, 1.6, 2.4
_GAP, _GAP_STEP, _GAP_MOST = 1.4, 0.35, 3.0
_OTHER_STYLE = 0.35
LISTING = ":"  # style of 附件：, which names attachments
_WIDEST, _WORK = 8, 30_000
_DEEPEST = 12


class Level(NamedTuple):
    """An open level: the form and number of its last section, and how many sections it has had."""

    family: str
    number: int
    sub: int
    prefix: tuple[int, ...]
    style: str
    total: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate read as a section: `depth` counts the levels above it; `before` is the number before a gap."""

    index: int
    depth: int
    before: int | None = None
    new_document: bool = False


@dataclass(slots=True)
class _Reading:
    cost: float
    stack: tuple[Level, ...]
    memory: Mapping[str, tuple[int, int]]  # last number and depth of each closed form
    choices: tuple[object, ...] | None  # linked list (rest, Choice)


def choose_sections(candidates: Sequence[Candidate]) -> list[Choice]:
    """The candidates that are sections, in order, by the cheapest reading found.

    A second pass knows which form nested in which in the first, so that levels come from the document itself.
    """
    habits = collect_habits(candidates)
    choices = _search(candidates, habits)
    if len(candidates) <= 3_000:
        habits = learn_nesting(habits, [(candidates[choice.index].label, choice.depth) for choice in choices])
        choices = _search(candidates, habits)
    return choices


def _search(candidates: Sequence[Candidate], habits: Habits) -> list[Choice]:
    width = max(1, min(_WIDEST, _WORK // max(1, len(candidates))))
    beam = [_Reading(0.0, (), {}, None)]
    for index, candidate in enumerate(candidates):
        best: dict[tuple[Level, ...], _Reading] = {}
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


def _extend(reading: _Reading, index: int, candidate: Candidate, habits: Habits) -> list[_Reading]:
    """The reading with the candidate as text, and with it at each level where it could stand."""
    options = [_Reading(reading.cost + candidate.reject, reading.stack, reading.memory, reading.choices)]
    numbered = candidate.label.number != 0
    steps = (
        _step_numbered(reading, index, candidate, habits)
        if numbered
        else _step_unnumbered(reading, candidate)
    )
    for cost, depth, level, before in steps:
        options.append(_accept(reading, cost + candidate.accept, depth, level, Choice(index, depth, before)))
    if candidate.title and candidate.label.number == 0:
        level = _level_of(candidate, 1)
        choice = Choice(index, 0, None, True)
        options.append(
            _Reading(reading.cost + candidate.accept, (), {}, (reading.choices, choice))
            if not level.family.startswith("#")
            else _accept(reading, candidate.accept, 0, level, choice)
        )
    return options


def _accept(reading: _Reading, cost: float, depth: int, level: Level, choice: Choice) -> _Reading:
    memory = reading.memory
    if closed := reading.stack[depth:]:
        numbered = [(at, old) for at, old in enumerate(closed, depth) if old.number]
        memory = {**memory, **{old.family: (old.number, at) for at, old in reversed(numbered)}}
    return _Reading(reading.cost + cost, (*reading.stack[:depth], level), memory, (reading.choices, choice))


def _level_of(candidate: Candidate, so_far: int) -> Level:
    label = candidate.label
    return Level(label.family, label.number, label.sub, label.prefix, label.style, so_far)


_Step = tuple[float, int, Level, int | None]


def _step_numbered(reading: _Reading, index: int, candidate: Candidate, habits: Habits) -> list[_Step]:
    steps: list[_Step] = []
    label, stack = candidate.label, reading.stack
    exact = False
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        fit = _fit_level(level, candidate, habits.followed[index])
        if fit is None:
            continue
        cost, before = fit
        steps.append((cost, depth, _level_of(candidate, level.total + 1), before))
        if level.family == label.family and cost < 0.5:
            exact = True
            break
    if not exact or label.number == 1:
        steps.extend(_open_levels(reading, index, candidate, habits))
    return steps


def _fit_level(level: Level, candidate: Candidate, followed: bool) -> tuple[float, int | None] | None:
    """Cost of going on at `level`, with the number before a gap; None when it cannot."""
    label = candidate.label
    style = 0.0 if level.style == label.style else _OTHER_STYLE
    if level.family == label.family and level.prefix == label.prefix:
        if label.number == level.number and (label.sub == level.sub + 1 or (label.sub and level.sub == 0)):
            return 0.0, None
        if label.sub and label.number != level.number:
            return None
        step = label.number - level.number
        if step == 1:
            return style, None
        if step > 1:
            return style + _GAP + min(_GAP_MOST, _GAP_STEP * (step - 1)), level.number
        if label.number == 1:
            return _RESTART + (0.0 if followed else 0.8), None
        return None
    if label.family[0] in "d附" or level.family[0] in "d附":
        return None
    if level.number == 0 and level.family == "标题":
        return (0.3, None) if label.number == level.total + 1 > 1 else None
    if level.number and label.number == level.number + 1 and candidate.strength >= SENTENCE:
        return _SHARE, None
    return None


def _open_levels(reading: _Reading, index: int, candidate: Candidate, habits: Habits) -> list[_Step]:
    """Steps that open a new level, below the innermost section or below one of those around it."""
    label, stack = candidate.label, reading.stack
    level = _level_of(candidate, 1)
    cost, before = _begin_cost(reading, index, candidate, habits)
    steps: list[_Step] = []
    for depth in range(len(stack), max(-1, len(stack) - 4), -1):
        if depth >= _DEEPEST or (depth < len(stack) and stack[depth].family == label.family):
            continue  # too deep, or a restart, which `_fit_level` has priced
        parent = stack[depth - 1].family if depth else ""
        extra = 1.0 * (len(stack) - depth)
        if habits.nesting:
            extra = extra * 0.6 if habits.nesting.get((parent, label.family), 0) > 1 else extra + 0.4
        if any(open_level.family == label.family for open_level in stack[:depth]):
            extra += 1.6
        last, last_depth = reading.memory.get(label.family, (0, 0))
        if last == label.number - 1 > 0 and (depth != last_depth or (not depth and stack)):
            extra += 0.8  # goes on elsewhere, or at the top although nothing above it has changed
        if (
            parent[:1] == "附"
            and stack[depth - 1].style == LISTING
            and label.family[:2] not in ("ar", "(a", "d2")
        ):
            extra += 3.0  # a list of attachments holds their names, not their bodies
        extra += _misfit(label.family, label.prefix, stack[:depth])
        steps.append((cost + extra, depth, level, before))
    return steps


def _misfit(family: str, prefix: tuple[int, ...], above: tuple[Level, ...]) -> float:
    """What it costs that a form stands below those above it: chapters below items, a dotted number below another."""
    parent = above[-1] if above else None
    if family in _RANKS and parent is not None:
        if parent.family in _RANKS:
            return 0.0 if _RANKS[parent.family] < _RANKS[family] else 4.0
        return 0.5 if parent.family[0] in "附标#" else 0.9
    if family[0] == "附":
        return 1.5 * len(above)
    if prefix and parent is not None and (*parent.prefix, parent.number) != prefix:
        return 0.8
    return 0.0


_RANKS = {"第编": 0, "第卷": 0, "第篇": 0, "第部分": 1, "第章": 2, "第节": 3, "第条": 4}


def _begin_cost(
    reading: _Reading, index: int, candidate: Candidate, habits: Habits
) -> tuple[float, int | None]:
    label = candidate.label
    cost = _OPEN.get(candidate.strength, 1.8)
    if label.number == 1 or (label.family[0] == "附" and label.family not in reading.memory):
        if not habits.followed[index] and label.family[0] not in "附第":
            inline = candidate.strength < INDENT and label.family not in habits.inline
            cost += _LONE_INLINE if inline else _LONE
        return cost, None
    last = reading.memory.get(label.family, (0, 0))[0]
    if last and label.number == last + 1:
        return cost + (
            0.0 if label.family == "第条" else 0.2 if label.family in habits.run_on else _RUN_ON
        ), None
    if last and label.number > last and label.family == "第条":
        return cost + _GAP + min(_GAP_MOST, _GAP_STEP * (label.number - last)), last
    first = (not reading.stack and not reading.memory) or label.family in ("第章", "第节")
    return cost + (1.2 if first else _MIDDLE), None if first else last or None


def _step_unnumbered(reading: _Reading, candidate: Candidate) -> list[_Step]:
    label, stack = candidate.label, reading.stack
    if label.family[0] == "附":
        return [
            (0.3 if not depth else 1.5, depth, _level_of(candidate, 1), None)
            for depth in {0, _annex_depth(stack)}
        ]
    steps: list[_Step] = []
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        if level.family == label.family:
            return [(0.0, depth, _level_of(candidate, level.total + 1), None)]
        if label.family[0] == "#" and level.family[0] == "#" and level.family < label.family:
            return [(0.3, depth + 1, _level_of(candidate, 1), None)]
        if label.family == "标题" and level.number and level.family != "一是":
            extra = 0.0 if level.family == "第章" else 2.0 if level.family == "第条" else 0.9
            steps.append((extra, depth, level, None))
    if label.family == "——":
        return [(0.3, len(stack), _level_of(candidate, 1), None)]
    if label.family[0] == "#":
        return [(0.3, 0, _level_of(candidate, 1), None)]
    steps.append((0.7 + 0.3 * len(stack), len(stack), _level_of(candidate, 1), None))
    return steps


def _annex_depth(stack: tuple[Level, ...]) -> int:
    return next((depth for depth, level in enumerate(stack) if level.family[0] == "附"), 0)
