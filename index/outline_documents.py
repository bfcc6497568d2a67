"""Documents in one file: parts headed 第X篇, or texts one after another, each with its own title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.numbering import fold_label
from index.outline_candidates import Candidate
from index.outline_search import Choice
from index.outline_tree import Node
from index.records import Span

_TITLE_LINE = re.compile(r"[^\n\r]+")
_LONGEST_TITLE = 80


def split_documents(
    text: str, nodes: Sequence[Node], candidates: Sequence[Candidate], choices: Sequence[Choice]
) -> tuple[list[Span], list[Node]]:
    """Spans of the documents, which together cover the text, and the nodes with their document's ordinal.

    Each document's own label (第X篇 or its title) comes first in its paths when there are several.
    """
    parts = _list_parts(nodes)
    if len(parts) > 1:
        return _number_documents(text, nodes, [node.start for node in parts])
    titles = [candidates[choice.index] for choice in choices if choice.new_document]
    titles = _keep_divisions(nodes, titles)
    if not titles:
        return [Span(0, len(text))], list(nodes)
    return _add_titles(text, nodes, titles)


def _list_parts(nodes: Sequence[Node]) -> list[Node]:
    """The 第X篇 at the top that are documents: none of them holds chapters or articles."""
    parts = [node for node in nodes if node.depth == 0 and node.family == "第篇"]
    bound = any(node.family in ("第章", "第条", "第节") for node in nodes)
    return [] if bound else parts


def _number_documents(
    text: str, nodes: Sequence[Node], starts: Sequence[int]
) -> tuple[list[Span], list[Node]]:
    bounds = [0, *starts[1:], len(text)]
    spans = [Span(begin, end) for begin, end in pairwise(bounds)]
    numbered: list[Node] = []
    document = 0
    for node in nodes:
        while document + 1 < len(spans) and node.start >= spans[document + 1].start:
            document += 1
        numbered.append(replace(node, document=document))
    return spans, numbered


def _keep_divisions(nodes: Sequence[Node], titles: Sequence[Candidate]) -> list[Candidate]:
    """The titles that have sections before them and after them up to the next title."""
    kept: list[Candidate] = []
    previous = 0
    starts = [node.start for node in nodes]
    for title, following in zip(titles, [*(t.start for t in titles[1:]), 1 << 62], strict=False):
        first, here = bisect_left(starts, previous), bisect_left(starts, title.start)
        if first < here < bisect_left(starts, following):
            kept.append(title)
            previous = title.start
    return kept


def _add_titles(
    text: str, nodes: Sequence[Node], titles: Sequence[Candidate]
) -> tuple[list[Span], list[Node]]:
    first_end = min(nodes[0].start, titles[0].start)
    made = [_make_title(*_find_first_title(text, first_end))]
    made += [_make_title(title.start, title.label.end, title.label.text) for title in titles]
    starts = [node.start for node in made]
    spans, numbered = _number_documents(text, nodes, starts)
    titled = [replace(title, document=ordinal) for ordinal, title in enumerate(made)]
    lowered = [replace(node, depth=node.depth + 1) for node in numbered]
    return spans, sorted([*titled, *lowered], key=lambda node: (node.document, node.start, node.depth))


def _make_title(start: int, end: int, title: str) -> Node:
    return Node(start, 0, fold_label(title), title, "part", "题", end)


def _find_first_title(text: str, end: int) -> tuple[int, int, str]:
    """The first line of the file, which is its first document's title."""
    for match in _TITLE_LINE.finditer(text, 0, end):
        line = match.group()
        name = line.strip(" \t\u3000\u00a0#*\ufeff")
        if len(name) > 1:
            start = match.start() + len(line) - len(line.lstrip())
            return start, start + len(name), re.split(r"\u3000{2}", name)[0][:_LONGEST_TITLE]
    return 0, 0, "1"
