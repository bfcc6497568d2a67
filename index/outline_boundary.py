"""Where a section could begin: how strong the boundary before a label is, from the start of a line to mid-sentence."""

from __future__ import annotations

import re

from index.numbering import fold_width

LINE, INDENT, SENTENCE, SPACE, HEADING, COMMA, MIDDLE = 3.0, 2.5, 2.0, 1.5, 1.2, 0.6, 0.2

_END = "。；;！!？?…:"
_CLOSERS = "”’\"')）】》」』〉"
_DUTY = re.compile(
    r"(?:责任|責任|牵头|牽頭|配合|主办|协办|落实|主管|承办|参与)(?:单位|單位|部门|處室|处室|领导|科室)|"
    r"(?:负责|負責|牵头|牽頭|配合|分工|参与|落实|落實|[厅廳局委办辦])\Z"
)
_ROW = re.compile(r"[0-9]{5}\Z")
_LISTED_REACH = 4_000  # characters before the head of an attachment among which it is named
_NAME = re.compile(r" {0,8}([^\s\d,.;:。、!?()<>|]{6})")
_DATED = re.compile(r"[0-9〇○一二三四五六七八九十]{1,3} ?日 ?\Z")
_CHAPTER = re.compile(r"第[^条條\n]{1,10}?[章编篇]")
_TITLE_TAIL = re.compile(
    r"(?:办法|辦法|条例|條例|规定|細則|细则|规程|规则|方案|章程|准则|纲要)(?:\([^()]{1,12}\))?\Z"
)
_FIRST = re.compile(r"第 ?[一1] ?[编篇章节条]")
_BEGINNING = re.compile(
    r"第 ?[一1] ?(?:条 ?(?:为|根据|依据)|章 ?总 ?[则則])"
)  # how laws begin, whatever stands before
_COUNTED = re.compile(r"[0-9]{1,3} ?[.、]|[一二三四五六七八九十]{1,3} ?[、.]")
_STOPS = re.compile(r"[,.;:。!?()<>《》“”\n]")
_SENTENCE_STOPS = re.compile(r"[.;:。!?()<>《》“”\n]")
_MARKUP = re.compile(r"[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)?(?:\*\*|__)?[ \t]*")


def measure_boundary(text: str, folded: str, at: int, last_label: int) -> tuple[int, float]:
    """Where the section would begin (markup included) and how strong the boundary before the label is."""
    begin = at
    while begin > 0 and at - begin < 60 and folded[begin - 1] in " #*_>-+\ufeff" and text[begin - 1] != "\n":
        begin -= 1
    if begin == 0 or text[begin - 1] in "\n\r\f\v\u2028\u0085":
        gap = text[begin:at]
        if not gap.strip():
            return at, LINE
        if _MARKUP.fullmatch(fold_width(gap)):
            return begin + len(gap) - len(gap.lstrip()), LINE
    spaces = at
    while spaces > 0 and at - spaces < 40 and folded[spaces - 1] == " ":
        spaces -= 1
    before, gap = (folded[spaces - 1] if spaces else "\n"), text[spaces:at]
    if before in "\n\r":
        return at, LINE
    if len(gap) >= 2 and ("\u3000" in gap or len(gap) > 3):
        return at, INDENT
    if _begins_law(folded, at, before):
        return at, HEADING
    return at, _measure_inline(folded, spaces, before, bool(gap), last_label)


def _begins_law(folded: str, at: int, before: str) -> bool:
    """Whether a chapter behind a bracket or the first one behind a title begins: (… 修订）第一章, …办法第一章."""
    if before in ")】" and _CHAPTER.match(folded, at):
        return True
    if _BEGINNING.match(folded, at):
        return True
    return bool(_FIRST.match(folded, at) and _TITLE_TAIL.search(folded[max(0, at - 20) : at]))


def _measure_inline(folded: str, at: int, before: str, spaced: bool, last_label: int) -> float:
    end = at
    while end > 0 and at - end < 3 and folded[end - 1] in _CLOSERS:
        end -= 1
    if end and folded[end - 1] in _END:
        return INDENT if spaced else SENTENCE
    if spaced or before == "|":
        return SPACE
    if before in ")〕" and _ends_with_duty(folded, at):
        return SENTENCE
    if before in ")〕" and _COUNTED.match(folded, at):
        return HEADING  # 1.甲条例（修订）2.乙条例
    if folded.startswith("附", at) and (is_dated(folded, at) or heads_attachment(folded, at)):
        return SENTENCE  # 2024年3月1日附件…
    if ends_row(folded, at):
        return SENTENCE  # 0000000（三）
    if before in ",、，":
        return COMMA
    stops = _STOPS if folded[at : at + 1] == "第" else _SENTENCE_STOPS
    if last_label and 0 < at - last_label <= 30 and not stops.search(folded, last_label, at):
        return HEADING
    return MIDDLE


def is_dated(folded: str, at: int) -> bool:
    """Whether a date ends right before `at`: 2024年3月1日附件1…"""
    return _DATED.search(folded[max(0, at - 6) : at]) is not None


def ends_row(folded: str, at: int) -> bool:
    """Whether the cells of a table's row, run together, end right before `at`, where the next row's number stands."""
    return _ROW.search(folded, max(0, at - 5), at) is not None


def heads_attachment(folded: str, at: int) -> bool:
    """Whether the bare 附件 at `at` heads the attachment: behind it stands a name that the text before holds.

    Behind a bracket or a space any mention will do, elsewhere only a list of attachments: 附件：甲办法…附件甲办法.
    """
    name = _NAME.match(folded, at + 2)
    if name is None:
        return False
    begin, before = max(0, at - _LISTED_REACH), folded[at - 1 : at]
    if before in ("", " ", "\n", "\r", ")", "。"):
        return folded.find(name.group(1), begin, at) >= 0
    return folded.find("附件:" + name.group(1), begin, at) >= 0


def _ends_with_duty(folded: str, at: int) -> bool:
    """Whether the bracket closed before `at` names who is responsible; that ends an item: …（省科技厅负责）."""
    begin = folded.rfind("(" if folded[at - 1] == ")" else "〔", max(0, at - 120), at)
    return begin >= 0 and _DUTY.search(folded[begin : at - 1]) is not None
