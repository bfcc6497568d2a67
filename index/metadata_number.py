"""The document's own number (发文字号): 国办发〔2021〕26号, 贛科發字〔2024〕1號, 国务院令第206号.

Own is what stands by itself in the head, in the letterhead or behind the title; a number inside a sentence, in brackets
after 《…》 or behind 根据 is a citation and never taken.
"""

from __future__ import annotations

import re

from index.fold import fold_script
from index.metadata_fields import Reading, read_text
from index.records import Span

_OPEN, _CLOSE = r"[〔\[［【(（﹝]", r"[〕\]］】)）﹞]"
_BRACKETED = (
    r"(?:(?!的)[\u4e00-\u9fff]){1,14}(?:[(（][\u4e00-\u9fff]{1,6}[)）])?\s?"
    rf"{_OPEN}\s?(?:19|20)\d\d\s?{_CLOSE}\s?第?\s?\d{{1,5}}\s?号"
)
_COUNT = r"第\s?[\d一二三四五六七八九十百〇零]{1,6}\s?号"
_ORDER = rf"[\u4e00-\u9fff]{{2,20}}(?:公告|通告|令)(?:\s?(?:19|20)\d\d年)?\s?(?:[(（〔\[]{_COUNT}[)）〕\]]|{_COUNT})"
NUMBER = rf"(?:{_BRACKETED}|{_ORDER})"
_TITLE_END = "通知|意见|办法|方案|决定|规定|细则|要点|公告|批复|函|条例|规划|计划|措施"
_BEFORE = re.compile(
    rf"(?:^|[\r\n]|[\s\u3000]|[\d日]\s|日(?=[\u4e00-\u9fff]{{2,20}}令)|(?:{_TITLE_END})[》”]?[(（]?)"
    rf"(?P<number>{NUMBER})"
)
_CITING = re.compile(
    r"(?:根据|按照|依据|依照|落实|贯彻|执行|转发|参照|及|和|与|的|即|或|关于|现将|同时废止)$|[《》、，。：“”]"
)
_CITED_PREFIX = re.compile(
    r"^(?:根据|按照|依据|依照|贯彻|落实|现将|原|详见|参见|见|关于|与|和|及|同|将|以|凡|其中)"
)
_REACH = 1_500


def find_number(text: str, start: int, head_end: int) -> Reading | None:
    """The first number between `start` and `head_end` that stands by itself; None when there is none.

    Example: "国科发区〔2019〕268号各省科技厅：" -> "国科发区〔2019〕268号"; "根据国发〔2017〕28号" -> None.
    """
    end = min(head_end, start + _REACH)
    folded = fold_script(text[start:end])
    for match in _BEFORE.finditer(folded):
        span = Span(start + match.start("number"), start + match.end("number"))
        if folded.find(match["number"]) == match.start("number") and not _is_cited(folded, match):
            return read_text(text, span)
    return None


def _is_cited(folded: str, match: re.Match[str]) -> bool:
    number = match["number"]
    if _CITED_PREFIX.match(number) or "的" in number:
        return True
    before = folded[max(0, match.start("number") - 12) : match.start("number")].rstrip(" \t\u3000(（")
    if before and _CITING.search(before[-3:]) and not before.endswith("》"):
        return True
    in_brackets = folded[match.start("number") - 1 : match.start("number")] in ("(", "（")
    sentence = re.split(r"[。\r\n]", folded[max(0, match.start("number") - 150) : match.start("number")])[-1]
    cites = re.match(r"\s*(?:为|根据|按照|依据|依照|贯彻|落实|现将|经|遵照)", sentence) is not None
    return in_brackets and (cites or _AFTER_BRACKETS.match(folded, match.end("number")) is None)


_AFTER_BRACKETS = re.compile(
    r"\s?[)）]\s*(?:$|[\r\n]|各|有关|\s)"
)  # the title's line ends, or the addressee follows


def read_prefix(number: str) -> str:
    """The characters before the year, folded. Example: "贛科發字〔2024〕1號" -> "赣科发字"."""
    match = re.match(r"[\u4e00-\u9fff]+", fold_script(number))
    return match.group() if match else ""
