"""Checks every sentence of an answer against the clauses it cites, without a model.

The marks exist; figures, dates, amounts, names and clause numbers of the sentence occur in the cited clause, a
figure beside what it measures; enough of its words do. Orders that a document gives to the program support nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.claims import Claim, read_claims
from assistant.figures import Figure, holds_figure, read_figures, read_numeral
from assistant.injection import looks_like_instruction
from assistant.leads import is_lead, pack_words
from assistant.places import describe_place
from assistant.records import Evidence, Language
from assistant.sentences import split_segments, split_sentences
from assistant.writing.frames import drop_field_name, is_frame, say
from index.fold import fold_text
from index.words import cut_content_words

Problem = Literal["no_mark", "unknown_mark", "figure", "name", "clause_number", "words"]

WORD_SHARE = 0.6  # of the weighted content words of a Chinese sentence
_QUOTED_NAME = re.compile(r"《([^《》]{1,200})》")
_NUMBER = re.compile(
    r"[\u3400-\u9fff]{0,12}[〔\[［(（][12][0-9]{3}[〕\]］)）]\s?(?:第\s?)?[0-9]{1,5}\s?[号號]"
)
_BODY = re.compile(
    r"[\u3400-\u9fff]{2,20}?(?:局|厅|廳|委员会|委員會|办公室|辦公室|政府|银行|銀行|大学|大學|公司|研究院)"
)
_CLAUSE_NUMBER = re.compile(
    r"第\s?([〇零一二两三四五六七八九十百千]{1,8}|[0-9]{1,5})\s?(条|條|款|项|項|章|节|節|部分|篇|编|編)"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-zA-Z]")
_OWN_WORDS = frozenset(
    "根据 依据 按照 规定 文件 提出 明确 要求 其中 包括 以下 如下 方面 内容 主要 具体 分别 此外 同时 另外 还 该 "
    "条款 政策 即 指出 表示 显示 目标 有关 相关 需要 可 应 通过 进行 一是 二是 三是 可以 需 并且 以及".split()
)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a cited clause supports: its words without orders to the program, its place and its document's header."""

    text: str
    folded: str
    packed: str
    words: frozenset[str]
    figures: tuple[Figure, ...]
    segments: tuple[tuple[frozenset[str], tuple[Figure, ...]], ...]
    numbers: frozenset[str]
    whole: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim with what is wrong with it; nothing wrong means supported."""

    claim: Claim
    problems: tuple[Problem, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether the cited clauses support the claim."""
        return not self.problems


def check_text(markdown: str, evidence: Sequence[Evidence], question: str = "") -> list[Verdict]:
    """A verdict for each claim of an answer, in reading order; the question's own words count neither way.

    Example: "补助90%。 [1]" over a clause that says 50% -> one verdict with the problem "figure".
    """
    basis = {item.mark: read_basis([item]) for item in evidence}
    by_mark = {item.mark: item for item in evidence}
    asked = frozenset(cut_content_words(question))
    verdicts = []
    for claim in read_claims(markdown):
        known = [mark for mark in claim.marks if mark in basis]
        if not claim.marks:
            verdicts.append(Verdict(claim, ("no_mark",)))
        elif not known:
            verdicts.append(Verdict(claim, ("unknown_mark",)))
        else:
            held = basis[known[0]] if len(known) == 1 else read_basis([by_mark[mark] for mark in known])
            problems = check_claim(claim.words, held, asked)
            missing: tuple[Problem, ...] = ("unknown_mark",) if len(known) < len(claim.marks) else ()
            verdicts.append(Verdict(claim, (*missing, *problems)))
    return verdicts


def read_basis(evidence: Sequence[Evidence]) -> Basis:
    """What some clauses support together."""
    bodies, heads, wholes, numbers = [], [], [], set()
    for item in evidence:
        clause, document = item.hit.clause, item.hit.document
        bodies += _drop_orders(clause.text)
        wholes.append(clause.text)
        places = [describe_place(clause.section, language) for language in _LANGUAGES]
        fields = (document.number, document.index_number, document.issuer, document.region, document.subject)
        dates = (document.date, document.published, document.effective, document.expires)
        heads += [clause.lead_in, *clause.headings, clause.heading, document.title, clause.section, *places]
        heads += [value for value in (*fields, *dates) if value]
        heads += [f"{year}年" for year in document.years]
        heads += [value[:4] for value in dates if value]  # a table names a document by its year
        numbers |= set(_read_clause_numbers(clause.text)) | _read_label_numbers(clause.section)
    text = "\n".join([*bodies, *heads])
    segments = tuple(segment for body in bodies for segment in _read_segments(body))
    folded = fold_text(text)
    return Basis(
        text=text,
        folded=folded,
        packed=pack_words(text),
        words=frozenset(cut_content_words(text)),
        figures=tuple(read_figures(text)),
        segments=segments,
        numbers=frozenset(numbers),
        whole=pack_words("".join(wholes)),
    )


def _drop_orders(text: str) -> list[str]:
    """A clause text in pieces, labels included, without the sentences that give orders to the program."""
    pieces, done = [], 0
    for span in split_sentences(text):
        if looks_like_instruction(text[span.start : span.end]):
            pieces.append(text[done : span.start])
            done = span.end
    return [piece for piece in (*pieces, text[done:]) if piece.strip()]


_LANGUAGES: tuple[Language, ...] = ("zh-Hans", "en")


def _read_segments(body: str) -> list[tuple[frozenset[str], tuple[Figure, ...]]]:
    """Each comma part of a sentence with the words of it and of the part before, and its own figures."""
    found, before = [], ""
    for start, end in split_segments(body):
        part = body[start:end]
        found.append((frozenset(cut_content_words(f"{before}，{part}")), tuple(read_figures(part))))
        before = part
    return found


def _read_clause_numbers(text: str) -> list[str]:
    numbers = []
    for match in _CLAUSE_NUMBER.finditer(fold_text(text)):
        value = read_numeral(match[1])
        numbers.append(f"{value}{match[2]}")
    return numbers


def _read_label_numbers(section: str) -> set[str]:
    """The numbers of a section path under every name they may be called by."""
    found = set()
    for label in section.split("/"):
        value = read_numeral(label.strip("()第条條章节節篇编編款项項")) if label else None
        if value is not None:
            found |= {f"{value}{unit}" for unit in ("条", "款", "项", "章", "节", "部分", "篇", "编", "点")}
    return found


def check_claim(words: str, basis: Basis, asked: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """What is wrong with a claim, given what its clauses support; () when it stands."""
    words = drop_field_name(words)
    packed = pack_words(words)
    if packed and packed in basis.packed:
        return ()
    if looks_like_instruction(words):
        return () if packed in basis.whole else ("words",)
    if is_frame(words) or is_lead(words, basis.packed):
        return ()
    problems: list[Problem] = []
    untitled = _QUOTED_NAME.sub("", words)
    if not _figures_stand(_CLAUSE_NUMBER.sub("", untitled), basis):
        problems.append("figure")
    if not _names_stand(words, basis):
        problems.append("name")
    if not set(_read_clause_numbers(untitled)) <= basis.numbers:
        problems.append("clause_number")
    if not _words_stand(words, basis, asked):
        problems.append("words")
    return tuple(problems)


def _figures_stand(words: str, basis: Basis) -> bool:
    for start, end in split_segments(words):
        part = words[start:end]
        for figure in read_figures(part):
            if not holds_figure(figure, basis.figures):
                return False
            if figure.kind not in ("date", "number") and _belongs_elsewhere(part, figure, basis):
                return False
    return True


def _belongs_elsewhere(part: str, figure: Figure, basis: Basis) -> bool:
    """Whether what the figure is said to measure has another figure of the same unit in the clause."""
    said = set(cut_content_words(part))
    said = {word for word in said if not word[0].isdigit()} - _OWN_WORDS
    if not said:
        return False
    with_it = same_unit = other_unit = 0.0
    for words, figures in basis.segments:
        share = len(said & words) / len(said)
        if holds_figure(figure, figures):
            with_it = max(with_it, share)
        elif any(other.unit == figure.unit for other in figures):
            same_unit = max(same_unit, share)
        elif any(other.kind not in ("date", "number") for other in figures):
            other_unit = max(other_unit, share)
    nearer = max(same_unit if same_unit >= 0.7 else 0.0, 0.7 * other_unit if other_unit >= 0.7 else 0.0)
    return 0 < with_it <= 0.6 * nearer


def _names_stand(words: str, basis: Basis) -> bool:
    for name in _QUOTED_NAME.findall(words):
        if pack_words(name) not in basis.packed:
            return False
    if any(pack_words(number) not in basis.packed for number in _NUMBER.findall(words)):
        return False
    rest = fold_text(_QUOTED_NAME.sub("", words))
    return all(pack_words(body)[-_tail_length(body) :] in basis.packed for body in _BODY.findall(rest))


def _tail_length(body: str) -> int:
    """The last characters of a name that must occur: its ending and the two before (县科工信局 -> 工信局)."""
    for ending in ("委员会", "办公室", "研究院"):
        if body.endswith(ending):
            return len(ending) + 2
    return 4 if body.endswith(("政府", "银行", "大学", "公司")) else 3


def _words_stand(words: str, basis: Basis, asked: frozenset[str]) -> bool:
    """Whether enough words of a claim occur; a claim in another language than the clause rests on its Chinese words."""
    plain = words
    for figure in reversed(read_figures(words)):  # figures are checked as such
        plain = f"{plain[: figure.start]} {plain[figure.end :]}"
    said = [word for word in dict.fromkeys(cut_content_words(plain)) if word not in _OWN_WORDS]
    if len(_LATIN.findall(words)) > 3 * len(_HAN.findall(words)) and _HAN.search(basis.text):
        return _foreign_words_stand(words, basis)
    weights = {
        word: 0.3 if len(word) == 1 else min(len(word), 4) / 2 for word in said if not word[0].isdigit()
    }
    held = {word for word in weights if word in basis.words or (len(word) > 1 and word in basis.folded)}
    neutral = {word for word in weights if word in asked and word not in held}
    total = sum(weight for word, weight in weights.items() if word not in neutral)
    if total == 0:
        return not neutral
    return sum(weights[word] for word in held) / total >= WORD_SHARE


def _foreign_words_stand(words: str, basis: Basis) -> bool:
    """An English claim over a Chinese clause needs an anchor: a figure or quoted words that the clause holds."""
    quoted = re.findall(r"[\u3400-\u9fff]{2,80}", fold_text(words))
    if any(part not in basis.packed for part in quoted):
        return False
    return bool(quoted) or any(holds_figure(figure, basis.figures) for figure in read_figures(words))


def mark_unsupported(markdown: str, verdicts: Sequence[Verdict], language: Language) -> str:
    """The answer with each failed sentence followed by a note that says so."""
    note = f"*{say('unsupported', language).strip()}*"
    for verdict in sorted(verdicts, key=lambda verdict: -verdict.claim.start):
        if not verdict.supported:
            end = verdict.claim.end
            body = markdown[:end].rstrip()
            inside_table = markdown[markdown.rfind("\n", 0, end) + 1 : end].lstrip().startswith("|")
            if inside_table and body.endswith("|"):
                body = body[:-1].rstrip()
                markdown = f"{body} {note} |{markdown[end:]}"
            else:
                markdown = f"{body} {note}{markdown[end:]}"
    return markdown


def count_problems(verdicts: Sequence[Verdict]) -> Mapping[str, int]:
    """How often each problem was found. Example: {"figure": 1}."""
    counts: dict[str, int] = {}
    for verdict in verdicts:
        for problem in verdict.problems:
            counts[problem] = counts.get(problem, 0) + 1
    return counts
