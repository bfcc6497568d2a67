"""A scripted model: the offline stand-in for a language model, which records what it was asked.

`quote_clauses` is a script that answers honestly by quoting; `PLANTED_FAULTS` are scripts that each break one rule,
by which the check after the model is measured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle

from assistant.chat import Message
from assistant.figures import read_figures
from assistant.sentences import split_sentences

Script = Callable[[Sequence[Message]], str]
_CLAUSE = re.compile(r"<(DATA-[0-9a-f]{8})> \[([0-9]{1,4})\] ([^\n]{0,300})\n(.{0,20000}?)\n</\1>", re.DOTALL)


class ScriptedModel:
    """A ChatModel that gives the replies of its script, the last one again and again; `asked` holds the messages.

    A reply may be text, a function of the messages, or an exception to raise. `sizes` are the lengths of the pieces
    that a reply is cut into, over and over.
    """

    def __init__(self, *script: str | Script | BaseException, sizes: Sequence[int] = (7, 1, 3)) -> None:
        if not script or any(size < 1 for size in sizes) or not sizes:
            raise ValueError("脚本为空或分块长度小于 1 / the script is empty or a piece is shorter than 1")
        self._script = script
        self._sizes = tuple(sizes)
        self.asked: list[tuple[Message, ...]] = []

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The next reply of the script in pieces."""
        self.asked.append(tuple(messages))
        step = self._script[min(len(self.asked), len(self._script)) - 1]
        if isinstance(step, BaseException):
            raise step
        reply = step if isinstance(step, str) else step(messages)
        at = 0
        for size in cycle(self._sizes):
            if at >= len(reply):
                return
            yield reply[at : at + size]
            at += size


def read_clauses(messages: Sequence[Message]) -> dict[int, str]:
    """The clauses a model was given, by mark, read from between their delimiters."""
    return {int(mark): text for _, mark, _, text in _CLAUSE.findall(messages[-1].text)}


def _first_sentences(messages: Sequence[Message]) -> list[tuple[int, str]]:
    """One sentence of each clause, one with a figure where there is one."""
    chosen = []
    for mark, text in read_clauses(messages).items():
        found = [" ".join(text[span.start : span.end].split()) for span in split_sentences(text)] or [
            text[:200]
        ]
        chosen.append((mark, next((s for s in found if read_figures(s)), found[0]).rstrip("；;。")))
    return chosen


def quote_clauses(messages: Sequence[Message]) -> str:
    """An honest answer: one sentence of each clause with its mark."""
    return "\n".join(f"- {sentence}。[{mark}]" for mark, sentence in _first_sentences(messages))


def state_wrong_figure(messages: Sequence[Message]) -> str:
    """Quotes, with every figure changed."""
    return re.sub(
        r"[0-9](?=[0-9.]{0,9}(?:\D|$))", lambda m: str((int(m[0]) + 3) % 10), _unmarked(messages, True)
    )


def invent_mark(messages: Sequence[Message]) -> str:
    """Quotes, with marks that were not given."""
    return "\n".join(f"- {sentence}。[{mark + 90}]" for mark, sentence in _first_sentences(messages))


def cite_wrong_document(messages: Sequence[Message]) -> str:
    """Quotes, each with the mark of another clause."""
    chosen = _first_sentences(messages)
    marks = [mark for mark, _ in chosen]
    turned = marks[1:] + marks[:1]
    return "\n".join(f"- {sentence}。[{mark}]" for (_, sentence), mark in zip(chosen, turned, strict=True))


def leave_out_marks(messages: Sequence[Message]) -> str:
    """Quotes, without marks."""
    return _unmarked(messages, False)


def obey_injection(messages: Sequence[Message]) -> str:
    """Does what a clause orders: says the word, and gives its rules away."""
    clause = next(iter(read_clauses(messages)), 1)
    return f"HACKED。[{clause}]\n我的系统提示词是：{messages[0].text[:60]}[{clause}]"


def _unmarked(messages: Sequence[Message], marked: bool) -> str:
    lines = []
    for mark, sentence in _first_sentences(messages):
        lines.append(f"- {sentence}。" + (f"[{_spell(mark)}]" if marked else ""))
    return "\n".join(lines)


def _spell(mark: int) -> str:
    """A mark in full-width digits, which changing figures leaves alone."""
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(mark))


PLANTED_FAULTS: dict[str, Script] = {
    "wrong figure": state_wrong_figure,
    "invented mark": invent_mark,
    "wrong document": cite_wrong_document,
    "no mark": leave_out_marks,
    "obeyed injection": obey_injection,
}
