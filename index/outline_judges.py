"""What the words around a label say: the cost of reading it as text, and an extra cost of reading it as a label.

第三条规定的, 3.5亿元, 三、四级 are text; order and continuity decide later, in `outline_search`.
"""

from __future__ import annotations

import re

from index.numbering import Label
from index.outline_boundary import COMMA, HEADING, INDENT, LINE, SENTENCE, SPACE, heads_attachment, is_dated

_REFERRED = re.compile(  # what follows the number of an article that is only referred to
    r"\s{0,2}(?:的|规定|規定|第 ?[〇零一二三四五六七八九十百(（0-9]{1,6}[)）]?[款项項条條]|[,、]|"
    r"[至到和或及与](?=[第本前《])|中(?=[的规規所])|之[规規]|以[内外上下]|款|[项項](?!目)|等|"
    r"所[称稱列规規指述]|修改为|删除|刪除|[改作修][为為]|[(（][一二三四五六七八九十]{1,3}[)）]\s?[项項]|》)"
)
_SPOKEN_OF = re.compile(
    r"(?:主要)?(?:明确|规定|阐述|提出|强调|细化|介绍|说明|是|为|对(?![外口象接]))"
)  # 第七章明确了…
_PERHAPS_REFERRED = re.compile(r"[中之所至到或及和与等以课課]")
_AFTER_ITEM = re.compile(
    r"[项項款目条條点點、](?=\s?[(（第]|[规規]|[的中所和至或、,。;]|\s*$)|[至和或到与及]\s?[(第]|[项項款](?!目)"
)
_AFTER_BROKEN_LINE = re.compile(
    r"(?:[至和或与及](?=[(（第])|[项項款](?:[规規]定|除外|所[列称稱述]|[、,](?=[第(（])))"
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
_LISTED = re.compile(r"[一二三四五六七八九十](?:、[一二三四五六七八九十])*(?:[级級类類等期批产產]|[线線]城)")
_OF_ANNEX = re.compile(r" ?(?:[中内內所以及或至]|一并)")
_CN_LIST = re.compile(r"[一二三四五六七八九十]{1,3}(?:[、]|[级級类類线線等期批年流](?:[、和及]|[工市区]))")


def judge_label(folded: str, label: Label, strength: float) -> tuple[float, float] | None:
    """Costs of reading the label as text and as a label; None when the words around it make it text."""
    judge = _JUDGES.get(label.family[:1] if label.family[0] in "d第附" else label.family, _judge_item)
    return judge(folded, label, strength)


def _judge_part(folded: str, label: Label, strength: float) -> tuple[float, float] | None:
    if label.family == "第一":
        if _LISTED.match(folded, label.end):
            return None  # 第二、三产业
        if strength == LINE:
            return 4.0, 0.0
        return (2.0, 0.3) if strength >= SENTENCE else (0.8, 0.8) if strength >= COMMA else None
    if strength < HEADING:
        return None
    rest = folded[label.end : label.end + 12]
    listed = label.family == "第部分" and rest[:1] == "," and strength >= SENTENCE
    if not listed and _REFERRED.match(rest) and not (rest[:1] == " " and strength >= INDENT):
        return None
    if label.family == "第章" and strength < INDENT and _SPOKEN_OF.match(rest):
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
    if _AFTER_BROKEN_LINE.match(rest) and label.family[0] == "(":
        return None
    if label.family == "cn、" and (_LISTED.match(rest) if strength == LINE else _CN_LIST.match(rest)):
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
    if strength < INDENT:
        return (0.8, 0.8) if spaced else (0.5, 1.2)
    small = label.number < 10 and all(number < 10 for number in label.prefix)
    return (3.0, 0.0) if spaced else (1.6, 0.2) if small and rest[:1].isalpha() else (1.0, 0.4)


def _judge_shi(_folded: str, _label: Label, strength: float) -> tuple[float, float] | None:
    if strength < COMMA:
        return None
    return (2.5, 0.0) if strength >= SPACE else (1.5, 0.4)


def _judge_letter(_folded: str, _label: Label, strength: float) -> tuple[float, float] | None:
    return (2.0, 0.2) if strength >= INDENT else (0.6, 0.8) if strength >= SENTENCE else None


def _judge_annex(folded: str, label: Label, strength: float) -> tuple[float, float] | None:
    rest = folded[label.end : label.end + 6]
    if strength < SPACE or (label.number and strength < SENTENCE) or rest[:1] in (")", "。", ",", "、", "的"):
        return None
    dated = is_dated(folded, label.start)
    if label.number and strength < INDENT:
        return (
            (2.0, 0.2)
            if dated
            else (1.2, 0.5)
            if label.number > 1 and not _OF_ANNEX.match(rest)
            else (0.5, 0.8)
        )
    if label.number == 0:
        header = rest[:1] == " " and (strength == LINE or (strength == INDENT and rest[1:2] == " "))
        if dated or heads_attachment(
            folded, label.start
        ):  # a dated one is looked at again once all are known
            return 3.0, 0.0
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
