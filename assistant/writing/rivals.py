"""Other clauses beside a figure: which say the same, which give another figure, and whether documents disagree."""

from __future__ import annotations

import re

from assistant.figures import read_figures
from assistant.writing.finding import Finding
from index.fold import fold_text
from index.records import Document
from index.words import cut_content_words

_RIVAL_SHARE = 0.75  # of the first finding's match: what matches less measures something else
_SAME_WORDS = 0.7  # of the words of the shorter wording: both measure the same thing
_PLACE = re.compile(r"^(?:关于印发)?《?([\u3400-\u9fff]{2,7}?(?:自治区|自治州|合作区|省|市|县|区|州|盟|旗))")
_FRAME_WORDS = frozenset(
    "达到 突破 超过 力争 实现 确保 不低于 不少于 不超过 全市 全省 全县 全区 全州 全年 总数 左右 以上 最高".split()
)


def is_rival(finding: Finding, first: Finding, foreign: bool) -> bool:
    """Whether a figure of another clause measures the same thing as the first, as far as their words tell.

    `foreign` says that the question shares no words with either, so that the two must share theirs.
    """
    if finding is first or finding.figure.unit != first.figure.unit or finding.source is first.source:
        return False
    if foreign:
        return share_words(finding.segment, first.segment) >= _RIVAL_SHARE
    return finding.match >= _RIVAL_SHARE * first.match


def disagree(one: Finding, other: Finding) -> bool:
    """Whether two documents in force give different figures for one measure, place and time.

    Figures of one document, of places or years that differ, and whose words name different things do not disagree.
    """
    first, second = one.source.evidence.hit.document, other.source.evidence.hit.document
    if first.id == second.id or "repealed" in (first.status, second.status):
        return False
    if read_place(first) != read_place(second) or one.figure.unit != other.figure.unit:
        return False
    years, others = (
        one.years or frozenset(map(str, first.years)),
        other.years or frozenset(map(str, second.years)),
    )
    if years and others and not years & others:
        return False
    return share_words(_name_measure(one), _name_measure(other)) >= _SAME_WORDS


def read_place(document: Document) -> str:
    """The place of a document: its region, else the one its issuer or title begins with, "" when none does.

    Example: 《青州市科技工作要点》 without a region -> 青州市.
    """
    if document.region:
        return fold_text(document.region)
    for words in (document.issuer or "", document.title):
        found = _PLACE.match(words)
        if found is not None:
            return fold_text(found[1])
    return ""


def share_words(one: str, other: str) -> float:
    """The share of the words of the one with fewer that both hold, figures and frame words left out, in [0, 1]."""
    mine, others = _cut_measure(one), _cut_measure(other)
    return len(mine & others) / (min(len(mine), len(others)) or 1)


def _name_measure(finding: Finding) -> str:
    """The part with what it leans on, when it names too little itself."""
    return (
        finding.segment if len(_cut_measure(finding.segment)) > 2 else f"{finding.before}，{finding.segment}"
    )


def _cut_measure(words: str) -> set[str]:
    plain = words
    for figure in reversed(read_figures(words)):
        plain = f"{plain[: figure.start]} {plain[figure.end :]}"
    return {word for word in cut_content_words(plain) if word not in _FRAME_WORDS and not word[0].isdigit()}
