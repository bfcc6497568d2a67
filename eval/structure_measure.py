"""How well one text's structure was read: coverage, continuity of numbers, labels kept, gaps, time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.numbering import Label, find_labels, fold_width
from index.outline_boundary import INDENT
from index.outline_candidates import find_candidates
from index.parse import parse_file
from index.records import ParsedFile, Section, SourceText


@dataclass(frozen=True, slots=True)
class FileStructure:
    """The figures of one text. `covered` is the share of characters in exactly one clause or boilerplate span;

    `continuous` of `lists` lists of numbered siblings count on without a gap; `kept` of `strong` labels that begin a
    line or paragraph open a section; `articles` of `printed` articles, counted from lines alone, are found in order.
    """

    file: str
    characters: int
    documents: int
    sections: int
    clauses: int
    covered: float
    lists: int
    continuous: int
    strong: int
    kept: int
    gaps: int
    printed: int
    articles: int
    seconds: float
    error: str = ""

    @property
    def badness(self) -> float:
        """Faults per hundred labels, for the worst-first list; a file that failed is worst."""
        if self.error or self.covered < 1.0:
            return 1e9
        lost = (
            self.strong
            - self.kept
            + self.gaps
            + self.lists
            - self.continuous
            + abs(self.printed - self.articles)
        )
        return 100.0 * lost / max(10, self.strong)


def measure_text(source: SourceText) -> FileStructure:
    """Parse a text and measure what came out; a crash is recorded in `error`, not raised."""
    begin = time.perf_counter()
    try:
        parsed = parse_file(source, "f")
    except Exception as problem:  # a report over thousands of files must name the broken one and go on
        nothing = (0, 0, 0, 0.0, 0, 0, 0, 0, 0, 0, 0, 0.0)
        return FileStructure(source.file, len(source.text), *nothing, error=f"{problem!r}"[:200])
    seconds = time.perf_counter() - begin
    lists, continuous = _count_lists(parsed.sections)
    strong, kept = _count_labels(parsed)
    printed, articles = count_articles(parsed)
    return FileStructure(
        file=source.file,
        characters=len(source.text),
        documents=len(parsed.documents),
        sections=len(parsed.sections),
        clauses=len(parsed.clauses),
        covered=measure_coverage(parsed),
        lists=lists,
        continuous=continuous,
        strong=strong,
        kept=kept,
        gaps=len(parsed.gaps),
        printed=printed,
        articles=articles,
        seconds=seconds,
    )


def measure_coverage(parsed: ParsedFile) -> float:
    """Share of characters in exactly one clause or boilerplate span, 0 when a clause is not its piece of the text."""
    text = parsed.source.text
    if any(clause.text != text[clause.start : clause.end] for clause in parsed.clauses):
        return 0.0
    spans = [(clause.start, clause.end) for clause in parsed.clauses]
    covered, at = 0, 0
    for start, end in sorted([*spans, *((span.start, span.end) for span in parsed.boilerplate)]):
        covered += max(0, end - max(start, at)) - max(0, at - start)
        at = max(at, end)
    return covered / len(text) if text else 1.0


def _read_label(section: Section) -> Label | None:
    label = next(find_labels(fold_width(section.label + "、甲")), None)
    return label if label is not None and label.start == 0 else None


def _count_lists(sections: Sequence[Section]) -> tuple[int, int]:
    """Lists of numbered siblings of one form, and how many of them count on by one throughout."""
    siblings: dict[tuple[int, str, str], list[tuple[int, int]]] = {}
    for section in sections:
        label = _read_label(section)
        if label is not None and label.number and section.kind != "paragraph":
            parent = section.path.rpartition("/")[0]
            siblings.setdefault((section.document, parent, label.family), []).append(
                (label.number, label.sub)
            )
    good = sum(_counts_on(numbers) for numbers in siblings.values())
    return len(siblings), good


def _counts_on(numbers: Sequence[tuple[int, int]]) -> bool:
    return all(
        after[0] == before[0] + 1 or after[0] == 1 or (after[0] == before[0] and after[1] == before[1] + 1)
        for before, after in pairwise(numbers)
    )


def _count_labels(parsed: ParsedFile) -> tuple[int, int]:
    """Labels at the beginning of a line or paragraph outside boilerplate, and those that open a section."""
    starts = {section.start for section in parsed.sections}
    strong = [
        candidate.start
        for candidate in find_candidates(parsed.source.text, parsed.boilerplate)
        if candidate.strength >= INDENT and candidate.reject >= 2.5
    ]
    return len(strong), sum(start in starts for start in strong)


def count_articles(parsed: ParsedFile) -> tuple[int, int]:
    """Articles printed at line beginnings and followed by a space, and articles that the outline has in that order.

    (0, 0) when the printed numbers are not continuous from 1, since then nothing certain can be said.
    """
    printed = list(_list_printed(parsed.source.text))
    if printed != list(range(1, len(printed) + 1)):
        return 0, 0
    found = [_read_label(section) for section in parsed.sections if section.kind == "article"]
    numbers = [label.number for label in found if label is not None and not label.sub]
    same = sum(a == b for a, b in zip(printed, numbers, strict=False))
    return len(printed), same if len(numbers) == len(printed) else min(same, len(printed) - 1)


def _list_printed(text: str) -> Iterator[int]:
    for line in text.splitlines():
        label = next(find_labels(fold_width(line[:24])), None)
        article = label is not None and label.start == 0 and label.family == "第条" and not label.sub
        if label is not None and article and line[label.end : label.end + 1] in (" ", "\u3000"):
            yield label.number
