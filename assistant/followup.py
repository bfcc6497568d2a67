"""A follow-up made whole from the turns before it, without a model: 那赣州呢, 由谁牵头, 上一条呢, "And in 2023?".

What the follow-up names replaces its like in the question before (place, year, clause, kind of firm); what it leaves
out is taken over. A question that stands by itself is returned as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.records import Turn
from assistant.understand.holdings import Holdings
from assistant.understand.language import detect_language
from assistant.understand.periods import Period, find_periods
from assistant.understand.references import FoundReference, find_references, shift_reference
from assistant.understand.regions import Region, find_regions
from assistant.understand.wording import Wording, is_han, read_wording

_TURNS = 6  # turns back that are read
_LEAD = re.compile(
    r"^(?:那么|那|还有|另外|再问一下|再问|接着|然后|此外|其中|请问|如果是|如果|换成|and then|and|then|so|ok|okay|what about|how about|what if it is)"
    r"(?:[\s,，]*(?:what about|how about|对于|关于|在|到|是|for|in))?[\s,，]*"
)
_END = re.compile(r"(?:又|怎么样|如何|怎样)?呢?[?？。!！\s]*$")
_CUE = re.compile(
    r"^(?:那|还有|另外|其中|此外|换成|再问|接着|如果(?:是|换)|and\b|then\b|what about\b|how about\b|so\b|what if\b)|呢[?？。!！\s]*$"
)
_POINTER = re.compile(
    r"(?:它们?|他们|其(?=[\u3400-\u9fff])(?!他|它|中|余|实)|该(?:项|政策|文件|条款?|措施|方案|办法|计划|目标|补贴|补助|奖励|项目)?(?![校院馆])|这(?:个|项|些|条|一|份|类|笔|种)[\u3400-\u9fff]{0,4}?(?=[的由有是什怎何多能可要需在对])|这[个项些条]|上述|前述|此项|对此)"
    r"|\b(?:it|its|they|them|their|this|that|these|those)\b(?! (?:year|is|plan))"
)
_NEIGHBOUR = re.compile(
    r"^(?:那么?|请问)?(上|前|下|后|接下来)[面的]?一?(?:个|一)?(条|款|项|点|章|节|部分)|^(?:and )?(?:the )?(previous|preceding|last|next|following) (?:one|article|item|clause|section|point|paragraph|part)"
)
_ASPECT = re.compile(
    r"^(?:具体|主要|一共|总共|大概)?(?:由?(?:谁|哪个|哪些|什么)?(?:单位|部门|机构|局)?(?:来|去)?(?:牵头|负责|主管|配合|实施|落实|管理?|承担|审批|受理|办理)(?:的|单位|部门|吗)*|"
    r"(?:责任|牵头|配合|主管)(?:单位|部门)(?:是谁|是哪些|是什么|有哪些)?|(?:申请|申报|办理)?(?:的)?(?:条件|要求|材料|流程|程序|方式|对象|标准|期限|时间|截止(?:日期|时间)?|金额|额度|有效期|依据|目标|措施|地点|电话|联系方式|范围|比例|上限)(?:是|有|要|为|在)?(?:什么|哪些|多少|怎样|哪里|哪)?(?:样的)?|"
    r"(?:需要|要)(?:准备|提交|提供|满足|具备)?(?:什么|哪些)(?:材料|条件|资料|手续)?|(?:有什么|有哪些|什么|哪些)(?:条件|要求|材料|流程|措施|政策|目标|标准|依据|限制)|"
    r"(?:从)?(?:什么时候|何时|哪天|哪一年|多久|多长时间)(?:开始|截止|结束|完成|申报|申请|发布|施行|生效|到账|办完|办好)?(?:的|吗)?|(?:最高|最低|一共|每年|每月|能|可以)?(?:给|补|奖|拿|领|申请)?(?:多少|几)[\u3400-\u9fff]{0,3}|"
    r"(?:怎么|如何|怎样|在哪里?|去哪里?|到哪里?|向谁)(?:申请|申报|办理?|领取|计算|算|联系|提交|操作|考核|认定)?|为什么|依据是什么|还有效吗|为期多久)[?？吗呢。\s]*$"
    r"|^(?:and )?(?:who (?:is|are|will be)? ?(?:responsible|in charge|leads?|leading|runs?|implements?|manages?)[a-z ]{0,24}|which (?:department|unit|agency|units|departments|agencies|bureau)[a-z ]{0,40}|when(?: is| does| will| was)?(?: (?:the )?(?:deadline|it|that|start|end|due|close|begin|expire)){0,3}|"
    r"how much|how many|how long|how often|how (?:do|can|should) (?:i|we|they|one) apply|by when|since when|until when|where|why|what (?:are|is) the (?:conditions?|requirements?|deadline|amount|criteria|responsible units?|target|documents?|procedure|targets))[?？\s]*$"
)
_PREDICATE = re.compile(
    r"(?:有没有|有什么|有哪些|有何|是什么|是多少|为多少|达到多少|要达到|达到|是否|能否|可以|能不能|怎么|如何|怎样|由哪|由谁|哪些|什么|多少|几|需要|应当|需|要|能|给)"
)
_ENGLISH_TAIL = re.compile(r"\b(?:in|for|of|by|at|to|with|from)\s+(?=[^?]*$)")
_OWN_VERB = re.compile(
    r"(?:是|有|要|能|可以|需要|应|达到|为|给|怎么|如何|什么|哪些|多少|吗)|\b(?:is|are|does|do|did|can|will|should|was|were|how|what|which|who|when|where)\b"
)
_LONGEST_ENTITY = 24


@dataclass(frozen=True, slots=True)
class _Read:
    """A question with the places, years and clauses it names."""

    wording: Wording
    regions: tuple[Region, ...]
    periods: tuple[Period, ...]
    references: tuple[FoundReference, ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        items = (*self.regions, *self.periods, *self.references)
        return sorted((item.start, item.end) for item in items)


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
    has_cue = _CUE.search(text) is not None
    lead = _LEAD.match(text)
    start = lead.end() if lead is not None and has_cue else 0
    end = _END.search(text).start() if has_cue else len(text)  # type: ignore[union-attr]
    rest = _cut_spans(now, start, end)
    bare = _strip_edges(rest)
    if has_cue and not bare:
        return _replace_slots(now, before) if now.spans else _join(before.wording.source, question)
    if _ASPECT.match(bare) or (has_cue and _ASPECT.match(_strip_edges(text[start:]))):
        return _ask_aspect(now, before, start)
    pointer = _POINTER.search(text)
    if (
        has_cue
        and not _OWN_VERB.search(bare)
        and len(bare) <= _LONGEST_ENTITY * (1 if is_han(bare[0]) else 2)
    ):
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
    match = _NEIGHBOUR.match(now.wording.text)
    if match is None or not before.references:
        return None
    word = match.group(1) or match.group(3)
    found = before.references[-1]
    moved = shift_reference(
        found.reference, -1 if word in ("上", "前", "previous", "preceding", "last") else 1
    )
    if moved is None:
        return None
    return _splice(before.wording, [(found.start, found.end, moved)])


def _replace_slots(now: _Read, before: _Read) -> str:
    """The question before with the place, year or clause of this one."""
    edits: list[tuple[int, int, str]] = []
    loose: list[str] = []
    for mine, theirs in (
        (now.regions, before.regions), (now.periods, before.periods), (now.references, before.references),
    ):  # fmt: skip
        if not mine:
            continue
        words = _join_words([now.wording.words(item.start, item.end) for item in mine])
        if theirs:
            edits.append((theirs[0].start, theirs[0].end, words))
            edits.extend((item.start, item.end, "") for item in theirs[1:])
        else:
            loose.append(words)
    made = _splice(before.wording, edits)
    if not loose:
        return made
    if detect_language(made) == "en":
        asked = now.wording.source[now.wording.starts[0] :] if now.wording.starts else ""
        place = " ".join(("in", *loose)) if re.search(r"\b(?:in|for|by)\b", asked, re.I) else " ".join(loose)
        return f"{made.rstrip('?？ .')} {place}?"
    return f"{''.join(loose)}{made}"


def _ask_aspect(now: _Read, before: _Read, start: int) -> str:
    """由谁牵头, "who leads it": another side of what was asked before."""
    aspect = now.wording.words(start, len(now.wording.text))
    topic = _take_topic(before)
    if detect_language(topic) == "en" and detect_language(aspect) == "en":
        return f"{aspect.rstrip('?？ ')} — {topic}?"
    return _join(topic, aspect)


def _take_topic(before: _Read) -> str:
    """The question before without its own question words: 江西省2024年技术合同成交额目标."""
    text = before.wording.text.rstrip("?？。吗呢 ")
    if text and not is_han(text[-1]) and text[0].isascii():
        return before.wording.words(0, len(text))
    last = None
    for match in _PREDICATE.finditer(text):
        if match.start() >= max(4, len(text) // 3):
            last = match
            break
    return before.wording.words(0, last.start() if last is not None else len(text)).rstrip("，,的是有 ")


def _replace_entity(now: _Read, before: _Read, start: int, end: int) -> str:
    """那中小企业呢: what is asked about changes, the question stays.

    The words before that end alike are replaced (高新技术企业 by 中小企业); else what was asked is put to the new words.
    """
    entity = _strip_edges(_cut_spans(now, start, end, keep_source=True))
    if detect_language(entity) == "en":
        return _replace_english(entity, now, before)
    alike = _find_alike(read_wording(entity).text, before.wording.text)
    if alike is not None:
        made = _splice(before.wording, [(alike[0], alike[1], entity)])
        return _replace_slots(now, _reread(before, made)) if now.spans else made
    scope = _list_scope_words(now, before)
    if re.search(
        r"(?:占比|比例|比重|目标|数量|数|额|率|值|标准|期限|时间|条件|金额|措施|政策|单位|部门|要求)$", entity
    ):
        return f"{scope}{entity}"
    text = before.wording.text
    predicate = next((m for m in _PREDICATE.finditer(text) if m.start() >= len(text) // 3), None)
    tail = before.wording.words(predicate.start(), len(text)) if predicate is not None else ""
    return f"{scope}{entity}{tail}"


def _replace_english(entity: str, now: _Read, before: _Read) -> str:
    """ "And for moderate disability?": the last phrase that ends alike is replaced, else the words are added."""
    source = before.wording.source.rstrip("?？ .")
    head = re.sub(r"^(?:for|in|of|to|the)\s+", "", entity, flags=re.I)
    last = re.escape(head.split()[-1]) if head.split() else ""
    count = min(3, len(head.split()))
    pattern = rf"\b(?:[\w-]+\s+){{{count - 1}}}{last}\b" if last else r"(?!)"
    alike = list(re.finditer(pattern, source, re.I))
    if alike:
        made = source[: alike[-1].start()] + head + source[alike[-1].end() :]
        return f"{made}?"
    made = _replace_slots(now, before).rstrip("?？ .") if now.spans else source
    return f"{made}: {entity}?"


def _find_alike(entity: str, text: str) -> tuple[int, int] | None:
    """The words of a question that end like an entity, two characters at least: 青年科研人员 for 女性科研人员."""
    for length in range(min(len(entity), 6), 1, -1):
        tail = entity[-length:]
        place = text.find(tail)
        if place < 0 or not all(is_han(char) for char in tail):
            continue
        start = place
        while start > 0 and place - start < 8 and _continues_name(text, start):
            start -= 1
        return start, place + length
    return None


def _continues_name(text: str, start: int) -> bool:
    return (
        is_han(text[start - 1])
        and text[start - 1] not in "的对给向为把和与及在从有是年省市县区州由被让请我们"
    )


def _take_over_scope(now: _Read, before: _Read, start: int, pointer: re.Match[str] | None) -> str:
    """A question with a topic of its own takes over place, year and document; a pointer is what was asked before."""
    scope = _list_scope_words(now, before)
    source = now.wording.words(start, len(now.wording.text))
    if pointer is not None:
        topic = _take_topic(before)
        if detect_language(source) == "en":
            return f"{source.rstrip('?？ ')} ({topic})?"
        whole = now.wording.words(start, pointer.start()) if pointer.start() > start else ""
        return f"{whole}{topic}的{now.wording.words(pointer.end(), len(now.wording.text)).removeprefix('的')}"
    if detect_language(source) == "en":
        return f"{source.rstrip('?？ ')} ({scope})?" if scope else source
    return f"{scope}{source}"


def _list_scope_words(now: _Read, before: _Read) -> str:
    """Place, year and document as named before, each replaced by what is named now."""
    words: list[str] = []
    for mine, theirs in ((now.regions, before.regions), (now.periods, before.periods)):
        source = now if mine else before
        words.extend(source.wording.words(item.start, item.end) for item in (mine or theirs))
    document = _find_document_words(before) if not _find_document_words(now) else ""
    if document and not before.references:
        return document
    return _join_words(words) + (document if document else "")


_DOCUMENT = re.compile(
    r"《[^》]{2,120}》|[\u3400-\u9fff]{0,12}(?:行动方案|行动计划|实施方案|工作要点|管理办法|实施细则|若干措施|实施意见|条例)(?!.{0,4}(?:有哪些|多少))"
)


def _find_document_words(read: _Read) -> str:
    """The words of a question up to the end of the document it names, "" when it names none."""
    match = _DOCUMENT.search(read.wording.text)
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


def _strip_edges(text: str) -> str:
    return re.sub(
        r"^(?:的|在|对|是|in|for|by|of|to|the)\b?\s*(?=.)|^(?:in|for|by|of|to|the|在|到|对|是|的)$",
        "",
        text.strip(" ,，、?？。!！"),
    ).strip(" ,，、?？。!！呢")


def _splice(wording: Wording, edits: Sequence[tuple[int, int, str]]) -> str:
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


def _reread(before: _Read, made: str) -> _Read:
    return _read(made, Holdings(()), None)


def _join_words(words: Sequence[str]) -> str:
    made = ""
    for word in words:
        gap = " " if made and word and not (is_han(made[-1]) or is_han(word[0])) else ""
        made += gap + word
    return made


def _join(topic: str, rest: str) -> str:
    gap = "" if topic and (is_han(topic[-1]) or (rest and is_han(rest[0]))) else " "
    return f"{topic.rstrip('?？。 ')}{gap}{rest}".strip()
