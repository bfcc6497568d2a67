"""A comparison: a Markdown table, one row a document, sorted by year and place, which exports as CSV."""

from __future__ import annotations

import csv
import io
import re

from assistant.escape import escape_quote, unescape_source
from assistant.places import describe_place, strip_title
from assistant.writing.figure import find_figure
from assistant.writing.frames import say
from assistant.writing.piece import Piece, Source, Task, Used, join_blocks, use

_COLUMNS = ("region", "year", "provision", "document", "place")
_CELL = re.compile(r"(?<!\\)\|")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_comparison(task: Task) -> Piece:
    """One row a document: region, year, the figure with its words (else the sentence), title, place and marks."""
    by_document: dict[str, list[Source]] = {}
    for source in task.sources:
        by_document.setdefault(source.evidence.hit.document.id, []).append(source)
    rows: list[tuple[tuple[int, str, int], str]] = []
    used: list[Used] = []
    for group in by_document.values():
        rows.append(_write_row(task, group, used))
    header = f"| {' | '.join(say(name, task.language) for name in _COLUMNS)} |"
    rule = f"|{' --- |' * len(_COLUMNS)}"
    table = "\n".join([header, rule, *(row for _, row in sorted(rows, key=lambda row: row[0]))])
    return Piece(join_blocks([say("table", task.language), table]), tuple(used))


def _write_row(task: Task, group: list[Source], used: list[Used]) -> tuple[tuple[int, str, int], str]:
    """A row and its place in the table: newest year first, then region, then evidence order."""
    first = group[0]
    document = first.evidence.hit.document
    finding = find_figure(task, first)
    if finding is not None and task.wants.fits(finding.figure) >= 0.3:
        words, sentence = finding.segment, finding.sentence
        cell = f"**{escape_quote(finding.figure.words.strip())}** — {escape_quote(words)}"
    else:
        sentence = first.best
        cell = escape_quote(sentence.text)
    used.append(use(first, sentence))
    used += [use(other, other.best) for other in group[1:]]
    years = [str(year) for year in document.years]
    span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else (document.date or "")[:4]
    marks = "".join(f"[{source.mark}]" for source in group)
    place = (
        f"{escape_quote(describe_place(first.evidence.hit.clause.section, task.language))} {marks}".strip()
    )
    title = f"《{escape_quote(strip_title(document.title))}》"
    cells = [escape_quote(document.region or "—"), span or "—", f"{cell} [{first.mark}]", title, place]
    row = f"| {' | '.join(cells)} |"
    year = int(span[-4:]) if span[-4:].isdigit() else 0
    return (-year, document.region or "\uffff", first.mark), row


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
