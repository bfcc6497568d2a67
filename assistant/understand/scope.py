"""The documents a question is about: what it names, combined with what is held.

Each scope is a place with years; a comparison has several. What is named but not held leaves a filter with `held`
False and no documents, so that the answer is an honest no that can say what is held instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.records import Filter, Kind
from assistant.understand.holdings import Holdings, covers_years
from assistant.understand.ownership import owns_document
from assistant.understand.periods import Period
from assistant.understand.regions import Region
from assistant.understand.topics import (
    JURISDICTION,
    NEAR,
    TARGET_WORDS,
    drop_topics,
    is_jurisdiction,
    is_origin,
)
from assistant.understand.wording import Wording
from index.records import Document

_BROAD = re.compile(
    r"各[市地县区州]|各设区|市县|下辖|所辖|辖区|各级|哪些[市县地]|\bacross\b|\bcities (?:in|of)\b|"
    r"\bcounties (?:in|of)\b|"
    r"\beach (?:city|county)\b|\bwhich (?:city|cities|county|counties)\b"
)
_HAN_YEAR = re.compile(r"[一二][九零〇○]")
_ANNUAL: frozenset[Kind] = frozenset(("figure", "measures", "clause", "metadata"))
_ANNUAL_NOUN = re.compile(
    r"^的?[\u3400-\u9fff]{0,6}(?:要点|计划|方案|目标|任务|安排)|^ ?[a-z ]{0,20}(?:plan|targets?|goals?)\b"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What narrows a question. `documents` is None when nothing does, empty when what is named is not held.

    `spans` are the places in the folded question whose words only name the scope.
    """

    filters: tuple[Filter, ...] = ()
    documents: frozenset[str] | None = None
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Part:
    """One place with its years, and what became of it."""

    region: Region | None
    periods: tuple[Period, ...]
    ids: tuple[str, ...] | None = None
    region_held: bool | None = None
    region_exact: bool = False
    year_held: bool | None = None
    year_strong: bool = False


def find_scope(
    wording: Wording, holdings: Holdings, regions: Sequence[Region], periods: Sequence[Period], kind: Kind
) -> Scope:
    """Places and years combined with the documents held. Example: 江西省2024年 -> the Jiangxi documents of 2024.

    Dates with a month and plans such as 十四五 do not narrow. A place that is a mere topic does not either: one that
    stands below another named place, or is not held but occurs in clauses.
    """
    usable = tuple(period for period in periods if period.kind in ("year", "span", "until"))
    if not regions:
        usable = tuple(p for p in usable if p.kind != "until" and not _is_relative(wording, p))
    places = drop_topics(wording, regions, kind == "comparison")
    if not places and not _may_narrow_alone(wording, usable, kind):
        return Scope()
    parts = [_resolve_part(part, wording, holdings, kind) for part in _pair(places, usable)]
    narrowing = [part for part in parts if part.ids is not None]
    if not narrowing:
        return Scope()
    ids = frozenset(i for part in narrowing for i in part.ids or ())
    return Scope(tuple(_list_filters(wording, narrowing, bool(ids))), ids, tuple(_list_spans(narrowing)))


def _may_narrow_alone(wording: Wording, periods: Sequence[Period], kind: Kind) -> bool:
    """Years without a place narrow a question on a plan, not a story (2023年签的) nor one side of a comparison."""
    if kind == "comparison":
        return len(periods) > 1
    return kind in _ANNUAL or any(_ANNUAL_NOUN.match(wording.text[p.end : p.end + 12]) for p in periods)


def _pair(regions: Sequence[Region], periods: Sequence[Period]) -> list[_Part]:
    """Each place with its own years: the next ones, else those before it, else those that belong to none."""
    if len(regions) <= 1:
        region = regions[0] if regions else None
        return [_Part(region, tuple(periods))] if region or periods else []
    own: dict[int, list[Period]] = {n: [] for n in range(len(regions))}
    loose: list[Period] = []
    for period in periods:
        before = [n for n, region in enumerate(regions) if 0 <= period.start - region.end <= 13]
        after = [n for n, region in enumerate(regions) if 0 <= region.start - period.end <= NEAR]
        if before:
            own[before[-1]].append(period)
        elif after:
            own[after[0]].append(period)
        else:
            loose.append(period)
    parts = []
    for n, region in enumerate(regions):
        mine = own[n] or loose or next((own[m] for m in range(n + 1, len(regions)) if own[m]), [])
        parts.append(_Part(region, tuple(mine or next((own[m] for m in range(n - 1, -1, -1) if own[m]), []))))
    return parts


def _resolve_part(part: _Part, wording: Wording, holdings: Holdings, kind: Kind) -> _Part:
    pool: Iterable[str] | None = None
    if part.region is not None:
        pool = _resolve_region(part, wording, holdings, kind)
    if part.region is not None and pool is None:
        return part
    if part.periods and part.region_held is not False:
        pool = _resolve_years(part, wording, holdings, pool)
    part.ids = None if pool is None else tuple(pool)
    return part


def _resolve_region(part: _Part, wording: Wording, holdings: Holdings, kind: Kind) -> tuple[str, ...] | None:
    """The documents of a place; () when it is not held, None when the word does not narrow."""
    region = part.region
    assert region is not None
    exact = tuple(i for name in region.names for i in holdings.by_region.get(name, ()))
    below = tuple(i for name in region.names for i in holdings.below.get(name, ()))
    owns = owns_document(wording, region)
    if exact or below:
        broad = _BROAD.search(wording.text) is not None
        if exact:
            part.region_held = part.region_exact = True
            return exact + below if broad else exact
        if broad or not (owns or region.formal or kind in JURISDICTION):
            part.region_held = True
            above = (i for name in region.above for i in holdings.by_region.get(name, ()))
            return tuple(dict.fromkeys((*below, *above)))
    if not owns and len(region.names) > 1 and kind not in JURISDICTION:
        return None
    if is_origin(wording, region):
        return None
    if not owns and _is_topic(part, wording, holdings, kind):
        return None
    part.region_held = False
    return ()


def _is_topic(part: _Part, wording: Wording, holdings: Holdings, kind: Kind) -> bool:
    """A place without documents of its own that occurs in clauses held and is not asked for its own policy."""
    region = part.region
    assert region is not None
    asked = wording.text[region.start : region.end]
    mentioned = any(
        holdings.mentions(word) for word in dict.fromkeys((asked, *region.names, _stem(region.name)))
    )
    return mentioned and not (region.known and is_jurisdiction(region, part.periods, wording, holdings, kind))


def _stem(name: str) -> str:
    return re.sub(r"(?:省|市|县|区)$", "", name) if len(name) > 2 else name


def _resolve_years(
    part: _Part, wording: Wording, holdings: Holdings, pool: Iterable[str] | None
) -> tuple[str, ...] | None:
    """The documents of the pool that cover the years; () when none does and they say what they cover."""
    wanted = frozenset(year for period in part.periods for year in _list_years(period))
    ids = holdings.all_ids if pool is None else tuple(pool)
    documents = [holdings.by_id[i] for i in ids]
    strong = tuple(d.id for d in documents if covers_years(d, wanted))
    if strong:
        part.year_held = part.year_strong = True
        if pool is not None:
            lasting = (
                ()
                if TARGET_WORDS.search(wording.text)
                else (d.id for d in documents if _may_cover(d, wanted))
            )
            return tuple(dict.fromkeys((*strong, *lasting)))
        unsure = [d.id for d in documents if not d.years and d.date is None]
        return (*strong, *unsure)
    if pool is not None:
        weak = tuple(i for i in ids if wanted & holdings.target_years(i))
        if weak:
            part.year_held = True
            return weak
    if any(_is_relative(wording, period) for period in part.periods):
        return None if pool is None else ids
    if pool is None:
        if any(holdings.mentions(str(year)) for year in wanted):
            return None
    else:
        unstated = tuple(d.id for d in documents if _may_cover(d, wanted))
        planned = any(d.years for d in documents)
        if unstated and not (planned and TARGET_WORDS.search(wording.text)):
            return unstated
    part.year_held = False
    return ()


def _is_relative(wording: Wording, period: Period) -> bool:
    """今年 and "last year" mean the day of asking, which a document need not share: they never lead to a no."""
    return not wording.text[period.start].isdigit() and _HAN_YEAR.match(wording.text[period.start :]) is None


def _list_years(period: Period) -> tuple[int, ...]:
    return period.years if period.last - period.first <= 10 else (period.first, period.last)


def _may_cover(document: Document, wanted: frozenset[int]) -> bool:
    """A document without years (a regulation) holds from its date on, one without a date may hold at any time."""
    if document.years:
        return False
    begins = int(document.date[:4]) if document.date is not None else 0
    ends = int(document.expires[:4]) if document.expires is not None else 9999
    return begins <= max(wanted) and min(wanted) <= ends


def _list_filters(wording: Wording, parts: Sequence[_Part], any_held: bool) -> Iterable[Filter]:
    """One filter a place and a year; those of a comparison that are not held are left out while others are."""
    seen: set[tuple[str, str]] = set()
    for part in parts:
        if any_held and not part.ids:
            continue
        if part.region is not None and part.region_held is not None:
            words = wording.words(part.region.start, part.region.end)
            if ("region", part.region.name) not in seen:
                seen.add(("region", part.region.name))
                yield Filter("region", part.region.name, words, part.region_held)
        for period in part.periods if part.year_held is not None or part.region_held is False else ():
            if ("year", period.value) not in seen:
                seen.add(("year", period.value))
                yield Filter(
                    "year", period.value, wording.words(period.start, period.end), bool(part.year_held)
                )


def _list_spans(parts: Sequence[_Part]) -> Iterable[tuple[int, int]]:
    """Words that say nothing once the scope is set; a year that only may be covered stays to be matched."""
    for part in parts:
        if part.region is not None and part.region_exact and part.ids:
            yield part.region.start, part.region.end
        if part.year_strong:
            for period in part.periods:
                if period.kind != "until":
                    yield period.start, period.end
