"""`python -m eval examples`: answers as the reader sees them, as one Markdown page; docs/answers.md is made by it."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

from assistant.engine import Assistant
from assistant.escape import escape_source
from assistant.records import Answer
from assistant.render import render_answer
from eval.questions_file import Question, load_questions
from eval.sets import BUNDLED_QUESTIONS, EvalSet, choose_set, fill_store
from index.load_encoder import load_encoder
from index.store import Store

TODAY = date(2025, 9, 1)  # the day the examples are asked on, so that they stay the same
_WORDS = "answers as the reader sees them, as one Markdown page"
_HEAD = """# Answers, as the reader sees them

Made by `make answers` ({command}); a test fails when it is stale. {count} questions over {documents}.
A mark such as [1] names the clause under **引用** / **Citations**; a refusal lists the nearest clauses instead.
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the sub-command and its options."""
    parser = subparsers.add_parser("examples", help=_WORDS, description=__doc__)
    parser.add_argument(
        "--questions", metavar="SET", help="a bundled set or a file; unless told, chosen samples"
    )
    parser.add_argument("--documents", nargs="+", type=Path, default=(), metavar="PATH", help="what to index")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N questions")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the page here, unless told to stdout")
    parser.set_defaults(run=run_examples)


def run_examples(args: argparse.Namespace) -> int:
    """Ask, render, write."""
    page = make_page(args.questions, args.documents, args.limit)
    if args.out is None:
        sys.stdout.write(page)
    else:
        args.out.write_text(page, encoding="utf-8")
    return 0


def make_page(name: str | None = None, documents: Sequence[Path] = (), limit: int | None = None) -> str:
    """The page over a set and its documents; unless told, the chosen questions over the bundled samples.

    Raises EvalFailure when the set or its documents cannot be used.
    """
    chosen = choose_set(name, documents, (), None)
    questions = choose_examples() if name is None else chosen.questions
    with tempfile.TemporaryDirectory(prefix="policyqa-examples-") as scratch:
        folder, encoder = Path(scratch) / "store", load_encoder(None)
        fill_store(chosen, folder, encoder)
        with Assistant(Store.open(folder), encoder, today=lambda: TODAY) as assistant:
            return render_page(assistant, questions[:limit], chosen)


def choose_examples() -> tuple[Question, ...]:
    """The bundled questions that `eval/questions/examples.txt` names, in its order."""
    lines = files("eval.questions").joinpath("examples.txt").read_text(encoding="utf-8").splitlines()
    held = {question.id: question for question in load_questions(BUNDLED_QUESTIONS)}
    return tuple(held[line.strip()] for line in lines if line.strip() and not line.startswith("#"))


def render_page(assistant: Assistant, questions: Sequence[Question], chosen: EvalSet) -> str:
    """The page as Markdown: a heading a question, what went before in the talk, the answer with its citations."""
    places = ", ".join(f"`{path.name}`" for path in chosen.documents)
    command = "`python -m eval examples --out docs/answers.md`"
    blocks = [_HEAD.format(command=command, count=len(questions), documents=places)]
    for number, question in enumerate(questions, start=1):
        answer = assistant.ask(question.text, question.history, question.id)
        blocks.append(_render_example(number, question, answer))
    return "\n".join(blocks)


def _render_example(number: int, question: Question, answer: Answer) -> str:
    kind = f"refused, {answer.reason}" if answer.refused else f"{answer.kind}, {answer.confidence}"
    before = "".join(
        f"Before: {escape_source(asked)} — {escape_source(said)}\n\n" for asked, said in question.history
    )
    return (
        f"## {number}. {escape_source(question.text)}\n\n{before}*{kind}; {answer.language}*\n\n"
        f"{render_answer(answer)}\n"
    )
