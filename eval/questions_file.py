"""Question sets: one JSON object a line, checked on loading; bundled sets go by name, others by path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from eval.errors import QuestionsFailure

EVERY_GOLD_TYPES = frozenset({"compare", "conflict"})


@dataclass(frozen=True, slots=True)
class Gold:
    """One right place: a file by name and section paths, any of which is right (`a|b` in the file).

    `sections` is None when the whole file is right; the path "" means metadata or preamble.
    """

    file: str
    sections: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what a right answer holds.

    `facts` must occur in the answer, each a tuple of alternatives; `answers` are reference spans of the source;
    `clauses` are right clause ids where a set judges by clause and not by section.
    """

    id: str
    text: str
    language: str
    type: str
    gold: tuple[Gold, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    answerable: bool = True
    scoped: bool = False
    only_alone: bool = False
    history: tuple[tuple[str, str], ...] = ()
    answers: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()

    @property
    def needs_every_gold(self) -> bool:
        """Comparisons and conflicts are right only when every gold entry is cited."""
        return self.type in EVERY_GOLD_TYPES


def list_bundled() -> tuple[str, ...]:
    """Names of the question sets shipped in `eval/questions`, sorted. Example: ("samples", ...)."""
    names = (item.name for item in files("eval.questions").iterdir())
    return tuple(sorted(name.removesuffix(".jsonl") for name in names if name.endswith(".jsonl")))


def load_questions(name_or_path: str) -> tuple[Question, ...]:
    """The questions of a bundled set or a file, in order.

    Raises QuestionsFailure when neither exists, or naming the first line that breaks the format.
    """
    path = Path(name_or_path)
    if path.suffix == ".jsonl" or path.is_file():
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise QuestionsFailure(
                f"cannot read the question set {name_or_path}: {error}. Give a UTF-8 JSON-lines file."
            ) from error
        return parse_questions(text.splitlines(), name_or_path)
    bundled = list_bundled()
    if name_or_path not in bundled:
        raise QuestionsFailure(
            f"no question set {name_or_path!r}: neither a file nor bundled. Bundled: {', '.join(bundled)}."
        )
    resource = files("eval.questions").joinpath(f"{name_or_path}.jsonl")
    return parse_questions(resource.read_text(encoding="utf-8").splitlines(), name_or_path)


def parse_questions(lines: Iterable[str], origin: str) -> tuple[Question, ...]:
    """Questions from JSON lines; blank lines are skipped. Raises QuestionsFailure with line number and reason."""
    questions: list[Question] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = _read_question(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            reason = f"lacks {error}" if isinstance(error, KeyError) else error
            raise QuestionsFailure(f"{origin}, line {number}: {reason}. Correct that line.") from error
        if question.id in seen:
            raise QuestionsFailure(f"{origin}, line {number}: id {question.id!r} is used twice. Rename one.")
        seen.add(question.id)
        questions.append(question)
    if not questions:
        raise QuestionsFailure(f"{origin} holds no question. Give a file with one JSON object a line.")
    return tuple(questions)


def _read_question(row: Any) -> Question:
    if not isinstance(row, Mapping):
        raise TypeError("not a JSON object")
    question = Question(
        id=str(row["id"]),
        text=_read_string(row["question"]),
        language=str(row.get("lang", "zh")),
        type=str(row.get("type", "general")),
        gold=tuple(_read_gold(entry) for entry in row.get("gold", ())),
        facts=tuple(tuple(_read_string(fact).split("|")) for fact in row.get("facts", ())),
        answerable=bool(row.get("answerable", True)),
        scoped=bool(row.get("scoped", False)),
        only_alone=bool(row.get("only_alone", False)),
        history=tuple((_read_string(asked), _read_string(told)) for asked, told in row.get("history", ())),
        answers=tuple(_read_string(answer) for answer in row.get("answers", ())),
    )
    if question.answerable and not question.gold:
        raise ValueError("an answerable question needs gold")
    if not question.answerable and question.gold:
        raise ValueError("an unanswerable question has no gold")
    return question


def _read_gold(entry: Mapping[str, Any]) -> Gold:
    section = entry.get("section")
    return Gold(str(entry["file"]), None if section is None else tuple(_read_string(section).split("|")))


def _read_string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a string")
    return value
