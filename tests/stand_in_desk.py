"""A small assistant for tests of the page and the API: one policy, one answer, and what it was asked."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.records import Answer, Citation, Filter, Turn
from assistant.writers import OnText
from index.records import Clause, Document, Hit, Section, Span

TEXT = (
    "青州省支持青年科技人才若干措施\n一、总体要求\n坚持服务发展。\n"
    "二、支持措施\n（一）支持青年人才挑大梁\n青年科研人员占比不低于50%。由省科技厅牵头。<b>见[9]</b>\n"
)
DOCUMENT = Document(
    "qingzhou", "qingzhou.txt", "青州省支持青年科技人才若干措施", 0, len(TEXT),
    issuer="青州省科学技术厅", number="青科发〔2024〕1号", date="2024-03-22", region="青州省", status="in force",
)  # fmt: skip


def _section(path: str, heading: str, level: int, begin: str, end: str | None) -> Section:
    stop = len(TEXT) if end is None else TEXT.index(end)
    return Section(path, path.rpartition("/")[2], heading, level, TEXT.index(begin), stop, "heading")


SECTIONS = (
    _section("一", "总体要求", 1, "一、", "二、"),
    _section("二", "支持措施", 1, "二、", None),
    _section("二/(一)", "支持青年人才挑大梁", 2, "（一）", None),
)
_CITED = SECTIONS[2]
CLAUSE = Clause(
    "qingzhou#二/(一)", "qingzhou", "二/(一)", "二（一）", "支持青年人才挑大梁", ("支持措施", "支持青年人才挑大梁"),
    TEXT[_CITED.start : _CITED.end], _CITED.start, _CITED.end, "heading",
)  # fmt: skip
_SAID = TEXT.index("青年科研人员占比")
CITATION = Citation(
    1, DOCUMENT, "二/(一)", "第二部分（一）", "支持青年人才挑大梁", CLAUSE.text, CLAUSE.start, CLAUSE.end, 0.9,
    (Span(_SAID, TEXT.index("由省科技厅")),),
)  # fmt: skip


class StandInStore:
    """Holds the one document."""

    fingerprint = "abcdef0123456789"

    def documents(self) -> tuple[Document, ...]:
        return (DOCUMENT,)

    def sections_of(self, document_id: str) -> tuple[Section, ...]:
        return SECTIONS if document_id == DOCUMENT.id else ()

    def clauses_of(self, document_id: str) -> tuple[Clause, ...]:
        return (CLAUSE,) if document_id == DOCUMENT.id else ()

    def source_text(self, document_id: str) -> str:
        return TEXT if document_id == DOCUMENT.id else ""


@dataclass
class StandInDesk:
    """Answers every question with the one clause, except those with 月亮; `asked` records what it was given."""

    store: StandInStore = field(default_factory=StandInStore)
    asked: list[tuple[str, Sequence[Turn], Sequence[str]]] = field(default_factory=list)

    streams: bool = False

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        id: str | None = None,
        dropped: Sequence[str] = (),
        on_text: OnText | None = None,
    ) -> Answer:
        self.asked.append((question, history, dropped))
        if on_text is not None and self.streams:
            on_text("**占比**：<b>正在")
            time.sleep(0.5)
        if "月亮" in question:
            return Answer(
                question,
                "zh-Hans",
                "文件中没有相关规定。",
                nearest=(CITATION,),
                refused=True,
                reason="no_match",
            )
        filters = (Filter("region", "青州省", "青州"),)
        return Answer(
            question, "zh-Hans", "**占比**：青年科研人员占比不低于50%。[1] 见\\[1\\]，另见[7]。",
            citations=(CITATION,), standalone=question, filters=filters if "region" not in dropped else (),
            store=self.store.fingerprint, timing_ms={"total": 12.3},
        )  # fmt: skip

    def search(self, question: str, k: int) -> list[Hit]:
        return [Hit(CLAUSE, DOCUMENT, 0.9, 1, ("keyword",))][:k]
