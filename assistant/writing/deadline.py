"""A deadline: the date or time limit asked for first, with the words that bound it, then its sentence."""

from __future__ import annotations

import re

from assistant.escape import escape_quote
from assistant.figures import read_figures
from assistant.sentences import Sentence
from assistant.writing.aim import Aim, read_aims
from assistant.writing.frames import say
from assistant.writing.passage import ALSO, add_others, write_passage
from assistant.writing.piece import (
    Piece,
    Source,
    Task,
    head_source,
    join_blocks,
    quote_block,
    quote_sentence,
    use,
)
from assistant.writing.printed import cut_parts, is_replaced, print_figure
from index.fold import fold_text

_RHYTHM = re.compile(
    r"每(?:半年|季度?|个?月|個月|年|周|週|天|日)(?:[一二两三四2-9]次)?|长期有效|長期有效|常年|随时|隨時|即日起"
)
_DATE_ASKED = re.compile(
    r"哪[天年月日]|几月|几号|截止|截至|为止|到期|日期|\bcloses?\b|\bdate\b|\bdeadline\b|\blast day\b|\bby when\b"
)
_SEARCHED = 4  # best sentences of a clause that are looked through
_FIRST_SHARE, _OTHER_SHARE, _OTHER_GAP = 0.5, 0.8, 0.2  # of the best score: a sentence that may hold the time
_MOST_TIMES = 3
_NEAR_SHARE = 0.9  # of the best part's share of what is asked: times of a part as near are given too


def write_deadline(task: Task) -> Piece:
    """The date or time limit first, then its sentence."""
    first = task.sources[0].best
    for source in task.sources:
        least = (
            _FIRST_SHARE * source.best.score
            if source is task.sources[0]
            else max(_OTHER_SHARE * first.score, first.score - _OTHER_GAP)
        )
        for sentence in source.sentences[:_SEARCHED]:
            times = read_times(task, sentence)
            if times and sentence.score >= least:
                return _write_dated(task, source, sentence, times)
    return write_passage(task)


def read_times(task: Task, sentence: Sentence) -> list[str]:
    """The dates, periods and rhythms that answer, as printed with their bounds, at most three.

    Example: asked until when to apply, 「分两批办理，9月30日前提交申请」 -> ["9月30日前"].
    """
    timed = []
    for part in cut_parts(sentence.text):
        words = sentence.text[part.start : part.end]
        times = _read_part(words)
        if times:
            timed.append((words, sentence.text[: part.start], times))
    if not timed:
        return []
    dated = [item for item in timed if any(f.kind == "date" for f in read_figures(item[0]))]
    if dated and _DATE_ASKED.search(fold_text(task.query.standalone or task.query.question)):
        timed = dated
    aims = read_aims(task.query)
    chosen: list[str] = []
    for aim in aims:
        rates = _rate_parts(task, aim, [(words, before) for words, before, _ in timed])
        for rate, (_, _, times) in zip(rates, timed, strict=True):
            if rate >= _NEAR_SHARE * max(rates):
                chosen += times
    return list(dict.fromkeys(chosen))[:_MOST_TIMES]


def _rate_parts(task: Task, aim: Aim, parts: list[tuple[str, str]]) -> list[float]:
    """How near each part is to what is asked: by its words, by meaning for a question in English."""
    if task.language == "en" and task.similarity is not None:
        near = [max(0.0, value) for value in task.similarity([words for words, _ in parts])]
        return [value**3 for value in near]
    return [aim.share(words, before) for words, before in parts]


def _read_part(words: str) -> list[str]:
    """The times of a part in reading order, a range as one, without those that are no longer in force."""
    dated = [
        (figure.start, print_figure(words, figure))
        for figure in read_figures(words)
        if figure.kind in ("date", "period") and not is_replaced(words, figure.start, figure.end)
    ]
    rhythms = [
        (match.start(), match.group())
        for match in _RHYTHM.finditer(words)
        if not is_replaced(words, *match.span())
    ]
    times = list(dict.fromkeys(time for _, time in sorted(rhythms + dated)))
    return [time for time in times if not any(time != other and time in other for other in times)]


def _write_dated(task: Task, source: Source, sentence: Sentence, dates: list[str]) -> Piece:
    comma = say("comma", task.language)
    lead = f"**{comma.join(escape_quote(date) for date in dates)}** [{source.mark}]"
    head = head_source(source, task.language)
    text = join_blocks([lead, head, quote_block([quote_sentence(source, sentence)])])
    rest = tuple(other for other in task.sources if other is not source)[:ALSO]
    return add_others(task, text, [use(source, sentence)], rest)
