"""The words inside a sentence that answer: what follows the part that repeats the question, and the figure asked for.

They are marked besides their sentence, so that a reader's eye finds them; they are never quoted without it.
"""

from __future__ import annotations

from assistant.figures import read_figures
from assistant.sentences import Sentence, split_segments
from assistant.wants import Wants
from index.records import Span
from index.words import cut_content_words

_LEAST_FIT = 0.5  # of a figure to what is asked


def find_key_parts(question: str, sentence: Sentence, wants: Wants) -> tuple[Span, ...]:
    """Spans in the source of the answering words of a sentence; () when it has but one part.

    Example: question 「首次认定奖励多少」, sentence 「对首次认定的企业，奖励20万元。」 -> the span of 「奖励20万元」.
    """
    ranges = split_segments(sentence.text)
    if len(ranges) < 2:
        return ()
    asked = set(cut_content_words(question))
    covered = [
        sum(len(word) for word in set(cut_content_words(sentence.text[start:end])) & asked)
        for start, end in ranges
    ]
    repeats = max(range(len(ranges)), key=lambda at: (covered[at], at))
    parts: list[Span] = []
    for at in (repeats + 1, repeats):
        if at < len(ranges) and at > 0:
            parts.append(_place(sentence, ranges[at][0], ranges[-1][1]))
    fits = [
        max((wants.fits(figure) for figure in read_figures(sentence.text[start:end])), default=0.0)
        for start, end in ranges
    ]
    best = max(range(len(ranges)), key=lambda at: (fits[at], covered[at]))
    if fits[best] >= _LEAST_FIT:
        parts.append(_place(sentence, *ranges[best]))
    return tuple(dict.fromkeys(parts))


def _place(sentence: Sentence, start: int, end: int) -> Span:
    """A range of the sentence as a span of the source, white space around it left out."""
    words = sentence.text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(sentence.span.start + start, sentence.span.start + start + len(words.strip()))
