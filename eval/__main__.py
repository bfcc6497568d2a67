"""`python -m eval`: answers, refusal, retrieval, speed, and the measurements of structure and encoder.

Without a sub-command: answers over the bundled sample questions. Exit code 0 done, 1 worse than the baseline, 2 usage.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from assistant.errors import AssistantFailure
from eval.commands import add_measuring_parsers
from eval.errors import EvalFailure
from index.errors import IndexFailure

_WRONG = 2
_OTHERS = ("eval.structure", "eval.encoder")  # each offers add_parser(subparsers) and sets `run` on it
_NAMES = ("answers", "refusal", "retrieval", "speed", "structure", "encoder")


def make_parser(first: str | None) -> argparse.ArgumentParser:
    """The whole command line; only the module of the sub-command asked for is imported, all of them for --help."""
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_measuring_parsers(subparsers)
    for module in _OTHERS:
        if first is None or first not in _NAMES or module == f"eval.{first}":
            importlib.import_module(module).add_parser(subparsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command; failures are one line on stderr."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
        words.insert(0, "answers")
    args = make_parser(words[0]).parse_args(words)
    try:
        return int(args.run(args) or 0)
    except (EvalFailure, IndexFailure, AssistantFailure) as problem:
        sys.stderr.write(f"{problem}\n")
        return _WRONG


if __name__ == "__main__":
    sys.exit(main())
