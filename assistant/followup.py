"""A follow-up made whole from the turns before it, without a model: 那赣州呢, 由谁牵头, 上一条呢, "And in 2023?".

What the follow-up names replaces its like in the question before (place, year, clause, kind of firm); what it leaves
out is taken over. A question that stands by itself is returned as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.followup_cues import (
    ASKED,
    ASPECT,
    CUE,
    DOCUMENT,
    END,
    LEAD,
    MEASURE,
    NEIGHBOUR,
    OWN_VERB,
    PART,
    POINTER,
    PREDICATE,
    SIDE,
    WHO,
)
from assistant.followup_english import replace_phrase
from assistant.followup_words import find_alike, join_parts, join_words, splice_words, strip_edges
from assistant.records import Turn
from assistant.understand.holdings import Holdings
from assistant.understand.language import detect_language
from assistant.understand.periods import Period, find_periods
from assistant.understand.references import FoundReference, find_references, shift_reference
from assistant.understand.regions import Region, find_regions
from assistant.understand.smalltalk import find_smalltalk
from assistant.understand.wording import Wording, is_han, read_wording

_TURNS = 6  # turns back that are read
_LONGEST_ENTITY = 24  # characters of a name that replaces another


@dataclass(frozen=True, slots=True)
class _Read:
    """A question with the places, years and clauses it names."""

    wording: Wording
    regions: tuple[Region, ...]
    periods: tuple[Period, ...]
    references: tuple[FoundReference, ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        named = [(r.start, r.end) for r in self.regions] + [(p.start, p.end) for p in self.periods]
        return sorted(named + [(f.start, f.end) for f in self.references])


def make_standalone(
    question: str,
    history: Sequence[Turn],
    holdings: Holdings | None = None,
    today: date | None = None,
) -> str:
    """The question as it would be asked alone, the question itself when it is no follow-up.

    `history` holds (question, answer) pairs, oldest first. Example: "那青年科学家项目的占比呢?" after
    "江西省2024年…的比例有什么要求?" -> "江西省2024年青年科学家项目的占比".
    """
    held = Holdings(()) if holdings is None else holdings
    earlier = ""
    for asked, _answer in history[-_TURNS:]:
        if find_smalltalk(read_wording(asked).text) is None:
            earlier = _complete(asked, earlier, held, today)
    return _complete(question, earlier, held, today)


def _complete(question: str, earlier: str, holdings: Holdings, today: date | None) -> str:
    if not earlier.strip() or not question.strip():
        return question
    now, before = _read(question, holdings, today), _read(earlier, holdings, today)
    neighbour = _ask_neighbour(now, before)
    if neighbour is not None:
        return neighbour
    text = now.wording.text
    has_cue = CUE.search(text) is not None
    lead = LEAD.match(text)
    start = lead.end() if lead is not None and has_cue else 0
    last = END.search(text) if has_cue else None
    end = len(text) if last is None else last.start()
    rest = _cut_spans(now, start, end)
    bare = strip_edges(rest)
    if has_cue and not bare:
        return _replace_slots(now, before) if now.spans else join_parts(before.wording.source, question)
    if now.references and before.references and not now.regions:
        return f"{_find_document_words(before) or _list_scope_words(now, before)}{now.wording.words(start, len(text))}"
    pointer = POINTER.search(text)
    if now.regions and not has_cue and pointer is None:
        return question  # a place of its own and nothing that points back
    if PART.match(text) and not now.spans and not is_english(before.wording.source):
        return f"{before.wording.source.strip().rstrip('?？。 ')}，{question}"
    if ASPECT.match(bare) or (has_cue and ASPECT.match(strip_edges(text[start:]))):
        return _ask_aspect(now, before, start)
    if has_cue and not OWN_VERB.search(bare) and len(bare) <= _LONGEST_ENTITY * (1 if is_han(bare[0]) else 2):
        return _replace_entity(now, before, start, end)
    if has_cue or pointer is not None or _is_short(bare, now):
        return _take_over_scope(now, before, start, pointer)
    return question


def _read(question: str, holdings: Holdings, today: date | None) -> _Read:
    wording = read_wording(question)
    regions = find_regions(wording, holdings)
    return _Read(wording, regions, find_periods(wording.text, today), find_references(wording))


def _is_short(bare: str, now: _Read) -> bool:
    """Too little to stand alone: a few characters, no place, year or clause of its own."""
    return not now.spans and len(bare) <= (6 if bare and is_han(bare[0]) else 16) and bool(bare)


def _ask_neighbour(now: _Read, before: _Read) -> str | None:
    """上一条呢, "the next one": the clause beside the one asked for before."""
    match = NEIGHBOUR.match(now.wording.text)
    if match is None or not before.references:
        return None
    word = match.group(1) or match.group(3)
    found = before.references[-1]
    moved = shift_reference(
        found.reference, -1 if word in ("上", "前", "previous", "preceding", "last") else 1
    )
    if moved is None:
        return None
    return splice_words(before.wording, [(found.start, found.end, moved)])


def _replace_slots(now: _Read, before: _Read) -> str:
    """The question before with the place, year or clause of this one."""
    edits: list[tuple[int, int, str]] = []
    loose: list[str] = []
    for mine, theirs in (
        (now.regions, before.regions), (now.periods, before.periods), (now.references, before.references),
    ):  # fmt: skip
        if not mine:
            continue
        words = join_words([now.wording.words(item.start, item.end) for item in mine])
        if theirs and before.wording.text[: theirs[0].end].endswith("年") and re.fullmatch(r"\d{4}", words):
            words += "年"
        if theirs:
            edits.append((theirs[0].start, theirs[0].end, words))
            edits.extend((item.start, item.end, "") for item in theirs[1:])
        else:
            loose.append(words)
    made = splice_words(before.wording, edits)
    if not loose:
        return made
    if is_english(made):
        asked = now.wording.source[now.wording.starts[0] :] if now.wording.starts else ""
        place = " ".join(("in", *loose)) if re.search(r"\b(?:in|for|by)\b", asked, re.I) else " ".join(loose)
        return f"{made.rstrip('?？ .')} {place}?"
    return f"{''.join(loose)}{made}"


def _ask_aspect(now: _Read, before: _Read, start: int) -> str:
    """由谁牵头, "who leads it": another side of what was asked before."""
    aspect = now.wording.words(start, len(now.wording.text))
    topic = _take_topic(_drop_named(now, before))
    if is_english(topic) and is_english(aspect):
        return f"{aspect.rstrip('?？ ')} — {topic}?"
    return join_parts(topic, aspect)


def _drop_named(now: _Read, before: _Read) -> _Read:
    """The question before without its places and years where the new one names its own."""
    pairs = ((now.regions, before.regions), (now.periods, before.periods))
    edits = [(item.start, item.end, "") for mine, theirs in pairs if mine for item in theirs]
    return _reread(splice_words(before.wording, edits)) if edits else before


def _take_topic(before: _Read) -> str:
    """The question before without its own question words: 江西省2024年技术合同成交额目标."""
    text = before.wording.text.rstrip("?？。吗呢 ")
    if text and not is_han(text[-1]) and text[0].isascii():
        return before.wording.words(0, len(text))
    last = None
    for match in PREDICATE.finditer(text):
        if match.start() >= max(4, len(text) // 3):
            last = match
            break
    end = last.start() if last is not None else len(text)
    if last is not None and not _cut_spans(before, 0, end).strip("，,的是有在里中 "):
        asked = [(match.start(), match.end(), "") for match in ASKED.finditer(text)]
        return splice_words(before.wording, asked).rstrip("?？。吗呢 ")
    return before.wording.words(0, end).rstrip("，,的是有 ")


def _replace_entity(now: _Read, before: _Read, start: int, end: int) -> str:
    """那中小企业呢: what is asked about changes, the question stays.

    The words before that end alike are replaced (高新技术企业 by 中小企业); else the new words are asked the same.
    """
    entity = strip_edges(_cut_spans(now, start, end, keep_source=True))
    if is_english(entity):
        source = before.wording.source
        made = _replace_slots(now, before) if now.spans else source
        return replace_phrase(entity, source) or f"{made.rstrip('?？ .')}: {entity}?"
    alike = find_alike(read_wording(entity).text, before.wording.text)
    if alike is not None:
        made = splice_words(before.wording, [(alike[0], alike[1], entity)])
        return _replace_slots(now, _reread(made)) if now.spans else made
    scope = _list_scope_words(now, before)
    if MEASURE.search(read_wording(entity).text):
        asks_how_many = re.search(r"多少|几", before.wording.text) is not None
        return f"{scope}{entity}{'是多少？' if asks_how_many else ''}"
    if SIDE.search(read_wording(entity).text):
        return f"{scope}{entity}"
    text = before.wording.text
    predicate = next((m for m in PREDICATE.finditer(text) if m.start() >= len(text) // 3), None)
    if predicate is None:
        return f"{scope}{entity}"
    asked = _take_words_asked(before, read_wording(entity).text, predicate.start())
    return f"{scope}{entity}{asked}{before.wording.words(predicate.start(), len(text))}"


def _take_words_asked(before: _Read, entity: str, start: int) -> str:
    """What is asked of somebody, without the one it was asked of, when the rest says too little: 贴息比例."""
    scope_end = max((end for _start, end in before.spans if end <= start), default=0)
    topic = before.wording.text[scope_end:start]
    someone = WHO.match(topic)
    if someone is None or WHO.match(entity) is None:
        return ""
    return before.wording.words(scope_end + someone.end(), start)


def _take_over_scope(now: _Read, before: _Read, start: int, pointer: re.Match[str] | None) -> str:
    """A question with a topic of its own takes over place, year and document; a pointer is what was asked before."""
    scope = _list_scope_words(now, before)
    source = now.wording.words(start, len(now.wording.text))
    if pointer is not None:
        topic = _take_topic(_drop_named(now, before))
        if is_english(source):
            return f"{source.rstrip('?？ ')} ({topic})?"
        whole = now.wording.words(start, pointer.start()) if pointer.start() > start else ""
        return f"{whole}{topic}的{now.wording.words(pointer.end(), len(now.wording.text)).removeprefix('的')}"
    if is_english(source):
        return f"{source.rstrip('?？ ')} ({scope})?" if scope else source
    return f"{scope}{source}"


def _list_scope_words(now: _Read, before: _Read) -> str:
    """Place, year and document as named before, each replaced by what is named now."""
    words: list[str] = []
    for mine, theirs in ((now.regions, before.regions), (now.periods, before.periods)):
        source = now if mine else before
        words.extend(source.wording.words(item.start, item.end) for item in (mine or theirs))
    document = "" if now.regions or _find_document_words(now) else _find_document_words(before)
    if document and not before.references:
        return document
    return join_words(words) + (document if document else "")


def _find_document_words(read: _Read) -> str:
    """The words of a question up to the end of the document it names, "" when it names none."""
    match = DOCUMENT.search(read.wording.text)
    if match is None:
        return ""
    first = min((start for start, end in read.spans if end <= match.end()), default=match.start())
    return read.wording.words(min(first, match.start()), match.end())


def _cut_spans(now: _Read, start: int, end: int, keep_source: bool = False) -> str:
    """text[start:end] without the places, years and clauses."""
    kept: list[str] = []
    place = start
    for span_start, span_end in (*now.spans, (end, end)):
        if span_start > place:
            stop = min(span_start, end)
            kept.append(now.wording.words(place, stop) if keep_source else now.wording.text[place:stop])
        place = max(place, span_end)
    return " ".join(part for part in kept if part).strip()


def is_english(text: str) -> bool:
    """Whether a text is framed in English."""
    return detect_language(text) == "en"


def _reread(made: str) -> _Read:
    return _read(made, Holdings(()), None)
