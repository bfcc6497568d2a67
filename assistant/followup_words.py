"""Putting words of one question into another, in the script and spacing of both."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.followup_cues import IDLE_EDGE
from assistant.understand.wording import Wording, is_han


def find_alike(entity: str, text: str) -> tuple[int, int] | None:
    """The words of a question that end like an entity, two characters at least: 青年科研人员 for 女性科研人员."""
    for length in range(min(len(entity), 6), 1, -1):
        tail = entity[-length:]
        place = text.find(tail)
        if place < 0 or not all(is_han(char) for char in tail):
            continue
        start = place
        furthest = 2 if length >= 4 else 6
        while start > 0 and place - start < furthest and _continues_name(text, start):
            start -= 1
        return start, place + length
    return None


def _continues_name(text: str, start: int) -> bool:
    return (
        is_han(text[start - 1])
        and text[start - 1] not in "的对给向为把和与及在从有是省市县区州由被让请我们上下"
    )


def splice_words(wording: Wording, edits: Sequence[tuple[int, int, str]]) -> str:
    """The question as typed with spans of its folded text replaced."""
    made: list[str] = []
    place = 0
    for start, end, words in sorted(edits):
        before = wording.source[wording.starts[place] : wording.starts[start]] if start > place else ""
        made.extend((before, words))
        place = end
    if place < len(wording.starts):
        gap = (
            ""
            if not edits or place == 0
            else wording.source[_end_of(wording, place - 1) : wording.starts[place]]
        )
        made.append(gap + wording.source[wording.starts[place] :])
    return "".join(made)


def _end_of(wording: Wording, place: int) -> int:
    return wording.starts[place] + 1


def join_words(words: Sequence[str]) -> str:
    """Words in a row, with spaces only where no Chinese stands. Example: ["贛州市", "2024年"] -> "贛州市2024年"."""
    made = ""
    for word in words:
        gap = " " if made and word and not (is_han(made[-1]) or is_han(word[0])) else ""
        made += gap + word
    return made


def join_parts(topic: str, rest: str) -> str:
    """A topic and what is asked of it as one question."""
    gap = "" if topic and (is_han(topic[-1]) or (rest and is_han(rest[0]))) else " "
    return f"{topic.rstrip('?？。 ')}{gap}{rest}".strip()


def strip_edges(text: str) -> str:
    """A name without the particles and marks around it. Example: "的占比呢?" -> "占比"."""
    return IDLE_EDGE.sub("", text.strip(" ,，、?？。!！")).strip(" ,，、?？。!！呢")
