"""The next answer of a conversation while it is being made: asked in a thread, shown as its text comes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import replace

from assistant.web.conversation import Conversation, ask_next, await_answer
from assistant.web.desk import Desk

_PAUSE_S = 0.2  # between two looks of the page at the text


def stream_next(desk: Desk, conversation: Conversation, question: str) -> Iterator[Conversation]:
    """The conversation with the question awaited, then with the text so far, at last with the answer.

    A desk whose writer does not stream goes straight from awaited to answered. What asking raises is raised here.
    """
    waiting = await_answer(conversation, question)
    yield waiting
    if not desk.streams:
        yield ask_next(desk, conversation, question)
        return
    pieces: queue.SimpleQueue[str] = queue.SimpleQueue()
    done: list[Conversation | BaseException] = []

    def run() -> None:
        try:
            done.append(ask_next(desk, conversation, question, pieces.put))
        except BaseException as error:  # raised again below, in the reader's own thread
            done.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    text = ""
    while thread.is_alive():
        thread.join(_PAUSE_S)
        new = _take_all(pieces)
        if new and thread.is_alive():
            text += new
            yield replace(waiting, turns=(*waiting.turns[:-1], replace(waiting.turns[-1], partial=text)))
    if isinstance(done[0], BaseException):
        raise done[0]
    yield done[0]


def _take_all(pieces: queue.SimpleQueue[str]) -> str:
    """Everything that waits in the queue."""
    taken = []
    while not pieces.empty():
        taken.append(pieces.get())
    return "".join(taken)
