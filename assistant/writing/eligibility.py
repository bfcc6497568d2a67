"""Who may get what: conditions, support, how to apply, time limit, unit, validity; then what is left open."""

from __future__ import annotations

import re

from assistant.escape import escape_quote
from assistant.places import describe_place
from assistant.sentences import Sentence
from assistant.writing.frames import say
from assistant.writing.piece import (
    Piece,
    Source,
    Task,
    Used,
    head_source,
    join_blocks,
    list_lines,
    name_source,
    quote_block,
    quote_sentence,
    use,
)
from assistant.writing.siblings import find_list_heading
from index.fold import fold_text
from index.records import Clause

# (aspect, cue words, most sentences shown); a sentence belongs to the first aspect whose cue it holds
ASPECTS: tuple[tuple[str, re.Pattern[str], int], ...] = (
    (
        "exclusions",
        re.compile(
            r"下列情形|不予(?:支持|补助|补贴|贴息|资助|奖励|受理|享受)|不在.{0,12}范围|不(?:得)?(?:重复)?享受|不得申(?:请|报)|不再(?:给予|享受)|除外"
        ),
        6,
    ),
    ("validity", re.compile(r"有效期|自.{2,14}起(?:施行|实施|执行|生效)|试行期|同时废止|有效期至"), 1),
    (
        "deadline",
        re.compile(
            r"截止|截至|(?:日|月底|年底|月)(?:之?前|以前)|工作日(?:内|之内)|申报时间|受理时间|[日月]内(?:提|申|完|报|办)|逾期|常年受理"
        ),
        2,
    ),
    (
        "apply",
        re.compile(
            r"申请表|申报材料|提交|报送|登录|网上(?:申|办|提)|申报(?:系统|平台|程序|流程|方式)|受理窗口|线上|填报|推荐函|审核程序|办理流程|向.{2,20}(?:申请|申报|提出)"
        ),
        3,
    ),
    (
        "unit",
        re.compile(
            r"责任单位|牵头单位|主管部门|负责(?:受理|组织|审核|解释)|由.{2,30}(?:负责|受理|审核|解释)|联系(?:人|电话|方式)|咨询电话"
        ),
        2,
    ),
    (
        "benefit",
        re.compile(
            r"(?:给予|补助|补贴|奖励|资助|减免|返还|贴息|津贴|赔付|优惠|最高)[^。]{0,40}(?:%|元|倍)|免征|免收|免费|减半征收"
        ),
        4,
    ),
    (
        "conditions",
        re.compile(
            r"条件|符合|年满|具备|须|必须|应当|应具有|不得|以上(?:学历|职称)|注册|依法|年龄|周岁|资格|申报(?:对象|主体)|适用(?:于|范围)|是指|(?:未|没有).{0,12}(?:违法|失信|处罚)|要求"
        ),
        6,
    ),
    (
        "benefit",
        re.compile(r"补助|补贴|奖励|资助|津贴|领取|给予|减免|免征|返还|贴息|支持|优惠|扶持|优先|奖补"),
        4,
    ),
)
_LISTS_CONDITIONS = re.compile(r"(?:下列|以下|相应|基本)(?:基本)?(?:条件|要求)|条件(?:：|:|之一|$)")
_PURPOSE = re.compile(r"^(?:为|為|根据|根據|按照|依据)[^。]{4,150}(?:如下|制定本|制訂本)[^。]{0,12}[。：:]?$")
_EXCLUDES = re.compile(r"下列情形|不予")
_IF = re.compile(r"[^，。；]{6,60}(?:的|者|时)，")  # 「对连续两年达标的企业，…」 states a condition too
_KEPT_IN_LIST = (
    "validity",
    "unit",
    "benefit",
    "exclusions",
)  # what a sentence after 「下列条件：」 may still be
_LIST_LIMIT = 12  # conditions shown of lists
_ORDER = ("conditions", "exclusions", "benefit", "apply", "deadline", "unit", "validity")
_HEADINGS: dict[str, re.Pattern[str]] = {
    "conditions": re.compile(r"(?:申报|申请|支持|基本|享受)条件|(?:支持|申报|补助|适用)(?:对象|范围)"),
    "benefit": re.compile(r"(?:补助|补贴|奖励|资助|贴息|支持|保障|扶持)(?:标准|方式|内容|政策)"),
    "apply": re.compile(r"(?:申报|申请|办理)(?:材料|程序|流程|方式)|材料清单"),
    "deadline": re.compile(r"(?:申报|申请|受理|办理)(?:时间|期限|时限)"),
    "unit": re.compile(r"咨询方式|联系方式|责任分工|职责分工|组织机构"),
    "validity": re.compile(r"附则|施行日期|实施日期|实施时间|有效期"),
}


def write_eligibility(task: Task) -> Piece:
    """The sentence that answers, then its document's sentences by aspect, the other clauses, and what stays open."""
    first = task.sources[0]
    document = first.evidence.hit.clause.document_id
    used: list[Used] = [use(first, first.best)]
    blocks = [
        head_source(first, task.language),
        quote_block([quote_sentence(first, first.best)]),
    ]
    near = [source for source in task.sources if source.evidence.hit.clause.document_id == document]
    sorted_out = sort_aspects(sorted(near, key=lambda source: source.evidence.hit.clause.start))
    for aspect in _ORDER:
        shown = [
            (source, sentence)
            for source, sentence in sorted_out.get(aspect, ())
            if sentence is not first.best
        ]
        if shown:
            blocks.append(f"**{say(aspect, task.language)}**")
            blocks.append(list_lines([quote_sentence(source, sentence) for source, sentence in shown]))
            used += [use(source, sentence) for source, sentence in shown]
    blocks += _say_open(task, find_open(near))
    return _name_others(task, blocks, used)


def _say_open(task: Task, aspects: list[str]) -> list[str]:
    """Where the same document speaks of the aspects that are open, by heading; then those that it has none for."""
    comma = say("comma", task.language)
    places: dict[str, str] = {}
    for aspect in aspects:
        place = next((p for c in task.outline if (p := _name_place(task, c, aspect)) is not None), None)
        if place is not None:
            places[aspect] = place
    lines = []
    if places:
        lines.append(say("elsewhere", task.language, items=comma.join(dict.fromkeys(places.values()))))
    rest = [say(aspect, task.language) for aspect in aspects if aspect not in places]
    if rest and len(rest) < len(_ORDER) - 1:
        lines.append(say("open", task.language, items=comma.join(rest)))
    return lines


def _name_place(task: Task, clause: Clause, aspect: str) -> str | None:
    """The place of a clause whose heading is about an aspect (第五部分 办理流程)."""
    depth = next(
        (d for d, h in enumerate(clause.headings, 1) if _HEADINGS[aspect].search(fold_text(h))), None
    )
    if depth is None:
        return None
    path = "/".join(clause.section.split("/")[: max(1, depth)])
    return f"{escape_quote(describe_place(path, task.language))} {escape_quote(clause.headings[depth - 1])}"


def sort_aspects(sources: list[Source]) -> dict[str, list[tuple[Source, Sentence]]]:
    """The sentences of the sources by aspect, in reading order, at most as many as the aspect shows.

    What follows 「应当具备下列条件：」 is a condition even without a cue; what follows 「下列情形」 excludes.
    """
    found: dict[str, list[tuple[Source, Sentence]]] = {}
    listed: set[int] = set()  # marks of the clauses that are, or hold, lists of conditions
    for source in sources:
        clause = source.evidence.hit.clause
        above = fold_text("\n".join((clause.lead_in, find_list_heading(clause), clause.heading)))
        listing = any(_LISTS_CONDITIONS.search(line) for line in above.split("\n"))
        excluding = _EXCLUDES.search(above) is not None
        open_list = excluding
        for sentence in sorted(source.sentences, key=lambda sentence: sentence.position):
            listing = listing or _LISTS_CONDITIONS.search(fold_text(sentence.text)) is not None
            aspect, limit = next(iter(find_aspects(sentence.text)), (None, 0))
            if _PURPOSE.search(sentence.text) or (aspect == "benefit" and _is_beside(sentence, source)):
                continue
            if open_list:
                aspect, limit = "exclusions", _LIST_LIMIT
            elif listing and aspect not in _KEPT_IN_LIST:
                aspect, limit = "conditions", _LIST_LIMIT
            open_list = excluding or (aspect == "exclusions" and sentence.text.rstrip()[-1] in "；;：:")
            if listing:
                listed.add(source.mark)
            if aspect is not None and len(found.setdefault(aspect, [])) < limit and not _only_leads(sentence):
                found[aspect].append((source, sentence))
    if any(source.mark in listed for source, _ in found.get("conditions", ())):
        found["conditions"] = [item for item in found["conditions"] if _is_near(item[0], listed, sources)]
    return found


def _is_near(source: Source, listed: set[int], sources: list[Source]) -> bool:
    """Whether a clause is one of the lists of conditions or stands in the same section as one."""
    section = source.evidence.hit.clause.section.split("/")[:2]
    lists = [other.evidence.hit.clause.section.split("/")[:2] for other in sources if other.mark in listed]
    return source.mark in listed or section in lists


def _is_beside(sentence: Sentence, source: Source) -> bool:
    """Whether a sentence of a clause about the question has nothing of the question itself, where others have."""
    return sentence.coverage == 0.0 and any(s.coverage > 0.0 for s in source.sentences)


def _only_leads(sentence: Sentence) -> bool:
    """Whether a sentence only introduces the list that follows (「应当具备下列条件：」)."""
    return sentence.text.rstrip().endswith(("：", ":"))


def find_aspects(sentence: str) -> list[tuple[str, int]]:
    """What a sentence is about, the main aspect first, each with how many such sentences are shown.

    Example: 「给予50%补助」 -> [("benefit", 4)].
    """
    folded = fold_text(sentence)
    return [(aspect, limit) for aspect, cue, limit in ASPECTS if cue.search(folded)]


def find_open(sources: list[Source]) -> list[str]:
    """The aspects that no sentence of the sources touches."""
    touched = {aspect for source in sources for s in source.sentences for aspect, _ in find_aspects(s.text)}
    if any(_IF.search(s.text) for source in sources for s in source.sentences):
        touched.add("conditions")
    return [aspect for aspect in _ORDER if aspect not in touched and aspect != "exclusions"]


def _name_others(task: Task, blocks: list[str], used: list[Used]) -> Piece:
    marks = {item.mark for item in used}
    rest = [source for source in task.sources if source.mark not in marks and not _only_leads(source.best)]
    if rest:
        blocks.append(say("also", task.language))
        colon = say("colon", task.language)
        lines = [f"{name_source(s, task.language)}{colon}{quote_sentence(s, s.best)}" for s in rest]
        blocks.append(list_lines(lines))
        used += [use(source, source.best) for source in rest]
    return Piece(join_blocks(blocks), tuple(used))
