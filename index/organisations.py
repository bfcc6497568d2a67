"""Names of issuing bodies (江西省科学技术厅, 国务院办公厅, several joined) and the place or level they carry."""

from __future__ import annotations

import re
from itertools import pairwise

from index.fold import fold_script
from index.places import PlaceMention, find_places
from index.records import Span
from index.regions import find_leading_region

_TAIL = re.compile(
    r"(?:人民政府|常委会|委员会|代表大会|管委会|领导小组|指挥部|联席会议|专班|办公厅|办公室|扶贫办|医改办|厅|局|部|委|院|署|中心|银行|支行|分行|残联|科协|妇联|文联|工商联|"
    r"总队|支队|总工会|协会|联合会|党组|公司|大学|学院|政府|党委|工委|处|社|公署)$"
)
_NATIONAL = re.compile(
    r"^(?:中共中央|中央|中华人民共和国|国务院|全国人民代表大会|全国人大|最高人民|国家|中国|全国|"
    r"(?:科学技术|科技|财政|教育|工业和信息化|工信|公安|民政|司法|人力资源和?社会保障|人社|自然资源|生态环境|环境保护|"
    r"住房和?城乡建设|交通运输|铁道|水利|农业农村|农业|商务|文化和旅游|文化|卫生健康|卫生|退役军人事务|应急管理|审计|外交|国防|"
    r"国土资源|林业|地质矿产|机械工业|轻工业|煤炭工业|化学工业|冶金工业|电力工业|邮电|电子工业|国内贸易|对外贸易经济合作|"
    r"广播电影电视|人事|劳动和社会保障|劳动|建设|交通|信息产业|中宣|中组)部|"
    r"(?:海关|税务|市场监管|体育|广电|新闻出版|工商行政管理|质量监督检验检疫|安全生产监督管理)总[局署]|海关总署|税务总局|审计署|"
    r"人民银行|银保监会|证监会|银监会|保监会|国资委|发展改革委|发展和改革委员会|国家卫生健康委)"
)
_NO_NAME = re.compile(
    r"(?:本|该|各|有关|相关|上述|我|全|由|报|经|向|对|与|和|及|或|应|在|等|按|据|可|将|会同|联系|加强|负责|以及|通过|"
    r"联系人|联系电话|联系单位|责任单位|附件|关于)"
)
_DOES = re.compile(
    "加紧|加快|推进|推行|出台|助力|全力|投放|启动|开展|举行|召开"
)  # what a body does: no part of its name
_SEPARATORS = re.compile(r"[\s、，,]+")


def is_organisation(words: str) -> bool:
    """Whether all of `words` names one body or several, parted by spaces or 、.

    Example: "财政部 海关总署" -> True; "加强组织领导" -> False.
    """
    parts = [part for part in _SEPARATORS.split(fold_script(words)) if part]
    return bool(parts) and len(parts) <= 12 and all(_is_one(part) for part in parts)


_HAN = re.compile(r"[\u4e00-\u9fff]{2,40}")
_LONGEST = 40


def _is_one(part: str) -> bool:
    plain = re.sub(r"[（(][^（()）]{1,20}[)）]$", "", part)
    return (
        _HAN.fullmatch(plain) is not None
        and _TAIL.search(plain) is not None
        and _NO_NAME.match(plain) is None
        and _DOES.search(plain) is None
        and ("的" not in plain or plain.endswith(("指挥部", "领导小组", "领导小组办公室", "指挥部办公室")))
    )


def is_sure_organisation(words: str) -> bool:
    """`is_organisation`, and every body names its place or is one of the state's: fit to be cut out of running text."""
    parts = [part for part in _SEPARATORS.split(fold_script(words)) if part]
    return is_organisation(words) and all(
        _NATIONAL.match(part) or _starts_with_place(part) or _TOWNSHIP.match(part) for part in parts
    )


_TOWNSHIP = re.compile(r"^[\u4e00-\u9fff]{2,6}?(?:乡|镇|街道)")


def _starts_with_place(name: str) -> bool:
    mentions = find_places(name[:_LONGEST], pinyin=False)
    if mentions and mentions[0].start <= (2 if name.startswith("中共") else 0):
        return True
    local = find_leading_region(name[:_LONGEST])  # a place that the table lacks
    return local is not None and local.end < len(name) and _is_one(name[local.end :])


_LONGEST_JOINT = 120  # characters of several bodies printed without a gap
_LONGEST_OPENING = 6  # characters before a cut that may belong to the name after it (国家|发展改革委)
_SPACED = re.compile(r"(?:[\u4e00-\u9fff][ \t\xa0\u3000]{1,4}){1,7}[\u4e00-\u9fff]$")
_CUT = re.compile("国务院|国家|财政部|教育部|科技部|科学技术部|人力资源社会保障部|中国|中共|共青团")


def find_organisation_before(text: str, end: int, start: int) -> Span | None:
    """The body, or bodies printed without a gap, whose name ends at `end`; not reaching back before `start`.

    It begins at a mark of punctuation or white space, else at the first place or body of the state in the run from
    which on all is bodies. None when where it begins is unclear. A name spaced out (财 政 部) is found too.
    """
    run = end
    while run > start and "\u4e00" <= text[run - 1] <= "\u9fff" and end - run < _LONGEST_JOINT:
        run -= 1
    words = fold_script(text[run:end])
    if end - run == 1:
        spaced = _SPACED.search(text, max(start, end - 40), end)
        if spaced is not None and is_organisation(re.sub(r"\s", "", spaced.group())):
            return Span(spaced.start(), end)
    mentions = find_places(words, pinyin=False)
    chained = {before.end for before in mentions}
    begins = [mention.start for mention in mentions if mention.start not in chained]
    begins = sorted({*begins, *(match.start() for match in _CUT.finditer(words))})
    inside = [begin for begin in begins if begin > 0]
    if not inside and is_organisation(words) and (len(words) <= 14 or is_sure_organisation(words)):
        return Span(run, end)
    for number, begin in enumerate(begins):
        bounds = [*begins[number:], len(words)]
        parts = [words[left:right] for left, right in pairwise(bounds)]
        if _are_joint(parts):
            return Span(run + begin, end)
    return Span(run, end) if len(words) <= 14 and is_organisation(words) else None


def _are_joint(parts: list[str]) -> bool:
    """Whether the parts, some of them put together again (国务院|国家发展改革委), are bodies one after the other."""
    held = ""
    for part in parts:
        if len(held) > _LONGEST_OPENING:
            return False
        held += part
        if _is_one(held) and len(held) > 2:
            if held.endswith("处") and len(parts) > 1:
                return False  # an office in an address, not a body that signs
            held = ""
    return not held


_GENERIC = re.compile(r"^(?:工作)?(?:委员会|领导小组|办公室|指挥部|办公厅)$")


def is_generic_body(words: str) -> bool:
    """A body's name that lacks what it is of (工作委员会): only the end of a broken name."""
    return _GENERIC.match(fold_script(words)) is not None


def drop_session(name: str) -> str:
    """A standing body without its session. Example: "第十四届人民代表大会" -> "人民代表大会"."""
    return re.sub(r"第[一二三四五六七八九十百零〇\d]{1,6}届", "", name)


def is_national(name: str) -> bool:
    """Whether a body is one of the state's: no place in its name, and a name that only such bodies bear."""
    folded = fold_script(name)
    return _NATIONAL.match(folded) is not None and not find_places(folded[:_LONGEST], pinyin=False)


_BRANCH_REACH = 14  # characters of a body of the state before the place of its branch


def find_branch_place(name: str) -> PlaceMention | None:
    """The place of a branch of a body of the state. Example: "国家税务总局甘肃省税务局" -> 甘肃省."""
    folded = fold_script(name)
    if _NATIONAL.match(folded) is None:
        return None
    first = next(iter(find_places(folded, pinyin=False)), None)
    is_branch = first is not None and first.start <= _BRANCH_REACH and is_organisation(folded[first.start :])
    return first if is_branch else None


_STARTS_NATIONAL = re.compile(
    r"^(?:国务院|中共中央|最高人民|全国人大|全国人民代表大会|国家[\u4e00-\u9fff]{2,10}?(?:委|局|署|办)(?!\w{0,2}[省市县区])|"
    r"(?:科技|科学技术|财政|教育|工业和信息化|公安|民政|人力资源和?社会保障|农业农村|商务|交通运输|生态环境)部)"
)


def starts_national(words: str) -> bool:
    """Whether a title begins with a body of the state (国家发展改革委协调…)."""
    return _STARTS_NATIONAL.match(fold_script(words)) is not None


def find_place_of(name: str) -> PlaceMention | None:
    """The lowest place that a body's name begins with. Example: "江西省赣州市科技局" -> 赣州市."""
    found: PlaceMention | None = None
    for mention in find_places(name, pinyin=False):
        if found is None and mention.start > (2 if name.startswith("中共") else 0):
            break
        if found is not None and mention.start != found.end:
            break
        found = mention
    return found


def read_township(words: str) -> Span | None:
    """The township named in a title or a body's name (多拉特乡), as offsets into `words`; None when there is none."""
    match = re.search(
        r"(?:^|(?<=[年县市区旗《于]))(?!全|我|各|本|该|城|几|一|美|双)[\u4e00-\u9fff]{1,5}?(?:镇|乡|街道)"
        r"(?=人民政府|政府|党委|科技|20|19|[一二三四五六七八九十]|工作|办|实施|$)(?<!乡镇)",
        words,
    )
    return None if match is None else Span(match.start(), match.end())
