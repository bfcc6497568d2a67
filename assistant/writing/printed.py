"""How figures stand in a sentence: joined to a range, with the words that bound them, with the cap that follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.figures import Figure, read_figures
from assistant.sentences import split_segments
from index.words import cut_content_words

_JOINS = re.compile(r"\s?(?:至少|以上)?\s?[至到~—–－\-]{1,2}\s?|以上")
_BOUND_BEFORE = re.compile(
    r"(?:不得?(?:低于|少于|超过|高于|大于|小于|超過|低於|少於|高於)|最高|最多|最长|最長|最低|最少|至少|超过|超過|突破|低于|低於|高于|高於)(?:可[达達])?\Z"
)
_BOUND_AFTER = re.compile(
    r"(?:(?:底|月底|年底)?(?:之?前|以前)|以[上下内內]|之?[内內]|左右|底|起|之日起|结束后|結束後)"
)
_REPLACED = re.compile(r"[由从從]\s?\Z")  # what stands before a figure that is no longer in force
_CHANGED = re.compile(r"^(?:压缩|缩短|壓縮|縮短|减少|減少|降低?|降至|提高|增加|调整|調整|减|減|改|扩大|擴大)")
_VERBS = frozenset(
    "达到 突破 超过 增长 新增 总数 资助 补助 补贴 奖励 给予 每项 每人 每家 每户 每亩 每年 每月 每餐 每个 每次 "
    "最高 最多 不低于 不超过 不少于 左右 以上 以下 以内 其中 累计 合计 提高".split()
)
_CAP = re.compile(
    r"^(?:[其且并并]?(?:但)?)?(?:(?:单|單|每|同一|年度|全年|累计|累計|总额|總額|合计|合計|一次性).{0,10})?"
    r"(?:最高|最多|不超过|不超過|不得超过|上限|限额)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence, at [start, end) of it.

    `before` is the last part before it that names something; a part that names little itself `leans` on it. Both
    together begin at `subject` when they stand side by side. `years` are those the part speaks of.
    """

    start: int
    end: int
    before: str
    years: frozenset[str]
    subject: int
    leans: bool


def cut_parts(sentence: str) -> list[Part]:
    """The parts of a sentence, a cap joined to the amount it limits; each with the years it speaks of.

    Example: 「按20%补助，最高80万元」 is one part; in 「2024年540家，2025年620家」 each has its year.
    """
    ranges: list[tuple[int, int]] = []
    for start, end in split_segments(sentence):
        words = sentence[start:end].lstrip()
        last = sentence[slice(*ranges[-1])] if ranges else ""
        if _CAP.match(words) and read_figures(words) and any(f.kind == "percent" for f in read_figures(last)):
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
    parts: list[Part] = []
    subject, years = (0, 0), frozenset[str]()
    for start, end in ranges:
        words = sentence[start:end]
        figures = read_figures(words)
        own = frozenset(f.key[:4] for f in figures if f.kind == "date" and f.key[0] != "-")
        years = own or years
        names = _names_something(words, figures)
        leads = ranges.index((start, end)) == 0 or subject[1] + 1 == start
        parts.append(
            Part(start, end, sentence[slice(*subject)], years, subject[0] if leads else start, not names)
        )
        if names or not subject[1]:
            subject = (start, end)
    return parts


def _names_something(words: str, figures: Sequence[Figure]) -> bool:
    """Whether a part holds more than figures and a verb. Example: 「2025年达到620家」 names nothing."""
    plain = words
    for figure in reversed(figures):
        plain = f"{plain[: figure.start]} {plain[figure.end :]}"
    named = [word for word in cut_content_words(plain) if len(word) > 1 and word not in _VERBS]
    return bool(named)


def print_figure(text: str, figure: Figure) -> str:
    """A figure as printed with its range and bounds.

    Example: 20万元 of 「处20万元以上100万元以下罚款」 -> 20万元以上100万元以下.
    """
    figures = read_figures(text)
    at = next((place for place, other in enumerate(figures) if other.start == figure.start), None)
    if at is None:
        return figure.words.strip()
    start, end = figures[at].start, figures[at].end
    if at + 1 < len(figures) and _joined(text, figures[at], figures[at + 1]):
        end = figures[at + 1].end
    elif at and _joined(text, figures[at - 1], figures[at]):
        start = figures[at - 1].start
    before, after = (
        _BOUND_BEFORE.search(text[max(0, start - 8) : start]),
        _BOUND_AFTER.match(text, end, end + 8),
    )
    start -= 0 if before is None else before.end() - before.start()
    end = end if after is None else after.end()
    return text[start:end].strip()


def _joined(text: str, one: Figure, other: Figure) -> bool:
    same = one.unit == other.unit or one.unit == ""
    return same and one.kind != "percent" and _JOINS.fullmatch(text[one.end : other.start]) is not None


def is_replaced(text: str, start: int, end: int) -> bool:
    """Whether the figure at [start, end) is the former one. Example: 60日 in 「由60日压缩到15个工作日」 -> True."""
    return (
        _REPLACED.search(text[max(0, start - 2) : start]) is not None
        and _CHANGED.match(text[end : end + 4]) is not None
    )
