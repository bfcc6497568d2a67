"""Who may get what: conditions, support, how to apply, time limit, unit, validity; then what is left open."""

from __future__ import annotations

import re

from assistant.sentences import Sentence
from assistant.writing.frames import say
from assistant.writing.piece import (
    Piece,
    Source,
    Task,
    Used,
    join_blocks,
    list_lines,
    name_source,
    quote_block,
    quote_sentence,
    use,
)
from index.fold import fold_text

# (aspect, cue words, most sentences shown); a sentence belongs to the first aspect whose cue it holds
ASPECTS: tuple[tuple[str, re.Pattern[str], int], ...] = (
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
            r"(?:给予|补助|补贴|奖励|资助|减免|返还|贴息|优惠|最高)[^。]{0,40}(?:%|元|倍)|免征|免收|减半征收"
        ),
        4,
    ),
    (
        "conditions",
        re.compile(
            r"条件|符合|具备|须|必须|应当|应具有|不得|以上(?:学历|职称)|注册|依法|年龄|周岁|资格|申报(?:对象|主体)|适用(?:于|范围)|是指|(?:未|没有).{0,12}(?:违法|失信|处罚)|要求"
        ),
        6,
    ),
    ("benefit", re.compile(r"补助|补贴|奖励|资助|给予|减免|免征|返还|贴息|支持|优惠|扶持|优先|奖补"), 4),
)
_LISTS_CONDITIONS = re.compile(r"(?:下列|以下|相应|基本)(?:基本)?(?:条件|要求)|条件(?:：|:|之一|$)")
_ORDER = ("conditions", "benefit", "apply", "deadline", "unit", "validity")


def write_eligibility(task: Task) -> Piece:
    """The sentence that answers, then its document's sentences by aspect, the other clauses, and what stays open."""
    first = task.sources[0]
    document = first.evidence.hit.clause.document_id
    used: list[Used] = [use(first, first.best)]
    blocks = [
        f"**{name_source(first, task.language)}** [{first.mark}]",
        quote_block([quote_sentence(first, first.best)]),
    ]
    near = [source for source in task.sources if source.evidence.hit.clause.document_id == document]
    sorted_out = sort_aspects(near)
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
    open_aspects = [say(aspect, task.language) for aspect in find_open(near)]
    if open_aspects:
        blocks.append(say("open", task.language, items=say("comma", task.language).join(open_aspects)))
    return _name_others(task, blocks, used)


def sort_aspects(sources: list[Source]) -> dict[str, list[tuple[Source, Sentence]]]:
    """The sentences of the sources by aspect, in reading order, at most as many as the aspect shows.

    What follows 「应当具备下列条件：」 in a clause is a condition even without a cue of its own.
    """
    found: dict[str, list[tuple[Source, Sentence]]] = {}
    for source in sources:
        clause = source.evidence.hit.clause
        listing = _LISTS_CONDITIONS.search(fold_text(f"{clause.lead_in}\n{clause.heading}")) is not None
        for sentence in sorted(source.sentences, key=lambda sentence: sentence.position):
            listing = listing or _LISTS_CONDITIONS.search(fold_text(sentence.text)) is not None
            aspect, limit = next(iter(find_aspects(sentence.text)), (None, 0))
            if listing and aspect in (None, "apply"):
                aspect, limit = "conditions", 6
            if aspect is not None and len(found.setdefault(aspect, [])) < limit:
                found[aspect].append((source, sentence))
    return found


def find_aspects(sentence: str) -> list[tuple[str, int]]:
    """What a sentence is about, the main aspect first, each with how many such sentences are shown.

    Example: 「给予50%补助」 -> [("benefit", 4)].
    """
    folded = fold_text(sentence)
    return [(aspect, limit) for aspect, cue, limit in ASPECTS if cue.search(folded)]


def find_open(sources: list[Source]) -> list[str]:
    """The aspects that no sentence of the sources touches."""
    touched = {aspect for source in sources for s in source.sentences for aspect, _ in find_aspects(s.text)}
    return [aspect for aspect in _ORDER if aspect not in touched]


def _name_others(task: Task, blocks: list[str], used: list[Used]) -> Piece:
    marks = {item.mark for item in used}
    rest = [source for source in task.sources if source.mark not in marks]
    if rest:
        blocks.append(say("also", task.language))
        colon = say("colon", task.language)
        lines = [f"{name_source(s, task.language)}{colon}{quote_sentence(s, s.best)}" for s in rest]
        blocks.append(list_lines(lines))
        used += [use(source, source.best) for source in rest]
    return Piece(join_blocks(blocks), tuple(used))
