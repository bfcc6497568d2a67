"""Headings without a number: lines such as 总则 or 主要目标, markdown headings, items behind a dash, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from index.numbering import Label, fold_label, fold_width, match_label
from index.outline_boundary import INDENT, LINE, SENTENCE
from index.outline_candidates import Candidate, count_most_labels

_PIECE = re.compile(r"(?:[^\n\r\f\v\u2028\u0085\u3000]+|\u3000(?!\u3000))+")
_COMMON = re.compile(
    r"(?:总|總|附|罚|罰|分)[则則]|引言|前言|序言|结语|結語|概述|背景|"
    r"(?:总体|總體|基本|主要|重点|重點|工作|发展|發展|指导|指導|目标|目標|任务|任務|政策|组织|組織|保障|实施|實施|适用|適用|具体|"
    r"有关|有關|编制|起草|出台|制定|战略|戰略|支持|申报|申報|考核|监督|監督|主体|主要的|下一步|附加){1,3}"
    r"(?:要求|思路|目标|目標|思想|原则|原則|任务|任務|措施|重点|重點|内容|內容|安排|背景|依据|依據|范围|範圍|领导|領導|条件|條件|对象|對象|"
    r"方式|程序|流程|步骤|步驟|工作|保障|管理|定位|举措|舉措|意义|意義|过程|過程|实施|實施|机制|機制|布局|标准|標準|责任|責任|说明|說明)"
    r"(?:[和与及、與](?:总体|主要|重点|工作|基本|保障|发展)?(?:要求|思路|目标|思想|原则|任务|措施|重点|内容|安排|背景|依据|范围|对象|条件|举措))?"
)
_TITLE_END = re.compile(
    r"(?:通知|意见|意見|办法|辦法|规定|規定|细则|細則|方案|条例|條例|规划|規劃|计划|計劃|要点|要點|决定|決定|通告|公告|公报|规程|准则|準則|"
    r"制度|措施|指南|工作总结|纲要|綱要|报告|報告|批复|复函|解读|范文|政策|规则|規則|章程|导则|目录|清单|标准|协议)"
    r"(?:\s?[(（〔][^()（）]{1,24}[)）〕]){0,3}\Z"
)
_HEAD = re.compile(r"^(?:#{1,6}) +")
_NO_HEADING = re.compile(r"[。;；，,!！?？:：|→>《》\"“”\[\]]|[0-9]{4}年.{0,8}日|第[0-9]+号|^\W*[0-9]|^[(（]")
_NO_TITLE = re.compile(r"[。;；，,!！?？:：|→>]|^[)）]|^[0-9]+(?![0-9年])|[0-9]年.{0,6}日")
_DASH = re.compile(
    r"(?:(?<=[\n\r\u3000\u2028。；;：:])|\A)[ \t]{0,8}(?P<dash>—{1,2}|－{2}|-{2}|──?)(?=[^\s—－─-])"
)
_DASH_HEADING = re.compile(r"[^。；;：:，,.!！?？\n\r\u2028]{0,40}")


def find_headings(text: str) -> Iterator[Candidate]:
    """Candidates without a number, in order; `family` is "#k" for markdown, "标题" for a bare line, "——" for a dash."""
    previous = ""
    found, most = 0, count_most_labels(text)
    for match in _PIECE.finditer(text):
        line = text[match.start() : match.end()]
        stripped = line.strip(" \t\u3000\u00a0*_\ufeff")
        if not stripped:
            continue
        if len(stripped) <= 80 and (stripped[-1] > "\u2e80" or stripped[0] == "#" or stripped[-1] in ")〕"):
            start = match.start() + len(line) - len(line.lstrip())
            candidate = _judge_line(text, stripped, start, match.end(), previous)
            if candidate is not None:
                yield candidate
                found += 1
                if found == most:
                    return
        previous = stripped[-60:]


def _judge_line(text: str, line: str, start: int, end: int, previous: str) -> Candidate | None:
    at_line = start < 30 or "\n" in text[start - 30 : start]
    strength = LINE if at_line else INDENT
    if match := _HEAD.match(line):
        name = line[match.end() :].strip(" *_#")
        if not name or _begins_with_label(name):
            return None
        family = f"#{match.end() - 1 - line[: match.end()].count(' ') + 1}"
        title = ends_like_title(name) and line.startswith("# ")
        return Candidate(start, _name(start, end, family, name), strength, 2.5 if start else 0.0, 0.2, title)
    name = line.replace(" ", "").replace("\u3000", "")
    if not 2 <= len(name) <= 60:
        return None
    if _COMMON.fullmatch(name) and not _NO_HEADING.search(name) and not _begins_with_label(line):
        sure = len(name) == 2 and name[-1] in "则則"
        return Candidate(
            start, _name(start, end, "标题", name), strength, *((2.5, 0.2) if sure else (1.5, 0.5))
        )
    titled = len(name) >= 6 and ends_like_title(name) and not _NO_TITLE.search(name) and _ends_text(previous)
    if titled and not _begins_with_label(line):
        return Candidate(start, _name(start, end, "标题", name), strength, 0.0, 1.0, title=True)
    return None


def ends_like_title(name: str) -> bool:
    """Whether a line ends as titles of official documents do: …通知, …办法（试行）."""
    return _TITLE_END.search(name[-40:].strip()) is not None


def _ends_text(previous: str) -> bool:
    """Whether a document may end here: a sentence, a date or an issuer stands before."""
    return not previous or previous[-1] in "。；;!！”)）日." or len(previous) <= 20


def _begins_with_label(line: str) -> bool:
    label = match_label(fold_width(line[:24]))
    return label is not None and label.family != "ar"


def _name(start: int, end: int, family: str, name: str) -> Label:
    return Label(start, end, family, 0, fold_label(name), kind="heading")


def find_dashes(text: str) -> Iterator[Candidate]:
    """Items behind a dash at the beginning of a line or sentence, labelled dash and heading (——科技投入目标)."""
    for match in islice(_DASH.finditer(text), count_most_labels(text)):
        start = match.start("dash")
        heading = _DASH_HEADING.match(text, match.end())
        end = heading.end() if heading else match.end()
        at_line = start == 0 or not text[max(0, match.start() - 1) : start].strip()
        label = Label(start, end, "——", 0, fold_label("——" + text[match.end() : end]))
        yield Candidate(start, label, LINE if at_line else SENTENCE, 2.5 if at_line else 0.6, 0.2)
