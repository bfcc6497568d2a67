"""Candidates: labels at a place where a section could begin, each with what it costs to read it as plain text.

Words decide here (第三条规定的, 3.5亿元 are text); order and continuity decide in `outline_search`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.numbering import Label, find_labels, fold_width
from index.records import Span

LINE, INDENT, SENTENCE, SPACE, HEADING, COMMA, MIDDLE = 3.0, 2.5, 2.0, 1.5, 1.2, 0.6, 0.2

MOST_CANDIDATES = 20_000  # labels of one file that are looked at; a listing with more is text from there on

_END = "。；;！!？?…:"
_CLOSERS = "”’\"')）】》」』〉"
_REFERRED = re.compile(  # what follows the number of an article that is only referred to
    r"\s{0,2}(?:的|规定|規定|第 ?[〇零一二三四五六七八九十百(（0-9]{1,6}[)）]?[款项項条條]|[,、]|"
    r"[至到和或及与](?=[第本前《])|中(?=[的规規所])|之[规規]|以[内外上下]|款|[项項](?!目)|等|"
    r"所[称稱列规規指述]|修改为|删除|刪除|[改作修][为為]|[(（][一二三四五六七八九十]{1,3}[)）]\s?[项項]|》)"
)
_PERHAPS_REFERRED = re.compile(r"[中之所至到或及和与等以课課]")
_AFTER_ITEM = re.compile(
    r"[项項款目条條点點、](?=\s?[(（第]|[规規]|[的中所和至或、,。;]|\s*$)|[至和或到与及]\s?[(第]|[项項款](?!目)"
)
_UNIT = re.compile(
    r"\s*(?:[%％‰℃°×xX*/～~\-]|[亿億万萬千百余多美吨噸斤克米亩畝倍岁歲户戶辆輛张張届屆页頁寸]|"
    r"个(?![人体別别])|個(?![人體])|名(?![称稱录單单词录])|家(?![庭长長电具])|人(?![员員才工民口力事])|项(?![目])|項(?![目])|件|次(?![序])|"
    r"天(?![然])|日(?![常程])|月(?![度])|周(?![期边邊])|年(?![度检檢])|小时|小時|[时時](?=[至、,。 ])|"
    r"分(?![类類工析级級配为期布支散段步])|"
    r"秒|元(?![素数])|公(?=[里斤顷頃分])|平方|平米|立方|成(?=[以左、,。 ])|套|台(?![账帳])|"
    r"条(?![件例款文约])|條(?![件例款文約])|种(?![类植])|"
    r"種(?![類植])|所(?![有需在属屬列称稱])|座(?![谈談])|只|支(?![持出付撑部撐])|份|批(?![准发复次])|级|級|号|號|字(?![体])|位(?![置])|"
    r"度(?![量])|[mMkKgGtT](?![A-Za-z])|升(?![级級])|瓦|千瓦|兆|伏|安培|的|以[上下内內]|至|到)"
)
_CN_LIST = re.compile(r"[一二三四五六七八九十]{1,3}(?:[、]|[级級类類线線等期批年流](?:[、和及]|[工市区]))")
_PAGE_NUMBER = re.compile(r"[0-9]{1,4}[ \t]{0,8}$", re.M)
_LEADER = re.compile(r"(?:[.·…‥﹒・_\-] ?){4}\s{0,4}\Z|…{2}\s{0,4}\Z")
_QUOTE = re.compile("[“”「」『』《》\n]")
_CHAPTER = re.compile(r"第[^条條\n]{1,10}?[章编篇]")
_TITLE_TAIL = re.compile(r"(?:办法|辦法|条例|條例|规定|細則|细则|规程|规则|方案|章程|准则|纲要)[)）]?$")
_STOPS = re.compile(r"[,.;:。!?()<>《》“”\n]")
_SENTENCE_STOPS = re.compile(r"[.;:。!?()<>《》“”\n]")
_MARKUP = re.compile(r"[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)?(?:\*\*|__)?[ \t]*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label where a section could begin. `strength` says how strong the boundary before it is (LINE … MIDDLE);

    `reject` is the cost of reading it as text, `accept` an extra cost of reading it as a label.
    `start` takes in markup such as `## `; `title` marks a line that could be the title of another document.
    """

    start: int
    label: Label
    strength: float
    reject: float
    accept: float = 0.0
    title: bool = False


def find_candidates(text: str, boilerplate: Sequence[Span]) -> list[Candidate]:
    """All candidates of `text` outside `boilerplate`, quotations and lines of a table of contents, in order."""
    folded = fold_width(text)
    closed = _merge_spans([*boilerplate, *_find_quotes(text), *_find_leaders(text)])
    found: list[Candidate] = []
    inside = _Inside(closed)
    last_label = 0
    for label in find_labels(folded):
        if inside.holds(label.start):
            continue
        start, strength = _measure_boundary(text, folded, label.start, last_label)
        candidate = _judge(folded, label, start, strength)
        if candidate is not None:
            found.append(candidate)
            last_label = label.end
            if len(found) == MOST_CANDIDATES:
                break
    return found


class _Inside:
    """Tells for rising offsets whether each lies in one of some sorted, disjoint spans."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def holds(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]


def _merge_spans(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        elif span.end > span.start:
            merged.append(span)
    return merged


_PAIRS = {"”": "“", "」": "「", "』": "『", "》": "《"}
_REACH = {"“": 1500, "「": 600, "『": 600, "《": 120}


def _find_quotes(text: str) -> Iterator[Span]:
    """Spans inside quotation marks; a quotation over several lines counts only when it begins with a label."""
    opened: dict[str, int] = {}
    last_break = -1
    for match in _QUOTE.finditer(text):
        sign, at = match.group(), match.start()
        if sign == "\n":
            last_break = at
        elif sign in _REACH:
            if sign not in opened or at - opened[sign] > 300:
                opened[sign] = at
        else:
            begin = opened.pop(_PAIRS[sign], None)
            if begin is None or at - begin > _REACH[_PAIRS[sign]]:
                continue
            if last_break < begin or next(find_labels(fold_width(text[begin + 1 : begin + 9])), None):
                yield Span(begin, at)


def _find_leaders(text: str) -> Iterator[Span]:
    """Lines of a table of contents: dots and a page number end them."""
    for match in _PAGE_NUMBER.finditer(text):
        if _LEADER.search(text[max(0, match.start() - 12) : match.start()]):
            line = text.rfind("\n", max(0, match.start() - 120), match.start()) + 1
            if line or match.start() < 120:
                yield Span(line, match.end())


def _measure_boundary(text: str, folded: str, at: int, last_label: int) -> tuple[int, float]:
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
    if before in ")】" and _CHAPTER.match(folded, at):
        return at, HEADING  # (… 修订）第一章 总则
    if folded.startswith("第", at) and _TITLE_TAIL.search(folded[max(0, at - 8) : at]):
        return at, HEADING  # …办法第一章 总则
    return at, _measure_inline(folded, spaces, before, bool(gap), last_label)


def _measure_inline(folded: str, at: int, before: str, spaced: bool, last_label: int) -> float:
    end = at
    while end > 0 and at - end < 3 and folded[end - 1] in _CLOSERS:
        end -= 1
    if end and folded[end - 1] in _END:
        return INDENT if spaced else SENTENCE
    if before == "|" or (before in ")】" and spaced):
        return SPACE
    if spaced:
        return SPACE
    if before in ",、，":
        return COMMA
    stops = _STOPS if folded[at : at + 1] == "第" else _SENTENCE_STOPS
    if last_label and 0 < at - last_label <= 30 and not stops.search(folded, last_label, at):
        return HEADING
    return MIDDLE


def _judge(folded: str, label: Label, start: int, strength: float) -> Candidate | None:
    """The candidate with its costs, or None when the words around it make it text."""
    judged = _JUDGES.get(label.family[:1] if label.family[0] in "d第附" else label.family, _judge_item)
    costs = judged(folded, label, strength)
    if costs is None:
        return None
    reject, accept = costs
    return Candidate(start, label, strength, reject, accept)


def _judge_part(folded: str, label: Label, strength: float) -> tuple[float, float] | None:
    if label.family == "第一":
        return (2.0, 0.3) if strength >= SENTENCE else (0.8, 0.8) if strength >= COMMA else None
    if strength < HEADING:
        return None
    rest = folded[label.end : label.end + 12]
    listed = label.family == "第部分" and rest[:1] == "," and strength >= SENTENCE
    if not listed and _REFERRED.match(rest) and not (rest[:1] == " " and strength >= INDENT):
        return None
    if strength == LINE and _PERHAPS_REFERRED.match(rest):
        return 1.2, 0.6
    glued = rest[:1] not in ("", " ", "\n", "\r", ":", "【", "(")
    if strength < SENTENCE and label.family == "第条" and strength != HEADING:
        return 0.8, 0.5
    return (4.0 if strength >= INDENT else 2.0), (0.5 if glued else 0.0)


def _judge_item(folded: str, label: Label, strength: float) -> tuple[float, float] | None:
    """Brackets, 一、, circled signs, half brackets."""
    before = folded[max(0, label.start - 1) : label.start]
    rest = folded[label.end : label.end + 8]
    if before in ("第", "~", "-", "/") or (strength < INDENT and _AFTER_ITEM.match(rest)):
        return None
    if label.family == "cn、" and strength < LINE and _CN_LIST.match(rest):
        return None
    if strength >= INDENT:
        return 3.0, 0.0
    if strength >= SENTENCE:
        return 2.0, 0.0
    if (
        label.family in ("cn)", "ar)", "a)", "A)", "[ar]", "[cn]", "[a]", "[A]", "(a)", "(A)")
        and strength < HEADING
    ):
        return None
    if strength >= HEADING:
        return (2.2 if strength >= SPACE else 1.2), 0.2
    return (0.7, 0.6) if label.family != "cn、" or strength >= COMMA else (0.3, 1.0)


def _judge_arabic(folded: str, label: Label, strength: float) -> tuple[float, float] | None:
    rest = folded[label.end : label.end + 3]
    if not rest.strip() and strength < LINE:
        return None
    if strength >= INDENT:
        return 3.0, 0.0
    if strength >= SENTENCE:
        return 1.8, 0.1
    if "、" in label.style and strength < HEADING:
        return None
    if strength >= SPACE and rest[:1].isalpha():
        return 2.2, 0.3
    return (1.0, 0.4) if strength >= HEADING else (0.5, 1.0)


def _judge_dotted(folded: str, label: Label, strength: float) -> tuple[float, float] | None:
    rest = folded[label.end : label.end + 4]
    if strength < SPACE or _UNIT.match(rest):
        return None
    spaced = rest[:1] in (" ", "\n", "") or folded[label.end - 1] in ".、"
    if strength < LINE:
        return (0.8, 0.8) if spaced else (0.5, 1.2)
    return (3.0, 0.0) if spaced else (1.0, 0.4)


def _judge_shi(_folded: str, _label: Label, strength: float) -> tuple[float, float] | None:
    if strength < COMMA:
        return None
    return (2.5, 0.0) if strength >= SPACE else (1.5, 0.4)


def _judge_letter(_folded: str, _label: Label, strength: float) -> tuple[float, float] | None:
    return (1.5, 0.3) if strength >= INDENT else (0.6, 0.8) if strength >= SENTENCE else None


def _judge_annex(folded: str, label: Label, strength: float) -> tuple[float, float] | None:
    rest = folded[label.end : label.end + 6]
    if strength < SPACE or (label.number and strength < SENTENCE) or rest[:1] in (")", "。", ",", "、", "的"):
        return None
    if label.number and strength < INDENT:
        return 0.5, 0.8
    if label.number == 0:
        header = rest[:1] == " " and (strength == LINE or (strength == INDENT and rest[1:2] == " "))
        return (2.0, 0.2) if rest[:1] in (":", "\n", "") or header else None
    glued = rest[:1] not in ("", " ", "\n", ":", ".", "、", "-", "\r")
    return (0.8, 1.0) if glued else (3.0, 0.0)


def _judge_bare(folded: str, label: Label, strength: float) -> tuple[float, float] | None:
    line = folded[label.end : label.end + 40].split("\n", 1)[0]
    if strength < LINE or _UNIT.match(line) or re.search(r"[。;,]", line):
        return None
    return 1.0, 0.3


_JUDGES = {
    "第": _judge_part, "d": _judge_dotted, "ar.": _judge_arabic, "一是": _judge_shi, "附": _judge_annex,
    "ar": _judge_bare, "a.": _judge_letter, "A.": _judge_letter,
}  # fmt: skip
