"""Whether a place is named as the owner of a plan, a document or a target: X县三年行动方案, "the targets of X County".

A place that is only spoken of (支持X县的方案, X县企业申报省级计划) owns nothing.
"""

from __future__ import annotations

import re

from assistant.understand.regions import Region
from assistant.understand.titles import TYPES
from assistant.understand.wording import Wording

_LOOSE_TYPES = frozenset("法 规范 解释 措施 意见 决定 解读".split())  # words of everyday talk as well
_OWNED = "|".join((*(kind for kind in TYPES if kind not in _LOOSE_TYPES), "若干措施", "目标", "指标"))
_BETWEEN = (
    r"(?:(?!企业|公司|居民|人员|学生|农户|单位|申请|申报|落实|执行|纳入|列入|符合|参照|参加|参与|支持|建设|推进|"
    r"承担|完成|实施(?!方案|意见|细则|办法))[\u3400-\u9fff《“\"](?<![的里中内对和与及或是有要给能把从到向被按依据哪什怎多少几谁]))"
)
_AFTER = re.compile(
    rf"^(?:人民政府|政府)?(?:(?:19|20)\d\d(?:[-—~至到](?:19|20)\d\d)?年?度?)?的?{_BETWEEN}{{0,14}}?(?:{_OWNED})"
)
_ABOUT_BEFORE = re.compile(r"(?:支持|帮扶|帮助|扶持|对口|推动|提到|涉及|关于|针对|面向|写到|指导|带动)$")
_NOUN = (
    r"(?:plans?|programmes?|programs?|schemes?|regulations?|rules|targets?|goals?|key points|work points|outline|"
    r"guidelines?|circular|notice|documents?)\b(?! to\b)"
)
_WORD = (
    r"(?:(?!(?:to|for|of|in|on|by|at|from|and|or|is|are|was|were|do|does|did|has|have|can|may|must|get|gets|meet|"
    r"meets|under|with|that|which|the|an?|this|our|join|firms?|companies|enterprises|residents|"
    r"people)\b)[a-z0-9&-]{1,20} )"
)
_ENGLISH_AFTER = re.compile(rf"^(?:['’]s?)? {_WORD}{{0,4}}?{_NOUN}")
_ENGLISH_BEFORE = re.compile(
    r"\b(?:plans?|programmes?|schemes?|regulations|rules|targets?|goals?|key points|work points|documents?) "
    r"(?:of|for) (?:the )?(?:city of |county of |province of )?$"
)


def owns_document(wording: Wording, region: Region) -> bool:
    """The place stands as the owner of a kind of document or of a target.

    Example: "澧县的方案里有几条" and "Li County's three-year plan" -> True; "支持澧县的方案" -> False.
    """
    before = wording.text[max(0, region.start - 60) : region.start]
    after = wording.text[region.end : region.end + 100]
    if _ABOUT_BEFORE.search(before):
        return False
    start = region.end
    if wording.text[start - 1 : start] == "s" and wording.text[start - 2 : start - 1] in "'’":
        after = "'s" + after  # the rank took the genitive in
    return any(
        (_AFTER.match(after), _ENGLISH_AFTER.match(after), _ENGLISH_BEFORE.search(before)),
    )
