"""`policyqa search`: ranked clauses, no answer; for one question or a batch of them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from assistant.commands import DONE, FAILED
from assistant.commands.batch import add_batch_arguments, answer_batch, check_batch_usage
from assistant.console import write_json, write_result, write_talk
from assistant.errors import UsageFailure
from assistant.requests import Request, check_question
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.engine import Assistant

HELP = "只检索条款，不作回答 / ranked clauses, no answer"
MAX_HITS = 1000
_SHOWN = 160  # characters of a clause on the terminal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_batch_arguments(parser)
    parser.add_argument(
        "-k", type=int, default=10, metavar="N", help="最多几条，默认 10 / how many, 10 unless told"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON 对象 / write a JSON object")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Search and print the clauses, best first."""
    from assistant.opening import open_assistant

    check_batch_usage(args)
    if not 1 <= args.k <= MAX_HITS:
        raise UsageFailure(f"-k {args.k} 不在 1 到 {MAX_HITS} 之间 / -k must be from 1 to {MAX_HITS}")
    if args.batch is not None:
        with open_assistant(settings) as assistant:
            good = answer_batch(
                args.batch, lambda request: _search(assistant, request, args.k), settings.debug
            )
        return DONE if good else FAILED
    request = Request(check_question(args.question))
    with open_assistant(settings) as assistant:
        found = _search(assistant, request, args.k)
    if args.json:
        write_json(found)
    else:
        _write_hits(found["hits"])
    return DONE


def _search(assistant: Assistant, request: Request, k: int) -> dict[str, Any]:
    """The search object of CONTRACT.md for one request."""
    from assistant.serialize import hits_to_dict

    return hits_to_dict(request.question, assistant.search(request.question, k)) | {"id": request.id}


def _write_hits(hits: list[dict[str, Any]]) -> None:
    """Each hit on two lines: where it stands, and how it begins."""
    for hit in hits:
        words = " ".join(hit["quote"].split())
        write_result(f"{hit['rank']}. {hit['document']['title']} {hit['label']} {hit['heading']}".rstrip())
        write_result("   " + words[:_SHOWN] + ("…" if len(words) > _SHOWN else ""))
    if not hits:
        write_talk("没有匹配的条款 / no clause matches")
