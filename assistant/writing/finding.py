"""Finding the figure of a clause that answers: the part of a sentence that says the most of what is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.figures import Figure, read_figures
from assistant.sentences import Sentence
from assistant.writing.aim import Aim, read_aims
from assistant.writing.piece import Source, Task
from assistant.writing.printed import Part, cut_parts, is_replaced, print_figure
from index.fold import fold_text

_SEARCHED = 3  # best sentences of a clause that are looked through
_LEAST_FIT = 0.3
_LEAST_SHARE = 0.25  # of the question's words beside a figure; with fewer the figure is about something else
_GOAL = re.compile(r"达到|達到|超过|超過|力争|力爭|突破|不低于|不低於|不少于|不少於|以上|目标|目標")
_CAP = re.compile(r"最高|最多|最长|最長|不超过|不超過|不得超过|上限|封顶|以下|以内|限额")
_PAYS = re.compile(
    r"给予|給予|补助|補助|补贴|補貼|奖励|獎勵|资助|資助|贴息|貼息|返还|返還|发放|發放|领取|領取|赔付|賠付|罚款|罰款|津贴|津貼|减免"
)
_PAID_FIT = 0.6  # of a share that is paid, where an amount is asked
_YEAR_WEIGHT, _GOAL_WEIGHT, _CAP_WEIGHT, _SCORE_WEIGHT, _NEAR_WEIGHT = 0.4, 0.15, 0.3, 0.3, 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure found in a sentence of a clause. `segment` is the part of the sentence that says what it measures.

    `match` from 0 up says how well the part answers; `words` is the figure as printed with its bounds, with the cap
    that stands beside it; `before` is what the part leans on, `years` those it speaks of.
    """

    source: Source
    sentence: Sentence
    segment: str
    figure: Figure
    match: float
    words: str
    before: str = ""
    years: frozenset[str] = frozenset()


def find_figure(task: Task, source: Source, aim: Aim | None = None) -> Finding | None:
    """The figure of a clause that answers best, None when its best sentences hold none that fits."""
    wanted = read_aims(task.query)[0] if aim is None else aim
    searched = [(sentence, cut_parts(sentence.text)) for sentence in source.sentences[:_SEARCHED]]
    near = iter(_measure_nearness(task, searched))
    findings = [
        finding
        for sentence, parts in searched
        for finding in _find_in(task, source, sentence, [(part, next(near)) for part in parts], wanted)
    ]
    if not findings and wanted.wants.money and source is task.sources[0]:
        return _find_paid(source, wanted)
    return max(findings, key=lambda finding: finding.match, default=None)


def _find_in(
    task: Task, source: Source, sentence: Sentence, parts: Sequence[tuple[Part, float]], aim: Aim
) -> list[Finding]:
    """The findings of a sentence, one a part; a part comes with its nearness to the question."""
    foreign, comparing = task.language == "en", task.query.kind == "comparison"
    found: list[Finding] = []
    for part, near in parts:
        segment = sentence.text[part.start : part.end]
        figures = _fitting(segment, aim)
        share = aim.share(segment, part.before, part.leans, source.evidence.hit.document.title)
        if not figures or not (foreign or share >= _LEAST_SHARE):
            continue
        if aim.years and part.years and not aim.years & part.years and not comparing:
            continue
        figure = max(figures, key=lambda f: _rate_figure(segment, f, aim))
        match = share + rate_fit(segment, figure, aim) + aim.prefers(figure) + _SCORE_WEIGHT * sentence.score
        match += _NEAR_WEIGHT * near
        years = part.years or frozenset(map(str, source.evidence.hit.document.years))
        match += _YEAR_WEIGHT * bool(aim.years & years) + _GOAL_WEIGHT * (
            aim.target and _GOAL.search(segment) is not None
        )
        match += _rate_cap(segment, figure, aim)
        found.append(_make_finding(source, sentence, part, figure, match, aim))
    return found


def rate_fit(segment: str, figure: Figure, aim: Aim) -> float:
    """How well a figure fits what is asked, in [0, 1]; a share that is paid is an amount too."""
    fit = 1.0 if figure.unit == "phone" and aim.phone else aim.wants.fits(figure)
    if figure.kind == "period" and fit < _PAID_FIT:
        return 0.0
    if aim.unit is not None and figure.kind in ("money", "percent"):
        return 0.0
    paid = aim.wants.money and aim.wants.unit is None and figure.kind == "percent"
    return max(fit, _PAID_FIT) if paid and _PAYS.search(segment) is not None else fit


def _fitting(segment: str, aim: Aim) -> list[Figure]:
    """The figures of a part that may answer; a telephone number only where one is asked for."""
    figures = [
        figure
        for figure in read_figures(segment)
        if rate_fit(segment, figure, aim) >= _LEAST_FIT
        and (aim.phone or figure.unit != "phone")
        and not is_replaced(segment, figure.start, figure.end)
    ]
    called = [figure for figure in figures if figure.unit == "phone"]
    return called or figures


def _rate_figure(segment: str, figure: Figure, aim: Aim) -> tuple[float, int]:
    """What speaks for one figure of a part; the nearer to a word of the question, the better."""
    fit = rate_fit(segment, figure, aim) + aim.prefers(figure) + _rate_cap(segment, figure, aim)
    return fit, -_distance(segment, figure, aim)


def _rate_cap(segment: str, figure: Figure, aim: Aim) -> float:
    """What a cap beside a figure adds where the most is asked for."""
    if not aim.most:
        return 0.0
    return _CAP_WEIGHT * (_CAP.search(segment[max(0, figure.start - 6) : figure.end + 4]) is not None)


def _find_paid(source: Source, aim: Aim) -> Finding | None:
    """The amount of the best sentence where it shares no words with the question, if only one part of it pays."""
    sentence = source.best
    parts = []
    for part in cut_parts(sentence.text):
        segment = sentence.text[part.start : part.end]
        figures = _fitting(segment, aim)
        paid = [figure for figure in figures if rate_fit(segment, figure, aim) >= _PAID_FIT]
        if paid and _PAYS.search(segment):
            parts.append((part, max(paid, key=lambda f: rate_fit(segment, f, aim))))
    if len(parts) != 1:
        return None
    return _make_finding(source, sentence, *parts[0], _PAID_FIT, aim)


def _make_finding(
    source: Source, sentence: Sentence, part: Part, figure: Figure, match: float, aim: Aim
) -> Finding:
    segment = sentence.text[part.start : part.end]
    words = print_figure(segment, figure)
    rates = [f for f in read_figures(segment) if f.kind == "percent" and f.start < figure.start]
    if aim.wants.money and not aim.most and figure.kind == "money" and rates and _PAYS.search(segment):
        words = f"{print_figure(segment, rates[-1])}，{words}"
    shown = sentence.text[part.subject if part.leans else part.start : part.end].strip()
    return Finding(source, sentence, shown, figure, match, words, part.before.strip(), part.years)


def _measure_nearness(task: Task, searched: Sequence[tuple[Sentence, Sequence[Part]]]) -> list[float]:
    """How near each part of some sentences is to a question in another language; zeros in Chinese."""
    segments = [sentence.text[part.start : part.end] for sentence, parts in searched for part in parts]
    if task.language != "en" or task.similarity is None or not segments:
        return [0.0] * len(segments)
    return list(task.similarity(segments))


def _distance(segment: str, figure: Figure, aim: Aim) -> int:
    """Characters from the nearest word of the question that stands before the figure."""
    before = fold_text(segment[: figure.start])
    held = (before.rfind(word) + len(word) for word in aim.words if word in before)
    return len(before) - max(held, default=0)
