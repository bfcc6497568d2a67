"""The sets an encoder is measured on: questions, passages, which passages are right, which may compete."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.bench_epidemic import load_epidemic
from eval.bench_statutes import load_statutes
from eval.errors import BenchFailure
from eval.gold import Place, is_right
from eval.questions_file import Question, load_questions
from index.fold import fold_text
from index.parse import parse_file
from index.passage import compose_passage
from index.reading import read_source
from index.records import Clause, SourceText

_OTHERS = 5_000  # clauses of other files that compete in the English set
_HELD_OUT_EVERY, _READING_PASSAGES = 17, 240  # as index.training holds them out


@dataclass(frozen=True, slots=True)
class RankingSet:
    """`right[q]` are the numbers of the right passages; `rivals[q]` those that compete, None for all."""

    name: str
    questions: tuple[str, ...]
    passages: tuple[str, ...]
    right: tuple[frozenset[int], ...]
    rivals: tuple[NDArray[np.int64], ...] | None = None


def load_statutes_set(shared: Path) -> RankingSet:
    """Lay questions over all articles; a passage is the law's name and the article."""
    bench = load_statutes(shared)
    passages: list[str] = []
    numbers: dict[str, int] = {}
    for law in bench.read_laws():
        for clause in law.clauses:
            numbers[clause.id] = len(passages)
            passages.append(compose_passage(law.documents[0], clause))
    right = tuple(frozenset(numbers[clause] for clause in question.clauses) for question in bench.questions)
    return RankingSet("statutes", _texts(bench.questions), tuple(passages), right)


def load_epidemic_set(shared: Path) -> RankingSet:
    """Questions over the clauses of all web texts; right are the clauses that hold the answer or most of it."""
    bench = load_epidemic(shared)
    passages: list[str] = []
    held: dict[str, list[tuple[int, Clause]]] = {}
    for name, text in bench.texts.items():
        parsed = parse_file(SourceText(text, name, "txt", "utf-8"), name)
        documents = {document.id: document for document in parsed.documents}
        for clause in parsed.clauses:
            held.setdefault(name, []).append((len(passages), clause))
            passages.append(compose_passage(documents[clause.document_id], clause))
    questions, right = [], []
    for question in bench.questions:
        file = question.gold[0].file
        start = bench.texts[file].find(question.answers[0])
        if start >= 0 and question.answers[0]:
            questions.append(question)
            right.append(_find_holders(held[file], start, start + len(question.answers[0])))
    return RankingSet("epidemic", _texts(questions), tuple(passages), tuple(right))


def _find_holders(clauses: Sequence[tuple[int, Clause]], start: int, end: int) -> frozenset[int]:
    """Clauses that share at least half of the answer; without one, the clause that shares most."""
    shared = {number: min(end, c.end) - max(start, c.start) for number, c in clauses}
    half = frozenset(number for number, size in shared.items() if size * 2 >= end - start)
    return half or frozenset([max(shared, key=lambda number: shared[number])])


def load_english_set(shared: Path) -> RankingSet:
    """English questions over policies: the clauses of the question's own files and 5,000 others compete."""
    path = files("eval.questions").joinpath("english-policy.jsonl")
    asked = [q for q in load_questions(str(path)) if q.answerable and q.gold]
    wanted = {gold.file for question in asked for gold in question.gold}
    passages: list[str] = []
    places: list[Place] = []
    for file in _list_files(shared):
        parsed = parse_file(read_source(file), file.name)
        documents = {document.id: document for document in parsed.documents}
        for clause in parsed.clauses:
            places.append(Place(file.name, clause.section, clause.id, clause.text))
            passages.append(compose_passage(documents[clause.document_id], clause))
        if len(passages) > 6 * _OTHERS and file.name not in wanted and wanted <= {p.file for p in places}:
            break
    return _choose_rivals(asked, passages, places)


def _list_files(shared: Path) -> list[Path]:
    found = [p for name in ("policies", "corpus/hebei") for p in sorted((shared / name).glob("*.txt"))]
    if not found:
        raise BenchFailure(
            f"no policies below {shared}. Give the folder that holds policies/ and corpus/hebei."
        )
    return found


def _choose_rivals(asked: Sequence[Question], passages: list[str], places: list[Place]) -> RankingSet:
    owners = np.array([place.file for place in places])
    order = np.random.default_rng(0).permutation(len(places))
    questions, right, rivals = [], [], []
    for question in asked:
        own_files = [gold.file for gold in question.gold]
        found = frozenset(
            number
            for number in np.flatnonzero(np.isin(owners, own_files)).tolist()
            if any(is_right(places[number], gold) for gold in question.gold)
        )
        if not found:
            continue
        own = np.isin(owners, own_files)
        others = order[~own[order]][:_OTHERS]
        questions.append(question)
        right.append(found)
        rivals.append(np.concatenate([np.flatnonzero(own), others]))
    return RankingSet("english", _texts(questions), tuple(passages), tuple(right), tuple(rivals))


def load_reading_sets(shared: Path) -> Iterator[RankingSet]:
    """Held-out reading comprehension: Chinese questions, and our English wording of some, over 240 paragraphs."""
    path = shared / "train" / "reading-comprehension.jsonl.gz"
    asked: dict[str, list[str]] = {}
    contexts: dict[str, str] = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                context = fold_text(row["context"])
                contexts[context[:80]] = context
                asked.setdefault(context[:80], []).append(row["question"])
    except (OSError, ValueError) as error:
        raise BenchFailure(f"cannot read {path}: {error}. Give the folder that holds train/.") from error
    kept = sorted(contexts)[::_HELD_OUT_EVERY][:_READING_PASSAGES]
    passages = tuple(contexts[key] for key in kept)
    chinese = [(question, number) for number, key in enumerate(kept) for question in asked[key]]
    yield _pair_up("reading zh", chinese, passages)
    marks = {format(zlib.crc32(key.encode()), "08x"): number for number, key in enumerate(kept)}
    text = files("eval").joinpath("reading_english.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    english = [(row[1], marks[row[0]]) for row in rows if row[0] in marks]
    yield _pair_up("reading en", english, passages)


def _pair_up(name: str, pairs: Sequence[tuple[str, int]], passages: tuple[str, ...]) -> RankingSet:
    right = tuple(frozenset([number]) for _, number in pairs)
    return RankingSet(name, tuple(question for question, _ in pairs), passages, right)


def _texts(questions: Sequence[Question]) -> tuple[str, ...]:
    return tuple(question.text for question in questions)
