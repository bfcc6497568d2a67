"""Writing to the terminal: results to stdout, talk and progress to stderr, nothing that could steer the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tqdm import tqdm

_UNSAFE = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], "�")
_JSON_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


class Progress(Protocol):
    """What long work calls: how much is done, of how much."""

    def __call__(self, done: int, total: int) -> None: ...


def write_result(text: str) -> None:
    """Write a result for a reader to stdout; control characters from documents are made visible, never sent."""
    sys.stdout.write(clean_text(text) + "\n")


def write_markdown(text: str) -> None:
    """Write Markdown to stdout: laid out when a person looks at it, as it is into a pipe or file."""
    if not sys.stdout.isatty():
        write_result(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(clean_text(text), hyperlinks=False))


def write_json(value: object) -> None:
    """Write one object on one line of stdout, Chinese as it is."""
    written = json.dumps(value, ensure_ascii=False, allow_nan=False)
    sys.stdout.write(written.translate(_JSON_BREAKS) + "\n")
    sys.stdout.flush()


def write_talk(text: str) -> None:
    """Write one line to stderr."""
    sys.stderr.write(clean_text(text).replace("\n", " ") + "\n")


def clean_text(text: str) -> str:
    """The text with every control character but line feed and tab replaced. Example: "\\x1b[2J" -> "�[2J"."""
    return text.replace("\r\n", "\n").translate(_UNSAFE)


@contextmanager
def beside_progress() -> Iterator[None]:
    """Lines written inside the block stand above the bar, not in it."""
    from tqdm import tqdm

    with tqdm.external_write_mode(file=sys.stdout):
        yield


@contextmanager
def show_progress(label: str) -> Iterator[Progress]:
    """A bar on stderr while the block runs, drawn only when stderr is a terminal; yields the function to call."""
    from tqdm import tqdm

    bar: tqdm = tqdm(
        desc=label, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False, dynamic_ncols=True
    )
    bar.delay = 0.5

    def advance(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    try:
        yield advance
    finally:
        bar.close()
