"""Region and administrative level: from the issuer, the title, the number, else the places that the body names.

The body decides only when it speaks for itself (我市, 全县) or when one place clearly dominates: at least four mentions
and three fifths of all mentions on its level. Otherwise region is None: never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from index.fold import fold_script
from index.metadata_fields import Reading
from index.metadata_number import read_prefix
from index.organisations import find_branch_place, find_place_of, is_national, read_township, starts_national
from index.places import Place, find_abbreviated, find_place, find_places, list_chain
from index.records import Level, Span
from index.regions import find_leading_region

_MIN_MENTIONS = 4
_MIN_MENTIONS_OF_SELF = 3  # when the text also says 我市, 全县
_MIN_SHARE = 0.6
_SELF = re.compile(r"(?:我|全|本)(省|自治区|市|州|盟|县|旗|区|乡|镇)(?!域|场|直|外|内外|级|民|长)")
_OWN_GOVERNMENT = re.compile(r"(省|自治区|市|州|县|区)(?:委|(?:人民)?政府)")
_LEVEL_OF: dict[str, Level] = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "旗": "county",
    "区": "county",
    "乡": "township",
    "镇": "township",
}
_DATELINE = re.compile(r"(?:新华社|中新社|新华网|人民网)[\u4e00-\u9fff]{2,6}\d")
_REACH = 60_000  # characters of the body that are counted


@dataclass(frozen=True, slots=True)
class Region:
    """Where a document holds: official name, level, and the words that say so; each None when not printed."""

    name: str | None
    level: Level | None
    span: Span | None = None


def find_region(
    text: str, span: Span, issuer: Reading | None, number: Reading | None, title: Reading, part: Reading
) -> Region:
    """Region and level of the document text[span.start:span.end].

    Example: issuer 进贤县科技和工业信息化局 -> 进贤县, county; issuer 国务院办公厅 -> no region, national.
    """
    for reading in (issuer, title, part):
        if reading is None:
            continue
        is_issuer = reading is issuer
        region = _read_name(text, reading, is_issuer)
        if region is not None:
            return region
    body = fold_script(text[span.start : min(span.end, span.start + _REACH)])
    counts, first = _count_places(body, span.start)
    return (
        _read_prefix_place(number, counts)
        or _read_dominant(title, part.value, body, counts, first)
        or Region(None, _read_self_level(title, part.value))
    )


def _read_name(text: str, reading: Reading, is_issuer: bool) -> Region | None:
    words = fold_script(reading.value)
    leading = find_leading_region(words)
    if (is_issuer and is_national(words) and leading is None) or words.startswith("中华人民共和国"):
        return Region(None, "national", reading.span)
    if not is_issuer and starts_national(words) and find_place_of(words) is None:
        return Region(None, "national", reading.span)
    township = read_township(words)
    if township is not None:
        name = words[township.start : township.end]
        return Region(name, "township", _shift(text, reading, name))
    if leading is not None:
        return Region(leading.name, leading.level, _shift(text, reading, words[leading.start : leading.end]))
    place = _find_only_place(words, is_issuer)
    if place is None:
        return None
    named = max((name for name in (place.name, *place.aliases) if name in words), key=len, default=place.name)
    return Region(place.name, place.level, _shift(text, reading, named))


def _find_only_place(words: str, is_issuer: bool) -> Place | None:
    """The place of a branch (国家税务总局甘肃省税务局), or the only place that a title names."""
    if is_issuer:
        mention = find_branch_place(words)
        return None if mention is None else mention.place
    places = {mention.place for mention in find_places(words, pinyin=False) if mention.place is not None}
    return next(iter(places)) if len(places) == 1 else None


def _shift(text: str, reading: Reading, name: str) -> Span | None:
    """Where `name` stands inside the words that were read."""
    if reading.span is None:
        return None
    start = fold_script(text[reading.span.start : reading.span.end]).find(name)
    return (
        reading.span
        if start < 0
        else Span(reading.span.start + start, reading.span.start + start + len(name))
    )


def _count_places(body: str, offset: int) -> tuple[Counter[Place], dict[Place, Span]]:
    """How often each place is named, datelines of news left out, and where first."""
    datelines = {match.start() for match in _DATELINE.finditer(body)}
    counts: Counter[Place] = Counter()
    first: dict[Place, Span] = {}
    for mention in find_places(body, pinyin=False):
        if mention.place is None or mention.start - 3 in datelines:
            continue
        counts[mention.place] += 1
        first.setdefault(mention.place, Span(offset + mention.start, offset + mention.end))
    return counts, first


def _read_prefix_place(number: Reading | None, counts: Counter[Place]) -> Region | None:
    """The province of a number's first character (赣科发字), when the text names that province too."""
    prefix = read_prefix(number.value) if number is not None else ""
    if not prefix:
        return None
    place = find_abbreviated(prefix[0])
    if number is None or place is None:
        return None
    if not any(place in list_chain(named) for named in counts):
        return None
    return Region(place.name, place.level, number.span)


def _read_self_level(title: Reading, part_heading: str) -> Level | None:
    for words in (title.value, part_heading):
        match = _SELF.search(fold_script(words)) or _OWN_GOVERNMENT.match(fold_script(words))
        if match is not None:
            return _LEVEL_OF[match[1]]
    return None


def _read_dominant(
    title: Reading, part_heading: str, body: str, counts: Counter[Place], first: dict[Place, Span]
) -> Region | None:
    """The place that the body names far more often than any other of its level."""
    level = _read_self_level(title, part_heading)
    own = Counter(_LEVEL_OF[match] for match in _SELF.findall(body))
    if level is None and own:
        named, times = own.most_common(1)[0]
        level = named if times >= 2 and times >= _MIN_SHARE * sum(own.values()) else None
    if level is None and not own:
        return None  # a text that never speaks of itself only reports on places
    same = {place: count for place, count in counts.items() if level is None or _fits(place, level)}
    if not same:
        return None
    place, count = max(same.items(), key=lambda item: item[1])
    within = {
        item for item in same if item == place or place in list_chain(item) or item in list_chain(place)
    }
    rivals = sum(other for item, other in same.items() if item not in within)
    needed = _MIN_MENTIONS_OF_SELF if level is not None else _MIN_MENTIONS
    if count < needed or count < _MIN_SHARE * (count + rivals):
        return None
    return Region(place.name, place.level, first[place])


def _fits(place: Place, level: Level) -> bool:
    """A municipality calls itself 我市 too, a county-level city as well."""
    if level == "city":
        return place.level == "city" or place.name.endswith("市")
    return place.level == level


def list_regions(name: str) -> tuple[str, ...]:
    """A region and those above it. Example: "赣州市" -> ("赣州市", "江西省")."""
    place = find_place(name)
    return (name,) if place is None else tuple(above.name for above in list_chain(place))
