"""What `ask` and `search` share: a question or a batch of them, one object a line in and one out, in order."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from assistant.console import write_json, write_talk
from assistant.errors import UsageFailure
from assistant.requests import BadRequest, Request, read_batch

Handler = Callable[[Request], dict[str, Any]]


def add_batch_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare QUESTION and --batch, of which one is wanted."""
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="问题 / the question")
    parser.add_argument(
        "--batch",
        metavar="FILE",
        help="每行一个问题对象，- 为标准输入 / one question object a line, - is stdin",
    )


def check_batch_usage(args: argparse.Namespace) -> None:
    """Raise UsageFailure unless there is either a question or a batch."""
    if (args.question is None) == (args.batch is None):
        raise UsageFailure("请给出一个问题，或用 --batch 文件 / give one question, or --batch FILE")
    if args.batch is not None and getattr(args, "history", None) is not None:
        raise UsageFailure(
            "--history 只用于单个问题；批量时写在每行的 history / with --batch, history goes on each line"
        )


def answer_batch(batch: str, handle: Handler, debug: bool) -> bool:
    """Write one object a line for each question line; True when every line held a question that was handled.

    A line without a question gives an object with `error` in its place and the rest goes on. With `debug` a
    failure of our own is raised instead.
    """
    good = True
    with _open_batch(batch) as lines:
        for number, request in enumerate(read_batch(lines), 1):
            if isinstance(request, Request):
                try:
                    write_json(handle(request))
                    continue
                except Exception as error:  # one question must not lose the thousand after it
                    if debug:
                        raise
                    request = BadRequest(
                        number, f"{type(error).__name__}: {error}", request.id, request.question
                    )
            good = False
            write_json(describe_bad_request(request))
            write_talk(f"{batch} {request.line}: {request.reason}")
    return good


def describe_bad_request(request: BadRequest) -> dict[str, Any]:
    """An object in the shape of an answer and of a search at once: refused, empty, with the error."""
    return {
        "id": request.id,
        "question": request.question,
        "refused": True,
        "reason": "bad_request",
        "answer": "",
        "citations": [],
        "hits": [],
        "error": request.reason,
    }


@contextmanager
def _open_batch(batch: str) -> Iterator[BinaryIO]:
    """The lines of the batch; raises UsageFailure when there is no such file."""
    if batch == "-":
        yield sys.stdin.buffer
        return
    path = Path(batch)
    if not path.is_file():
        raise UsageFailure(f"没有文件 {batch}。请给出每行一个问题对象的文件 / no such file: {batch}")
    with path.open("rb") as lines:
        yield lines
