"""Places of China in a text: provinces, prefectures, counties, their short forms and pinyin, and what belongs to what.

Names come from places.tsv. Left out: townships and villages, historical names, and districts' short forms (和平, 新华).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from index.fold import fold_script
from index.records import Level

_RANK: Mapping[Level, int] = {"national": 0, "province": 1, "city": 2, "county": 3, "township": 4}
_MUNICIPALITIES = frozenset(("北京市", "天津市", "上海市", "重庆市"))
_PEOPLES = (
    "土家族 苗族 朝鲜族 藏族 羌族 彝族 布依族 侗族 哈尼族 壮族 傣族 白族 景颇族 傈僳族 回族 蒙古族 哈萨克族 满族 畲族 "
    "瑶族 水族 仡佬族 仫佬族 毛南族 黎族 纳西族 拉祜族 佤族 布朗族 独龙族 怒族 普米族 裕固族 保安族 东乡族 撒拉族 土族 "
    "达斡尔族 锡伯族 塔吉克族 鄂温克族 鄂伦春族 柯尔克孜族 蒙古 哈萨克 柯尔克孜 塔吉克 锡伯 达斡尔 各族"
).split()
_PEOPLE_TAIL = re.compile(rf"(?:{'|'.join(_PEOPLES)}){{0,6}}自治[州县旗]$")
_SUFFIX = re.compile(r"(?:特别行政区|自治区|地区|林区|特区|新区|[省市县盟旗区])$")
_GENERIC = frozenset(
    "城区 郊区 东区 西区 新市区 市中区 城中区 城关区 新城区 老城区 港口区 向阳区 前进区 新区 矿区".split()
)
_BLOCKED_BEFORE = {"河南": "黄淮海运漳", "河北": "黄淮海运漳", "中山": "孙"}
_ABROAD = {
    "inner mongolia": "内蒙古自治区",
    "tibet": "西藏自治区",
    "hong kong": "香港特别行政区",
    "hongkong": "香港特别行政区",
    "macau": "澳门特别行政区",
    "macao": "澳门特别行政区",
    "xi'an": "西安市",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its official name; `parent` is the official name of the unit above, None below the state.

    `aliases` are the other names it is found by; `abbreviations` the one-character forms of document numbers (赣).
    """

    name: str
    level: Level
    parent: str | None
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named at text[start:end]. Several `places` when the text does not tell which one is meant."""

    places: tuple[Place, ...]
    start: int
    end: int

    @property
    def place(self) -> Place | None:
        """The one place that is meant; None when several are possible."""
        return self.places[0] if len(self.places) == 1 else None


@lru_cache(maxsize=1)
def load_places() -> tuple[Place, ...]:
    """Every place of the table, provinces before their cities, cities before their counties."""
    lines = files("index").joinpath("places.tsv").read_text(encoding="utf-8").splitlines()
    plain = frozenset(_load_plain_words())
    provinces: dict[str, Place] = {}
    below: list[Place] = []
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        province_cell, city_cell, counties = line.split("\t")
        province = _read_cell(province_cell, "province", None, plain)
        provinces.setdefault(province.name, province)
        parent = province.name
        if city_cell != "-":
            city = _read_cell(city_cell, "city", parent, plain)
            below.append(city)
            parent = city.name
        is_city_like = city_cell == "-" and province.name not in _MUNICIPALITIES
        for name in counties.split():
            level: Level = "city" if is_city_like and name.endswith("市") else "county"
            below.append(_read_cell(name, level, parent, plain))
    return (*provinces.values(), *below)


def _load_plain_words() -> list[str]:
    lines = files("index").joinpath("place_words.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def _read_cell(cell: str, level: Level, parent: str | None, plain: frozenset[str]) -> Place:
    name, _, extra = cell.partition("=")
    extras = [alias for alias in extra.split(",") if alias]
    aliases = [*_derive_aliases(name, level, plain), *(alias for alias in extras if len(alias) > 1)]
    abbreviations = tuple(alias for alias in extras if len(alias) == 1)
    return Place(name, level, parent, tuple(dict.fromkeys(aliases)), abbreviations)


def _derive_aliases(name: str, level: Level, plain: frozenset[str]) -> list[str]:
    """Short forms of an official name. Example: "湘西土家族苗族自治州" -> 湘西, 湘西州."""
    if "自治" in name and level != "province":
        stem = _PEOPLE_TAIL.sub("", name)
        short = [f"{stem}{name[-1]}", stem]
    elif name.endswith("新区"):
        return [name[:-2]] if level == "city" or name == "浦东新区" else []
    elif name.endswith("区") and level == "county":
        return []
    else:
        stem = _SUFFIX.sub("", name)
        short = [stem]
    return [alias for alias in short if len(alias) > 1 and alias != name and alias not in plain]


@lru_cache(maxsize=1)
def _index_names() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in load_places():
        for name in (place.name, *place.aliases):
            if place not in found[name]:
                found[name].append(place)
    return {
        name: tuple(sorted(places, key=lambda place: _RANK[place.level])) for name, places in found.items()
    }


@lru_cache(maxsize=1)
def _index_starts() -> Mapping[str, tuple[str, ...]]:
    """Names by their first two characters, longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in _index_names():
        found[name[:2]].append(name)
    return {start: tuple(sorted(names, key=len, reverse=True)) for start, names in found.items()}


@lru_cache(maxsize=1)
def _index_pinyin() -> Mapping[str, tuple[Place, ...]]:
    from pypinyin import lazy_pinyin

    found: dict[str, list[Place]] = defaultdict(list)
    for place in load_places():
        stem = _SUFFIX.sub("", _PEOPLE_TAIL.sub("", place.name))
        if len(stem) < 2:
            continue
        spelled = "shaanxi" if place.name == "陕西省" else "".join(lazy_pinyin(stem)).replace("lü", "lv")
        found[spelled].append(place)
    for spelled, name in _ABROAD.items():
        found[spelled] = [place for place in load_places() if place.name == name]
    return {key: tuple(sorted(places, key=lambda place: _RANK[place.level])) for key, places in found.items()}


def find_places(text: str, pinyin: bool = True) -> tuple[PlaceMention, ...]:
    """Places named in `text`, longest match first, in reading order; offsets are those of `text`.

    Example: "贛州市和进贤县" -> 赣州市, 进贤县; "Jiangxi province" -> 江西省. A name that several places bear is
    settled by a place above it that the text names too, else by the highest level, else left open. `pinyin` False
    leaves names in Latin letters out.
    """
    folded = fold_script(text)
    if len(folded) != len(text):
        folded = text
    mentions = _find_chinese(folded)
    if pinyin and re.search(r"[A-Za-z'’]{4}", text):
        mentions = sorted((*mentions, *_find_pinyin(text)), key=lambda mention: mention.start)
    return _settle(mentions)


def _find_chinese(text: str) -> list[PlaceMention]:
    names, starts = _index_names(), _index_starts()
    mentions: list[PlaceMention] = []
    position = 0
    while position < len(text) - 1:
        for name in starts.get(text[position : position + 2], ()):
            if text.startswith(name, position) and _stands_free(text, position, name, mentions):
                mentions.append(PlaceMention(names[name], position, position + len(name)))
                position += len(name)
                break
        else:
            position += 1
    return mentions


def _stands_free(text: str, position: int, name: str, before: Sequence[PlaceMention]) -> bool:
    """A generic name (城区) counts only right after another place; 河南 does not count inside 黄河南岸."""
    if name in _GENERIC:
        return bool(before) and before[-1].end == position
    blocked = _BLOCKED_BEFORE.get(name, "")
    return not (position and text[position - 1] in blocked)


_LATIN = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?(?:\s(?:[Kk]ong|[Mm]ongolia))?")
_COUNTY_WORD = re.compile(r"\s+(?:county|district|city|banner|xian|shi|qu)\b", re.IGNORECASE)


def _find_pinyin(text: str) -> list[PlaceMention]:
    """Pinyin names; a county counts when it has a capital or its rank is named behind it."""
    table = _index_pinyin()
    mentions = []
    for match in _LATIN.finditer(text):
        word = match.group().lower().replace("’", "'")
        places = table.get(word) or table.get(word.replace("'", ""), ())
        if not places:
            continue
        sure = match.group()[0].isupper() or _COUNTY_WORD.match(text, match.end())
        kept = tuple(place for place in places if sure or place.level != "county")
        if word == "xian" and match.group()[0].islower():
            continue  # 县 itself
        highest = tuple(place for place in kept if kept[0].level == place.level)
        if kept:
            mentions.append(PlaceMention(highest, match.start(), match.end()))
    return mentions


def _settle(mentions: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    sure = {mention.places[0].name for mention in mentions if len(mention.places) == 1}
    settled: list[PlaceMention] = []
    for mention in mentions:
        places = mention.places
        if len(places) > 1:
            within = tuple(
                place for place in places if sure & {above.name for above in list_chain(place)[1:]}
            )
            highest = tuple(place for place in places if place.level == places[0].level)
            places = within if len(within) == 1 else highest
        settled.append(replace(mention, places=places))
    return tuple(settled)


@lru_cache(maxsize=1)
def _index_official() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in load_places():
        found[place.name].append(place)
    return {name: tuple(places) for name, places in found.items()}


def find_place(name: str) -> Place | None:
    """The place of an official or short name; None when there is none or when several bear it on one level.

    Example: "赣州" -> 赣州市; "鼓楼区" -> None.
    """
    places = _index_names().get(fold_script(name), ())
    highest = [place for place in places if place.level == places[0].level]
    return highest[0] if len(highest) == 1 else None


def list_chain(place: Place) -> tuple[Place, ...]:
    """The place and all above it, nearest first. Example: 进贤县 -> 进贤县, 南昌市, 江西省."""
    chain = [place]
    while chain[-1].parent is not None:
        above = _index_official().get(chain[-1].parent, ())
        if not above:
            break
        chain.append(above[0])
    return tuple(chain)


def list_chain_names(name: str) -> tuple[str, ...]:
    """Official names from a place upwards; just the name itself when it is not in the table.

    Example: "赣州市" -> ("赣州市", "江西省"); "多拉特乡" -> ("多拉特乡",).
    """
    place = find_place(name)
    return (name,) if place is None else tuple(above.name for above in list_chain(place))


def find_abbreviated(character: str) -> Place | None:
    """The province or city of a one-character form, as in document numbers. Example: "赣" -> 江西省."""
    folded = fold_script(character)
    return next((place for place in load_places() if folded in place.abbreviations), None)
