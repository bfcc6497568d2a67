"""The other items of a list of conditions of which the evidence holds one, or only the words that introduce it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.records import Evidence
from index.fold import fold_text
from index.records import Clause

ClausesOf = Callable[[str], Sequence[Clause]]

_MOST_ITEMS = 12  # a longer list is no list of conditions that an answer can show
_LONGEST_ITEM = 300  # characters
_CONDITIONS = re.compile(
    r"(?:下列|以下|相应|基本|申报|申请|支持|享受|认定|同时)[^。；]{0,6}(?:条件|要求)|(?:条件|要求)[:：之]|下列情形"
)
_CONDITIONS_HEADING = re.compile(
    r"条件|资格|(?:支持|补助|补贴|申报|申请|适用|奖励|资助|保障)(?:对象|范围)|申报要求|不予"
)


def add_siblings(evidence: Sequence[Evidence], clauses: Sequence[Clause]) -> list[Evidence]:
    """The evidence with the rest of the lists of conditions that it touches in the first clause's document.

    `clauses` are all clauses of that document.
    They follow the evidence in reading order and are numbered on; a list already quoted as a whole adds nothing.
    """
    first = evidence[0].hit
    document = first.document
    own = [item.hit.clause for item in evidence if item.hit.clause.document_id == document.id]
    lists = dict.fromkeys(path for clause in own if (path := find_list(clause)) is not None)
    held = [(clause.start, clause.end) for clause in own]
    added: list[Clause] = []
    for path in lists:
        items = [clause for clause in clauses if _is_item(clause, path)]
        if len(items) <= _MOST_ITEMS and all(len(clause.text) <= _LONGEST_ITEM for clause in items):
            added += items
    new = [c for c in added if not any(start <= c.start and c.end <= end for start, end in held)]
    mark = max(item.mark for item in evidence)
    return [
        *evidence,
        *(
            Evidence(mark + place, replace(first, clause=clause, rank=mark + place))
            for place, clause in enumerate(new, start=1)
        ),
    ]


def join_contained(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without clauses that lie inside another one, which takes the place of the first of them."""
    kept: list[Evidence] = []
    for item in evidence:
        whole = max((other for other in evidence if _lies_in(item, other)), key=_measure_length)
        if all(whole.hit.clause.id != other.hit.clause.id for other in kept):
            kept.append(whole)
    return kept


def _measure_length(item: Evidence) -> int:
    return item.hit.clause.end - item.hit.clause.start


def _lies_in(item: Evidence, other: Evidence) -> bool:
    clause, whole = item.hit.clause, other.hit.clause
    return clause.document_id == whole.document_id and whole.start <= clause.start and clause.end <= whole.end


def find_list(clause: Clause) -> str | None:
    """The section path of the list of conditions that a clause introduces or stands in, None when it does neither.

    Example: 第五条/(二) under 「应当具备下列条件：」 -> 第五条.
    """
    if clause.lead_in and _CONDITIONS.search(fold_text(clause.lead_in)):
        return clause.section.rpartition("/")[0] or None
    if clause.text.rstrip().endswith(("：", ":")) and _CONDITIONS.search(fold_text(clause.text)):
        return clause.section or None
    parent, heading = clause.section.rpartition("/")[0], find_list_heading(clause)
    if parent and heading and _CONDITIONS_HEADING.search(fold_text(heading)):
        return parent
    return None


def find_list_heading(clause: Clause) -> str:
    """The heading above a clause, not its own; "" when there is none."""
    own = bool(clause.heading) and clause.heading in clause.text[: len(clause.heading) + 16]
    above = clause.headings[:-1] if own else clause.headings
    return above[-1] if above else ""


def _is_item(clause: Clause, path: str) -> bool:
    """Whether a clause is an item right below a list, or the words that introduce it."""
    if clause.section == path:
        return clause.text.rstrip().endswith(("：", ":"))
    return clause.section.rpartition("/")[0] == path
