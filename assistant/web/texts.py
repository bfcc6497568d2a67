"""What the page says, in Chinese and in English; every word the reader sees outside of answers stands here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.records import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """One language of the page. Fields with {holes} are filled by name."""

    language: Literal["zh-CN", "en"]
    answers_in: Language
    title: str
    tagline: str
    page_address: str
    other_language: str
    other_address: str
    ask: str
    ask_hint: str
    clear: str
    samples: str
    welcome: str
    awaited: str
    sources: str
    no_sources: str
    nearest: str
    understood: str
    understood_hint: str
    not_held: str
    standalone: str
    confidence: dict[str, str]
    fields: dict[str, str]
    status: dict[str, str]
    open_clause: str
    reference: str
    held: str
    state: str
    state_empty: str
    writers: dict[str, str]
    sample_forms: tuple[str, str]


CHINESE = Texts(
    language="zh-CN",
    answers_in="zh-Hans",
    title="政策问答",
    tagline="每一句回答都附有政策原文条款；文件里没有的，如实说没有。",
    page_address="/",
    other_language="English",
    other_address="/en/",
    ask="提问",
    ask_hint="请输入关于政策文件的问题，如申报条件、支持金额、责任单位",
    clear="新对话",
    samples="可以这样问",
    welcome="请在下方提问。回答中的数字标记对应右侧的条款原文。",
    awaited="正在查找条款……",
    sources="条款出处",
    no_sources="回答所依据的条款原文会显示在这里。",
    nearest="最接近的条款（并非答案）",
    understood="已按问题限定范围",
    understood_hint="取消勾选即不再限定，并重新回答",
    not_held="未收录",
    standalone="理解为：{question}",
    confidence={"certain": "依据充分", "likely": "依据较充分", "weak": "依据较弱，请核对原文"},
    fields={"document": "文件", "region": "地区", "year": "年份", "issuer": "发文机关", "status": "效力"},
    status={"in force": "现行有效", "repealed": "已失效", "unknown": ""},
    open_clause="查看原文",
    reference="引用格式",
    held="已收录文件 {documents} 份",
    state="已收录文件 {documents} 份 · {writer} · 用时 {milliseconds} 毫秒 · 索引版本 {store}",
    state_empty="索引中没有文件。请先运行 policyqa index 文件夹",
    writers={"extractive": "摘录原文作答，未使用语言模型", "llm": "语言模型撰写，逐句核对条款"},
    sample_forms=("“{heading}”有哪些规定？", "《{title}》是哪个部门印发的？"),
)

ENGLISH = Texts(
    language="en",
    answers_in="en",
    title="PolicyQA",
    tagline="Every sentence stands on a quoted clause; what the documents do not say is not said.",
    page_address="/en/",
    other_language="中文",
    other_address="/",
    ask="Ask",
    ask_hint="Ask about the policy documents: conditions, amounts, units",
    clear="New",
    samples="For example",
    welcome="Ask below. The numbers in an answer point to the clauses quoted beside it.",
    awaited="Looking for the clauses…",
    sources="Clauses cited",
    no_sources="The clauses an answer stands on are quoted here.",
    nearest="Nearest clauses (not an answer)",
    understood="Narrowed by your question to",
    understood_hint="untick to drop a limit and ask again",
    not_held="not held",
    standalone="Understood as: {question}",
    confidence={"certain": "Well founded", "likely": "Likely", "weak": "Weak: check the clause"},
    fields={
        "document": "Document",
        "region": "Region",
        "year": "Year",
        "issuer": "Issuer",
        "status": "Validity",
    },
    status={"in force": "in force", "repealed": "repealed", "unknown": ""},
    open_clause="Open the source",
    reference="Cite as",
    held="{documents} documents",
    state="{documents} documents · {writer} · {milliseconds} ms · store {store}",
    state_empty="The store is empty: run policyqa index FOLDER first",
    writers={
        "extractive": "quoted from the source, no language model",
        "llm": "worded by a language model, checked sentence by sentence",
    },
    sample_forms=("What is provided under “{heading}”?", "Who issued 《{title}》?"),
)
