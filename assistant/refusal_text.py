"""The words of a refusal: why there is no answer, what is held, what the assistant can do.

The nearest clauses are shown apart from it, as links and never as an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.escape import escape_source
from assistant.extractive import Draft
from assistant.places import describe_place, strip_title
from assistant.records import Decision, Evidence, Filter, Language, Query
from assistant.writing.frames import make_traditional
from assistant.writing.piece import join_blocks, list_lines
from index.records import Hit

_CHINESE: dict[str, str] = {
    "no_match": "已收录的文件没有回答这个问题。",
    "scope_not_held": "没有收录所问范围的文件：{scope}。",
    "clause_not_found": "所问文件里没有这一条：{reference}。",
    "clause_ambiguous": "“{reference}”在不止一个文件里都有，请说明是哪一个文件：",
    "smalltalk": "您好！我根据已收录的政策文件回答问题，并注明每句话出自哪一条。",
    "not_about_policy": "这个问题不在政策文件的范围内，无法回答。",
    "empty_store": "还没有收录任何文件。请先运行 policyqa index 文件或文件夹。",
    "empty_question": "请写出要问的问题。",
    "can": "可以问数据和目标、支持措施、申报条件、时限、责任单位、某一条的原文，也可以比较几个文件。",
    "near": "最接近的条款列在下面，供参考，不是答案。",
    "held": "已收录的相近文件：",
    "comma": "、",
}
_ENGLISH: dict[str, str] = {
    "no_match": "The documents held do not answer this question.",
    "scope_not_held": "No document of the scope asked for is held: {scope}.",
    "clause_not_found": "The document has no such clause: {reference}.",
    "clause_ambiguous": "“{reference}” stands in more than one document; please say which one:",
    "smalltalk": "Hello! I answer from the policy documents held here and name the clause behind every sentence.",
    "not_about_policy": "This question is outside the policy documents held, so there is no answer to give.",
    "empty_store": "No document is held yet. Run policyqa index with files or folders first.",
    "empty_question": "Please write a question.",
    "can": "You can ask for figures and targets, support measures, conditions, deadlines, responsible units, "
    "the text of a clause, or a comparison of documents.",
    "near": "The nearest clauses are listed below for reference; they are not an answer.",
    "held": "Nearest documents held: ",
    "comma": ", ",
}
_GENITIVE = re.compile(r"['’]s?$")
_OFFERS_HELP = frozenset({"smalltalk", "not_about_policy", "empty_question"})
_SHOWS_NEAREST = frozenset({"no_match", "scope_not_held", "clause_not_found"})


def say_refusal(key: str, language: Language, **holes: str) -> str:
    """One line of a refusal in the reader's language and script, its holes filled unchanged."""
    if language == "en":
        return _ENGLISH[key].format(**holes)
    frame = make_traditional(_CHINESE[key]) if language == "zh-Hant" else _CHINESE[key]
    return frame.format(**holes)


def write_refusal(query: Query, decision: Decision, nearest: Sequence[Hit] = ()) -> Draft:
    """The refusal for `decision.reason` (None counts as "no_match"), in words of the reader's language.

    The draft's evidence is the nearest clauses, which belong under `nearest`, never under `citations`; its text has
    no marks.
    """
    reason = decision.reason or "no_match"
    language = query.language
    blocks = [say_refusal(reason, language, **_fill_holes(query))]
    if reason == "clause_ambiguous":
        blocks.append(list_lines(list(dict.fromkeys(_name(hit, language) for hit in nearest))))
    if reason == "scope_not_held" and nearest:
        titles = dict.fromkeys(f"《{escape_source(strip_title(hit.document.title))}》" for hit in nearest)
        blocks.append(f"{say_refusal('held', language)}{say_refusal('comma', language).join(titles)}")
    if reason in _OFFERS_HELP:
        blocks.append(say_refusal("can", language))
    if nearest and reason in _SHOWS_NEAREST:
        blocks.append(say_refusal("near", language))
    shown = () if reason in _OFFERS_HELP else nearest
    return Draft(join_blocks(blocks), tuple(Evidence(mark, hit) for mark, hit in enumerate(shown, start=1)))


def refuse_declined(
    query: Query, decision: Decision, draft: Draft, hits: Sequence[Hit]
) -> tuple[Decision, Draft]:
    """The refusal when a language model found no answer in the clauses it was given, which count as the nearest."""
    refused = replace(decision, answers=False, reason="no_match")
    worded = write_refusal(query, refused, hits)
    return refused, replace(worded, prompts=draft.prompts, writer=draft.writer)


def _fill_holes(query: Query) -> dict[str, str]:
    """The words of the question that a refusal repeats: the scope that is not held, the clause asked for."""
    reference = query.reference.words if query.reference is not None else query.question[:80]
    return {
        "scope": _name_scope(query) or escape_source(query.question[:80]),
        "reference": escape_source(reference),
    }


def _name_scope(query: Query) -> str:
    """The scope asked for: a place with the year beside it, in the question's order. Example: 赣州市 2023年.

    When one side of a comparison is missing, only that side is named; a document that is not held is named alone.
    """
    pairs: list[list[Filter]] = []
    for item in query.filters:
        joins = bool(pairs) and {pairs[-1][-1].field, item.field} == {"region", "year"}
        if joins and (item.field == "year" or not any(f.field == "region" for f in pairs[-1])):
            pairs[-1].append(item)
        else:
            pairs.append([item])
    missing = [pair for pair in pairs if not all(item.held for item in pair)] or pairs
    words = [
        " ".join(dict.fromkeys(_GENITIVE.sub("", item.words or item.value) for item in pair))
        for pair in missing
    ]
    return say_refusal("comma", query.language).join(dict.fromkeys(escape_source(word) for word in words))


def _name(hit: Hit, language: Language) -> str:
    title = escape_source(strip_title(hit.document.title))
    return f"《{title}》{escape_source(describe_place(hit.clause.section, language))}"
