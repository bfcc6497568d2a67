"""Supported sentences: the share of an answer's sentences whose figures and words stand in what they cite.

Kept simple and apart from the product's own checker, so that the two can be held against each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from eval.measures.facts import fold_fact
from index.fold import fold_text
from index.words import cut_content_words

_MARK = re.compile(r"[\[【](\d{1,3})[\]】]")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*(?:\s*[\[【]\d{1,3}[\]】])*")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?")
_FIELD = re.compile(r"^[\u3400-\u9fff ]{2,8}[：:]\s*")  # a field name says what follows, it claims nothing
_WORDS_NEEDED = 0.6  # share of the content words of a sentence that the cited clauses must hold


def split_marked(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """Sentences of an answer that carry marks, with the marks. Example: "甲。[1] 乙" -> [("甲。", (1,))]."""
    found: list[tuple[str, tuple[int, ...]]] = []
    for match in _SENTENCE.finditer(text):
        marks = tuple(int(mark) for mark in _MARK.findall(match.group()))
        words = _MARK.sub("", match.group()).strip()
        if marks and words:
            found.append((words, marks))
    return found


def is_supported(sentence: str, quotes: str) -> bool:
    """Whether every figure of the sentence and most of its content words stand in the quotes."""
    held = fold_fact(quotes)
    claim = _FIELD.sub("", sentence)
    if any(figure not in held for figure in _FIGURE.findall(fold_text(claim))):
        return False
    words = set(cut_content_words(claim))
    if not words:
        return True
    return sum(word in held for word in words) / len(words) >= _WORDS_NEEDED


def rate_support(text: str, quotes: Mapping[int, str]) -> float | None:
    """Share of the marked sentences that their quotes support, in [0, 1]; None when no sentence is marked.

    A mark without a quote supports nothing.
    """
    marked = split_marked(text)
    if not marked:
        return None
    good = sum(
        is_supported(words, "\n".join(quotes.get(mark, "") for mark in marks)) for words, marks in marked
    )
    return good / len(marked)
