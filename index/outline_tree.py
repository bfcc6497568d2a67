"""From chosen labels to nodes of the outline: headings, paragraphs of articles (第二款), spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.outline_bullets import SIGNS
from index.outline_candidates import Candidate
from index.outline_steps import Choice
from index.records import SectionKind

_LONGEST_HEADING = 60
_LONGEST_SENTENCE = 36  # characters of a first sentence that still reads as a heading
_SENTENCE_END = re.compile(r"[。！!？?；;\n\r\u2028]|\u3000{2}")
_PARAGRAPH = re.compile(r"(?:[\n\r\f\v\u2028\u0085]\s*|\u3000{2,}[ \u3000]*)(?=\S)")
_FLAT_PARAGRAPH = re.compile(r"(?:[\n\r\f\v\u2028\u0085]\s*|\u3000{2,}[ \u3000]*|(?<=[。；：]) +)(?=\S)")
_CLOSED = re.compile(r"[。；;：:！？!?][”’\"')）】》]?\s*$")
_CN = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Node:
    """A section before its end and path are known; `depth` counts the sections above it in its document."""

    start: int
    depth: int
    label: str
    heading: str
    kind: SectionKind
    family: str
    label_end: int
    document: int = 0


def build_nodes(text: str, candidates: Sequence[Candidate], choices: Sequence[Choice]) -> list[Node]:
    """One node for every chosen candidate, in reading order, with its heading."""
    nodes: list[Node] = []
    chosen = [choice for choice in choices if not choice.new_document]
    for at, choice in enumerate(chosen):
        candidate = candidates[choice.index]
        label = candidate.label
        stop = candidates[chosen[at + 1].index].start if at + 1 < len(chosen) else len(text)
        alone = at + 1 == len(chosen) or chosen[at + 1].depth <= choice.depth
        heading = _read_unnumbered(label.text) if label.number == 0 and label.kind != "attachment" else None
        if heading is None:
            heading = read_heading(text, label.end, stop, label.family, alone)
        nodes.append(
            Node(candidate.start, choice.depth, label.text, heading, label.kind, label.family, label.end)
        )
    return nodes


def _read_unnumbered(label: str) -> str:
    return label.lstrip("—－─-" + SIGNS)


def read_heading(text: str, start: int, stop: int, family: str, alone: bool = True) -> str:
    """The printed heading after a label, "" when the text goes on in sentences at once.

    `stop` is where the next section begins; `alone` says that it is not below this one.
    Example: "2.支持青年科技人才。(1)鼓励…" -> "支持青年科技人才"; "第一条 为了…，制定本办法。" -> "".
    """
    piece = text[start : min(stop, start + _LONGEST_HEADING + 40)]
    lead = len(piece) - len(piece.lstrip(" \t\u3000\u00a0:：、.．*"))
    body = piece[lead:]
    if spaced := re.match(r"([总總附罚罰分])[ \u3000]{1,8}([则則])(?![^\s。：:])", body):
        return spaced.group(1) + spaced.group(2)
    if family == "第条":
        return _read_article_heading(body)
    match = _SENTENCE_END.search(body)
    end = match.start() if match else len(body)
    heading = body[:end].strip(" \t\u3000\u00a0*#：:")
    sentence = match is not None and match.group() in "。；;！!？?"
    if not heading or len(heading) > (_LONGEST_SENTENCE if sentence else _LONGEST_HEADING):
        colon = re.match(r"[^，,。；;：:\n]{2,36}(?=[：:])", body)
        return colon.group().strip() if colon else ""
    if sentence and match and alone and not text[start + lead + match.end() : stop].strip():
        return _read_colon(body[:end])
    return _read_colon(heading) or heading


def _read_colon(sentence: str) -> str:
    match = re.match(r"([^，,：:]{2,36})[：:].{16,}", sentence, re.S)
    return match.group(1).strip() if match else ""


def _read_article_heading(body: str) -> str:
    match = re.match(r"[【\[（(]([^】\])）]{1,30})[】\])）]", body)
    if match:
        return match.group(1).strip()
    line = re.match(r"([^\n\r。；：，,:;]{1,30}?)(?=\s*[\n\r]|\u3000{2})", body)
    return line.group(1).strip() if line and not line.group(1).endswith(("的", "和", "合")) else ""


def add_paragraphs(text: str, nodes: Sequence[Node]) -> list[Node]:
    """`nodes` with a node 第一款, 第二款 … below every article that has several unnumbered paragraphs."""
    pattern = _FLAT_PARAGRAPH if text.count("\n") * 400 < len(text) else _PARAGRAPH
    result: list[Node] = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        after = at + 1
        if node.family != "第条":
            result.append(node)
            at = after
            continue
        while (
            after < len(nodes) and nodes[after].document == node.document and nodes[after].depth > node.depth
        ):
            after += 1
        stop = nodes[after].start if after < len(nodes) else len(text)
        starts = _list_paragraphs(text, node, nodes[at + 1 : after], stop, pattern)
        result.extend(_insert_paragraphs(node, nodes[at + 1 : after], starts))
        at = after
    return result


def _list_paragraphs(
    text: str, article: Node, below: Sequence[Node], stop: int, pattern: re.Pattern[str]
) -> list[int]:
    """Starts of the unnumbered paragraphs of an article, the first one being its own start."""
    labelled = {node.start for node in below}
    children = [node for node in below if node.depth == article.depth + 1]
    last_child = below[-1].start if below else -1
    starts = [article.start]
    for match in pattern.finditer(text, article.label_end, stop):
        begin = match.end()
        if begin in labelled or not _CLOSED.search(text[max(0, match.start() - 4) : match.start()]):
            continue
        if children and children[0].start < begin <= last_child and not _begins_anew(children, begin):
            continue
        following = pattern.search(text, begin, stop)
        paragraph_end = following.start() if following else stop
        if _CLOSED.search(text[max(begin, paragraph_end - 8) : paragraph_end].rstrip()):
            starts.append(begin)
    return starts


def _begins_anew(children: Sequence[Node], begin: int) -> bool:
    """Whether the items behind `begin` count from the first label again, so that a paragraph leads in to them."""
    following = bisect_right(children, begin, key=lambda node: node.start)
    return following < len(children) and children[following].label == children[0].label


def _insert_paragraphs(article: Node, below: Sequence[Node], starts: Sequence[int]) -> list[Node]:
    if len(starts) < 2:
        return [article, *below]
    made = [
        Node(
            start, article.depth + 1, f"第{_count(number)}款", "", "paragraph", "款", start, article.document
        )
        for number, start in enumerate(starts, 1)
    ]
    lowered = [replace(node, depth=node.depth + 1) for node in below]
    return [article, *sorted([*made, *lowered], key=lambda node: (node.start, node.depth))]


def _count(number: int) -> str:
    """Chinese numeral below 1,000. Example: 12 -> "十二"."""
    if number <= 10:
        return _CN[number - 1]
    tens, ones = divmod(number, 10)
    if tens < 10:
        return ("" if tens == 1 else _CN[tens - 1]) + "十" + (_CN[ones - 1] if ones else "")
    hundreds, rest = divmod(number, 100)
    if not rest:
        return _count(hundreds) + "百"
    return _count(hundreds) + "百" + ("零" if rest < 10 else "一" if rest < 20 else "") + _count(rest)
