"""The epidemic-policy benchmark: web texts without line breaks, one question each for a clause somewhere inside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import BenchFailure
from eval.questions_file import Gold, Question

_FOLDER = Path("bench") / "epidemic-policy"


@dataclass(frozen=True, slots=True)
class EpidemicBench:
    """`texts` maps file names (`docid.txt`) to texts; each question's gold is its whole file, `answers` its span."""

    texts: Mapping[str, str]
    questions: tuple[Question, ...]

    def write_documents(self, folder: Path) -> list[Path]:
        """Write one UTF-8 txt a document into the folder (made when missing); the paths, in order."""
        folder.mkdir(parents=True, exist_ok=True)
        paths: list[Path] = []
        for name, text in self.texts.items():
            path = folder / name
            path.write_text(text, encoding="utf-8", newline="")
            paths.append(path)
        return paths


def load_epidemic(shared: Path, part: str = "dev") -> EpidemicBench:
    """Documents and the questions of one part, from the folder that holds `bench/`.

    Raises BenchFailure when a file is missing or a question's document is not there.
    """
    folder = shared / _FOLDER
    texts = {f"{row['docid']}.txt": str(row["text"]) for row in read_rows(folder / "documents.jsonl")}
    questions = tuple(_read_question(row) for row in read_rows(folder / f"questions-{part}.jsonl"))
    for question in questions:
        if question.gold[0].file not in texts:
            raise BenchFailure(f"question {question.id} asks for {question.gold[0].file}, which is not there")
    return EpidemicBench(texts, questions)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file. Raises BenchFailure when it cannot be read."""
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except (OSError, ValueError) as error:
        raise BenchFailure(f"cannot read {path}: {error}. Give the folder that holds bench/.") from error


def _read_question(row: Mapping[str, Any]) -> Question:
    return Question(
        id=str(row["qid"]),
        text=str(row["question"]),
        language="zh",
        type="epidemic",
        gold=(Gold(f"{row['docid']}.txt"),),
        answers=(str(row["answer"]).strip(),),
    )
