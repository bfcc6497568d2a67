"""What it costs to read a candidate as a section: to go on counting at an open level, or to open a new one.

Going on counting costs nothing; a gap, a list that begins in the middle, a restart cost something. No form has a
fixed level: it has the one at which it was opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.numbering import Label
from index.outline_boundary import COMMA, HEADING, INDENT, LINE, SENTENCE, SPACE
from index.outline_bullets import SIGNS
from index.outline_candidates import Candidate
from index.outline_habits import Habits
from index.outline_levels import RANKS, Level, ends_lower_ranks, measure_misfit

_OPEN = {LINE: 0.5, INDENT: 0.5, SENTENCE: 0.7, SPACE: 0.9, HEADING: 0.7, COMMA: 1.2}
_AMID = 1.8  # to open a list in mid-sentence
_SHARE_OPEN = 1.2
_OF_TABLE = 1.1  # the rows of a table do not begin a list of the text again
_LONE_INLINE, _LONE = 1.6, 0.4
_RESTART, _RUN_ON, _SHARE, _MIDDLE, _FIRST = 2.2, 0.7, 1.6, 2.4, 1.2
_LEAD_IN = 0.5
_GAP, _GAP_STEP, _GAP_MOST = 1.4, 0.35, 3.0
_LAW = 0.5  # what it costs that a law ends the lists before it
_LEAP = 1.5  # a gap in place is likelier than a list that ends and goes on after the gap elsewhere
_OTHER_STYLE = 0.35
LISTING = ":"  # style of 附件：, which names attachments
_DEEPEST, _MOST_ALIKE = 12, 3  # levels, and levels of one form


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate read as a section: `depth` counts the levels above it; `before` is the number before a gap."""

    index: int
    depth: int
    before: int | None = None
    new_document: bool = False


@dataclass(slots=True)
class Reading:
    """A reading so far: its cost, the open levels from the top, what was closed, what was chosen."""

    cost: float
    stack: tuple[Level, ...]
    memory: Mapping[str, tuple[int, int]]  # last number and depth of each closed form
    choices: tuple[object, ...] | None  # linked list (rest, Choice)


def make_level(candidate: Candidate, so_far: int) -> Level:
    """The level whose last section the candidate is, the `so_far`-th of it."""
    label = candidate.label
    return Level(label.family, label.number, label.sub, label.prefix, label.style, so_far)


Step = tuple[float, int, Level, int | None]


def list_steps(reading: Reading, index: int, candidate: Candidate, habits: Habits) -> list[Step]:
    """Every way of reading the candidate as a section: cost, depth, the level then, the number before a gap."""
    if candidate.label.number:
        return _step_numbered(reading, index, candidate, habits)
    return _step_unnumbered(reading, candidate)


def _step_numbered(reading: Reading, index: int, candidate: Candidate, habits: Habits) -> list[Step]:
    steps: list[Step] = []
    label, stack = candidate.label, reading.stack
    exact = False
    led_in = label.number == 1 and _is_led_in(reading, index, habits)
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        fit = _fit_level(level, candidate, habits.followed[index])
        if fit is None:
            continue
        cost, before = fit
        if candidate.row and cost >= _RESTART and label.number == 1:
            cost += _OF_TABLE
        if cost == _SHARE and habits.last.get((level.family, label.number), -1) > index:
            cost += _SHARE_OPEN  # the level's own next number comes later
        if led_in and cost >= _RESTART:
            cost -= _LEAD_IN
        steps.append((cost, depth, make_level(candidate, level.total + 1), before))
        if level.family == label.family and cost < 0.5:
            exact = True
            break
    if not exact or label.number == 1:
        steps.extend(_open_levels(reading, index, candidate, habits))
    return steps


def _is_led_in(reading: Reading, index: int, habits: Habits) -> bool:
    """Whether a paragraph without a section stands between the last section and the candidate."""
    return (
        reading.choices is not None
        and habits.paragraphs[index] > habits.paragraphs[_last(reading.choices)] + 1
    )


def _has_left(choices: tuple[object, ...] | None, index: int, habits: Habits) -> bool:
    """Whether the last section is one of a list within a paragraph (一是…二是…) that has ended since."""
    if choices is None:
        return False
    last = _last(choices)
    return habits.spoken[last] and habits.paragraphs[index] > habits.paragraphs[last]


def _last(choices: tuple[object, ...]) -> int:
    choice = choices[1]
    assert isinstance(choice, Choice)
    return choice.index


def _follows_dotted(level: Level, label: Label) -> bool:
    """Whether 2.1 follows 1.3 although no 2 is printed."""
    if not label.prefix or label.family != level.family or label.number != 1:
        return False
    return label.prefix == (*level.prefix[:-1], level.prefix[-1] + 1)


def _fit_level(level: Level, candidate: Candidate, followed: bool) -> tuple[float, int | None] | None:
    """Cost of going on at `level`, with the number before a gap; None when it cannot."""
    label = candidate.label
    if level.family == label.family and level.prefix == label.prefix:
        return _count_on(level, label, followed)
    if label.family[0] in "d附" or level.family[0] in "d附":
        return (0.4, None) if _follows_dotted(level, label) else None
    if level.number == 0 and level.family == "标题" and label.family not in RANKS:
        return (0.3, None) if label.number == level.total + 1 > 1 else None
    if label.family in RANKS and level.family in RANKS:
        return None  # 第三条 never goes on after 第二节
    if level.number and label.number == level.number + 1 and candidate.strength >= SENTENCE:
        return _SHARE, None
    return None


def _count_on(level: Level, label: Label, followed: bool) -> tuple[float, int | None] | None:
    style = 0.0 if level.style == label.style else _OTHER_STYLE
    if label.number == level.number and (label.sub == level.sub + 1 or (label.sub and level.sub == 0)):
        return 0.0, None
    if label.sub and label.number != level.number:
        return None
    step = label.number - level.number
    if step == 1:
        return style, None
    if step > 1:
        return style + _GAP + min(_GAP_MOST, _GAP_STEP * (step - 1)), level.number
    return (_RESTART + (0.0 if followed else 0.8), None) if label.number == 1 else None


def _open_levels(reading: Reading, index: int, candidate: Candidate, habits: Habits) -> list[Step]:
    """Steps that open a new level, below the innermost section or below one of those around it."""
    label, stack = candidate.label, reading.stack
    level = make_level(candidate, 1)
    cost, before = _begin_cost(reading, index, candidate, habits)
    steps: list[Step] = []
    left = _has_left(reading.choices, index, habits)
    for depth in range(len(stack), max(-1, len(stack) - 4), -1):
        if depth >= _DEEPEST or (depth < len(stack) and stack[depth].family == label.family):
            continue  # too deep, or a restart, which `_fit_level` has priced
        parent = stack[depth - 1].family if depth else ""
        ends = ends_lower_ranks(label.family, stack[depth:])
        closes = len(stack) - depth
        extra = 0.0 if ends else 1.0 * (min(1, closes) if label.family[0] == "附" else closes)
        if candidate.law and closes:
            extra = _LAW + sum(old.family[0] == "附" for old in stack[depth:])
        if left:
            extra += 1.2 if depth == len(stack) else -0.8
        if habits.nesting:
            extra = extra * 0.6 if habits.nesting.get((parent, label.family), 0) > 1 else extra + 0.4
        above = sum(old.family == label.family for old in stack[:depth])
        if above >= _MOST_ALIKE:
            continue
        extra += 1.6 if above else 0.0
        if any(old.family == label.family and 0 < old.number < label.number for old in stack[depth:]):
            extra += _LEAP
        last, last_depth = reading.memory.get(label.family, (0, 0))
        if not ends and last == label.number - 1 > 0 and (depth != last_depth or (not depth and stack)):
            extra += 0.8  # goes on elsewhere, or at the top although nothing above it has changed
        if (
            parent[:1] == "附"
            and stack[depth - 1].style == LISTING
            and label.family[:2] not in ("ar", "(a", "d2")
        ):
            extra += 3.0  # a list of attachments holds their names, not their bodies
        extra += measure_misfit(label.family, label.prefix, stack[:depth])
        steps.append((cost + extra, depth, level, before))
    return steps


def _begin_cost(
    reading: Reading, index: int, candidate: Candidate, habits: Habits
) -> tuple[float, int | None]:
    label = candidate.label
    cost = _OPEN.get(candidate.strength, _AMID)
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
    first = first or (label.family == "第条" and candidate.strength >= SENTENCE)
    return cost + (_FIRST if first else _MIDDLE), None if first else last or None


def _step_unnumbered(reading: Reading, candidate: Candidate) -> list[Step]:
    label, stack = candidate.label, reading.stack
    if label.family[0] == "附":
        return [
            (0.3 if not depth else 1.5, depth, make_level(candidate, 1), None)
            for depth in {0, _annex_depth(stack)}
        ]
    steps: list[Step] = []
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        if level.family == label.family:
            return [(0.0, depth, make_level(candidate, level.total + 1), None)]
        if label.family[0] == "#" and level.family[0] == "#" and level.family < label.family:
            return [(0.3, depth + 1, make_level(candidate, 1), None)]
        if label.family == "标题" and level.number and level.family != "一是":
            extra = (
                0.0
                if level.family == ("第编" if label.text == "附则" and stack[0].family == "第编" else "第章")
                else 2.0
                if level.family == "第条"
                else 0.9
            )
            steps.append((extra, depth, level, None))
    if label.family == "——" or label.family in SIGNS:
        return [(0.3, len(stack), make_level(candidate, 1), None)]
    if label.family[0] == "#":
        return [(0.3, 0, make_level(candidate, 1), None)]
    steps.append((0.7 + 0.3 * len(stack), len(stack), make_level(candidate, 1), None))
    return steps


def _annex_depth(stack: tuple[Level, ...]) -> int:
    return next((depth for depth, level in enumerate(stack) if level.family[0] == "附"), 0)
