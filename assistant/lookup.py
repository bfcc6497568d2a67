"""Exact clause look-up: a named clause is found, not found, or ambiguous. Never by similarity.

A reference may name only the end of a path: 第5条 of 第（三）项 finds 二/(三)/5, and 第13条 of a plan without
articles finds its item 13. 第十条之一 is neither 第十条 nor 第十一条. A label printed in another form than asked
for, (10) for （十）, counts only right below the label named above it; 第六部分 is a section at the top of a document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.records import Reference
from assistant.understand.labels import Label, compare_labels, read_label
from index.records import Clause

Outcome = Literal["found", "not_found", "ambiguous"]
_FIRST_PARAGRAPH = Label("款", 1)
_TOP_STYLES = frozenset(
    ("条", "一", "部分", "篇", "编", "章")
)  # of equal places the one nearest the top is meant
_SKIPPED = (
    0.1  # cost of a level of the path that the reference leaves out; below any freer reading of a label
)
_PART = re.compile(r"部分|[篇编編]|\bparts?\b", re.IGNORECASE)
_PART_STYLES = frozenset(("一", "部分", "篇", "编"))
_BRACKET = re.compile(r"[(（]")
_NO_LEVELS = frozenset(("款", "附件"))  # paragraphs and attachments are no headings that a reader counts


@dataclass(frozen=True, slots=True)
class _Asked:
    """The labels asked for. `names` as written; `is_part` and `is_bracketed` say how the first of them was worded."""

    labels: tuple[Label | None, ...]
    names: tuple[str, ...]
    is_part: bool
    is_bracketed: bool

    def is_bound_to_top(self, is_free: bool) -> bool:
        """Whether the first label must stand at the top; `is_free` says that it is printed in another form.

        第六部分 always must, （六） and section 6 when printed otherwise; 第13条 and item 6 name one of any depth.
        """
        first = self.labels[0]
        if first is None or self.is_part:
            return self.is_part
        return is_free and (first.style == "一" or (first.style == "(一)" and self.is_bracketed))


@dataclass(frozen=True, slots=True)
class Place:
    """One section that carries the named labels."""

    document_id: str
    path: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """What became of a reference. `places` are the sections that fit; `clauses` are set only when it was found.

    "ambiguous" means several places fit equally well, in `documents` (one or more), and the reader must choose.
    """

    outcome: Outcome
    reference: Reference
    places: tuple[Place, ...] = ()
    clauses: tuple[Clause, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that hold a fitting place, in the order given."""
        return tuple(dict.fromkeys(place.document_id for place in self.places))


def look_up(
    reference: Reference, clauses: Mapping[str, Sequence[Clause]], documents: Sequence[str] | None = None
) -> LookUp:
    """Find the clause that a reference names among the clauses of the documents in scope, in reading order each.

    `documents` are the ids in scope, all keys of `clauses` when None. A section found brings all clauses below it.
    Example: ("第十三条",) in a law -> the clauses of 第十三条; ("第九百九十九条",) -> "not_found".
    """
    held = {i: clauses.get(i, ()) for i in (clauses if documents is None else documents)}
    places = _find_places(_read_asked(reference), held)
    if not places and len(reference.labels) > 1 and read_label(reference.labels[-1]) == _FIRST_PARAGRAPH:
        shorter = Reference(reference.labels[:-1], reference.words)
        places = _find_places(_read_asked(shorter), held)  # an article of one paragraph prints no 第一款
    if not places:
        return LookUp("not_found", reference)
    if len(places) > 1:
        return LookUp("ambiguous", reference, tuple(places))
    return LookUp(
        "found", reference, tuple(places), collect_clauses(held[places[0].document_id], places[0].path)
    )


def _read_asked(reference: Reference) -> _Asked:
    labels = tuple(read_label(label) for label in reference.labels)
    first = labels[0] if labels else None
    is_part = first is not None and first.style in _PART_STYLES and _PART.search(reference.words) is not None
    return _Asked(labels, reference.labels, is_part, _BRACKET.search(reference.words) is not None)


def _find_places(asked: _Asked, held: Mapping[str, Sequence[Clause]]) -> list[Place]:
    """The places that fit best: in each document the best and highest ones, of the documents those that fit best."""
    best: float | None = None
    places: list[Place] = []
    for document_id, clauses in held.items():
        listed = _list_paths(clauses)
        frame = _find_frame(listed)
        rated = [(cost, path) for path in listed if (cost := _rate_path(asked, path, frame)) is not None]
        if not rated:
            continue
        cost = min(rated)[0]
        if best is not None and cost > best:
            continue
        if best is None or cost < best:
            best, places = cost, []
        paths = [path for rate, path in rated if rate == cost]
        first = asked.labels[0]
        if first is not None and first.style in _TOP_STYLES:
            highest = min(_depth(path) for path in paths)
            paths = [path for path in paths if _depth(path) == highest]
        places.extend(Place(document_id, path) for path in paths)
    return places


def _depth(path: str) -> tuple[bool, int]:
    """How far from the body's top a path lies; attachments come after the body."""
    return path.startswith("附"), path.count("/")


def collect_clauses(clauses: Sequence[Clause], path: str) -> tuple[Clause, ...]:
    """The clauses of a section and of everything below it, in reading order. Example: "二/(五)" brings "二/(五)/2"."""
    return tuple(c for c in clauses if c.section == path or c.section.startswith(f"{path}/"))


def _list_paths(clauses: Sequence[Clause]) -> list[str]:
    """Every section path that a clause stands in, in reading order, parents before children."""
    paths: dict[str, None] = {}
    for clause in clauses:
        if clause.kind == "boilerplate" or not clause.section:
            continue
        labels = clause.section.split("/")
        for depth in range(1, len(labels) + 1):
            paths.setdefault("/".join(labels[:depth]))
    return list(paths)


def _find_frame(paths: Sequence[str]) -> str:
    """The first label when all of a document stands below it, as in a book of several: 第二篇, else ""."""
    tops = {path.split("/")[0] for path in paths}
    return tops.pop() if len(tops) == 1 else ""


def _rate_path(asked: _Asked, path: str, frame: str = "") -> float | None:
    """The cost of reading the reference as this path, 0 at best, None when it is another place.

    The last labels must agree; those above must come in order. Levels between them may be left out when the lower
    label is printed in the form asked for.
    """
    printed = path.split("/")
    cost, place, is_free = 0.0, len(printed) - 1, False
    for number in range(len(asked.labels) - 1, -1, -1):
        last = number == len(asked.labels) - 1
        while place >= 0:
            fit = _compare(asked.labels[number], asked.names[number], printed[place])
            if fit is not None:
                break
            if last or (is_free and _is_level(printed[place])):
                return None
            cost += _SKIPPED
            place -= 1
        else:
            return None
        cost, place, is_free = cost + fit, place - 1, fit > 0
    above = printed[: place + 1]
    above = above[1:] if above[:1] == [frame] else above
    return None if asked.is_bound_to_top(is_free) and any(map(_is_level, above)) else cost


def _is_level(printed: str) -> bool:
    """Whether a label is a numbered level that a reference would name."""
    label = _read_printed(printed)
    return label is not None and label.style not in _NO_LEVELS


def _compare(asked: Label | None, name: str, printed: str) -> int | None:
    if asked is None:
        return 0 if name == printed else None
    label = _read_printed(printed)
    return None if label is None else compare_labels(asked, label)


@lru_cache(maxsize=20_000)
def _read_printed(printed: str) -> Label | None:
    return read_label(printed)
