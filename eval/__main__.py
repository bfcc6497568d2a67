"""`python -m eval`: answers, refusal, retrieval, speed, and the measurements of structure and encoder.

Without a sub-command: answers over the bundled sample questions. Exit code 0 done, 1 worse than the baseline, 2 usage.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from assistant.errors import AssistantFailure
from eval.commands import add_measuring_parsers
from eval.errors import EvalFailure
from index.errors import IndexFailure

_WRONG = 2
_OTHERS = {  # each module offers add_parser(subparsers) under its own name and sets `run` on the parser
    "structure": ("eval.structure", "outlines: coverage, continuity, F1 against outlines checked by hand"),
    "curve": ("eval.curve", "draw the risk-coverage curve of refusing"),
    "fit": ("eval.fitting.command", "fit the weights of ranking and refusal"),
    "examples": ("eval.examples", "answers as the reader sees them, as one Markdown page"),
    "encoder": ("eval.encoder", "the shipped encoder against others"),
}


def make_parser(first: str) -> argparse.ArgumentParser:
    """The command line; of the modules that bring their own options only the one asked for is imported."""
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_measuring_parsers(subparsers)
    for name, (module, words) in _OTHERS.items():
        if name == first:
            importlib.import_module(module).add_parser(subparsers)
        else:
            subparsers.add_parser(name, help=words)
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
    except BrokenPipeError:  # the reader (head, less) has seen enough; nothing more can be said
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
