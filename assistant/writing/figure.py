"""A figure: first the figure with what it measures, then its sentence; clauses that disagree are shown side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.escape import escape_quote
from assistant.figures import Figure, read_figures
from assistant.sentences import Sentence, split_segments
from assistant.writing.frames import say
from assistant.writing.passage import write_passage
from assistant.writing.piece import (
    Piece,
    Source,
    Task,
    Used,
    join_blocks,
    list_lines,
    name_source,
    quote_block,
    quote_sentence,
    use,
)
from index.fold import fold_text
from index.words import cut_content_words

_OTHERS = 3
_LEAST_SHARE = 0.25  # of the question's words beside a figure; with fewer the figure is about something else
_TARGET = re.compile(r"达到|達到|超过|超過|力争|力爭|突破|不低于|不低於|不少于|不少於|以上|目标|目標")
_TARGET_ASKED = re.compile(r"目标|目標|达到|達到|target|goal|reach")
_RIVAL_SHARE = 0.75  # of the first finding's match: what matches less measures something else


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure found in a sentence of a clause. `segment` is the part of the sentence that says what it measures.

    `match` in [0, 4] says how well the segment holds the question's words and the figure fits.
    """

    source: Source
    sentence: Sentence
    segment: str
    figure: Figure
    match: float


def find_figure(task: Task, source: Source) -> Finding | None:
    """The figure of a clause that answers best, None when its best sentences hold none that fits."""
    asked = set(cut_content_words(task.query.core or task.query.question))
    targets = _TARGET_ASKED.search(task.query.question) is not None
    foreign = task.language == "en"
    best: Finding | None = None
    for sentence in source.sentences[:3]:
        parts = _with_context(sentence.text)
        near = (
            _measure_nearness(task, [sentence.text[start:end] for _, (start, end) in parts])
            if foreign
            else []
        )
        for at, (before, (start, end)) in enumerate(parts):
            segment = sentence.text[start:end]
            figures = [f for f in read_figures(segment) if task.wants.fits(f) >= 0.3]
            share = _share_words(segment, before, asked)
            if not figures or not (foreign or share >= _LEAST_SHARE):
                continue
            figure = max(figures, key=lambda f: (task.wants.fits(f), -_distance(segment, f, asked)))
            match = share + task.wants.fits(figure) + 0.3 * sentence.score + (2.0 * near[at] if near else 0.0)
            match += 0.15 if targets and _TARGET.search(segment) else 0.0
            if best is None or match > best.match:
                best = Finding(source, sentence, segment.strip(), figure, match)
    return best


def _measure_nearness(task: Task, segments: list[str]) -> list[float]:
    """How near each segment is to a question in another language; zeros without an encoder."""
    return [0.0] * len(segments) if task.similarity is None else list(task.similarity(segments))


def _share_words(segment: str, before: str, asked: set[str]) -> float:
    """The share of the question's words in a segment; those of the segment before count half."""
    words = set(cut_content_words(segment))
    around = set(cut_content_words(before)) - words
    return (len(words & asked) + 0.5 * len(around & asked)) / (len(asked) or 1)


def _with_context(sentence: str) -> list[tuple[str, tuple[int, int]]]:
    """Each segment with the one before it, which often names what the figure measures."""
    ranges = split_segments(sentence)
    befores = ["", *(sentence[a:b] for (a, b), _ in pairwise(ranges))]
    return list(zip(befores, ranges, strict=True))


def _distance(segment: str, figure: Figure, asked: set[str]) -> int:
    """Characters from the nearest word of the question that stands before the figure."""
    before = fold_text(segment[: figure.start])
    return len(before) - max((before.rfind(word) + len(word) for word in asked if word in before), default=0)


def write_figure(task: Task) -> Piece:
    """The figure, its sentence and clause; then the same or another figure that other clauses give."""
    findings = [finding for source in task.sources if (finding := find_figure(task, source)) is not None]
    if not findings or not _may_lead(task, findings[0]):
        return write_passage(task)
    first = findings[0]
    rivals = [finding for finding in findings if _is_rival(task, finding, first)]
    others = [f for f in rivals if f.figure.key != first.figure.key]
    if others:
        return _write_rivals(task, [first, *others[:_OTHERS]], findings)
    text = join_blocks([_lead(first), *_body(task, first)])
    used = [use(first.source, first.sentence)]
    return _name_rest(task, text, used, [f for f in rivals if f.figure.key == first.figure.key])


def _is_rival(task: Task, finding: Finding, first: Finding) -> bool:
    """Whether a figure of another clause measures the same thing as the first, as far as their words tell."""
    if finding is first or finding.figure.unit != first.figure.unit or finding.source is first.source:
        return False
    if task.language == "en":  # the question shares no words with either: the two parts must share theirs
        mine, other = set(cut_content_words(first.segment)), set(cut_content_words(finding.segment))
        return len(mine & other) >= _RIVAL_SHARE * min(len(mine), len(other))
    return finding.match >= _RIVAL_SHARE * first.match


def _may_lead(task: Task, finding: Finding) -> bool:
    """Whether an answer may begin with a figure: it stands in the first clause, or in one that matches as well."""
    first = task.sources[0]
    return finding.source is first or finding.sentence.coverage >= max(0.5, first.best.coverage)


def _lead(finding: Finding) -> str:
    """Example: **7000家** — 有效期内高新技术企业达7000家 [1]"""
    words, segment = escape_quote(finding.figure.words.strip()), escape_quote(finding.segment)
    return f"**{words}** — {segment} [{finding.source.mark}]"


def _body(task: Task, finding: Finding) -> list[str]:
    head = f"**{name_source(finding.source, task.language)}** [{finding.source.mark}]"
    if finding.segment == finding.sentence.text.rstrip("。；;"):
        return [head]
    return [head, quote_block([quote_sentence(finding.source, finding.sentence)])]


def _write_rivals(task: Task, shown: list[Finding], findings: list[Finding]) -> Piece:
    """Several figures, and whether they disagree: two documents in force on the same place and years do."""
    lines = [
        f"- {_lead(finding)}\n  {name_source(finding.source, task.language)} [{finding.source.mark}]"
        for finding in shown
    ]
    frame = say("disagree" if _conflict(shown) else "several", task.language)
    quote = quote_block([quote_sentence(shown[0].source, shown[0].sentence)])
    text = join_blocks(["\n".join(lines), frame, quote])
    used = [use(finding.source, finding.sentence) for finding in shown]
    return _name_rest(task, text, used, [f for f in findings if f not in shown])


def _conflict(shown: list[Finding]) -> bool:
    first = shown[0].source.evidence.hit.document
    for finding in shown[1:]:
        document = finding.source.evidence.hit.document
        years = not first.years or not document.years or set(first.years) & set(document.years)
        if "repealed" not in (first.status, document.status) and first.region == document.region and years:
            return True
    return False


def _name_rest(task: Task, text: str, used: list[Used], same: list[Finding]) -> Piece:
    """Names the further clauses: those with the same figure first, then the others by place."""
    marks = {item.mark for item in used}
    lines = [
        f"{name_source(f.source, task.language)} [{f.source.mark}]"
        for f in same
        if f.source.mark not in marks
    ]
    blocks = [text]
    if lines:
        blocks += [say("same", task.language), list_lines(lines)]
    used += [use(f.source, f.sentence) for f in same if f.source.mark not in marks]
    marks |= {f.source.mark for f in same}
    rest = [source for source in task.sources if source.mark not in marks][:_OTHERS]
    if rest:
        blocks += [say("also", task.language)]
        blocks += [list_lines([f"{name_source(s, task.language)} [{s.mark}]" for s in rest])]
        used += [use(source, source.best) for source in rest]
    return Piece(join_blocks(blocks), tuple(used))
