"""Reading the training texts: everything folded once, questions with passages, paragraphs with titles."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin

from index.fold import fold_text

_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;\n]?")  # of folded text
_CITED_ARTICLE = re.compile(
    r"《([^《》]{1,40})》第[零〇一二三四五六七八九十百千]{1,9}条(?:之[一二三四五六])?[:\s]*"
)
_SITE_HEADER = re.compile(r"来源：|发布日期|<!--")
_INLINE_ARTICLE = re.compile(r"(?=第[一二三四五六七八九十百]{1,6}条)")
_INLINE_ITEM = re.compile(  # folded
    r"(?<=[。;:])(?=\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}\.\D)"
)
_MIN_PARAGRAPH = 25
_MAX_PARAGRAPH = 600  # longer ones are flattened documents, learnt from part by part
_GROUP = 80  # characters that texts have in common when they count as one


@dataclass(frozen=True, slots=True)
class Pair:
    """A question (or other short text) and a passage that answers it; `group` marks what is the same passage.

    `answer` is a string inside the passage that the question asks for, "" when unknown.
    """

    kind: str
    question: str
    passage: str
    group: str
    answer: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an official text: `title` is what stands above it (document, chapter), outermost first.

    `name` is its own ("article 12", a file and a number); texts with one beginning are one `group`.
    """

    kind: str
    title: str
    sentences: tuple[str, ...]
    name: str

    @property
    def group(self) -> str:
        return "".join(self.sentences)[:_GROUP]


def read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped or plain JSON-lines file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def split_sentences(text: str) -> tuple[str, ...]:
    """Sentences of a folded text, without empty ones."""
    return tuple(part.strip() for part in _SENTENCE.findall(text) if len(part.strip()) > 1)


def read_questions(train: Path) -> Iterator[Pair]:
    """Questions with passages: reading comprehension, legal consultations, scientific abstracts."""
    for row in read_json_lines(train / "reading-comprehension.jsonl.gz"):
        context, answer = fold_text(row["context"]), fold_text(row["answers"][0] if row["answers"] else "")
        yield Pair("reading", fold_text(row["question"]), context, context[:_GROUP], answer)
    for row in read_json_lines(train / "legal-consultations.jsonl.gz"):
        kind = "advice" if row["src"].endswith("advice") else "legal"
        for passage in row["passages"]:
            text = fold_text(passage)
            cited = _CITED_ARTICLE.match(text)
            title = cited.group(1) if cited is not None else ""
            text = text[cited.end() :] if cited is not None else text
            yield Pair(kind, fold_text(row["question"]), text, text[:_GROUP], title=title)
    for row in read_json_lines(train / "science-abstracts.jsonl.gz"):
        text = fold_text(row["passages"][0])
        yield Pair("science", fold_text(row["question"].replace("_", " ")), text, text[:_GROUP])


def read_parallel(train: Path) -> Iterator[Pair]:
    """Parallel sentences, English as the question; the kind names the collection."""
    with gzip.open(train / "parallel-zh-en.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            source, chinese, english = line.rstrip("\n").split("\t")
            folded = fold_text(chinese)
            yield Pair(f"parallel:{source}", fold_text(english), folded, folded[:_GROUP])


def read_articles(path: Path) -> Iterator[Paragraph]:
    """The articles of statutes, each under its law and chapter."""
    for row in read_json_lines(path):
        section = row["section"] or ""
        title = fold_text(f"{row['law']} {section}")
        yield Paragraph("article", title, split_sentences(fold_text(row["text"])), f"article {row['id']}")


def _split_paragraphs(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if _SITE_HEADER.search(line) and len(line) < 120:
            continue
        yield from _INLINE_ARTICLE.split(line) if len(line) > 400 else [line]


def read_corpus(folder: Path) -> Iterator[Paragraph]:
    """Paragraphs of the official texts in a folder, each under its file's title and nearest short line above."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".txt", ".md"}:
            continue
        title = fold_text(re.sub(r"^\d+-|\(\d{4}-\d\d-\d\d\)", "", path.stem))
        yield from _read_document(
            path.read_text(encoding="utf-8", errors="replace"), title, "corpus", path.name
        )


def read_reports(path: Path) -> Iterator[Paragraph]:
    """Paragraphs of the government reports."""
    for number, row in enumerate(read_json_lines(path)):
        yield from _read_document(row["text"], fold_text(row["title"]), "report", f"report {number}")


def _read_document(text: str, title: str, kind: str, name: str) -> Iterator[Paragraph]:
    heading = ""
    for number, paragraph in enumerate(_split_paragraphs(text)):
        folded = fold_text(paragraph.lstrip("# "))
        if len(folded) > _MAX_PARAGRAPH:
            for part, text in enumerate(_INLINE_ITEM.split(folded)):
                if len(text) >= _MIN_PARAGRAPH:
                    yield Paragraph(kind, title, split_sentences(text), f"{name} {number}.{part}")
        elif len(folded) >= _MIN_PARAGRAPH:
            sentences = split_sentences(folded)
            yield Paragraph(kind, f"{title} {heading}".strip(), sentences, f"{name} {number}")
        elif folded:
            heading = folded


def read_bridging(name: str) -> list[tuple[str, str]]:
    """Our own pairs, folded, English first: `bridging.tsv` (questions) or `glossary.tsv` (official terms).

    Alternatives in a cell of the glossary ("; " and "；" between them) give a pair each.
    """
    pairs = []
    for line in files("index.training").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            english, chinese = line.split("\t")
            pairs += [
                (fold_text(one).replace("-", " "), fold_text(other))
                for one in english.split("; ")
                for other in chinese.split("；")
            ]
    return pairs


def read_own_questions(texts: Mapping[str, Pair | Paragraph]) -> Iterator[Pair]:
    """Our own questions on some of the training texts, a pair each: `questions.tsv`, written for this project.

    Each line names a text and asks up to three questions of it, in Chinese or English. Lines on texts that are
    not at hand are passed over.
    """
    for line in files("index.training").joinpath("questions.tsv").read_text(encoding="utf-8").splitlines():
        name, *questions = line.split("\t")
        text = texts.get(name)
        if line.startswith("#") or text is None:
            continue
        kind = {"article": "own law", "reading": "own reading"}.get(name.partition(" ")[0], "own policy")
        for question in map(fold_text, questions):
            if isinstance(text, Pair):
                yield replace(text, kind=kind, question=question)
            else:
                yield Pair(kind, question, "".join(text.sentences), text.group, title=text.title)


def read_places() -> list[tuple[str, str]]:
    """Names of provinces, cities and counties in pinyin as English writes them, with the Chinese name.

    Example: ("shijiazhuang", "石家庄"), ("shijiazhuang", "石家庄市").
    """
    pairs: dict[tuple[str, str], None] = {}
    for line in files("index").joinpath("places.tsv").read_text(encoding="utf-8").splitlines():
        for name in re.findall(r"[\u4e00-\u9fff]+", "" if line.startswith("#") else line):
            short = re.sub(r"(?:自治区|自治州|特别行政区|地区|新区|省|市|区|县|盟|旗)$", "", name)
            if len(short) < 2:
                short = name
            spelled = "".join(lazy_pinyin(short))
            for chinese in (short, name):
                pairs[spelled, chinese] = None
    return [pair for pair in pairs if pair[0].isascii() and pair[0].isalpha()]
