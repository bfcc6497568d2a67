"""Clause references in a question: 第十三条第二款, 二（五）2, 第二部分第（三）项第5条, section II(5)2, Article 10-1.

A reference is read as labels from the top; which printed labels may carry them is said in `labels.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.records import Reference
from assistant.understand.labels import Label, read_label
from assistant.understand.numerals import HAN_NUMBER, WORD_NUMBER, read_number, write_han
from assistant.understand.wording import Wording

_N = rf"(?:{HAN_NUMBER}{{1,9}}|\d{{1,4}})"
_NAMED = re.compile(
    rf"第\s?[(]?\s?({_N})\s?[)]?\s?(?:个?(?:大|小)?(部分|点)|([编篇章节条款目]|项(?!目)))"
    rf"(?:\s?之\s?({_N})(?![条款项点]))?"
)
_CHAIN = re.compile(
    rf"(?<![统唯零〇一二三四五六七八九十百千两\d])({HAN_NUMBER}{{1,3}})(?:\s?[、/.]?\s?(?=\()|\s?/\s?(?=\d))"
    rf"|(?<=[篇编章分])({HAN_NUMBER}{{1,3}})\s?[、/.]?\s?(?=\d)"
)
_ATTACHMENT = re.compile(rf"附[件表录]\s?({HAN_NUMBER}{{1,3}}|\d{{1,3}})")
_LEVEL = re.compile(
    rf"\s?[/、.,-]?\s?(?:[(]\s?({HAN_NUMBER}{{1,3}}|\d{{1,3}})\s?[)]|(\d{{1,3}})(?![\d%年月日万亿个家名项]))"
)
_DIGIT_CHAIN = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d{1,2}){1,3})(?=\s?[节条款点项])")
_ENGLISH = re.compile(
    r"\b(articles?|art\.?|sections?|sect?\.|§|parts?|chapters?|items?|points?|paragraphs?|para\.?|clauses?|"
    r"sub-?paragraphs?|appendix|annex|attachment)\s?"
    rf"(?:no\.?\s?)?(?:[(]\s?)?(\d{{1,4}}|(?!i\b(?=\s[a-z]))[ivx]{{1,6}}\b|(?:{WORD_NUMBER})\b|"
    rf"{HAN_NUMBER}{{1,6}})(?:\s?[)])?"
    r"(?:\s?-\s?(\d{1,2})\b|\s?(bis)\b)?"
)
_ORDINAL = re.compile(
    r"\b(?:the\s)?(\d{1,3}(?=st|nd|rd|th)|first|second|third|[a-z]{2,10}th)(?:st|nd|rd|th)?\s"
    r"(article|section|part|chapter|item|point|paragraph|clause)\b"
)
_STYLE_OF_WORD = {
    "art": "条", "sec": "一", "§": "节", "part": "一", "para": "款", "chap": "章", "item": "1", "poin": "点",
    "clau": "条", "sub": "(1)", "app": "附件", "ann": "附件", "att": "附件",
}  # fmt: skip
_HEADS = ("一", "部分", "篇")
_BETWEEN = re.compile(r"^[\s,，、/的之中里下]{0,3}$|^\s?,?\s?(?:the\s)?$")
_OF = re.compile(r"^\s?(?:of|in|under|within)\s(?:the\s)?$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One or more labels read at text[start:end]."""

    labels: tuple[Label, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A reference with the place in the folded question it was read from."""

    reference: Reference
    start: int
    end: int


def find_references(wording: Wording) -> tuple[FoundReference, ...]:
    """Every clause named in the question, in reading order; most questions name none or one.

    Example: "第二部分第(三)项第5条讲什么" -> labels ("二", "(三)", "5"); "Article 10-1" -> ("第十条之一",).
    """
    found: list[FoundReference] = []
    for chain in _join_pieces(
        wording.text, sorted(_read_pieces(wording.text), key=lambda p: (p.start, -p.end))
    ):
        labels = tuple(label for piece in chain for label in piece.labels)
        start, end = min(p.start for p in chain), max(p.end for p in chain)
        names = tuple(_write_label(label, labels[:place]) for place, label in enumerate(labels))
        found.append(FoundReference(Reference(names, wording.words(start, end)), start, end))
    return tuple(sorted(found, key=lambda item: item.start))


def shift_reference(reference: Reference, step: int) -> str | None:
    """The wording of the clause before (-1) or after (+1), None when none is. Example: 第十三条, -1 -> "第十二条"."""
    last = read_label(reference.labels[-1])
    if last is None or last.number + step < 1:
        return None
    moved = _write_label(Label(last.style, last.number + step), reference.labels[:-1])
    return write_reference((*reference.labels[:-1], moved))


def write_reference(labels: tuple[str, ...]) -> str:
    """Labels in words that read back as the same. Example: ("二", "(三)", "5") -> "第二部分第(三)项第5点"."""
    written: list[str] = []
    for label in labels:
        known = read_label(label)
        if known is None or label.startswith(("第", "附")):
            written.append(label)
        elif known.style == "一":
            written.append(f"第{label}部分")
        else:
            written.append(f"第{label}" + ("点" if known.style == "1" else "项"))
    return "".join(written)


def _read_pieces(text: str) -> Iterator[_Piece]:
    for match in _NAMED.finditer(text):
        unit = match.group(2) or match.group(3)
        bracketed = "(" in match.group()
        style = "(一)" if bracketed and unit in ("项", "条", "点", "部分") else unit
        for named in _make_piece(match, style, match.group(1), match.group(4)):
            below, end = (
                _read_levels(text, named.end) if text[named.end : named.end + 1] in "(/" else ([], named.end)
            )
            yield _Piece((*named.labels, *below), named.start, end)
    for match in _ATTACHMENT.finditer(text):
        yield from _make_piece(match, "附件", match.group(1), None)
    for match in _CHAIN.finditer(text):
        piece = _read_chain(text, match)
        if piece is not None:
            yield piece
    for match in _DIGIT_CHAIN.finditer(text):
        dotted = tuple(Label("1", int(part)) for part in match.group(1).split("."))
        yield _Piece(dotted, match.start(), match.end() + 1)
    for match in _ENGLISH.finditer(text):
        piece = _read_english(text, match)
        if piece is not None:
            yield piece
    for match in _ORDINAL.finditer(text):
        yield from _make_piece(match, _style_of_word(match.group(2)), match.group(1), None)


def _make_piece(match: re.Match[str], style: str, number: str, sub: str | None) -> Iterator[_Piece]:
    value, below = read_number(number), read_number(sub) if sub else 0
    if value and below is not None:
        yield _Piece((Label(style, value, below),), match.start(), match.end())


def _read_levels(text: str, place: int) -> tuple[list[Label], int]:
    """Bracketed and bare numbers that follow at once: （五）2（1） and (5)2."""
    labels: list[Label] = []
    while len(labels) < 5:
        match = _LEVEL.match(text, place)
        if match is None:
            break
        number = match.group(1) or match.group(2)
        value = read_number(number)
        if value is None or (match.group(2) and labels and labels[-1].style == "1"):
            break
        bracket = "(1)" if number.isdigit() else "(一)"
        labels.append(Label(bracket if match.group(1) else "1", value))
        place = match.end()
    return labels, place


def _read_chain(text: str, match: re.Match[str]) -> _Piece | None:
    first = read_number(match.group(1) or match.group(2))
    if not first:
        return None
    labels, end = _read_levels(text, match.end())
    return _Piece((Label("一", first), *labels), match.start(), end) if labels else None


def _read_english(text: str, match: re.Match[str]) -> _Piece | None:
    word = match.group(1)
    value = read_number(match.group(2))
    if value is None or value == 0 or text[match.end() : match.end() + 1] in ("%", "年"):
        return None
    sub = 1 if match.group(4) else int(match.group(3) or 0)
    style = _style_of_word(word)
    if style == "一" and word.startswith("part") and match.group(2).isdigit():
        style = "篇"
    elif style == "一" and "(" in match.group()[len(word) :]:
        style = "(一)"
    first = Label(style, value, sub if style == "条" else 0)
    labels, end = _read_levels(text, match.end())
    if labels and style == "条":
        labels[0] = Label("款", labels[0].number)
    elif labels and labels[0].style == "(1)" and style in _HEADS:
        labels[0] = Label("(一)", labels[0].number)
    return _Piece((first, *labels), match.start(), end)


def _style_of_word(word: str) -> str:
    return next(style for stem, style in _STYLE_OF_WORD.items() if word.startswith(stem))


def _join_pieces(text: str, pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Neighbouring pieces are one reference: 第四篇第3点; "item 5 of Part II" is read from its end."""
    chain: list[_Piece] = []
    turned = False
    for piece in pieces:
        if chain and piece.start < max(p.end for p in chain):
            continue
        between = text[max(p.end for p in chain) : piece.start] if chain else ""
        if chain and _OF.match(between):
            chain.insert(0, piece)
            turned = True
            chain[1] = _lower_section(piece, chain[1])
        elif (
            chain
            and not turned
            and _BETWEEN.match(between)
            and _is_below(chain[-1].labels[-1], piece.labels[0])
        ):
            chain.append(_lower_section(chain[-1], piece))
        else:
            if chain:
                yield chain
            chain, turned = [piece], False
    if chain:
        yield chain


def _lower_section(upper: _Piece, lower: _Piece) -> _Piece:
    """A "section 5" below a "Part II" is （五）."""
    first = lower.labels[0]
    if upper.labels[-1].style != "一" or first.style != "一":
        return lower
    return _Piece((Label("(一)", first.number), *lower.labels[1:]), lower.start, lower.end)


_DEPTH = {"编": 1, "篇": 1, "部分": 2, "章": 2, "节": 3, "一": 2, "(一)": 4, "条": 5, "1": 6, "款": 7, "项": 8, "点": 8,
          "(1)": 8, "目": 9, "①": 9, "附件": 0}  # fmt: skip


def _is_below(upper: Label, lower: Label) -> bool:
    """第X条 after 第（三）项 is an item of it; 第十条、第十一条 are two references."""
    if upper.style == lower.style:
        return upper.style == "一"
    if upper.style in ("条", "款") and lower.style in ("(一)", "(1)"):
        return True
    if lower.style == "条":
        return upper.style not in ("条", "款")
    return _DEPTH.get(lower.style, 9) >= _DEPTH.get(upper.style, 0) or lower.style in ("项", "点")


def _write_label(label: Label, above: tuple[object, ...]) -> str:
    han = write_han(label.number)
    tail = f"之{write_han(label.sub)}" if label.sub else ""
    if label.style == "条":
        return _write_article(label, above) + tail
    if label.style in ("一", "部分"):
        return han
    if label.style in ("(一)", "项"):
        return f"({han})"
    if label.style in ("1", "点", "目"):
        return str(label.number)
    if label.style == "(1)":
        return f"({label.number})"
    return f"附件{label.number}" if label.style == "附件" else f"第{han}{label.style}"


def _write_article(label: Label, above: tuple[object, ...]) -> str:
    """第5条 below a 部分 or （三） is item 5 of a plan; anywhere else it is an article."""
    upper = above[-1] if above else None
    style = (
        upper.style
        if isinstance(upper, Label)
        else getattr(read_label(str(upper)), "style", "")
        if upper
        else ""
    )
    return str(label.number) if style in ("一", "部分", "(一)", "项") else f"第{write_han(label.number)}条"
