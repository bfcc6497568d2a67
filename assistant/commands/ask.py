"""`policyqa ask`: one cited answer, or one answer line for each question line of a batch."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.commands import DONE, FAILED
from assistant.commands.batch import add_batch_arguments, answer_batch, check_batch_usage
from assistant.console import write_json, write_markdown
from assistant.requests import Request, check_question, read_history
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.engine import Assistant

HELP = "提问，得到带条款出处的回答 / ask and get a cited answer"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_batch_arguments(parser)
    parser.add_argument("--json", action="store_true", help="输出 JSON 对象 / write the answer object")
    parser.add_argument(
        "--history", type=Path, metavar="FILE", help="此前的对话 [[问, 答], …] / earlier turns, JSON"
    )


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Answer; a refusal is an answer too, so its exit code is 0."""
    from assistant.opening import open_assistant
    from assistant.render import render_answer
    from assistant.serialize import answer_to_dict

    check_batch_usage(args)
    if args.batch is not None:
        with open_assistant(settings) as assistant:
            good = answer_batch(args.batch, lambda request: _answer(assistant, request), settings.debug)
        return DONE if good else FAILED
    question = check_question(args.question)
    history = () if args.history is None else read_history(args.history)
    with open_assistant(settings) as assistant:
        answer = assistant.ask(question, history=history)
    if args.json:
        write_json(answer_to_dict(answer))
    else:
        write_markdown(render_answer(answer))
    return DONE


def _answer(assistant: Assistant, request: Request) -> dict[str, Any]:
    """The answer object to one request, under the id it came with."""
    from assistant.serialize import answer_to_dict

    answer = assistant.ask(request.question, history=request.history, dropped=request.dropped)
    return answer_to_dict(answer) | {"id": request.id}
