"""A comparison: a Markdown table, one row a document, sorted by year and place, which exports as CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import combinations

from assistant.escape import escape_quote, unescape_source
from assistant.places import describe_place, strip_title
from assistant.sentences import Sentence
from assistant.writing.aim import read_aims
from assistant.writing.finding import Finding, find_figure
from assistant.writing.frames import say
from assistant.writing.piece import Piece, Source, Task, join_blocks, use
from assistant.writing.rivals import disagree

_COLUMNS = ("region", "year", "provision", "document", "place")
_MOST_CLAUSES = 4  # rows of one document without a figure
_OTHERS = 2  # further clauses of one document that are cited
_NEAR_SHARE = 0.6  # of the best figure's match: what matches less is about something else
_CELL = re.compile(r"(?<!\\)\|")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class _Row:
    """One document of a comparison: the clause that says the most, its figure if it has one, the other clauses."""

    source: Source
    finding: Finding | None
    others: tuple[Source, ...]

    @property
    def sentence(self) -> Sentence:
        """The sentence that the row quotes."""
        return self.source.best if self.finding is None else self.finding.sentence


def write_comparison(task: Task) -> Piece:
    """A table of one row a document: region, year, the figure with its words (else the sentence), title, place.

    Newest year first, then region, then evidence order; a column that is empty in every row is left out.
    """
    rows = _choose_rows(task)
    cells = [(_place_row(row), _write_cells(task, row)) for row in rows]
    kept = [at for at in range(len(_COLUMNS)) if any(line[at] != "—" for _, line in cells)]
    names = [say(_COLUMNS[at], task.language) for at in kept]
    lines = [[line[at] for at in kept] for _, line in sorted(cells, key=lambda item: item[0])]
    table = [f"| {' | '.join(line)} |" for line in [names, *lines]]
    table.insert(1, f"|{' --- |' * len(kept)}")
    used = [use(row.source, row.sentence) for row in rows]
    used += [use(other, other.best) for row in rows for other in row.others]
    one = len({row.source.evidence.hit.document.id for row in rows}) == 1
    head = say("table_clauses" if one else "table", task.language)
    return Piece(join_blocks([head, "\n".join(table), *_say_disagreement(task, rows)]), tuple(used))


def _say_disagreement(task: Task, rows: list[_Row]) -> list[str]:
    """The line that says that documents in force disagree, when two of the rows do."""
    found = [row.finding for row in rows if row.finding is not None]
    pairs = [(one, other) for one, other in combinations(found, 2) if one.figure.key != other.figure.key]
    return [say("disagree", task.language)] if any(disagree(one, other) for one, other in pairs) else []


def _choose_rows(task: Task) -> list[_Row]:
    """The rows in evidence order; the figures of all measure in the unit of the figure that matches best.

    Where all evidence is of one document, a row is a clause instead of a document.
    """
    by_document: dict[str, list[Source]] = {}
    one = len({source.evidence.hit.document.id for source in task.sources}) == 1
    for source in task.sources:
        hit = source.evidence.hit
        by_document.setdefault(hit.clause.id if one else hit.document.id, []).append(source)
    aim = read_aims(task.query)[0]
    found = {
        document: [finding for source in group if (finding := find_figure(task, source, aim)) is not None]
        for document, group in by_document.items()
    }
    every = [finding for findings in found.values() for finding in findings]
    best = max(every, key=lambda finding: finding.match, default=None)
    rows = []
    for document, group in by_document.items():
        same = [f for f in found[document] if best is not None and f.figure.unit == best.figure.unit]
        finding = max(same, key=lambda one: one.match, default=None)
        if finding is not None and best is not None and finding.match < _NEAR_SHARE * best.match:
            finding = None
        source = group[0] if finding is None else finding.source
        rows.append(_Row(source, finding, tuple(other for other in group if other is not source)[:_OTHERS]))
    answering = [row for row in rows if row.finding is not None]
    return (answering or rows[:_MOST_CLAUSES]) if one else rows


def _place_row(row: _Row) -> tuple[int, str, int]:
    """Where a row stands in the table."""
    document, span = row.source.evidence.hit.document, _read_years(row)
    year = int(span[-4:]) if span[-4:].isdigit() else 0
    return (-year, document.region or "\uffff", row.source.mark)


def _read_years(row: _Row) -> str:
    document = row.source.evidence.hit.document
    years = [str(year) for year in document.years]
    if len(years) == 1:
        return years[0]
    return f"{years[0]}–{years[-1]}" if years else (document.date or "")[:4]


def _write_cells(task: Task, row: _Row) -> list[str]:
    """The cells of a row by column; an empty one is —."""
    document, clause = row.source.evidence.hit.document, row.source.evidence.hit.clause
    if row.finding is None:
        cell = escape_quote(row.source.best.text)
    else:
        cell = f"**{escape_quote(row.finding.words)}** — {escape_quote(row.finding.segment)}"
    marks = "".join(f"[{source.mark}]" for source in (row.source, *row.others))
    place = escape_quote(describe_place(clause.section, task.language))
    return [
        escape_quote(document.region or "—"),
        _read_years(row) or "—",
        f"{cell} [{row.source.mark}]",
        f"《{escape_quote(strip_title(document.title))}》",
        f"{place} {marks}".strip(),
    ]


def read_table(markdown: str) -> list[list[str]]:
    """The rows of the first table of an answer as plain text, header first; empty when it has none."""
    lines = [line for line in markdown.split("\n") if line.startswith("|")]
    rows = [
        [unescape_source(cell.strip()).replace("**", "") for cell in _CELL.split(line)[1:-1]]
        for line in lines
    ]
    return [row for row in rows if not all(cell == "---" for cell in row)]


def export_table(markdown: str) -> str:
    """The table of an answer as CSV with a header; no cell can start a spreadsheet formula.

    Example: "| a | b |\\n| --- | --- |\\n| 1 | =2 |" -> "a,b\\r\\n1,'=2\\r\\n".
    """
    written = io.StringIO()
    writer = csv.writer(written)
    for row in read_table(markdown):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return written.getvalue()
