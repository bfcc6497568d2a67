"""Questions to begin with, made from the documents held and kept only when the assistant answers them."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.web.desk import Desk
from assistant.web.texts import Texts
from index.records import Document, Section

WANTED = 4
_TRIED = 16  # questions asked at most
_LENGTHS = range(6, 25)  # characters of a heading that reads well inside a question
_OFFERS = (
    "支持",
    "鼓励",
    "鼓勵",
    "资助",
    "資助",
    "奖励",
    "獎勵",
    "补助",
    "補助",
    "推动",
    "推動",
    "培育",
    "申报",
    "申請",
    "申请",
)
_BROKEN = frozenset(
    ',，、；;：:。.!?！？()（）《》“”"'
)  # a heading with one of these is a sentence or a fragment


def find_samples(desk: Desk, texts: Texts) -> list[str]:
    """At most four questions, each from another document where there are enough; [] for an empty store."""
    samples: list[str] = []
    for _, question in zip(range(_TRIED), _propose(desk, texts), strict=False):
        if not desk.ask(question).refused:
            samples.append(question)
        if len(samples) == WANTED:
            break
    return samples


def _propose(desk: Desk, texts: Texts) -> Iterator[str]:
    """Questions by the forms of the page's language: one on a heading of each document, one on an issuer."""
    about_heading, about_issuer = texts.sample_forms
    documents = desk.store.documents()[:_TRIED]
    issued = [document for document in documents if document.issuer is not None]
    headed = [
        (document, section)
        for document in documents
        if (section := _pick_section(desk.store.sections_of(document.id))) is not None
    ]
    for place, (document, section) in enumerate(headed):
        yield about_heading.format(heading=section.heading, title=document.title)
        if place == 1 and issued:
            yield about_issuer.format(title=_shorten(issued[-1]))


def _pick_section(sections: tuple[Section, ...]) -> Section | None:
    """A section whose heading is short enough to be asked about: one that offers something, else the deepest."""
    fitting = [
        known
        for known in sections
        if len(known.heading) in _LENGTHS and not _BROKEN & set(known.heading) and known.kind != "boilerplate"
    ]
    return max(fitting, key=lambda known: (known.heading.startswith(_OFFERS), known.level), default=None)


def _shorten(document: Document) -> str:
    return document.title.strip("《》")
