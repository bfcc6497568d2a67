"""Citation marks: making them, reading them in any spelling, and turning evidence into citations.

A mark is `[1]`, local to one answer. `【1】`, `[1,2]`, `[1][2]`, `［1］` and `` `[1]` `` are read as marks; one among
other code or behind a backslash is text. A mark without evidence behind it is removed and counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.places import describe_place, make_reference
from assistant.records import Citation, Evidence, Language
from index.records import Document

_OPEN, _CLOSE = r"[\[【［]", r"[\]】］]"
_WORD = r"\^?(?:资料|資料|条款|來源|来源|引用|source\s?|ref\s?)?"
_NUMBERS = rf"\s{{0,2}}{_WORD}\s?[0-9０-９]{{1,4}}(?:\s{{0,2}}[,，、;；\-–]\s{{0,2}}[0-9０-９]{{1,4}}){{0,20}}\s{{0,2}}"
_MARK = re.compile(rf"{_OPEN}({_NUMBERS}){_CLOSE}", re.IGNORECASE)
_CODE_MARK = re.compile(rf"`{_OPEN}({_NUMBERS}){_CLOSE}`", re.IGNORECASE)
_OURS = re.compile(r"(?<!\\)\[([0-9]{1,4})\]")
_RANGE = re.compile(r"([0-9０-９]{1,4})\s{0,2}([\-–])\s{0,2}(?=[0-9０-９])|([0-9０-９]{1,4})")
_LONGEST = 160  # characters a mark can take; an opening bracket is not waited for longer
_LONGEST_RANGE = 20


def format_mark(number: int) -> str:
    """Example: 1 -> "[1]"."""
    return f"[{number}]"


def read_numbers(inside: str) -> list[int]:
    """The numbers of one mark in order. Example: "1,2" -> [1, 2]; "1-3" -> [1, 2, 3]."""
    numbers: list[int] = []
    start: int | None = None
    for match in _RANGE.finditer(inside):
        if match[1] is not None:
            start = int(match[1])
            continue
        number = int(match[3])
        if start is not None and 0 < number - start <= _LONGEST_RANGE:
            numbers.extend(range(start, number))
        elif start is not None:
            numbers.append(start)
        numbers.append(number)
        start = None
    return list(dict.fromkeys(numbers))


def find_marks(text: str) -> list[int]:
    """The marks of our own Markdown in reading order, repeats included; escaped brackets do not count."""
    return [int(number) for number in _OURS.findall(text)]


def replace_marks(text: str, numbers: Mapping[int, int]) -> str:
    """Our own Markdown with its marks renumbered; marks that `numbers` lacks are removed."""
    return _OURS.sub(
        lambda match: format_mark(numbers[int(match[1])]) if int(match[1]) in numbers else "", text
    )


def strip_marks(text: str) -> str:
    """Our own Markdown without its marks."""
    return _OURS.sub("", text)


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text of a model with marks in our spelling and nothing live; `removed` counts marks that point nowhere."""

    text: str
    removed: int


def clean_text(text: str, known: Collection[int]) -> CleanText:
    """The whole text at once. Example: "甲【1】乙[1,9]" with {1} -> "甲[1]乙[1]", 1 removed."""
    stream = MarkStream(known)
    return CleanText(stream.feed(text) + stream.close(), stream.removed)


class MarkStream:
    """Cleans the text of a model while it streams: `feed` returns what is safe to show, `close` the rest.

    However the text is cut into chunks, the outcome is the same. HTML, links, images and addresses are made inert.
    """

    def __init__(self, known: Collection[int]) -> None:
        self._known = frozenset(known)
        self._pending = ""
        self._shown = ""  # the last characters given out, for what depends on the character before
        self._fence = 0  # backticks that opened the code we are in; 0 outside
        self.removed = 0

    def feed(self, chunk: str) -> str:
        """Takes the next chunk in; returns the clean text that can no longer change."""
        self._pending += chunk
        return self._advance(final=False)

    def close(self) -> str:
        """Ends the text; returns what was held back."""
        return self._advance(final=True)

    def _advance(self, final: bool) -> str:
        out: list[str] = []
        at, text = 0, self._pending
        while at < len(text):
            taken, piece = self._take(text, at, final)
            if taken == 0:
                break
            if piece:
                out.append(piece)
                self._shown = (self._shown + piece)[-4:]
            at += taken
        self._pending = text[at:]
        return "".join(out)

    def _take(self, text: str, at: int, final: bool) -> tuple[int, str]:
        """Characters consumed at `at` and what they become; 0 consumed means: wait for more."""
        character = text[at]
        if character == "`":
            return self._take_backticks(text, at, final)
        if character in "[【［" and not self._fence and not self._shown.endswith("\\"):
            return self._take_mark(text, at, _MARK, final)
        if character == "\n" and self._fence in (1, 2):
            self._fence = 0
        return 1, self._make_inert(character)

    def _take_mark(self, text: str, at: int, pattern: re.Pattern[str], final: bool) -> tuple[int, str]:
        match = pattern.match(text, at, at + _LONGEST)
        if match is None:
            if not final and len(text) - at < _LONGEST and _may_become_mark(text[at:]):
                return 0, ""
            return 1, self._make_inert(text[at])
        if match.end() == len(text) and not final:
            return 0, ""  # a "(" after it would make a link
        written = ""
        for number in read_numbers(match[1]):
            if number in self._known:
                written += format_mark(number)
            else:
                self.removed += 1
        return match.end() - at, written

    def _take_backticks(self, text: str, at: int, final: bool) -> tuple[int, str]:
        end = at
        while end < len(text) and text[end] == "`" and end - at < 10:
            end += 1
        if end == len(text) and not final and end - at < 10:
            return 0, ""
        if not self._fence and end - at == 1:
            match = _CODE_MARK.match(text, at, at + _LONGEST)
            if match is not None:
                taken, written = self._take_mark(text, at, _CODE_MARK, True)
                return taken, written
            if not final and len(text) - at < _LONGEST and _may_become_mark(text[at + 1 :]):
                return 0, ""
        if not self._fence:
            self._fence = end - at
        elif end - at == self._fence:
            self._fence = 0
        return end - at, "\\`" * (end - at)

    def _make_inert(self, character: str) -> str:
        before = self._shown[-1:]
        if character in "[]@$" or (character == "/" and before == "/"):
            return f"\\{character}"
        if character in "<>":
            return "&lt;" if character == "<" else ("&gt;" if before not in ("", "\n") else character)
        if character == "&":
            return "&amp;"
        if character == "." and self._shown[-3:].lower() == "www":
            return "\\."
        if character in "(:" and before == "]":  # what would make a link of a mark
            return f"\\{character}"
        return "" if character == "\\" else character


_PARTIAL = re.compile(
    r"[\[【［][0-9０-９\s,，、;；\-–^资資料条條款来來源引用sourcef]{0,150}[\]】］]?`?\Z", re.IGNORECASE
)


def _may_become_mark(text: str) -> bool:
    return text == "" or _PARTIAL.match(text) is not None


def cite_hits(evidence: Sequence[Evidence], language: Language = "zh-Hans") -> tuple[Citation, ...]:
    """The citations of the evidence in its order; the quote is the whole clause without the white space around it.

    `language` is that of the labels.
    """
    return tuple(_cite(item, language) for item in evidence)


def _cite(item: Evidence, language: Language) -> Citation:
    clause = item.hit.clause
    lead = len(clause.text) - len(clause.text.lstrip())
    quote = clause.text.strip()
    start = clause.start + lead if quote else clause.start
    return Citation(
        mark=item.mark,
        document=item.hit.document,
        section=clause.section,
        label=describe_place(clause.section, language),
        heading=clause.heading,
        quote=quote,
        start=start,
        end=start + len(quote),
        score=item.hit.score,
        sentences=item.sentences,
        also_in=tuple(
            replace(place, label=describe_place(place.section, language)) for place in item.also_in
        ),
        also_in_more=item.also_in_more,
    )


def cite_reference(document: Document, section: str) -> str:
    """The copyable reference of a clause. Example: 《科技工作要点》二（五）2（1）."""
    return make_reference(document, section)
