"""Answers that are one passage: responsible unit, deadline, definition, clause text, whatever has no shape."""

from __future__ import annotations

import re

from assistant.escape import escape_quote
from assistant.sentences import Sentence, split_sentences
from assistant.writing.frames import say
from assistant.writing.piece import (
    Piece,
    Source,
    Task,
    Used,
    head_source,
    join_blocks,
    list_lines,
    name_source,
    quote_block,
    quote_sentence,
    use,
)
from index.records import Span

ALSO = 4  # further clauses named below an answer
_CLAUSE_LIMIT = 6_000  # characters of clause text shown; the rest stays in the citations
_ROLE = re.compile(
    r"(责任|責任|牵头|牽頭|配合|主管|实施|實施|承办|承辦|协办|協辦)(?:单位|單位|部门|部門)\s{0,4}[:：]\s{0,4}"
    r"((?:[^()（）\]】。；;\n]|[(（][^()（）\n]{0,30}[)）]){1,300})"
)
_ROLE_FRAME = {"牵头": "lead", "牽頭": "lead", "配合": "support", "协办": "support", "協辦": "support"}
_CLAUSE_ASKED = re.compile(r"哪一?[条條款项項]|哪个条款|which (?:clause|article|section)")
_NAMES = 0.5  # coverage from which a sentence says what a clause is about; with less its opening does
_EARLIER_SHARE = 0.6  # of the best sentence's score: a sentence before it is shown too
_SECOND_SHARE = 0.3  # of the first sentence's score: a second reading as near as that is shown too


def write_passage(task: Task) -> Piece:
    """The sentence that answers, in its clause, then the next clauses with a sentence each."""
    first, rest = task.sources[0], task.sources[1 : 1 + ALSO]
    if _CLAUSE_ASKED.search(task.query.question) and task.query.reference is None:
        return _write_found(task)
    if task.decision.confidence == "weak" and rest:
        return _write_readings(task, first, rest)
    shown = choose_shown(first)
    body = quote_block([quote_sentence(first, sentence) for sentence in shown])
    return add_others(
        task, join_blocks([_head(first, task), body]), [use(first, *by_score(first, shown))], rest
    )


def choose_shown(source: Source, limit: int = 3) -> list[Sentence]:
    """The best sentence of a clause and the next ones that answer nearly as well, in reading order.

    What stands before the best is shown only when it answers as well, so that the answer comes first.
    """
    best = source.best
    near = [
        s
        for s in source.sentences[1:]
        if s.score >= (_SECOND_SHARE if s.position > best.position else _EARLIER_SHARE) * best.score
    ]
    return sorted([best, *near[: limit - 1]], key=lambda sentence: sentence.position)


def by_score(source: Source, shown: list[Sentence]) -> list[Sentence]:
    """The same sentences, best first."""
    return [sentence for sentence in source.sentences if sentence in shown]


def _head(source: Source, task: Task) -> str:
    return head_source(source, task.language)


def add_others(task: Task, text: str, used: list[Used], rest: tuple[Source, ...]) -> Piece:
    """Adds the further clauses, one line each: where, and the sentence."""
    lines = []
    for source in rest:
        lines.append(
            f"{name_source(source, task.language)}{say('colon', task.language)}{quote_sentence(source, source.best)}"
        )
        used.append(use(source, source.best))
    if lines:
        text = join_blocks([text, say("also", task.language), list_lines(lines)])
    return Piece(text, tuple(used))


def _write_readings(task: Task, first: Source, rest: tuple[Source, ...]) -> Piece:
    """The best two, said so."""
    blocks = [say("readings", task.language)]
    for source in (first, rest[0]):
        blocks += [_head(source, task), quote_block([quote_sentence(source, source.best)])]
    used = [use(source, source.best) for source in (first, rest[0])]
    return add_others(task, join_blocks(blocks), used, rest[1:])


def _write_found(task: Task) -> Piece:
    """Which clause it is: the place first, then its sentence."""
    first = task.sources[0]
    shown = first.best if first.best.coverage >= _NAMES else min(first.sentences, key=lambda s: s.position)
    found = f"{say('found_at', task.language)}{_head(first, task)}"
    text = join_blocks([found, quote_block([quote_sentence(first, shown)])])
    return add_others(task, text, [use(first, shown)], task.sources[1 : 1 + ALSO])


def write_clause(task: Task) -> Piece:
    """The whole text of the clause asked for, part after part; several clauses when the section has several."""
    if _CLAUSE_ASKED.search(task.query.question) and task.query.reference is None:
        return _write_found(task)
    blocks: list[str] = []
    used: list[Used] = []
    length = 0
    named = ""
    for source in task.sources:
        clause = source.evidence.hit.clause
        spans = _paragraphs(clause.text, clause.start)
        length += len(clause.text)
        if length > _CLAUSE_LIMIT and used:
            used += [use(rest, rest.best) for rest in task.sources[len(used) :]]
            blocks.append(say("parts", task.language, count=len(task.sources) - task.sources.index(source)))
            break
        if name_source(source, task.language) != named:
            named = name_source(source, task.language)
            blocks.append(head_source(source, task.language))
        texts = [clause.text[span.start - clause.start : span.end - clause.start] for span in spans]
        blocks.append(quote_block([f"{escape_quote(text)} [{source.mark}]" for text in texts]))
        used.append(Used(source.mark, spans))
    return Piece(join_blocks(blocks), tuple(used))


def _paragraphs(text: str, start: int) -> tuple[Span, ...]:
    """The paragraphs of a clause as they stand, labels included."""
    spans, at = [], 0
    for line in text.split("\n"):
        inner = line.strip()
        if inner:
            begin = at + line.index(inner)
            spans.append(Span(start + begin, start + begin + len(inner)))
        at += len(line) + 1
    return tuple(spans)


def write_responsible(task: Task) -> Piece:
    """The unit first, in the clause's words, with its role when printed; else the sentence that names one."""
    first = task.sources[0]
    clause = first.evidence.hit.clause
    roles = list(_ROLE.finditer(clause.text))
    named = [(_ROLE_FRAME.get(role[1], "responsible"), role[2].strip()) for role in roles]
    units = [unit for unit in clause.units if unit in clause.text]
    if not named and units:
        named = [("responsible", "、".join(units))]
    lines = [f"{say(frame, task.language)}**{escape_quote(names)}** [{first.mark}]" for frame, names in named]
    if not lines:
        return write_passage(task)
    topic = _topic_sentence(first)
    body = join_blocks([list_lines(lines), _head(first, task), quote_block([quote_sentence(first, topic)])])
    spans = [_sentence_at(first, role.start()) for role in roles]
    used = Used(first.mark, tuple(dict.fromkeys([s for s in spans if s is not None] + [topic.span])))
    return add_others(task, body, [used], task.sources[1:2])


def _topic_sentence(source: Source) -> Sentence:
    """What the unit is responsible for: the best sentence that is not only the list of units."""
    return next((s for s in source.sentences if not _ROLE.search(s.text)), source.best)


def _sentence_at(source: Source, position: int) -> Span | None:
    clause = source.evidence.hit.clause
    for span in split_sentences(clause.text, clause.start):
        if span.start <= clause.start + position < span.end:
            return span
    return None
