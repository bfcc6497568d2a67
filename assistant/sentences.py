"""Sentences of a clause, and the ones that answer a question. Spans refer to the source; no text is changed.

A sentence ends at 。！？；, at the end of a paragraph, at a gap, and never inside a line that was merely wrapped. Which
one answers is decided by what `sentence_features` measures: the question's words, the figures and units asked for,
and, when an encoder is passed in, nearness in meaning.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.injection import looks_like_instruction
from assistant.sentence_features import Similarity, load_weights, measure_sentences
from assistant.wants import Wants
from index.fold import fold_text
from index.records import Clause, Span

_HAN = "\u3400-\u9fff"
_END = re.compile(
    r"[。！？!?；;]+[”’」』）】》〉)\"']{0,3}|\.(?=\s+[A-Z“\"])|\n"
    rf"|[\u3000\xa0]{{2,}}|[ \u3000\xa0]{{3,}}|(?<=[{_HAN}”》）])[ \u3000\xa0](?=[{_HAN}“《（])"
)
_SHORTEST_BY_SPACE = 6  # characters; what stands before a single space is a sentence or title only if longer
_LABEL = re.compile(
    r"\s*(?:第[〇零一二两三四五六七八九十百千0-9０-９]{1,8}[条篇章节編编條節]"
    r"(?:之[一二三四五六七八九十]{1,2})?[\s　、:：]*"
    r"|[一二三四五六七八九十百]{1,4}[、.．]|[（(][一二三四五六七八九十百0-9０-９]{1,4}[)）][、.．]?"
    r"|[0-9０-９]{1,3}(?:[、．]|[.](?![0-9])|[)）])|[①-⑳㈠-㈩⑴-⒇]|[—\-•·]{1,2}(?=[^\s—\-]))[ \t　]*"
)
_HEADING_MARKS = re.compile(r"#{1,6}[ \t]{1,4}(?=\S)")
_JOINS = frozenset("，、,（(《“‘「")
_WRAPPED_WIDTH = (
    25  # characters; a shorter line without a closing mark is a heading or a list item, not a wrapped line
)
_SOFTNESS = 2.0  # a rating this much lower than the best gives a score of 1/e


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a clause, `text == source[span.start:span.end]`, and how well it answers (higher is better).

    `position` counts the sentences of the clause from 0; `coverage` is the weighted share in [0, 1] of the
    question's words that it holds.
    """

    text: str
    span: Span
    position: int = 0
    score: float = 0.0
    coverage: float = 0.0


def split_sentences(text: str, offset: int = 0) -> list[Span]:
    """Spans of the sentences of a text, without white space around and without a leading label.

    `offset` is added to every position. Example: "1.甲。乙；丙" -> the spans of "甲。", "乙；", "丙".
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.group() == "\n" and _is_wrapped(text, start, match.start()):
            continue
        if match.group() in (" ", "\u3000", "\xa0") and match.start() - start < _SHORTEST_BY_SPACE:
            continue
        _add_span(text, start, match.end(), offset, spans)
        start = match.end()
    _add_span(text, start, len(text), offset, spans)
    return spans


def _is_wrapped(text: str, start: int, newline: int) -> bool:
    """Whether the line break at `newline` only wraps a sentence that goes on."""
    line_start = max(start, text.rfind("\n", start, newline) + 1)
    before = text[max(line_start, newline - 200) : newline].rstrip()
    after = text[newline + 1 : newline + 40]
    if not before or not after.strip() or after[:1] in "\n\r" or _LABEL.match(after):
        return False
    if before[-1] in _JOINS:
        return True
    return newline - line_start >= _WRAPPED_WIDTH and before[-1].isalnum() and after[:1].isalnum()


def _add_span(text: str, start: int, end: int, offset: int, spans: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    marks = _HEADING_MARKS.match(text, start, end)
    start = start if marks is None else marks.end()
    label = _LABEL.match(text, start, end)
    if label is not None and label.end() < end:
        start = label.end()
    if any(character.isalnum() for character in text[start : min(end, start + 400)]):
        spans.append(Span(offset + start, offset + end))


def clause_sentences(clause: Clause) -> list[Sentence]:
    """The sentences of a clause in reading order, without the one that is only its heading (unless nothing else)."""
    spans = split_sentences(clause.text, clause.start)
    sentences = [
        Sentence(clause.text[span.start - clause.start : span.end - clause.start], span, position)
        for position, span in enumerate(spans)
    ]
    if len(sentences) > 1 and clause.heading:
        heading = fold_text(clause.heading).strip(" 。：:；;")
        if fold_text(sentences[0].text).strip(" 。：:；;") == heading:
            sentences = sentences[1:]
    return sentences


def rank_sentences(
    question: str,
    clauses: Sequence[Clause],
    wants: Wants,
    similarity: Similarity | None = None,
) -> list[list[Sentence]]:
    """For each clause its sentences, best answer first; ties keep reading order.

    A score lies in [0, 1] and is 1 for the best sentence of all clauses. `similarity` gives for texts their
    nearness to the question in [-1, 1]. A sentence that gives orders to the reader's program ranks below every other.
    """
    found = [clause_sentences(clause) for clause in clauses]
    groups = [[sentence.text for sentence in group] for group in found]
    measured = measure_sentences(question, groups, wants, similarity)
    weights = load_weights()
    ratings = [
        [sum(weights[name] * value for name, value in row.items()) for row in rows] for rows in measured
    ]
    best = max((rating for row in ratings for rating in row), default=0.0)
    ranked: list[list[Sentence]] = []
    for group, rows, rated in zip(found, measured, ratings, strict=True):
        scored = [
            replace(
                sentence,
                score=-1.0
                if looks_like_instruction(sentence.text)
                else math.exp((rating - best) / _SOFTNESS),
                coverage=row["coverage"],
            )
            for sentence, row, rating in zip(group, rows, rated, strict=True)
        ]
        ranked.append(sorted(scored, key=lambda sentence: -sentence.score))
    return ranked


def split_segments(sentence: str) -> list[tuple[int, int]]:
    """The parts of a sentence between commas, as ranges into it; a comma inside brackets or a number does not cut.

    A 、 cuts only behind a figure, where a list of figures goes on.
    Example: "研发占比达到1.9%，专利1,500件" -> the ranges of "研发占比达到1.9%" and "专利1,500件".
    """
    ranges, start, depth = [], 0, 0
    for index, character in enumerate(sentence):
        if character in "（(《“「":
            depth += 1
        elif character in "）)》”」":
            depth = max(0, depth - 1)
        elif character not in "，,；;。：:、" or (depth > 0 and character != "；"):
            continue
        elif _cuts_segment(sentence, start, index):
            ranges.append((start, index))
            start = index + 1
    ranges.append((start, len(sentence)))
    return [(a, b) for a, b in ranges if sentence[a:b].strip()]


def _cuts_segment(sentence: str, start: int, at: int) -> bool:
    """Whether the mark at `at` ends the segment that began at `start`."""
    if sentence[at] == "、":
        return (
            any(c.isdigit() for c in sentence[max(start, at - 6) : at])
            and not sentence[at + 1 : at + 2].isdigit()
        )
    between_digits = sentence[at - 1 : at].isdigit() and sentence[at + 1 : at + 2].isdigit()
    return not (sentence[at] in ",:" and between_digits)
