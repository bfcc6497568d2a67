"""The command line `policyqa`: reads the words, runs the command, turns errors into one line and an exit code."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

from assistant.commands import (
    FAILED,
    WRONG_USAGE,
    Command,
    ask,
    documents,
    index,
    outline,
    remove,
    search,
    serve,
    show,
)
from assistant.console import write_talk
from assistant.errors import AssistantFailure, UsageFailure
from assistant.settings import DEFAULT_STORE, read_settings
from index.errors import IndexFailure

COMMANDS: dict[str, Command] = {
    "index": index,
    "remove": remove,
    "documents": documents,
    "outline": outline,
    "search": search,
    "ask": ask,
    "show": show,
    "serve": serve,
}
INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    """A parser that raises its errors, so that they are said like all others: in one line."""

    def error(self, message: str) -> NoReturn:
        raise UsageFailure(f"{message}。用法见 {self.prog} --help / usage: {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 something failed, 2 wrong usage, 130 interrupted."""
    debug = os.environ.get("POLICYQA_DEBUG", "0") not in ("", "0")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run_command(argv)
    except BrokenPipeError:  # the reader of our output has gone, as in `policyqa documents | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        write_talk("已中断 / interrupted")
        return INTERRUPTED
    except Exception as error:
        if debug:
            traceback.print_exc()
        else:
            write_talk(_explain(error))
        return WRONG_USAGE if isinstance(error, UsageFailure) else FAILED


def _run_command(argv: Sequence[str] | None) -> int:
    """Read the words and run the command they name."""
    args = build_parser().parse_args(argv)
    settings = read_settings(store=getattr(args, "store", None))
    command = COMMANDS[args.command]
    return command.run(args, settings)


def build_parser() -> argparse.ArgumentParser:
    """The grammar of the command line."""
    parser = _Parser(
        prog="policyqa",
        description="政策问答，答案引到条款 / questions on policies, answers cited to the clause",
    )
    parser.add_argument("--version", action="version", version=f"policyqa {_read_version()}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        subparser = commands.add_parser(name, help=command.HELP, description=command.HELP)
        command.add_arguments(subparser)
        if name != "outline":
            subparser.add_argument(
                "--store",
                type=Path,
                metavar="DIR",
                help=f"索引文件夹，默认 {DEFAULT_STORE} / the store, {DEFAULT_STORE} unless told",
            )
    return parser


def _explain(error: Exception) -> str:
    """One line for the user: what our own errors say, or what broke and how to see more of it."""
    if isinstance(error, (AssistantFailure, IndexFailure)):
        return f"policyqa: {error}"
    if isinstance(error, OSError) and error.strerror is not None:
        place = f" {error.filename}" if error.filename is not None else ""
        return f"policyqa:{place} {error.strerror}"
    return (
        f"policyqa: 内部错误 {type(error).__name__}: {error}。设 POLICYQA_DEBUG=1 可看详情 / "
        "internal error: set POLICYQA_DEBUG=1 to see more"
    )


def _read_version() -> str:
    try:
        return version("policy-assistant")
    except PackageNotFoundError:
        return "(source)"
