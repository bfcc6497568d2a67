"""Answers about a document itself: title, issuer, number, dates, validity, as printed."""

from __future__ import annotations

import re

from assistant.escape import escape_quote
from assistant.figures import read_figures
from assistant.places import strip_title
from assistant.writing.frames import say
from assistant.writing.piece import Piece, Source, Task, Used, join_blocks, list_lines
from index.fold import fold_text
from index.records import Document, Span

FIELDS = (
    "title",
    "number",
    "index_number",
    "issuer",
    "date",
    "published",
    "effective",
    "expires",
    "status",
    "region",
)
_MOST_DOCUMENTS = 3
_ASKED: dict[str, re.Pattern[str]] = {
    "index_number": re.compile(r"索引号|index number"),
    "issuer": re.compile(
        r"发布机构|发文机关|发布单位|印发单位|发文单位"
        r"|谁(?:发布|印发|制定|发|出台)|哪个(?:部门|单位|机关|机构)|制定机关|issu|who publish|published by"
    ),
    "number": re.compile(r"文号|发文字号|文件编号|字号|document number|reference number"),
    "date": re.compile(
        r"成文|印发日期|发文日期|生成日期|落款|日期|何时|什么时候|哪天|哪年|几时|时间|\bdate|\bwhen\b"
    ),
    "published": re.compile(r"发布|公布|印发|publish|issued"),
    "effective": re.compile(r"施行|实施日期|生效|起执行|in force|take effect|effective"),
    "expires": re.compile(r"有效期|失效|到期|废止|expire|valid until"),
    "status": re.compile(r"有效性|效力|是否有效|还有效|现行|废止|失效|仍然有效|in force|valid\b|repealed"),
    "region": re.compile(r"哪个(?:省|市|县|地区|地方)|哪里的|which (?:province|city|county|region)"),
    "title": re.compile(r"什么文件|哪(?:个|份|一份)文件|标题|名称|全称|叫什么|what document|title|called"),
}


def write_metadata(task: Task) -> Piece:
    """One block a document: its title, then the fields asked for, else all that are printed."""
    asked = fold_text(task.query.question)
    wanted = [name for name in FIELDS if _ASKED[name].search(asked)]
    groups: dict[str, list[Source]] = {}
    for source in task.sources:
        groups.setdefault(source.evidence.hit.document.id, []).append(source)
    blocks: list[str] = []
    used: list[Used] = []
    for group in list(groups.values())[:_MOST_DOCUMENTS]:
        document = group[0].evidence.hit.document
        held = [name for name in FIELDS if name != "title" and _read_field(document, name) is not None]
        names = [name for name in held if name in wanted] or held
        homes = {name: _find_home(group, name) for name in ["title", *names]}
        blocks.append(f"**《{escape_quote(strip_title(document.title))}》** [{homes['title'].mark}]")
        blocks.append(list_lines([_write_line(task, homes[name], name) for name in names]))
        for source in group:
            own = [name for name, home in homes.items() if home is source]
            if own or source is group[0]:
                used.append(Used(source.mark, _find_spans(source, own)))
    return Piece(join_blocks(blocks), tuple(used))


def _find_home(group: list[Source], name: str) -> Source:
    """The clause that holds the words of a field, else the first."""
    return next((source for source in group if _lies_inside(source, name)), group[0])


def _lies_inside(source: Source, name: str) -> bool:
    clause, span = source.evidence.hit.clause, source.evidence.hit.document.spans.get(name)
    return span is not None and clause.start <= span.start < span.end <= clause.end


def _read_field(document: Document, name: str) -> str | None:
    value = getattr(document, name)
    return None if value in (None, "", "unknown") else str(value)


def _write_line(task: Task, source: Source, name: str) -> str:
    document = source.evidence.hit.document
    value = _read_field(document, name) or ""
    if name == "status":
        value = say("repealed_status" if value == "repealed" else "in force", task.language)
    else:
        value = f"**{escape_quote(_printed(source, name, value))}**"
    return f"{say(name, task.language)}{say('colon', task.language)}{value} [{source.mark}]"


def _printed(source: Source, name: str, value: str) -> str:
    """The words of the source where the cited clause holds the field and they say the same, else the value."""
    if not _lies_inside(source, name):
        return value
    clause, span = source.evidence.hit.clause, source.evidence.hit.document.spans[name]
    words = clause.text[span.start - clause.start : span.end - clause.start].strip()
    return (
        words
        if fold_text(words) == fold_text(value) or any(f.key == value for f in read_figures(words))
        else value
    )


def _find_spans(source: Source, names: list[str]) -> tuple[Span, ...]:
    """Where the fields stand inside the cited clause; its best sentence when none does."""
    spans = source.evidence.hit.document.spans
    inside = [spans[name] for name in names if _lies_inside(source, name)]
    return tuple(dict.fromkeys(inside)) or (source.best.span,)
