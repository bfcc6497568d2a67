"""Names: whether a question wants to know which firm, school, hospital, bank or person it is, and a text names one.

A text that only speaks of firms in general does not say which one; a near miss often fails by just that.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.records import Kind, Query
from index.fold import fold_text

Named = Literal["firm", "school", "hospital", "bank", "institute", "person"]
_OPEN: frozenset[Kind] = frozenset(
    ("eligibility", "amount", "comparison", "clause", "metadata", "responsible")
)  # kinds of question where "which firms" means what kind of firm
_OTHER_WORDS = r"(?:(?!(?:for|in|of|from|by|at|to|with|are|is|do|does|did|on|used)\b)[a-z0-9'-]+ )"
_WHICH = (
    r"\b(?:which|name (?:the|all|some)|names? of (?:the|all)|what (?:is|are|was|were) the names? of(?: the)?) "
    rf"{_OTHER_WORDS}{{0,3}}"
)
_ENTITLED = re.compile(
    r"\b(?:can|may|could|should|must|qualif\w+|eligible|entitled|allowed|need|have to)\b|可以|能够|能享|可享|应当|"
    r"符合|适用|需要|必须"
)  # what kind may or must, not which one did
_ASKED: tuple[tuple[Named, re.Pattern[str]], ...] = (
    (
        "firm",
        re.compile(
            rf"{_WHICH}(?:firms?|compan(?:y|ies)|developers?|contractors?|manufacturers?|start-?ups?)\b"
            r"|哪(?:一|几|两)?(?:家|个)(?:企业|公司|开发商|厂商)|哪些(?:企业|公司).{0,12}(?:入选|中标|获|入驻|名单|上榜|承建)"
        ),
    ),
    (
        "school",
        re.compile(
            rf"{_WHICH}(?:universit(?:y|ies)|colleges?|schools?)\b|哪(?:一|几|两)?(?:所|个)(?:大学|高校|学校|院校)"
            r"|哪些(?:大学|高校|学校).{0,12}(?:入选|获|名单|上榜|参加)"
        ),
    ),
    ("hospital", re.compile(rf"{_WHICH}hospitals?\b|哪(?:一|几|两)?(?:家|所|个)医院")),
    ("bank", re.compile(rf"{_WHICH}(?:banks?|insurers?)\b|哪(?:一|几|两)?家(?:银行|保险公司)")),
    (
        "institute",
        re.compile(rf"{_WHICH}(?:institutions?|institutes?)\b|哪(?:一|几|两)?(?:家|个)(?:研究所|研究院)"),
    ),
    (
        "person",
        re.compile(
            rf"{_WHICH}(?:scientists?|experts?|persons?|professors?|officials?|winners?)\b"
            r"|\bwho (?:won|heads?|headed|leads?|led|chairs?|chaired|received|got|was|were|is the)\b"
            r"|\bwho will (?:speak|give|chair)\b"
            r"|(?:是|给了|叫|为|由)谁|谁(?:当|任|担任|获|拿|得)|叫什么名字|姓名是"
        ),
    ),
)
_HAN = r"[\u4e00-\u9fff]"
_HELD: dict[Named, re.Pattern[str]] = {
    "firm": re.compile(rf"(?:有限|股份)(?:责任)?公司|{_HAN}{{2,}}集团(?!公司化)|厂\b"),
    "school": re.compile(
        rf"(?<![高型类流点办各所在中]){_HAN}(?<![各型类流等所的重与和、])(?:大学|学院|职院|中学|小学)(?!生|科技园)"
    ),
    "hospital": re.compile(r"(?:人民|第[一二三四五六七八九十]|附属|中心|协和|同济|中)医院"),
    "bank": re.compile(
        r"(?:工商|农业|建设|中国|交通|招商|邮储|邮政储蓄|开发|北京|农商|兴业|民生|光大|浦发|中信)银行|保险股份|人保|平安"
    ),
    "institute": re.compile(rf"(?<![型类各等的]){_HAN}{{2,}}(?:研究院|研究所|大学|有限公司)(?!等)"),
    "person": re.compile(
        rf"同志|先生|女士|教授|院士(?!工)|(?:[省市县]长|书记|主任|组长|局长|厅长)[ :]?{_HAN}{{2,3}}\b"
    ),
}


def read_named(query: Query) -> Named | None:
    """What a question wants the name of. Example: "Which firm runs the breeding base?" -> "firm"."""
    if query.kind in _OPEN:
        return None
    asked = fold_text(query.standalone or query.question)
    if _ENTITLED.search(asked):
        return None
    return next((named for named, pattern in _ASKED if pattern.search(asked)), None)


def holds_name(named: Named, folded: str) -> bool:
    """Whether a folded text names one. Example: ("school", "由江南大学承担") -> True; of "支持高校" False."""
    return _HELD[named].search(folded) is not None
