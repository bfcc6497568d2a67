"""Whether a place in a question is asked for its own policy or only spoken of: 台湾同胞, 到上海设立, 江西支持赣州."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.records import Kind
from assistant.understand.holdings import Holdings, covers_years
from assistant.understand.periods import Period
from assistant.understand.regions import Region
from assistant.understand.wording import Wording

TARGET_WORDS = re.compile(
    r"目标|要点|计划|安排|任务|指标|达到|完成|力争|\btargets?\b|\bplan(?:s|ned)?\b|\bgoals?\b|\baims?\b|"
    r"\breach\b|\bexpect"
)
JURISDICTION: frozenset[Kind] = frozenset(("figure", "amount", "deadline", "comparison"))
NEAR = 3  # characters between a place and its year
_COORDINATED = re.compile(
    r"^[年度省市县]{0,3}\s?(?:和|与|及|以及|、|,|，|跟|同|对比|比|还是|或|或者|\band\b|\bor\b|\bvs\.?\b|"
    r"\bversus\b|\bthan\b|的)"
)
_BARE_YEAR = re.compile(r"(?:(?:in|for|by)\s)?(?:19|20)\d\d年?")
_ORIGIN_AFTER = re.compile(r"^(?:同胞|籍|居民|人士|户籍|专家|学者|学生|青年|商人|投资者|客商|-based\b)")
_ORIGIN_BEFORE = re.compile(
    r"(?:从|来自|赴|前往|去往?|迁至?到?|落户到?|往返|(?:^|[\u3400-\u9fff])到|\b(?:from|to|near|around|"
    r"with|outside) )$"
)
_RULED_BEFORE = re.compile(
    r"\b(?:in|of|for|by|across|does|do|did|will|can|has) (?:the )?(?:city of |province of )?$"
)


def drop_topics(wording: Wording, regions: Sequence[Region], is_comparison: bool) -> list[Region]:
    """Without the places that contain or stand below an earlier one: in "江西支持赣州" 赣州 is a topic.

    Places that are compared or named in a row all count.
    """
    kept: list[Region] = []
    for region in regions:
        related = [r for r in kept if set(r.names) & set(region.above) or region.name in r.above]
        between = _BARE_YEAR.sub("", wording.text[related[-1].end : region.start]) if related else ""
        if is_comparison or not related or _COORDINATED.match(between):
            kept.append(region)
    return kept


def is_origin(wording: Wording, region: Region) -> bool:
    """The place says where somebody comes from or goes to: 台湾同胞, "from Taiwan", 到上海设立."""
    before, after = (
        wording.text[max(0, region.start - 8) : region.start],
        wording.text[region.end : region.end + 6],
    )
    return _ORIGIN_AFTER.match(after) is not None or _ORIGIN_BEFORE.search(before) is not None


def is_jurisdiction(
    region: Region, periods: Sequence[Period], wording: Wording, holdings: Holdings, kind: Kind
) -> bool:
    """The place is asked for its own policy: it stands beside a year, or first with its rank and a figure is wanted."""
    above = [name for name in region.above if name in holdings.by_region]
    if above and kind not in JURISDICTION and not TARGET_WORDS.search(wording.text):
        ids = [i for name in above for i in holdings.by_region[name]]
        wanted = [frozenset((period.first, period.last)) for period in periods]
        if all(any(covers_years(holdings.by_id[i], years) for i in ids) for years in wanted):
            return False  # what is held of the places above may well speak of it
    for period in periods:
        gap = (period.start - region.end) if period.start >= region.end else (region.start - period.end)
        if gap <= NEAR + (4 if region.end <= period.start else 0):
            return True
    if kind not in JURISDICTION:
        return False
    if above and not periods:
        return False
    if wording.text[region.start].isascii():
        genitive = wording.text[region.end : region.end + 2] in ("'s", "’s")
        return genitive or _RULED_BEFORE.search(wording.text[: region.start][-24:]) is not None
    return region.formal and not wording.text[: region.start].strip("请问，, ")
