"""Understanding a question without a model: the one entry. Start reading here.

language → small talk → follow-up made whole → places, years, names → documents in scope → clause reference → kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from assistant.followup import make_standalone
from assistant.records import Filter, Kind, Query, Turn
from assistant.understand.holdings import Holdings, make_holdings
from assistant.understand.kinds import read_kind
from assistant.understand.language import detect_language
from assistant.understand.naming import narrow_by_issuer, narrow_by_names, narrow_by_status
from assistant.understand.periods import Period, find_periods
from assistant.understand.references import find_references
from assistant.understand.regions import Region, find_regions
from assistant.understand.scope import Scope, find_scope
from assistant.understand.smalltalk import find_smalltalk, strip_greeting
from assistant.understand.wording import Wording, is_han, read_wording
from index.records import Document

__all__ = ["Holdings", "understand_question"]
_LITTLE_WORD = re.compile(r"\b(?:in|of|for|by|at|from) (?:the )?$")
_IDLE_LEAD = re.compile(r"^[\s,，、的里在:：?？]*(?:中(?=[,，、对的提有规]))?[\s,，、的里在:：?？]*")
_COMPARING = re.compile(
    r"(?:各个?|不同|这些|几个|几份|两份|两个)(?:地区|地方|省份|城市|部门|地|省|市|县)?的?(?:文件|文档|政策)(?:里|中)?的?(?:对|关于)?"
    r"|各(?:地区|地方|省份|城市|地|省|市|县)(?:对|关于|的)?|(?:分别|各自)(?:是|有|为|规定)?"
    r"|(?:之间)?(?:有何|有什么|有哪些)(?:不同|区别|差异|差别|异同)|比较一下|对比一下|相比(?:较|之下)?"
)  # words that ask to compare and stand in no clause
_YEAR_BETWEEN = re.compile(r"(?:\b(?:in|for|by|to) )?[(（]?\s?(?:(?:19|20)\d\d年?度?)?\s?[)）]?")
_IN_A_ROW = re.compile(
    r"(?:[^,，、。;；?？]{0,3}[,，、]|[^,，、。;；?？]{0,14}?(?:和|与|及|以及|跟|对比|相比|还是|或者?|\band\b|\bor\b|\bvs\.?|"
    r"\bversus\b|\bthan\b|\bcompared (?:to|with)\b))[^,，、。;；?？]{0,10}"
)  # what stands between two places or years that are asked about side by side
_SHORTEST_CORE = 2  # characters that are left when the scope's words are taken out, else the whole is kept


def understand_question(
    question: str,
    documents: Sequence[Document] | Holdings,
    history: Sequence[Turn] = (),
    today: date | None = None,
    dropped: Collection[str] = (),
) -> Query:
    """What a question is about, given the documents held, the turns before it and today's date.

    `documents` may be `Holdings`, made once for many questions. `dropped` names filters that the reader took off:
    a field ("region") or one filter ("region=江西省").
    Example: "江西省2024年研发投入目标" -> filters region 江西省 and year 2024, their documents, kind "figure".
    `documents` of the result is empty, and a filter has `held` False, when something named is not held.
    """
    holdings = make_holdings(documents)
    language = detect_language(question)
    folded = read_wording(question)
    if find_smalltalk(folded.text) is not None:
        return Query(question, language, question, question, "smalltalk")
    standalone = make_standalone(question, history, holdings, today)
    wording = read_wording(strip_greeting(standalone) if standalone == question else standalone)
    query = _understand(question, wording, standalone, holdings, today, dropped)
    if standalone != question and query.documents == frozenset():
        own = {period.years for period in find_periods(folded.text, today)}
        carried = [p for p in find_periods(wording.text, today) if p.years not in own]
        if carried:  # the year came from an earlier turn and does not fit the place asked for now
            shorter = wording.without([(period.start, period.end) for period in carried])
            freed = _understand(question, read_wording(shorter), shorter, holdings, today, dropped)
            return freed if freed.documents != frozenset() else query
    return query


def _understand(
    question: str,
    wording: Wording,
    standalone: str,
    holdings: Holdings,
    today: date | None,
    dropped: Collection[str],
) -> Query:
    references = find_references(wording)
    regions = () if "region" in dropped else find_regions(wording, holdings)
    regions = tuple(region for region in regions if f"region={region.name}" not in dropped)
    periods = () if "year" in dropped else find_periods(wording.text, today)
    periods = tuple(period for period in periods if f"year={period.value}" not in dropped)
    kind = read_kind(wording.text, bool(references), count_subjects(wording.text, regions, periods))
    scope = find_scope(wording, holdings, regions, periods, kind)
    taken = [(r.start, r.end) for r in regions] + [(p.start, p.end) for p in periods]
    if "document" not in dropped:
        scope = narrow_by_names(wording, holdings, scope, references, taken, kind == "comparison")
    if "issuer" not in dropped and scope.documents != frozenset():
        scope = narrow_by_issuer(wording, holdings, scope)
    if "status" not in dropped and scope.documents != frozenset():
        scope = narrow_by_status(wording, holdings, scope)
    return Query(
        question=question,
        language=detect_language(question),
        standalone=standalone,
        core=_take_core(wording, scope, standalone, kind),
        kind=kind,
        filters=_tidy_filters(scope.filters),
        documents=scope.documents,
        reference=references[0].reference if references else None,
        years=_list_years(periods),
        places=tuple(dict.fromkeys(region.names for region in regions if not _contains(region, regions))),
    )


def count_subjects(text: str, regions: Sequence[Region], periods: Sequence[Period]) -> int:
    """How many places or years are asked about side by side: 1 where something is named, 0 where nothing is.

    Two count as two only where they stand in a row: 甲省和乙市, "A (2022) and B", not 甲省支持乙市 or "from A to B".
    """
    places = [(one.start, one.end, one.name) for one in regions]
    years = [(one.start, one.end, one.value) for one in periods if one.kind in ("year", "until")]
    return max(_count_row(text, places), _count_row(text, years))


def _contains(region: Region, others: Sequence[Region]) -> bool:
    """Whether a place is named only as what another one lies in."""
    return any(region.name in other.above for other in others)


def _count_row(text: str, items: Sequence[tuple[int, int, str]]) -> int:
    """The most different items, given as (start, end, name) in reading order, that stand in a row."""
    longest, row, last = 0, set[str](), 0
    for start, end, name in items:
        if not row or not _IN_A_ROW.fullmatch(_YEAR_BETWEEN.sub("", text[last:start])):
            row = set()
        row.add(name)
        longest, last = max(longest, len(row)), end
    return longest


def _list_years(periods: Sequence[Period]) -> tuple[int, ...]:
    """The years named, first and last of a span, ascending; those of five-year plans are not named."""
    named = (period for period in periods if period.kind != "plan")
    return tuple(sorted({year for period in named for year in (period.first, period.last)}))


def _take_core(wording: Wording, scope: Scope, standalone: str, kind: Kind) -> str:
    """The wording without the words that only name the scope or ask to compare, the whole when too little is left."""
    spans = [_widen_span(wording.text, start, end) for start, end in scope.spans]
    if kind == "comparison":
        spans += [found.span() for found in _COMPARING.finditer(wording.text)]
    if not spans:
        return standalone
    core = _IDLE_LEAD.sub("", wording.without(spans)).rstrip(" ,，、的中里在:：?？")
    kept = sum(2 if is_han(char) else 1 for char in core if char.isalnum())
    return core if kept >= 2 * _SHORTEST_CORE else standalone


def _widen_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the little word before an English name, which says nothing alone: "in Ganzhou"."""
    before = _LITTLE_WORD.search(text[max(0, start - 12) : start])
    return (start if before is None else start - len(before.group()), end)


def _tidy_filters(filters: Sequence[Filter]) -> tuple[Filter, ...]:
    """Each field and value once, the first wording kept."""
    return tuple({(f.field, f.value): f for f in reversed(filters)}.values())[::-1]
