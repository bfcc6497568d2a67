"""Places that a title or a body's name begins with, also those that the table of places lacks: 澜川省, 多拉特乡.

Such a name is read by its ending (省, 市, 县, 特别合作区). Ordinary words with such an ending (试点县, 老旧小区,
推动企业上市) are no names. Offsets are those of the words given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.fold import fold_text
from index.places import PlaceMention, find_place, find_places
from index.records import Level
from index.words import is_common_word

_HAN = r"\u3400-\u9fff"
_ZONE = r"特别行政区|特别合作区|合作区|自治[区州县旗]|(?:经济技术|高新技术产业)?开发区|高新区|新区|林区"
_UNIT = (
    r"省(?![级域内会际直辖])|市(?![场容值盈面级域内长]|民(?![政族营])|政(?!府|协|法))"
    r"|县(?![级域内长城乡])|区(?![域块级间内位县别长村])|[州盟旗](?![级内长市县])|地区(?![性间内])"
    r"|乡(?![镇村愁贤级])|镇(?![村域级痛静长区])|街道(?![口])"
)
_NAME = re.compile(rf"((?:(?![省市县区])[{_HAN}]){{2,6}}?)({_ZONE}|{_UNIT})")
_LEAD = re.compile(
    r"(?:第.{1,4}篇[:：]?\s?)?(?:中共|共青团)?(?:关于(?:印发|发布|公布|转发|修订)?)?[《“]?(?:(?:19|20)\d\d年度?\s?)?"
)
_BRANCH = re.compile(rf"(?:国家|中国)(?:(?![省市县])[{_HAN}]){{1,10}}?(?:总局|局|银行|总署|署|委员会|会)")
SUFFIX = re.compile(r"(?:特别行政区|特别合作区|合作区|自治[区州县旗]|地区|新区|街道|[省市县区州盟旗乡镇])$")
_NO_STEM = re.compile(
    r"^(?:致|给|对|在|这|把|为|从|向|使|让|以|由|将|被|国家|全国|中国|中共|中央|中华|各|本|全|某|该|我|城市|城镇|农村|关于|科技|人力|"
    r"财政|税务|海关|最高|试点|示范|重点|贫困|脱贫|特色|部分|有关|相关|所有|其他|多个|先进|优秀|"
    r"省[委政直]|[一二两三四五六七八九十几百千多]+[个座大批]|"
    r"委|自贸)|[的和与及我各把将厅局]|(?:[强大小名老旧好美园]|试验|保护|功能|产业|工业|实验)$|在合|人民"
)
ZONES = frozenset(
    "开发区 经开区 高新区 新区 园区 景区 灾区 社区 片区 城区 乡镇 街道 合作区 特区 自治区 自治州 市区".split()
)
_SHORT_STEM = 4  # characters; only 自治 and zones have longer names
_GOVERNED = re.compile(
    rf"(?:人民)?政府|人民代表大会|人大|委(?:员会|办)|(?:19|20)\d\d年|(?!管理)[{_HAN}]{{2,12}}?(?:厅|局|委员会|办公室)"
)
_GOVERNMENT = re.compile("(?:人民)?政府|人民代表大会")
_RANK: dict[Level, int] = {"national": 0, "province": 1, "city": 2, "county": 3, "township": 4}
_NATIONAL = frozenset(("中国", "全国", "中华人民共和国", "国家"))
_LEVEL_OF: tuple[tuple[str, Level], ...] = (
    ("自治区", "province"), ("特别行政区", "province"), ("省", "province"), ("地区", "city"), ("市", "city"),
    ("州", "city"), ("盟", "city"), ("县", "county"), ("旗", "county"), ("区", "county"), ("乡", "township"),
    ("镇", "township"), ("街道", "township"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrintedRegion:
    """A place that words begin with, at words[start:end]; `name` is official when the table knows it."""

    name: str
    level: Level
    start: int
    end: int


def find_leading_region(words: str) -> PrintedRegion | None:
    """The lowest place of the row of places that some words begin with, behind 关于印发《, a year or 第二篇:.

    Simplified script is wanted. Example: "澜川省青岑市科学技术局" -> 青岑市, city; "试点县名单" -> None.
    """
    lead = _LEAD.match(words)
    position = lead.end() if lead is not None else 0
    branch = _BRANCH.match(words, position)
    found = _read_row(words, position)
    if found is None and branch is not None:
        return _read_row(words, branch.end())
    return found


def _read_row(words: str, position: int) -> PrintedRegion | None:
    mentions = {mention.start: mention for mention in find_places(words[: position + 60], pinyin=False)}
    found: PrintedRegion | None = None
    while True:
        after = _read_known(words, mentions.get(position)) or _read_unknown(words, position, found)
        if after is None:
            return found
        found, position = after, after.end


def _read_known(words: str, mention: PlaceMention | None) -> PrintedRegion | None:
    """A place of the table; of a full name that several bear (鼓楼区) only the name is known."""
    if mention is None:
        return None
    place, printed = mention.places[0], words[mention.start : mention.end]
    if mention.place is None and printed != place.name:
        return None
    return PrintedRegion(place.name, place.level, mention.start, mention.end)


def _read_unknown(words: str, position: int, above: PrintedRegion | None) -> PrintedRegion | None:
    match = _NAME.match(words, position)
    level = read_level(match.group()) if match is not None else None
    if match is None or level is None or not _is_name(words, match, above is not None):
        return None
    if level == "city" and above is not None and above.level == "city":
        level = "county"  # a county-level city below its prefecture
    if above is not None and _RANK[level] <= _RANK[above.level]:
        return None
    return PrintedRegion(match.group(), level, match.start(), match.end())


def _is_name(words: str, match: re.Match[str], is_below: bool) -> bool:
    """Whether a match of _NAME names a place; what follows helps where the words are ordinary ones.

    `is_below`: it stands right behind a place, where 区 also ends what is none (河北省蓄滞洪区管理办法).
    """
    stem, unit = match.groups()
    if match.group() in ZONES or _NO_STEM.search(stem):
        return False
    if len(unit) <= 2 and len(stem) > _SHORT_STEM:
        return False
    if len(stem) >= _SHORT_STEM and is_common_word(stem[:2]) and is_common_word(stem[2:4]):
        return False  # 自然保护区
    if len(unit) > 2 and not unit.startswith("自治"):
        return not is_common_word(stem)  # 产业合作区
    if is_common_word(stem[-1] + unit) and not (len(stem) <= 3 and _GOVERNMENT.match(words, match.end())):
        return False  # 企业上市, 老旧小区
    if not is_common_word(stem) and (unit != "区" or not is_below):
        return True
    return (_GOVERNED if is_below or unit != "区" else _GOVERNMENT).match(words, match.end()) is not None


def read_level(name: str) -> Level | None:
    """The administrative level that a place's name ends with. Example: "岫屿特别合作区" -> "county"."""
    return next((level for ending, level in _LEVEL_OF if name.endswith(ending)), None)


def read_region(text: str) -> str | None:
    """The official name of the place that a folded title or issuer begins with; None when it begins with none.

    Example: "关于印发澜川省科技办法的通知" -> 澜川省.
    """
    found = find_leading_region(text)
    if found is not None:
        return official_name(found.name)
    near = (mention for mention in find_places(text) if mention.place is not None and mention.start <= 4)
    return next((mention.place.name for mention in near if mention.place is not None), None)


@lru_cache(maxsize=4_000)
def official_name(region: str) -> str | None:
    """The official name of a region as printed; None for the state as a whole. Unknown regions keep their name.

    Example: "湘西州" -> 湘西土家族苗族自治州; "江西省白鹿溪县" -> 白鹿溪县.
    """
    folded = fold_text(region)
    if folded in _NATIONAL:
        return None
    place = find_place(folded)
    if place is not None:
        return place.name
    mentions = find_places(folded)
    if mentions and mentions[-1].end == len(folded) and mentions[-1].place is not None:
        return mentions[-1].place.name
    return folded[mentions[-1].end :] if mentions and mentions[-1].end < len(folded) else folded
