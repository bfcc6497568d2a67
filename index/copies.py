"""Clauses of the same words: a checksum of the packed text is stored with each clause, so copies are found at once.

Packed are folded words without white space, punctuation and the printed label. What stands between two digits stays
(3.5 is not 35), and so do signs that change a figure (50% is not 50).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from index.fold import fold_text
from index.records import Clause
from index.store import Store

_NOISE = re.compile(r"(?:[^\w%‰+<>=≥≤±×°℃$¥\-−]|_|[\-−](?![0-9]))+")
_NUMERAL = r"(?:[〇零一二三四五六七八九十百千两0-9]{1,8}|[a-z])"
_BOUND = re.compile(
    rf"[(（]{_NUMERAL}[)）]|{_NUMERAL}是|第{_NUMERAL}(?:部分|分编|[篇编卷章节条])(?:之{_NUMERAL})?"
)
_FREE = re.compile(rf"{_NUMERAL}|[0-9]+(?:\.[0-9]+)+|附[件表录图]{_NUMERAL}?")
_HEAD = "#*>· \u3000"  # what may stand before a label: white space and Markdown
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Copy:
    """A place whose words are those of a clause; `row` and `clause_id` are those of its first clause."""

    row: int
    clause_id: str
    document_id: str
    section: str


def pack_folded(folded: str, section: str = "", part: int = 0) -> str:
    """Folded words for comparing, without white space, punctuation and the printed label of their section.

    Example: ("(一)给予 10.5%补助。", "二/(一)") -> "给予10.5%补助".
    """
    words = folded if part or not section else _drop_label(folded, section)
    return _NOISE.sub(_keep_between_digits, words)


def pack_clause_words(clause: Clause, folded: str | None = None) -> str:
    """The packed words of a clause, with the sentence that introduces it: under another one an item says another thing.

    `folded` is the clause's folded text when that is at hand.
    """
    text = fold_text(clause.text) if folded is None else folded
    packed = pack_folded(text, clause.section, clause.part)
    return f"{_pack_lead_in(clause.lead_in)}|{packed}" if clause.lead_in else packed


@lru_cache(maxsize=256)
def _pack_lead_in(lead_in: str) -> str:
    return pack_folded(fold_text(lead_in))


def digest_clause(clause: Clause, folded: str | None = None) -> int:
    """The stored checksum of a clause's packed words, 64 bits signed."""
    packed = pack_clause_words(clause, folded)
    made = hashlib.blake2b(packed.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(made, "big", signed=True)


def _keep_between_digits(match: re.Match[str]) -> str:
    text, (start, end) = match.string, match.span()
    if not (start > 0 and end < len(text) and text[start - 1].isdigit() and text[end].isdigit()):
        return ""
    return "".join(match.group().split()) or " "


def _drop_label(folded: str, section: str) -> str:
    """Folded words without the label printed before them: that of the section, or of the article of a 第一款."""
    words = folded.lstrip(_HEAD)
    labels = section.split("/")
    label = labels[-2] if labels[-1] in ("第一款", "第一项") and len(labels) > 1 else labels[-1]
    printed = _fold_label(label)
    if not printed or not words.startswith(printed):
        return words
    rest = words[len(printed) :]
    is_bound = _BOUND.fullmatch(printed) or (len(label) == 1 and label != printed)  # ① is folded to 1
    if is_bound or not (rest[:1].isalnum() or rest[:1] in ("", "%", "‰")):
        return rest
    return words


@lru_cache(maxsize=4_096)
def _fold_label(label: str) -> str:
    """A numbered label as it stands in folded text, "" for one that is words."""
    folded = fold_text(label)
    return folded if _BOUND.fullmatch(folded) or _FREE.fullmatch(folded) else ""


@dataclass(frozen=True, slots=True)
class _Run:
    """The stored clauses that a cited one consists of, in reading order; `anchor` is the place of the longest."""

    rows: tuple[int, ...]
    digests: tuple[int, ...]
    section: str
    anchor: int


def find_copies(store: Store, clause: Clause) -> list[Copy]:
    """The other places where the words of a clause, or of a whole section, stand, in the order of the store.

    A section is the same as another when its clauses are, one by one. At most `_MOST` places are looked at.
    """
    run = _find_run(store, clause)
    if run is None:
        return []
    found = store.read_rows(
        "SELECT row, id, document_id, section FROM clauses WHERE digest = ? ORDER BY row LIMIT ?",
        (run.digests[run.anchor], _MOST),
    )
    if len(run.rows) == 1:
        return [Copy(*row) for row in found if row[0] not in run.rows]
    copies = []
    for row, _, document_id, _ in found:
        first = None if row in run.rows else _match_run(store, run, row - run.anchor, document_id)
        if first is not None:
            depth = run.section.count("/") - clause.section.count("/")
            section = first.section.rsplit("/", depth)[0] if depth > 0 else first.section
            copies.append(Copy(first.row, first.clause_id, first.document_id, section))
    return copies


def _find_run(store: Store, clause: Clause) -> _Run | None:
    columns = "SELECT row, digest, section, start, text FROM clauses"
    rows = store.read_rows(f"{columns} WHERE id = ?", (clause.id,))
    if not rows:
        rows = store.read_rows(
            f"{columns} WHERE document_id = ? AND start >= ? AND start < ? ORDER BY row",
            (clause.document_id, clause.start, clause.end),
        )
    if not rows or rows[0][3] != clause.start:
        return None
    if rows[-1][3] + len(rows[-1][4].rstrip()) > clause.end:
        return None
    anchor = max(range(len(rows)), key=lambda place: len(rows[place][4]))
    return _Run(tuple(row[0] for row in rows), tuple(row[1] for row in rows), rows[0][2], anchor)


def _match_run(store: Store, run: _Run, first: int, document_id: str) -> Copy | None:
    """The copy that begins at a row, None when the clauses from there on are others; a document's rows follow on."""
    rows = store.read_rows(
        "SELECT row, id, document_id, section, digest FROM clauses "
        "WHERE row BETWEEN ? AND ? AND document_id = ? ORDER BY row",
        (first, first + len(run.rows) - 1, document_id),
    )
    if tuple(row[4] for row in rows) != run.digests or {row[0] for row in rows} & set(run.rows):
        return None
    return Copy(*rows[0][:4])
