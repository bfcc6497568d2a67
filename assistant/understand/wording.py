"""A question in its folded form with the way back to the words as typed.

Everything in this folder matches on `Wording.text` and reports offsets into it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from index.fold import fold_script

LONGEST = 4_000  # code points that are read; what stands behind is no question any more


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` is folded (NFKC, lower case, simplified, no space beside Chinese); `starts[i]` is its place in `source`.

    `cased` is the same text with its capitals, character for character.
    """

    source: str
    text: str
    cased: str
    starts: tuple[int, ...]

    def words(self, start: int, end: int) -> str:
        """The words as typed behind text[start:end]. Example: "赣州" -> "贛 州"."""
        if start >= end:
            return ""
        stop = self.starts[end] if end < len(self.starts) else len(self.source)
        return self.source[self.starts[start] : stop].strip()

    def without(self, spans: list[tuple[int, int]]) -> str:
        """The question as typed without these spans of `text`, spaces tidied."""
        kept: list[str] = []
        place = 0
        for start, end in sorted(spans):
            if start > place:
                kept.append(self.words(place, start))
            place = max(place, end)
        kept.append(self.words(place, len(self.text)))
        joined = " ".join(part for part in kept if part)
        return fold_spaces(joined)


def read_wording(question: str) -> Wording:
    """Fold a question and remember where each folded character came from.

    Example: "贛 州２０２２年" -> text "赣州2022年".
    """
    source = question[:LONGEST]
    pieces: list[str] = []
    starts: list[int] = []
    for place, char in enumerate(source):
        folded = unicodedata.normalize("NFKC", char)
        pieces.append(folded)
        starts.extend([place] * len(folded))
    text = "".join(pieces)
    simplified = fold_script(text)
    text = simplified if len(simplified) == len(text) else text
    lowered = [char.lower() if len(char.lower()) == 1 else char for char in text]
    kept = [place for place in range(len(lowered)) if not _is_idle_space(lowered, place)]
    folded_text, cased = "".join(lowered[i] for i in kept), "".join(text[i] for i in kept)
    return Wording(source, folded_text, cased, tuple(starts[i] for i in kept))


def is_han(char: str) -> bool:
    """True for one Chinese character."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"


def _is_idle_space(chars: list[str], place: int) -> bool:
    """True for a space that says nothing: beside Chinese or a bracket of it, at an end, or after another space."""
    if not chars[place].isspace():
        return False
    if place == 0 or place + 1 == len(chars) or chars[place - 1].isspace():
        return True
    follower = next((char for char in chars[place + 1 : place + 20] if not char.isspace()), " ")
    return is_han(chars[place - 1]) or is_han(follower)


def fold_spaces(text: str) -> str:
    """Runs of white space to one space, none beside Chinese, the script and case as typed."""
    kept: list[str] = []
    parts = text.split()
    for part in parts:
        if kept and not (is_han(kept[-1][-1]) or is_han(part[0])):
            kept.append(" ")
        kept.append(part)
    return "".join(kept)
