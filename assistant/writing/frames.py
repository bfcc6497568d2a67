"""The wording around quotes, as data. Frames carry no facts; the traditional ones are made from the simplified."""

from __future__ import annotations

import re
from functools import lru_cache

import opencc

from assistant.records import Language

_CHINESE: dict[str, str] = {
    "also": "另见：",
    "same": "同一数据另见：",
    "same_words": "同文另载：{places}",
    "same_words_more": "同文另载：{places}，另有 {count} 处",
    "repealed_mark": "（已废止或失效）",
    "disagree": "现行文件对此规定不一致，以上一并列出。",
    "readings": "问题可作不同理解，列出最接近的两处：",
    "several": "以上是不同文件各自的规定。",
    "several_clauses": "以上是不同条款各自的规定。",
    "table_clauses": "同一文件各条款规定如下：",
    "table": "各文件规定如下：",
    "open": "所引条款未写明：{items}。",
    "elsewhere": "同一文件另有规定，见：{items}。",
    "exclusions": "不予支持的情形",
    "repealed": "注意：《{title}》已废止或失效。",
    "responsible": "责任单位：",
    "lead": "牵头单位：",
    "support": "配合单位：",
    "found_at": "对应条款：",
    "parts": "该条以下还有 {count} 项，见引用。",
    "conditions": "条件",
    "benefit": "支持内容和标准",
    "apply": "办理方式",
    "deadline": "时限",
    "unit": "责任单位",
    "validity": "有效期",
    "document": "文件",
    "region": "地区",
    "year": "年份",
    "provision": "数据或规定",
    "place": "条款",
    "title": "标题",
    "issuer": "发布机构",
    "number": "发文字号",
    "index_number": "索引号",
    "date": "成文日期",
    "published": "发布日期",
    "effective": "施行日期",
    "expires": "失效日期",
    "status": "效力",
    "level": "层级",
    "subject": "主题",
    "in force": "有效",
    "repealed_status": "已废止或失效",
    "comma": "、",
    "colon": "：",
    "sources": "引用",
    "nearest": "最接近的条款",
    "confidence_weak": "把握不大，请核对原文。",
    "unsupported": "（所引条款不支持这句话）",
    "standalone": "按此理解：{question}",
    "model_failed": "语言模型未能回答（{why}），以下为直接引用条款的回答。",
    "model_rejected": "语言模型的回答未通过条款核对，以下为直接引用条款的回答。",
    "marks_removed": "已去掉 {count} 个不存在的引用标记。",
    "sentences_failed": "有 {count} 句话未得到所引条款支持，已标出。",
    "why_down": "连接不上",
    "why_slow": "超过时限",
    "why_key": "密钥无效或无权限",
    "why_quota": "请求过多或额度用尽",
    "why_server": "服务出错",
    "why_empty": "返回为空",
    "why_nonsense": "返回的内容不可用",
    "why_broken": "回答中断",
}
_ENGLISH: dict[str, str] = {
    "also": "See also:",
    "same": "The same figure also stands in:",
    "same_words": "Same words in: {places}",
    "same_words_more": "Same words in: {places}, and {count} more",
    "repealed_mark": " (repealed or expired)",
    "disagree": "Documents in force do not agree on this; all are shown.",
    "readings": "The question can be read in more than one way; the two nearest clauses:",
    "several": "Each document has its own provision.",
    "several_clauses": "Each clause has its own provision.",
    "table_clauses": "What the clauses of this document say:",
    "table": "What each document says:",
    "open": "Not stated in the cited clauses: {items}.",
    "elsewhere": "The same document says more in: {items}.",
    "exclusions": "Not supported",
    "repealed": "Note: 《{title}》 is repealed or expired.",
    "responsible": "Responsible: ",
    "lead": "Lead unit: ",
    "support": "Supporting units: ",
    "found_at": "Found in: ",
    "parts": "{count} more items stand below this clause, see the citations.",
    "conditions": "Conditions",
    "benefit": "Support and amount",
    "apply": "How to apply",
    "deadline": "Time limit",
    "unit": "Responsible unit",
    "validity": "Validity",
    "document": "Document",
    "region": "Region",
    "year": "Year",
    "provision": "Figure or provision",
    "place": "Clause",
    "title": "Title",
    "issuer": "Issuer",
    "number": "Document number",
    "index_number": "Index number",
    "date": "Date",
    "published": "Published",
    "effective": "In force from",
    "expires": "Expires",
    "status": "Status",
    "level": "Level",
    "subject": "Subject",
    "in force": "in force",
    "repealed_status": "repealed or expired",
    "comma": ", ",
    "colon": ": ",
    "sources": "Citations",
    "nearest": "Nearest clauses",
    "confidence_weak": "Not certain: please check the source.",
    "unsupported": " (not supported by the cited clause)",
    "standalone": "Understood as: {question}",
    "model_failed": "The language model could not answer ({why}); the clauses are quoted instead.",
    "model_rejected": "The language model's answer failed the check; the clauses are quoted instead.",
    "marks_removed": "{count} citation marks that point nowhere were removed.",
    "sentences_failed": "{count} sentences are not supported by the cited clause and are marked.",
    "why_down": "no connection",
    "why_slow": "time limit passed",
    "why_key": "key not accepted",
    "why_quota": "too many requests or no quota left",
    "why_server": "server error",
    "why_empty": "empty reply",
    "why_nonsense": "unusable reply",
    "why_broken": "reply cut off",
}


@lru_cache(maxsize=1)
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")


@lru_cache(maxsize=1_000)
def make_traditional(text: str) -> str:
    """Our own wording in traditional script; never used on quotes."""
    return str(_to_traditional().convert(text))


@lru_cache(maxsize=1_000)
def _frame(key: str, language: Language) -> str:
    if language == "en":
        return _ENGLISH[key]
    return make_traditional(_CHINESE[key]) if language == "zh-Hant" else _CHINESE[key]


def say(key: str, language: Language, **holes: object) -> str:
    """One frame in the reader's language and script, its holes filled unchanged.

    Example: say("open", "en", items="deadline") -> "Not stated in the cited clauses: deadline." Raises KeyError
    for an unknown frame or a missing hole.
    """
    frame = _frame(key, language)
    return frame.format(**holes) if holes else frame


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    texts = {make_traditional(text) for text in _CHINESE.values()} | {*_CHINESE.values(), *_ENGLISH.values()}
    return tuple(re.compile(re.sub(r"\\\{[a-z]+\\\}", ".{0,400}", re.escape(text.strip()))) for text in texts)


def is_frame(line: str) -> bool:
    """Whether a line is one of ours and says nothing of its own."""
    return any(pattern.fullmatch(line.strip()) for pattern in _patterns())


@lru_cache(maxsize=1)
def _field_names() -> tuple[str, ...]:
    keys = [key for key in _CHINESE if not key.startswith(("why_", "model_"))]
    languages: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
    names = {_frame(key, language).strip(" ：:") for key in keys for language in languages}
    return tuple(name for name in names if "{" not in name and len(name) > 1)


def drop_field_name(line: str) -> str:
    """A line without the name of a field before its colon. Example: 「成文日期：2024-03-22」 -> 「2024-03-22」."""
    for colon in ("：", ":"):
        name, found, rest = line.partition(colon)
        if found and name.strip() in _field_names():
            return rest.strip()
    return line
