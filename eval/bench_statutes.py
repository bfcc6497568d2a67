"""The statutes benchmark: lay questions over 140,349 articles, imported law by law without parsing them again."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from eval.bench_epidemic import read_rows
from eval.errors import BenchFailure
from eval.questions_file import Gold, Question
from index.records import Clause, Document, ParsedFile, Section, SourceText

_FOLDER = Path("bench") / "statutes"
_CHAPTER = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,9}分?[篇编章节]")


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a law; `headings` runs from the outermost printed heading to the nearest."""

    number: int
    law: str
    headings: tuple[str, ...]
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class StatutesBench:
    """`path` is the article file; questions carry the clause ids that `import_law` gives."""

    path: Path
    questions: tuple[Question, ...]

    def read_laws(self) -> Iterator[ParsedFile]:
        """One parsed file a law, in the order of the file; nothing is held beyond the current law."""
        return (import_law(articles) for articles in read_articles(self.path))


def load_statutes(shared: Path, part: str = "dev") -> StatutesBench:
    """Questions of one part and the way to the articles, from the folder that holds `bench/`.

    Raises BenchFailure when a file is missing or a question names an unknown article.
    """
    path = shared / _FOLDER / "articles.jsonl.gz"
    rows = list(read_rows(shared / _FOLDER / f"questions-{part}.jsonl"))
    wanted = {int(number) for row in rows for number in row["relevant"]}
    places: dict[int, tuple[str, str]] = {}
    for articles in read_articles(path):
        for article in articles:
            if article.number in wanted:
                places[article.number] = (article.law, clause_id(article.number))
    if missing := wanted - places.keys():
        raise BenchFailure(f"questions name articles that {path} lacks: {sorted(missing)[:5]}")
    return StatutesBench(path, tuple(_read_question(row, places) for row in rows))


def read_articles(path: Path) -> Iterator[list[Article]]:
    """The articles law by law. Raises BenchFailure when the file cannot be read."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for _, rows in groupby(map(json.loads, lines), key=lambda row: row["law"]):
                yield [_read_article(row) for row in rows]
    except (OSError, ValueError) as error:
        raise BenchFailure(f"cannot read {path}: {error}. Give the folder that holds bench/.") from error


def clause_id(number: int) -> str:
    """The clause id of an article, the same as in the benchmark's own lists. Example: 7 -> "statute-7"."""
    return f"statute-{number}"


def import_law(articles: Sequence[Article]) -> ParsedFile:
    """A law as if it had been read from a file: title, headings and articles, one clause an article.

    The text is the title, each heading on its line when it changes, and 第N条 with its words.
    """
    law, document_id = articles[0].law, f"law-{articles[0].number}"
    pieces, length = [law, "\n"], len(law) + 1
    clauses: list[Clause] = []
    opened: tuple[str, ...] = ()
    for article in articles:
        for heading in article.headings[_count_shared(opened, article.headings) :]:
            pieces += [heading, "\n"]
            length += len(heading) + 1
        opened = article.headings
        clause = _make_clause(article, document_id, length)
        clauses.append(clause)
        pieces += [clause.text, "\n"]
        length = clause.end + 1
    source = SourceText(text="".join(pieces), file=f"{document_id}.txt", format="txt", encoding="utf-8")
    document = Document(id=document_id, file=source.file, title=law, start=0, end=length)
    return ParsedFile(source, (document,), tuple(map(_make_section, clauses)), tuple(clauses))


def _read_article(row: Mapping[str, Any]) -> Article:
    headings = tuple(part for part in str(row["section"]).split(" / ") if part)
    return Article(int(row["id"]), str(row["law"]), headings, str(row["article"]), str(row["text"]))


def _read_question(row: Mapping[str, Any], places: Mapping[int, tuple[str, str]]) -> Question:
    numbers = [int(number) for number in row["relevant"]]
    return Question(
        id=str(row["id"]),
        text=str(row["question"]),
        language="zh",
        type="statute",
        gold=tuple(Gold(places[number][0]) for number in numbers),
        clauses=tuple(places[number][1] for number in numbers),
    )


def _count_shared(left: Sequence[str], right: Sequence[str]) -> int:
    """How many leading entries are the same."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _label_heading(heading: str) -> str:
    """The label of a printed heading, else the heading itself. Example: "第一章 总则" -> "第一章"."""
    found = _CHAPTER.match(heading)
    return found.group() if found is not None else heading.replace(" ", "")


def _make_clause(article: Article, document_id: str, start: int) -> Clause:
    words = f"{article.label} {article.text}"
    return Clause(
        id=clause_id(article.number),
        document_id=document_id,
        section="/".join([*map(_label_heading, article.headings), article.label]),
        label=article.label,
        heading="",
        headings=article.headings,
        text=words,
        start=start,
        end=start + len(words),
        kind="article",
    )


def _make_section(clause: Clause) -> Section:
    level = clause.section.count("/") + 1
    return Section(clause.section, clause.label, "", level, clause.start, clause.end, "article")
