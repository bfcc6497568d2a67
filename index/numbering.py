"""What a label is: every form in which official documents number their parts, found and read, not yet believed.

`find_labels` names all tokens that could be labels; whether one is, the outline decides from order and continuity.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.records import SectionKind

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "兩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_CN = "〇零○一二三四五六七八九十百千两兩"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟"
_BLACK = "❶❷❸❹❺❻❼❽❾❿"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_CN_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_SPACES = "\u3000\u00a0\u2002\u2003\u2009\u200a\u202f\t"

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord(c): " " for c in _SPACES}
_FOLD |= dict.fromkeys(range(0xE000, 0xE010), " ") | {0xE010: "."}  # left over from typesetting
_FOLD |= {ord("﹙"): "(", ord("﹚"): ")", ord("﹒"): ".", ord("。"): "。", ord("〔"): "〔"}

_PART_KINDS: dict[str, SectionKind] = {
    "篇": "part", "编": "part", "編": "part", "卷": "part", "部分": "part", "分编": "part", "分編": "part",
    "章": "chapter", "节": "chapter", "節": "chapter", "目": "chapter", "条": "article", "條": "article",
}  # fmt: skip
_SAME_PART = {"編": "编", "分編": "分编", "節": "节", "條": "条"}

_S = " {0,3}"  # spaces inside a label, bounded so that scanning stays linear
_NUMERAL = rf"(?:[{_CN}](?:{_S}[{_CN}]){{0,8}}|[0-9](?:{_S}[0-9]){{0,3}})"
_LABEL = re.compile(
    rf"(?P<part>第{_S}(?P<part_n>{_NUMERAL}){_S}(?P<part_u>部分|分[编編]|[篇编編卷章节節条條]|目(?![的标標录錄光前次]))"
    rf"(?:{_S}之{_S}(?P<part_sub>[{_CN}]{{1,3}})(?![{_CN}规規]))?)"
    rf"|(?P<ordinal>第(?P<ordinal_n>[{_CN}]{{1,3}}){_S}[,、:])"
    rf"|(?P<bracket>[(\[【]{_S}(?P<bracket_n>{_NUMERAL}|[A-Za-z]){_S}\.?{_S}[)\]】](?:{_S}[、.,](?![0-9]))?)"
    rf"|(?P<half>(?<![0-9A-Za-z{_CN}(])(?P<half_n>[0-9]{{1,3}}|[{_CN}]{{1,3}}|[A-Za-z]){_S}\)(?:{_S}[、.])?)"
    rf"|(?P<dotted>(?<![0-9A-Za-z.])[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{1,5}}(?![0-9]|月[底份前中上下初末至])\.?(?:{_S}、)?)"
    rf"|(?P<arabic>(?<![0-9A-Za-z.])(?P<arabic_n>[0-9]{{1,3}}){_S}[.、](?:(?![0-9])|(?=(?:19|20)[0-9]{{2}}年)|(?<=\.)(?=1?[0-9]月[底份前中上下初末至])))"
    rf"|(?P<cell>(?<=[0-9]{{5}})(?P<cell_n>[1-9])\.(?=[{chr(0x4E00)}-{chr(0x9FFF)}]))"
    rf"|(?P<chinese>(?<![{_CN}第])(?P<chinese_n>[{_CN}](?:{_S}[{_CN}]){{0,4}}){_S}[、.])"
    rf"|(?P<shi>(?<![{_CN}第])(?P<shi_n>[{_CN}]{{1,3}})是)"
    rf"|(?P<letter>(?<![0-9A-Za-z.])(?P<letter_n>[A-Za-z])[.、](?![0-9A-Za-z]))"
    rf"|(?P<sign>[{_CIRCLED}{_BLACK}{_BRACKETED}{_CN_BRACKETED}{_DOTTED}]|(?<![{_ROMAN}])[{_ROMAN}]{_S}[.、](?![{_ROMAN}])){_S}[、.]?"
    rf"|(?P<annex>附{_S}(?P<annex_u>[件表录錄图圖])(?:{_S}(?P<annex_n>{_NUMERAL}|[A-Z](?![A-Za-z])))?)"
    rf"|(?P<bare>(?<![0-9A-Za-z.\-])(?P<bare_n>[0-9]{{1,2}}) {{1,4}}(?=[{chr(0x4E00)}-{chr(0x9FFF)}]))"
)
_SIGNS = (
    ("①", _CIRCLED),
    ("❶", _BLACK),
    ("⑴", _BRACKETED),
    ("㈠", _CN_BRACKETED),
    ("ar.", _DOTTED),
    ("Ⅰ", _ROMAN),
)


@dataclass(frozen=True, slots=True)
class Label:
    """A token that may be a label. `family` is its form; labels of one family count together.

    `number` is its value (last component of a dotted number), `sub` the value of 之一, `prefix` the components
    before the last; `style` is the last printed character; `text` the folded label; `end` is after closing signs.
    """

    start: int
    end: int
    family: str
    number: int
    text: str
    kind: SectionKind = "item"
    sub: int = 0
    prefix: tuple[int, ...] = ()
    style: str = ""


def fold_width(text: str) -> str:
    """A copy of equal length with full-width signs and all spaces made plain. Example: "（１）" -> "(1)"."""
    return text.translate(_FOLD)


def read_numeral(text: str) -> int | None:
    """Value of a Chinese or Arabic whole number below 10,000, None when it is no number.

    Example: "一千二百五十四" -> 1254, "十" -> 10, "一〇五" -> 105, "两百" -> 200, "十十" -> None.
    """
    text = unicodedata.normalize("NFKC", text).replace(" ", "")
    if text.isascii():
        return int(text) if text.isdigit() and len(text) < 5 else None
    if all(c in _DIGITS for c in text):
        return _read_digits(text)
    total, digit, last_unit = 0, None, 10_000
    for c in text:
        if c in _UNITS:
            if _UNITS[c] >= last_unit:
                return None
            total += (1 if digit is None or digit == 0 else digit) * _UNITS[c]
            last_unit, digit = _UNITS[c], None
        elif c in _DIGITS and (digit is None or digit == 0):
            digit = _DIGITS[c]
        else:
            return None
    return total + (digit or 0)


def _read_digits(text: str) -> int | None:
    if len(text) == 1:
        return _DIGITS[text]
    return (
        int("".join(str(_DIGITS[c]) for c in text))
        if 1 < len(text) < 5 and text[0] in "一二三四五六七八九"
        else None
    )


@lru_cache(maxsize=4096)
def fold_label(printed: str) -> str:
    """The label as paths hold it: NFKC without spaces and closing punctuation, circled signs kept.

    Example: "（五）" -> "(五)", "２．" -> "2", "①" -> "①", "——科技投入目标:" -> "——科技投入目标".
    """
    keep = _CIRCLED + _BLACK
    folded = "".join(c if c in keep else unicodedata.normalize("NFKC", c) for c in printed)
    return "".join(folded.split()).rstrip("、.,:;。，：；．").replace("/", "／")


def find_labels(folded: str, start: int = 0, end: int | None = None) -> Iterator[Label]:
    """All tokens of `folded` (see `fold_width`) that have the form of a label, in order, not overlapping.

    Example: "一、目标 (1)甲" -> labels 一 of family "cn、" and (1) of family "(ar)".
    """
    for match in _LABEL.finditer(folded, start, len(folded) if end is None else end):
        label = _read_match(match)
        if label is not None:
            yield label


def match_label(folded: str, start: int = 0) -> Label | None:
    """The label that begins exactly at `start`, None when there is none."""
    match = _LABEL.match(folded, start)
    return _read_match(match) if match else None


def _read_match(match: re.Match[str]) -> Label | None:
    groups = match.groupdict()
    return next(read(match) for form, read in _READERS.items() if groups[form] is not None)


def _make(match: re.Match[str], family: str, number: int | None, **fields: object) -> Label | None:
    if number is None or number > 9999:
        return None
    printed = match.group()
    label = Label(match.start(), match.end(), family, number, fold_label(printed), style=printed[-1])
    return _with(label, fields) if fields else label


def _with(label: Label, fields: dict[str, object]) -> Label:
    values = {name: getattr(label, name) for name in Label.__slots__} | fields
    return Label(**values)


def _read_part(match: re.Match[str]) -> Label | None:
    unit = match.group("part_u")
    sub = read_numeral(match.group("part_sub")) if match.group("part_sub") else 0
    number = read_numeral(match.group("part_n"))
    family = "第" + _SAME_PART.get(unit, unit)
    return _make(match, family, number, kind=_PART_KINDS[unit], sub=sub or 0)


def _read_ordinal(match: re.Match[str]) -> Label | None:
    return _make(match, "第一", read_numeral(match.group("ordinal_n")))


def _read_token(token: str) -> tuple[str, int | None]:
    if token.isascii() and token.isalpha():
        return ("a" if token.islower() else "A"), ord(token.lower()) - ord("a") + 1
    number = read_numeral(token)
    if number is None or number > 300 or number == 0 or (len(token) > 2 and token[0] == "0"):
        return "", None  # (010) is the code of a city
    return ("ar" if unicodedata.normalize("NFKC", token).replace(" ", "").isascii() else "cn"), number


def _read_bracket(match: re.Match[str]) -> Label | None:
    script, number = _read_token(match.group("bracket_n"))
    square = match.group()[0] != "("
    label = _make(match, f"[{script}]" if square else f"({script})", number)
    if label is None:
        return None
    inner = fold_label(match.group("bracket_n"))
    return _with(label, {"text": f"[{inner}]" if square else f"({inner})"})


def _read_half(match: re.Match[str]) -> Label | None:
    script, number = _read_token(match.group("half_n"))
    return _make(match, f"{script})", number)


def _read_dotted(match: re.Match[str]) -> Label | None:
    text = match.group().rstrip("、. ")
    pieces = text.split(".")
    if any(len(piece) > 1 and piece[0] == "0" for piece in pieces):
        return None
    numbers = tuple(int(piece) for piece in pieces)
    if any(number > 199 for number in numbers):
        return None
    return _make(match, f"d{len(numbers)}", numbers[-1], prefix=numbers[:-1])


def _read_plain(match: re.Match[str]) -> Label | None:
    if match.group("arabic") is not None:
        number = int(match.group("arabic_n"))
        return _make(match, "ar.", number if 0 < number <= 300 else None)
    if match.group("chinese") is not None:
        value = read_numeral(match.group("chinese_n")) or None
        return _make(match, "cn、", value if value is not None and value <= 199 else None)
    letter = match.group("letter_n")
    return _make(match, "a." if letter.islower() else "A.", ord(letter.lower()) - ord("a") + 1)


def _read_cell(match: re.Match[str]) -> Label | None:
    """A row's number run together with the figures of the row before: 0000000 and 2.其他."""
    return _make(match, "ar.", int(match.group("cell_n")))


def _read_shi(match: re.Match[str]) -> Label | None:
    number = read_numeral(match.group("shi_n")) or None
    return _make(match, "一是", number if number is not None and number < 40 else None)


def _read_sign(match: re.Match[str]) -> Label | None:
    sign = match.group("sign")[0]
    for family, signs in _SIGNS:
        if sign in signs:
            return _make(match, family, signs.index(sign) + 1)
    return None


def _read_annex(match: re.Match[str]) -> Label | None:
    token = match.group("annex_n") or ""
    number = ord(token) - ord("A") + 1 if token.isalpha() and token.isascii() else read_numeral(token or "0")
    if number is not None and number > 99:  # a year after the word, not its number
        return None
    style = ":" if match.string[match.end() : match.end() + 1] == ":" and not number else ""
    return _make(match, "附" + match.group("annex_u"), number, kind="attachment", style=style)


def _read_bare(match: re.Match[str]) -> Label | None:
    return _make(match, "ar", int(match.group("bare_n")) or None)


_READERS = {
    "part": _read_part, "ordinal": _read_ordinal, "bracket": _read_bracket, "half": _read_half,
    "dotted": _read_dotted, "arabic": _read_plain, "cell": _read_cell, "chinese": _read_plain, "shi": _read_shi,
    "letter": _read_plain, "sign": _read_sign, "annex": _read_annex, "bare": _read_bare,
}  # fmt: skip
