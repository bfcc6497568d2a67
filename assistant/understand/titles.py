"""Documents named in a question: 《…》, document numbers in any script or bracket, titles written out, short names.

A short name is a phrase that ends with a kind of document (方案, 办法, plan) and whose words stand in a title in order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from assistant.understand.title_forms import QUOTED_TITLE, compact, covers, list_aliases
from assistant.understand.wording import Wording, is_han
from index.fold import fold_text
from index.records import Document

MatchKind = Literal["quoted", "number", "title", "short", "type"]
_NUMBER = re.compile(
    r"([\u3400-\u9fff]{1,12})?\s?[〔\[(【{]?\s?((?:19|20)\d\d)\s?(?:[〕\])】}]|年)?\s?第?\s?(\d{1,5})\s?号"
)
_ENGLISH_NUMBER = re.compile(r"[〔\[(]?((?:19|20)\d\d) ?[〕\])]?,? ?(?:no\.?|number) ?(\d{1,5})")
_BEFORE_CODE = re.compile(r"^.*(?:关于|请问|的|[与和及])")
_CODE = re.compile(r"[字发函办规政通令]$")
_CODE_WORDS = re.compile(r"(?:[a-z]+[ -]){0,6}$")
TYPES = (
    "工作要点 行动方案 行动计划 实施方案 工作方案 实施意见 实施细则 实施办法 管理办法 若干措施 要点 方案 计划 "
    "规划 纲要 办法 细则 条例 规定 意见 措施 通知 通告 公告 决定 指南 规程 准则 规范 总结 解读 法典 解释 法"
).split()
_TYPE = re.compile(rf"(?:{'|'.join(TYPES)})(?!项目|单列|生育|设计|资金)")
_ENGLISH_TYPES = (
    (re.compile(r"\bkey (?:work )?points|\bwork(?:ing)? points|\bwork plan"), ("要点", "计划")),
    (re.compile(r"\baction plan"), ("行动方案", "行动计划")),
    (re.compile(r"\bplan\b(?! to\b)"), ("方案", "计划", "规划", "要点", "纲要")),
    (re.compile(r"\bmeasures\b"), ("办法", "措施")),
    (re.compile(r"\bregulations?\b"), ("条例", "规定")),
    (re.compile(r"\brules\b"), ("细则", "规则", "规定", "规程")),
    (re.compile(r"\bopinions?\b"), ("意见",)),
    (re.compile(r"\b(?:notice|circular)\b"), ("通知", "通告")),
    (re.compile(r"\bguid(?:e|elines?)\b"), ("指南", "指引")),
    (re.compile(r"\boutline\b"), ("纲要",)),
)  # fmt: skip
_STOP_BEFORE = re.compile(
    r".*(?:[的里中内对和与及或是看查问把在为由据照依有么些何从给被按到几哪每该此这那本\s,，。;；:：、?？!！“”\"]|"
    r"规定|关于|什么|请问|根据|说明|违反)"
)
_BARE_LEAD = re.compile(r"^(?:市|省|县|区|州|政府|省级|市级|县级|人民政府|全省|全市|全县)+")
_ALONE_BEFORE = re.compile(
    r"(?:^|[^\u3400-\u9fff]|依据|根据|按照|依照|按|依|据|我国|国家|中国|共和国|的|和|与|及|对|问|在|看|"
    r"从|是|查|违反)$"
)
_FEW_WORDS = re.compile(r"^(?:['’]s)?\s?(?:[\w&-]+\s){0,3}$")
_BODY = re.compile(r"(?:部|厅|局|委|院|署|办公室|政府|委员会|银行|中心)$")
_SHORTEST = 4  # characters of a title or of a short name without place, year and kind


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document named at text[start:end]; `ids` are those held that the name fits, none when it is not held."""

    kind: MatchKind
    name: str
    ids: tuple[str, ...]
    start: int
    end: int


class TitleIndex:
    """Titles and numbers of the documents held, in the forms in which questions name them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._titles: dict[str, str] = {}
        self._aliases: dict[str, list[str]] = defaultdict(list)
        self._numbers: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for document in documents:
            title = fold_text(document.title)
            self._titles[document.id] = compact(title)
            for alias in list_aliases(title):
                self._aliases[alias].append(document.id)
            number = _NUMBER.search(fold_text(document.number or ""))
            if number is not None:
                self._numbers[number.group(2), str(int(number.group(3)))].append(
                    (number.group(1) or "", document.id)
                )

    @cached_property
    def _long_aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Aliases by their first two characters, longest first."""
        grouped: dict[str, list[str]] = defaultdict(list)
        for alias in self._aliases:
            if _BODY.search(alias):
                continue  # what is left of a title that is cut off after its issuer
            if len(alias) >= _SHORTEST or (alias.endswith(("法", "法典", "条例")) and len(alias) >= 3):
                grouped[alias[:2]].append(alias)
        return {start: tuple(sorted(names, key=len, reverse=True)) for start, names in grouped.items()}

    def title(self, document_id: str) -> str:
        """The folded title without marks."""
        return self._titles[document_id]

    def find_quoted(self, wording: Wording) -> list[NamedDocument]:
        """《…》 with the documents whose title it is, else whose title holds it or its words in order."""
        return [
            NamedDocument(
                "quoted", match.group(1), self._match_name(match.group(1)), match.start(), match.end()
            )
            for match in QUOTED_TITLE.finditer(wording.text)
        ]

    def _match_name(self, name: str) -> tuple[str, ...]:
        wanted = list_aliases(name)
        exact = [i for alias in wanted for i in self._aliases.get(alias, ())]
        if exact:
            return tuple(dict.fromkeys(exact))
        core = wanted[-1]
        if len(core) < _SHORTEST:
            return ()
        holding = [i for i, title in self._titles.items() if core in title]
        if holding:
            return tuple(holding)
        return tuple(
            i for i, title in self._titles.items() if len(core) * 3 >= len(title) and covers(title, core)
        )

    def find_numbers(self, wording: Wording) -> list[NamedDocument]:
        """Document numbers, their issuing word in Chinese or pinyin. Example: 赣科发字[2024]1号, "[2024] No. 1"."""
        found: list[NamedDocument] = []
        for match in _NUMBER.finditer(wording.text):
            word = _BEFORE_CODE.sub("", match.group(1) or "")
            if _CODE.search(word) or re.search(r"[〔\[(【{]|年.{0,3}第", match.group()):
                start = match.end(1) - len(word) if match.group(1) else match.start()
                found.append(
                    self._find_number(wording, word, start, match.end(), match.group(2), match.group(3))
                )
        for match in _ENGLISH_NUMBER.finditer(wording.text):
            before = _CODE_WORDS.search(wording.text[max(0, match.start() - 60) : match.start()])
            word = before.group() if before is not None else ""
            found.append(
                self._find_number(wording, word, match.start(), match.end(), match.group(1), match.group(2))
            )
        return found

    def _find_number(
        self, wording: Wording, word: str, start: int, end: int, year: str, serial: str
    ) -> NamedDocument:
        held = self._numbers.get((year, str(int(serial))), [])
        ids = tuple(i for code, i in held if _same_code(word, code)) or self._find_order(wording, end, serial)
        return NamedDocument("number", wording.text[start:end], ids, start, end)

    def _find_order(self, wording: Wording, end: int, serial: str) -> tuple[str, ...]:
        """Orders whose title prints their number, of a question that says 第5号令. Example: 某部令第5号 某办法."""
        if wording.text[end : end + 1] != "令":
            return ()
        return tuple(i for i, title in self._titles.items() if f"令第{int(serial)}号" in title)

    def find_titles(self, wording: Wording) -> list[NamedDocument]:
        """Titles written out in the question, the longest first, each place of the question used once."""
        found: list[NamedDocument] = []
        text, place = wording.text, 0
        while place < len(text) - 2:
            for alias in self._long_aliases.get(text[place : place + 2], ()):
                if text.startswith(alias, place) and _stands_alone(text, place, alias):
                    found.append(
                        NamedDocument("title", alias, tuple(self._aliases[alias]), place, place + len(alias))
                    )
                    place += len(alias) - 1
                    break
            place += 1
        return found

    def find_short_names(
        self, wording: Wording, taken: list[tuple[int, int]], pool: tuple[str, ...], before: frozenset[int]
    ) -> list[NamedDocument]:
        """Short names such as 三年行动方案. `taken` are the spans of places and years, which are no part of the name.

        `pool` are the ids that place and year leave; `before` are the starts of clause references, which make any
        phrase before them a name. A name whose words fit no title has no ids; a bare kind of document right behind
        a place or year ("type") narrows to titles of that kind, when there are any.
        """
        found: list[NamedDocument] = []
        for match in _TYPE.finditer(wording.text):
            certain = any(match.end() <= start <= match.end() + 2 for start in before)
            named = self._read_short_name(wording, match, taken, pool, certain)
            if named is not None and not any(n.start < named.end and named.start < n.end for n in found):
                found.append(named)
        return [*found, *self._find_english_types(wording, taken, pool)]

    def _find_english_types(
        self, wording: Wording, taken: list[tuple[int, int]], pool: tuple[str, ...]
    ) -> list[NamedDocument]:
        """English words for a kind of document right behind a place or year: "Jinxian three-year plan"."""
        found: list[NamedDocument] = []
        for pattern, kinds in _ENGLISH_TYPES:
            match = pattern.search(wording.text)
            if (
                match is not None
                and _stands_near(wording, match, taken)
                and not any(n.start < match.end() and match.start() < n.end for n in found)
            ):
                fitting = tuple(i for i in pool if any(kind in self._titles[i] for kind in kinds))
                if "three-year" in wording.text or "three year" in wording.text:
                    fitting = tuple(i for i in fitting if "三年" in self._titles[i]) or fitting
                found.append(NamedDocument("type", match.group(), fitting, match.start(), match.end()))
        return found

    def _read_short_name(
        self,
        wording: Wording,
        match: re.Match[str],
        taken: list[tuple[int, int]],
        pool: tuple[str, ...],
        certain: bool,
    ) -> NamedDocument | None:
        window = max(0, match.start() - 30)
        before = wording.text[window : match.start()]
        hidden = "".join(
            "#" if any(start <= window + n < end for start, end in taken) else char
            for n, char in enumerate(before)
        )
        stop = _STOP_BEFORE.match(hidden)
        start = window + (stop.end() if stop else 0)
        phrase = hidden[start - window :]
        residue = _BARE_LEAD.sub("", phrase.replace("#", ""))
        residue = "".join(char for char in residue if is_han(char) or char.isalnum())
        name = wording.text[start : match.end()]
        if (certain and residue) or (len(residue) >= 2 and ("#" in phrase or len(residue) >= _SHORTEST)):
            wanted = residue + match.group()
            ids = tuple(i for i in pool if covers(self._titles[i], wanted))
            return NamedDocument("short", name, ids, start, match.end())
        if not residue and "#" in phrase:
            fitting = tuple(i for i in pool if match.group() in self._titles[i])
            return NamedDocument("type", name, fitting, start, match.end())
        return None


def _stands_alone(text: str, place: int, alias: str) -> bool:
    """合同法 does not count inside 劳动合同法; a long title needs no such care."""
    return len(alias) >= 8 or _ALONE_BEFORE.search(text[max(0, place - 4) : place]) is not None


def _stands_near(wording: Wording, match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    """The English word for a document follows a place or year at once: "the Jiangxi 2024 plan"."""
    ends = [end for _, end in taken if end <= match.start()]
    starts = [start for start, _ in taken if start >= match.end()]
    before = bool(ends) and _FEW_WORDS.match(wording.text[max(ends) : match.start()]) is not None
    return before or (
        bool(starts) and re.match(r"^ (?:of|for|in) $", wording.text[match.end() : min(starts)]) is not None
    )


def _same_code(asked: str, held: str) -> bool:
    """The issuing words of two numbers agree; nothing asked agrees with all."""
    asked = asked.strip(" -")
    if not asked or not held:
        return True
    if not asked.isascii():
        return asked.endswith(held) or held.endswith(asked)
    from pypinyin import lazy_pinyin

    letters = re.sub(r"[^a-z]", "", asked)
    spelled = "".join(lazy_pinyin(held))
    initials = "".join(part[0] for part in lazy_pinyin(held) if part)
    return (
        spelled.endswith(letters[-len(spelled) :])
        or letters.endswith((spelled, initials))
        or "document" in letters
    )
