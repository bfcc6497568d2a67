"""The issuer a question asks for: "江西省科技厅发布的…", "issued by the …". Only with a word of issuing beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.understand.wording import Wording
from index.fold import fold_text
from index.records import Document

_ISSUED = re.compile(
    r"([\u3400-\u9fff]{2,24}?(?:厅|局|委|部|办公室|办|政府|院|中心|委员会|人大|科协|银行))(?:联合)?"
    r"(?:发布|印发|出台|制定|发出|下发|颁布|公布|制发|发的|出的)"
)
_SHORT_FORMS = (
    ("科学技术", "科技"), ("工业和信息化", "工信"), ("人力资源和社会保障", "人社"), ("人力资源社会保障", "人社"),
    ("发展和改革", "发改"), ("住房和城乡建设", "住建"), ("市场监督管理", "市监"), ("农业农村", "农业"),
    ("委员会", "委"), ("人民政府", "政府"), ("办公室", "办"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedIssuer:
    """An issuer named at text[start:end], with the ids of the documents it issued, none when none is held."""

    name: str
    ids: tuple[str, ...]
    start: int
    end: int


def find_issuers(wording: Wording, documents: Iterable[Document]) -> tuple[NamedIssuer, ...]:
    """Issuers that a question asks for. Example: "省科技厅印发的文件有哪些" -> documents of 江西省科学技术厅."""
    matches = list(_ISSUED.finditer(wording.text))
    if not matches:
        return ()
    held = [(shorten_issuer(document.issuer), document.id) for document in documents if document.issuer]
    found: list[NamedIssuer] = []
    for match in matches:
        asked = [shorten_issuer(part) for part in re.split(r"[和与及、]", match.group(1)) if len(part) > 2]
        ids = tuple(i for issuer, i in held if asked and all(part in issuer for part in asked))
        found.append(NamedIssuer(match.group(1), ids, match.start(1), match.end(1)))
    return tuple(found)


def shorten_issuer(name: str) -> str:
    """The usual short form of an issuer, folded. Example: "江西省科學技術廳" -> "江西省科技厅"."""
    short = fold_text(name)
    for full, brief in _SHORT_FORMS:
        short = short.replace(full, brief)
    return short
