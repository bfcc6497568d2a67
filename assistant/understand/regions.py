"""Places named in a question: official names, short forms, one-character forms and pinyin, of any place and any held.

Place names live in `index/places.tsv`; here is only how a question uses them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.understand.holdings import Holdings
from assistant.understand.wording import Wording, is_han
from index.places import find_abbreviated, find_place, find_places, list_chain, list_chain_names

_INSTITUTION = re.compile(
    r"^[\u3400-\u9fff]{0,4}?(?:大学(?![生城])|学院|银行|集团|高铁|大道|日报|证券交易所)"
)
_FORMAL = re.compile(r"(?:特别行政区|合作区|自治[区州县旗]|地区|新区|[省市县区州盟旗乡镇])$")
_ENGLISH_RANK = re.compile(
    r"\s+(?:special cooperation zone|autonomous (?:region|prefecture|county)|new (?:area|district)|"
    r"province|provincial|prefecture|municipality|city|county|district|town(?:ship)?|shi|sheng|xian|qu)\b(?:'s)?"
)
_SHORT_FORM = re.compile(
    r"(?:^|[，,。；;\s和与、及])([\u3400-\u9fff])(?:省)?(?=(?:19|20)\d\d|科技|政策|委|府)"
)
_UNKNOWN = re.compile(
    r"(?:^|请问|[，,、和与及比]|"
    r"年)([\u3400-\u9fff]{2,4}(?<![全各本我该外哪某])[省市县乡镇])(?=[的对有在要给从计到向新将预]|(?:19|"
    r"20)\d\d|[三五]年(?:行动|计划|规划|方案)|(?:工作要点|(?:工作|行动|实施)方案|行动计划|实施意见))"
)
_NOT_A_NAME = re.compile(
    r"[全各本我该外哪某个由与和对在的是按向于从到上下什么给让把被请问]|地级|县级|省级|市级|跨省|城市|"
    r"超市|股市|上市|门市|夜市|房市|都市"
)
_UNKNOWN_ENGLISH = re.compile(
    r"\b([A-Z][a-z]{2,14})\s(?:Province|City|County|Prefecture|District|Township)\b"
)
_GENITIVE = re.compile(r"['’]s\b")
_RANK_SUFFIX = (
    ("county", "县"),
    ("city", "市"),
    ("district", "区"),
    ("province", "省"),
    ("prefecture", "州"),
)
_QUOTED_NAME = re.compile(
    r"[“\"「『]([^“”\"「」『』\d]{1,8})[”\"」』]"
)  # a forum named after a mountain is no place; a title is longer
_WHOLE_PROVINCE = re.compile(r"全省|我省|本省|\bthe (?:whole )?province\b")
_BRACKET_AFTER = re.compile(r"^\s?[(（]\s?")


@dataclass(frozen=True, slots=True)
class Region:
    """A place named at text[start:end] of a folded question. `formal` says that its rank was written too.

    `names` are the official names it may mean, one unless the question leaves it open; `known` is False for a
    name that neither the table of places nor the documents have. `above` are the places that contain it.
    """

    names: tuple[str, ...]
    start: int
    end: int
    formal: bool = False
    known: bool = True
    above: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The first of its names."""
        return self.names[0]


def find_regions(wording: Wording, holdings: Holdings) -> tuple[Region, ...]:
    """The places of a question in reading order, each once; 江西省赣州市 is one place, the smaller.

    Names inside institutions (北京科技大学) are none. Example: "Ganzhou's plan" -> 赣州市.
    """
    found = [*_find_local(wording, holdings), *_find_known(wording)]
    found += _find_short_forms(wording, found)
    found += _find_unknown(wording, found)
    if found:
        found += _find_whole_province(wording, holdings)
    found = [region for region in found if not _INSTITUTION.match(wording.text[region.end : region.end + 12])]
    found = [region for region in found if not _is_part_of_name(wording, region)]
    found = [_widen(wording, region) for region in _drop_overlaps(found)]
    return tuple(_merge_repeats(wording, _merge_chains(found)))


def _is_part_of_name(wording: Wording, region: Region) -> bool:
    """Whether the place stands with other words in quotation marks, as the name of something."""
    return any(
        quoted.start(1) <= region.start
        and region.end <= quoted.end(1)
        and region.end - region.start < len(quoted.group(1))
        for quoted in _QUOTED_NAME.finditer(wording.text)
    )


def _find_known(wording: Wording) -> list[Region]:
    return [
        replace(
            _make_region(tuple(place.name for place in mention.places), wording, mention.start, mention.end),
            above=tuple(place.name for place in list_chain(mention.places[0])[1:]),
        )
        for mention in find_places(_GENITIVE.sub("  ", wording.cased))
    ]


def _make_region(
    names: tuple[str, ...], wording: Wording, start: int, end: int, known: bool = True
) -> Region:
    formal = _FORMAL.search(wording.text[start:end]) is not None and end - start > 2
    above = list_chain_names(names[0])[1:] if known else ()
    return Region(names, start, end, formal, known, above)


def _find_local(wording: Wording, holdings: Holdings) -> list[Region]:
    found: list[Region] = []
    for name, region in holdings.local_names.items():
        place = wording.text.find(name)
        while place >= 0:
            found.append(_make_region((region,), wording, place, place + len(name)))
            place = wording.text.find(name, place + len(name))
    if holdings.local_names and re.search(r"[A-Z][a-z]{2}", wording.cased):
        for match in re.finditer(r"[A-Za-z]{4,}", wording.cased):
            spelled = holdings.local_pinyin.get(match.group().lower())
            if spelled is not None:
                found.append(_make_region((spelled,), wording, match.start(), match.end()))
    return found


def _find_short_forms(wording: Wording, found: list[Region]) -> list[Region]:
    """赣 for 江西省, only where it stands alone before a year or a word of policy."""
    short: list[Region] = []
    for match in _SHORT_FORM.finditer(wording.text):
        place = find_abbreviated(match.group(1))
        if place is not None and not any(r.start <= match.start(1) < r.end for r in found):
            short.append(_make_region((place.name,), wording, match.start(1), match.end(1)))
    return short


def _find_unknown(wording: Wording, found: list[Region]) -> list[Region]:
    """Names of the form X县 or "X County" that no table has; whether they count is for the scope to decide."""
    unknown: list[Region] = []
    for match in (*_UNKNOWN.finditer(wording.text), *_UNKNOWN_ENGLISH.finditer(wording.cased)):
        start, end = match.span(1)
        name = wording.words(start, end)
        taken = any(region.start < end and start < region.end for region in found)
        bracket = re.match(r"\s?[a-z ]{0,30}[(（]\s?[\u3400-\u9fff]", wording.text[end : end + 36])
        if not taken and bracket is None and not _NOT_A_NAME.search(wording.text[start:end]):
            unknown.append(replace(_make_region((name,), wording, start, end, known=False), formal=True))
    return unknown


def _find_whole_province(wording: Wording, holdings: Holdings) -> list[Region]:
    """全省 beside other places means the one province whose documents are held."""
    provinces = [name for name in holdings.by_region if name.endswith(("省", "自治区"))]
    match = _WHOLE_PROVINCE.search(wording.text)
    if match is None or len(provinces) != 1:
        return []
    return [_make_region((provinces[0],), wording, match.start(), match.end())]


def _drop_overlaps(found: list[Region]) -> list[Region]:
    kept: list[Region] = []
    for region in sorted(found, key=lambda r: (r.start, -(r.end - r.start))):
        if not kept or region.start >= kept[-1].end:
            kept.append(region)
    return kept


def _widen(wording: Wording, region: Region) -> Region:
    """Take in the rank behind a pinyin name: "Jinxian County"."""
    if is_han(wording.text[region.end - 1]):
        return region
    rank = _ENGLISH_RANK.match(wording.text, region.end)
    if rank is None:
        return region
    named = _read_rank(region.name, rank.group())
    return replace(region, names=(named,) if named else region.names, end=rank.end(), formal=True)


def _read_rank(name: str, rank: str) -> str | None:
    """The place of the same name and of the rank written: "Nanchang County" is 南昌县, not 南昌市."""
    for word, suffix in _RANK_SUFFIX:
        if word in rank and not name.endswith(suffix):
            place = find_place(_FORMAL.sub("", name) + suffix)
            return None if place is None else place.name
    return None


def _merge_chains(found: list[Region]) -> list[Region]:
    """江西省赣州市: a place right behind one that contains it takes both words."""
    merged: list[Region] = []
    for region in found:
        before = merged[-1] if merged else None
        if before is not None and before.end == region.start and before.name in region.above:
            merged[-1] = replace(region, start=before.start)
        else:
            merged.append(region)
    return merged


def _merge_repeats(wording: Wording, found: list[Region]) -> list[Region]:
    """A place named again counts once; "Qingcen (青岑市)" is one mention with its bracket."""
    merged: list[Region] = []
    for region in found:
        same = next((i for i, seen in enumerate(merged) if set(seen.names) & set(region.names)), None)
        if same is None:
            merged.append(region)
            continue
        seen = merged[same]
        if _BRACKET_AFTER.match(wording.text[seen.end : region.start + 1]) and region.start - seen.end <= 3:
            closing = 1 if wording.text[region.end : region.end + 1] in (")", "）") else 0
            common = tuple(name for name in region.names if name in seen.names)
            merged[same] = replace(
                seen, names=common, end=region.end + closing, formal=seen.formal or region.formal
            )
    return merged
