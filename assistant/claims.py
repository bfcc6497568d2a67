"""An answer's Markdown as claims: the sentences that must stand on a clause, each with its marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.cite import find_marks, strip_marks
from assistant.escape import unescape_source
from assistant.writing.frames import is_frame

_LINE_HEAD = re.compile(r"[ \t]{0,8}(?:>[ \t]?){0,4}(?:(?:[-*+•]|#{1,6}|[0-9]{1,3}[.)、])[ \t]{1,4}){0,2}")
_RULE = re.compile(r"[ \t]*\|?[ \t:|\-]+\|?[ \t]*")
_MARKS_AFTER = r"[ \t]{0,3}(?:\[[0-9]{1,4}\][ \t]{0,3}){1,20}"
_END = re.compile(rf"(?:[。！？!?]+[”’」』）】)\"']{{0,3}}|\.(?=[ \t]|\[|$))(?:{_MARKS_AFTER})?")
_EMPHASIS = re.compile(r"(?<!\\)(?:\*{1,3}|_{2,3}|`{1,3})")
_LONGEST_LEAD_IN = 60  # characters; a longer line without a mark says something, colon or not


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer at [start, end) of its Markdown; `words` is its plain text without marks.

    `marks` are its own, else those of the next sentence on the same line that has any.
    """

    words: str
    start: int
    end: int
    marks: tuple[int, ...]


def read_claims(markdown: str) -> list[Claim]:
    """The claims of an answer in reading order; frames, lead-ins, table heads and rules are none.

    Example: "- 补助50%。 [1]" -> one claim with the words "补助50%。" and the marks (1,).
    """
    claims: list[Claim] = []
    lines = markdown.split("\n")
    at = 0
    for number, line in enumerate(lines):
        heads_table = number + 1 < len(lines) and "|" in line and _is_rule(lines[number + 1])
        if not heads_table and not _is_rule(line):
            claims.extend(_read_line(line, at))
        at += len(line) + 1
    return claims


def _is_rule(line: str) -> bool:
    return "---" in line and _RULE.fullmatch(line) is not None


def _read_line(line: str, at: int) -> list[Claim]:
    head = _LINE_HEAD.match(line)
    start = head.end() if head is not None else 0
    if line.lstrip().startswith("|"):
        return _make_claims([(start, len(line))], line, at)
    ranges, begin = [], start
    for match in _END.finditer(line, start):
        ranges.append((begin, match.end()))
        begin = match.end()
    ranges.append((begin, len(line)))
    return _make_claims(ranges, line, at)


def _make_claims(ranges: list[tuple[int, int]], line: str, at: int) -> list[Claim]:
    claims: list[Claim] = []
    following: tuple[int, ...] = ()
    for start, end in reversed(ranges):
        part = line[start:end]
        marks = tuple(dict.fromkeys(find_marks(part)))
        words = read_plain(part)
        if marks:
            following = marks
        if any(character.isalnum() for character in words) and not (not marks and _says_nothing(words)):
            claims.append(Claim(words, at + start, at + end, marks or following))
    return claims[::-1]


def read_plain(markdown: str) -> str:
    """The plain text of a piece of Markdown without marks and emphasis."""
    text = _EMPHASIS.sub("", strip_marks(markdown)).replace("\\|", "\u0000").replace("|", " ")
    return unescape_source(text.replace("\u0000", "\\|")).strip()


def _says_nothing(words: str) -> bool:
    """Whether a sentence without a mark is one of our frames or only leads in to what follows."""
    if is_frame(words):
        return True
    short = len(words) <= _LONGEST_LEAD_IN and not any(character.isdigit() for character in words)
    return short and words.endswith(("：", ":"))
