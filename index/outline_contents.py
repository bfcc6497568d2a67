"""Tables of contents and leading outlines: they repeat the headings of the body and open no section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from index.outline_candidates import Candidate
from index.records import Span

_MARK = re.compile(
    r"(?:目[ \u3000]{0,6}[录錄次]|提[ \u3000]{0,4}[纲綱])\s{0,2}[】\]]?[:：]?(?=[\s一第1（(【]|\Z)"
)
_BEFORE_MARK = re.compile(r"(?:\A|[\n\r\u3000 】）)])[ \t\u3000]{0,8}#{0,3} {0,2}[【\[]?\s{0,2}\Z")
_MOST_ENTRIES, _MOST_MARKS = 600, 50
_LONGEST_ENTRY = 90
_SPACES = re.compile(r"[\s*#]+")


def find_contents(text: str, candidates: Sequence[Candidate]) -> list[Span]:
    """Spans of the tables of contents and leading outlines, sorted and disjoint.

    Example: "目录\\n第一章 甲\\n第二章 乙\\n第一章 甲\\n…" -> from 目录 up to the second 第一章.
    """
    found: list[Span] = []
    at = 0
    for match in islice(_MARK.finditer(text), _MOST_MARKS):
        while at < len(candidates) and candidates[at].start < match.end():
            at += 1
        if at >= len(candidates) or candidates[at].start - match.end() > 40:
            continue
        if found and match.start() < found[-1].end:
            continue
        before = _BEFORE_MARK.search(text[max(0, match.start() - 16) : match.start()])
        if before is None:
            continue
        begin = match.start() - len(before.group().lstrip())
        end = _find_body(text, candidates, at) or _end_of_outline(text, match, candidates, at)
        if end is not None:
            found.append(Span(begin, end))
    repeated = None if found else _find_repeat(text, candidates)
    return found if repeated is None else [repeated]


def _name_entry(text: str, candidates: Sequence[Candidate], at: int) -> tuple[str, int, int, str]:
    """What is equal in an entry and in its heading in the body: form, number and the first words."""
    label = candidates[at].label
    end = candidates[at + 1].start if at + 1 < len(candidates) else len(text)
    words = _SPACES.sub("", text[label.end : min(end, label.end + 40)].split("\n", 1)[0])
    return label.family, label.number, label.sub, words[:6]


def _find_body(text: str, candidates: Sequence[Candidate], at: int) -> int | None:
    """End of the entries that begin at `at`: where the body repeats one, or where the last entry's line ends."""
    seen: set[tuple[str, int, int, str]] = set()
    first = _name_entry(text, candidates, at)
    for index in range(at, min(len(candidates), at + _MOST_ENTRIES)):
        entry = _name_entry(text, candidates, index)
        far = index > at and candidates[index].start - candidates[index - 1].start > _LONGEST_ENTRY
        if entry in seen or (index > at and entry[0].startswith("第") and entry[:3] == first[:3]):
            return _end_of_entry(text, candidates[index - 1], candidates[index].start, far)
        if far:
            return None
        seen.add(entry)
    return None


def _end_of_entry(text: str, last: Candidate, body: int, far: bool) -> int:
    """End of the last entry, `body` being the start of the first repeated heading."""
    end = text.find("\n", last.label.end, body)
    if end >= 0:
        return end
    gap = re.search(r"\S[ \u3000]{2,}(?=\S)|\S (?=\S{12})", text[last.label.end + 1 : body]) if far else None
    return last.label.end + 1 + gap.end() if gap else body


def _end_of_outline(text: str, match: re.Match[str], candidates: Sequence[Candidate], at: int) -> int | None:
    """End of the line of an outline (提纲) that holds several entries in that one line."""
    end = text.find("\n", match.end())
    end = len(text) if end < 0 else end
    inside = sum(candidate.start < end for candidate in candidates[at : at + 5])
    return end if "提" in match.group() and inside >= 3 and end < len(text) else None


def _find_repeat(text: str, candidates: Sequence[Candidate]) -> Span | None:
    """A list of entries without its own title, near the head of the text, that the body repeats."""
    for begin in range(min(3, len(candidates))):
        end = _repeat_from(text, candidates, begin)
        if end is not None:
            return Span(candidates[begin].start, end)
    return None


def _repeat_from(text: str, candidates: Sequence[Candidate], begin: int) -> int | None:
    first = _name_entry(text, candidates, begin)
    for index in range(begin + 1, min(len(candidates), _MOST_ENTRIES)):
        between = text[candidates[index - 1].start : candidates[index].start].rstrip()
        if len(between) > _LONGEST_ENTRY or "。" in between[:-1]:
            return None
        if index >= begin + 2 and first[3] and _name_entry(text, candidates, index) == first:
            follows = index + 1 == len(candidates) or begin + 1 == index
            same = not follows and _name_entry(text, candidates, index + 1) == _name_entry(
                text, candidates, begin + 1
            )
            return candidates[index].start if same or first[0].startswith("第") else None
    return None
