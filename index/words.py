"""Words of a folded text for the keyword index: jieba's search words for Chinese, stems for English.

jieba's dictionary is compiled into rjieba; official terms are added from `terms.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import rjieba
import snowballstemmer

from index.fold import LONGEST_KEPT, fold_text

_RUN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[a-z][a-z0-9&+\-]*|[0-9]+(?:\.[0-9]+)?%?"
)
_TERM_FREQUENCY = 20_000  # above any competing cut, so that a term always stays whole
_STOP = frozenset(
    "的 了 和 是 在 与 及 或 等 对 为 中 将 把 被 由 从 向 于 以 并 而 则 其 之 这 那 有 也 都 就 还 又 "
    "吗 呢 吧 啊 么 什么 哪些 哪个 哪 如何 怎么 怎样 多少 几 是否 可以 能否 请问 "
    "the a an of in on at to for and or by with is are was were be been do does did what which who whom "
    "how when where why there it its this that these those as from under can could should would will "
    "i we you they my our your their me us have has had any".split()
)


@lru_cache(maxsize=1)
def _cutter() -> rjieba.Jieba:
    cutter = rjieba.Jieba()
    for line in files("index").joinpath("terms.txt").read_text(encoding="utf-8").splitlines():
        term = line.strip()
        if term and not term.startswith("#"):
            cutter.add_word(fold_text(term), _TERM_FREQUENCY, "n")
    return cutter


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


def cut_words(text: str) -> list[str]:
    """Search words of a text in reading order, the words inside a long word before it.

    Example: "高新技术企业 R&D costs" -> words such as "高新技术", "企业", "高新技术企业", "r&d", "cost".
    """
    return list(_cut_again(text)) if len(text) <= LONGEST_KEPT else list(_cut(text))


def _cut(text: str) -> Iterator[str]:
    for run in _RUN.findall(fold_text(text)):
        if run[0] >= "\u3400":
            yield from _cutter().cut_for_search(run)
        elif run[0].isdigit():
            yield run
        else:
            yield _stem(run)


@lru_cache(maxsize=4_096)
def _cut_again(text: str) -> tuple[str, ...]:
    """A question cuts the same sentences several times."""
    return tuple(_cut(text))


def is_common_word(word: str) -> bool:
    """Whether a folded word of two characters or more stands in jieba's dictionary. Example: "行政" -> True."""
    return len(word) > 1 and bool(_cutter().has_word(word))


def cut_pairs(folded: str) -> list[str]:
    """Neighbouring characters of folded Chinese, in order; other words whole. Needs no dictionary.

    Example: "研发r&d" -> ["研发", "r&d"]; "补助金" -> ["补助", "助金"].
    """
    pairs: list[str] = []
    for run in _RUN.findall(folded):
        if run[0] >= "\u3400" and len(run) > 1:
            pairs.extend(run[place : place + 2] for place in range(len(run) - 1))
        else:
            pairs.append(run)
    return pairs


def is_content_word(word: str) -> bool:
    """Whether a word says something about the topic. Example: "研发" -> True; "如何" -> False."""
    return word not in _STOP


def cut_content_words(text: str) -> list[str]:
    """`cut_words` without function and question words, which say nothing about the topic."""
    return [word for word in cut_words(text) if word not in _STOP]
