"""Documents in one file: parts headed 第X篇, or texts one after another, each with its own title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.numbering import Label, fold_label, read_numeral
from index.outline_candidates import Candidate
from index.outline_headings import ends_like_title
from index.outline_steps import Choice
from index.outline_tree import Node
from index.records import Span

_TITLE_LINE = re.compile(r"[^\n\r]+")
_LONGEST_TITLE = 80
_REACH = 120  # characters before a restart among which its title stands
_PIECE = re.compile(r"[^。；;！？\n\r\u3000]{6,80}")


def split_documents(
    text: str, nodes: Sequence[Node], candidates: Sequence[Candidate], choices: Sequence[Choice]
) -> tuple[list[Span], list[Node]]:
    """Spans of the documents, which together cover the text, and the nodes with their document's ordinal.

    Each document's own label (第X篇 or its title) comes first in its paths when there are several.
    """
    parts = _list_parts(nodes)
    if len(parts) > 1:
        return _number_documents(text, nodes, [node.start for node in parts])
    titles = [candidates[choice.index].label for choice in choices if choice.new_document]
    titles = _keep_divisions(
        nodes, sorted([*titles, *_find_glued_titles(text, nodes)], key=lambda label: label.start)
    )
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


def _keep_divisions(nodes: Sequence[Node], titles: Sequence[Label]) -> list[Label]:
    """The titles that have sections before them and after them up to the next title."""
    kept: list[Label] = []
    previous = 0
    starts = [node.start for node in nodes]
    for title, following in zip(titles, [*(t.start for t in titles[1:]), 1 << 62], strict=False):
        first, here = bisect_left(starts, previous), bisect_left(starts, title.start)
        if first < here < bisect_left(starts, following):
            kept.append(title)
            previous = title.start
    return kept


def _find_glued_titles(text: str, nodes: Sequence[Node]) -> Iterator[Label]:
    """Titles before chapters or articles that begin again at the top, where no line of its own holds the title."""
    seen: set[str] = set()
    for at, node in enumerate(nodes):
        if node.depth or node.family not in ("第章", "第条"):
            continue
        if node.family in seen and at and read_numeral(node.label[1:-1]) == 1:
            floor = max(nodes[at - 1].label_end, node.start - _REACH)
            pieces = [
                match for match in _PIECE.finditer(text, floor, node.start) if ends_like_title(match.group())
            ]
            if pieces:
                yield Label(pieces[-1].start(), pieces[-1].end(), "标题", 0, fold_label(pieces[-1].group()))
                seen.clear()
        seen.add(node.family)


def _add_titles(text: str, nodes: Sequence[Node], titles: Sequence[Label]) -> tuple[list[Span], list[Node]]:
    first_end = min(nodes[0].start, titles[0].start)
    made = [_make_title(*_find_first_title(text, first_end))]
    made += [_make_title(title.start, title.end, title.text) for title in titles]
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
