"""Finding the clause an address names: a document by id, file name or title, and a section by its path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from assistant.errors import UsageFailure
from index.fold import fold_text
from index.records import Clause, Document, Section


class Shelf(Protocol):
    """The part of the store that an address is looked up in."""

    def documents(self) -> tuple[Document, ...]: ...

    def sections_of(self, document_id: str) -> tuple[Section, ...]: ...

    def clauses_of(self, document_id: str) -> tuple[Clause, ...]: ...

    def source_text(self, document_id: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of a document as it stands in the source; `text == source[start:end]`, sub-sections included.

    `previous` and `following` are the paths of the neighbouring sections in reading order, None at the ends.
    """

    document: Document
    section: str
    heading: str
    text: str
    start: int
    end: int
    previous: str | None = None
    following: str | None = None


def clause_address(document_id: str, section: str) -> str:
    """The path of a clause's own web page. Example: ("a", "二/(五)") -> "/clause/a/%E4%BA%8C/%28%E4%BA%94%29"."""
    return f"/clause/{quote(document_id, safe='')}/{quote(section, safe='/')}"


def locate_document(shelf: Shelf, name: str) -> Document:
    """The document of that id, else the only one with that file name or title; raises UsageFailure otherwise."""
    documents = shelf.documents()
    for known in documents:
        if known.id == name:
            return known
    wanted = fold_text(name.strip("《》"))
    found = [known for known in documents if known.file == name or fold_text(known.title) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        ids = "、".join(known.id for known in found[:8])
        raise UsageFailure(
            f"{name} 对应多份文件：{ids}。请写编号 / {name} fits several documents: give an id"
        )
    raise UsageFailure(
        f"没有文件 {name}。请用 policyqa documents 查看 / no document {name}: see policyqa documents"
    )


def locate_passage(shelf: Shelf, document_name: str, section: str) -> Passage:
    """The section at that path of that document; "" is the text before the first heading, or the whole document.

    Width, script and case of the path do not matter. Example: "二/（五）/2" finds 二/(五)/2.
    Raises UsageFailure when there is no such document or section, with the sections that come nearest.
    """
    document = locate_document(shelf, document_name)
    sections = shelf.sections_of(document.id)
    wanted = _fold_path(section)
    for place, known in enumerate(sections):
        if known.path == section or _fold_path(known.path) == wanted:
            return _cut_passage(shelf, document, sections, place)
    if not wanted:
        end = min((known.start for known in sections), default=document.end)
        text = shelf.source_text(document.id)
        if not text[document.start : end].strip():
            end = document.end
        following = sections[0].path if sections else None
        return Passage(document, "", "", text[document.start : end], document.start, end, None, following)
    raise UsageFailure(_explain_missing(document, sections, section))


def _cut_passage(shelf: Shelf, document: Document, sections: tuple[Section, ...], place: int) -> Passage:
    """The passage of the section at that place of the reading order."""
    known = sections[place]
    return Passage(
        document=document,
        section=known.path,
        heading=known.heading,
        text=shelf.source_text(document.id)[known.start : known.end],
        start=known.start,
        end=known.end,
        previous=sections[place - 1].path if place else None,
        following=sections[place + 1].path if place + 1 < len(sections) else None,
    )


def _explain_missing(document: Document, sections: tuple[Section, ...], section: str) -> str:
    """One line saying that the section is not there and which ones stand below its nearest parent."""
    parent = _fold_path(section)
    below: list[str] = []
    while parent and not below:
        parent = parent.rpartition("/")[0]
        below = [known.path for known in sections if _fold_path(known.path).rpartition("/")[0] == parent]
    held = "、".join(below[:12]) + ("…" if len(below) > 12 else "")
    return f"《{document.title}》没有 {section}。该处有：{held} / no section {section} in {document.id}"


def _fold_path(path: str) -> str:
    return fold_text(path).replace(" ", "").strip("/")
