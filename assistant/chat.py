"""Language models as a stream of text: the Protocol, the adapter to llama-index, and reading one within a time limit.

Why a model failed is told as one of a few plain reasons; messages of exceptions are never passed on, since they
may hold keys or addresses.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from assistant.errors import WriterFailure

Why = Literal["down", "slow", "key", "quota", "server", "empty", "nonsense", "broken"]
_LONGEST_REPLY = 20_000  # characters; a model that writes more has lost its way


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a model; `role` is "system", "user" or "assistant"."""

    role: Literal["system", "user", "assistant"]
    text: str


class ChatModel(Protocol):
    """A model that answers messages with pieces of text as they come."""

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Pieces of the reply in order; whatever it raises counts as a failure of the model."""
        ...


class ModelFailure(WriterFailure):
    """A model did not deliver; `why` is the plain reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(f"语言模型失败：{why}。请检查模型服务和设置 / language model failed: {why}")
        self.why: Why = why


class LlamaIndexChat:
    """Any llama-index LLM as a ChatModel."""

    def __init__(self, llm: Any) -> None:
        self._llm = llm

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The deltas of `stream_chat`; a stream that ends without its end mark, where one is due, is broken."""
        from llama_index.core.llms import ChatMessage

        chat = [ChatMessage(role=message.role, content=message.text) for message in messages]
        ends = _EndMark()
        shown = ""
        responses = self._llm.stream_chat(chat)
        try:
            for response in responses:
                ends.see(response.raw)
                piece = response.delta
                if piece is None:  # some models give only the text so far
                    whole = str(response.message.content or "")
                    piece = whole[len(shown) :]
                shown += piece
                if piece:
                    yield piece
        finally:
            _close(responses)
        if ends.missing:
            raise ModelFailure("broken")

    def close(self) -> None:
        """Give back the connections that the model's client holds."""
        _close(getattr(self._llm, "_client", None))


def _close(thing: Any) -> None:
    close = getattr(thing, "close", None)
    if callable(close):
        close()


class _EndMark:
    """Watches a stream of OpenAI's kind for its `finish_reason`."""

    def __init__(self) -> None:
        self.missing = False

    def see(self, raw: Any) -> None:
        choices = getattr(raw, "choices", None)
        if choices:
            self.missing = getattr(choices[0], "finish_reason", None) is None


def read_reply(
    model: ChatModel,
    messages: Sequence[Message],
    time_limit_s: float,
    on_piece: Callable[[str], None] | None = None,
) -> str:
    """The whole reply of a model, given piece by piece to `on_piece`. Raises ModelFailure with the reason.

    The model runs in a thread of its own, so that one that hangs is left behind when `time_limit_s` (seconds) is over.
    """
    pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
    stopped = threading.Event()
    threading.Thread(target=_pump, args=(model, messages, pieces, stopped), daemon=True).start()
    deadline = time.monotonic() + time_limit_s
    reply: list[str] = []
    length = 0
    try:
        while True:
            try:
                item = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise ModelFailure("slow") from None
            if item is None:
                break
            if isinstance(item, BaseException):
                raise ModelFailure(explain_failure(item)) from None
            length += len(item)
            if length > _LONGEST_REPLY:
                raise ModelFailure("nonsense")
            reply.append(item)
            if on_piece is not None:
                on_piece(item)
    finally:
        stopped.set()
    whole = "".join(reply)
    if not whole.strip():
        raise ModelFailure("empty")
    return whole


def _pump(
    model: ChatModel,
    messages: Sequence[Message],
    pieces: queue.SimpleQueue[str | BaseException | None],
    stopped: threading.Event,
) -> None:
    try:
        for piece in model.stream(messages):
            if stopped.is_set():
                return
            pieces.put(str(piece))
        pieces.put(None)
    except BaseException as error:  # whatever a model raises is its failure; it ends here, in its thread
        pieces.put(error)


_WHY_BY_STATUS: dict[int, Why] = {
    401: "key",
    403: "key",
    402: "quota",
    429: "quota",
    408: "slow",
    504: "slow",
}


def explain_failure(error: BaseException) -> Why:
    """The plain reason behind an exception of any client, from its status and type, never its message.

    Example: an error with `status_code` 429 -> "quota".
    """
    if isinstance(error, ModelFailure):
        return error.why
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status > 0:
        return _WHY_BY_STATUS.get(status, "server")
    names = " ".join(kind.__name__ for kind in type(error).__mro__)
    cause = error.__cause__
    if cause is not None:
        names += " " + " ".join(kind.__name__ for kind in type(cause).__mro__)
    if "Timeout" in names:
        return "slow"
    if "RemoteProtocolError" in names or "ReadError" in names or "Incomplete" in names:
        return "broken"
    if "Connect" in names:
        return "down"
    if any(word in names for word in ("JSONDecode", "Validation", "ValueError", "KeyError", "TypeError")):
        return "nonsense"
    return "nonsense" if "APIError" in names or "AttributeError" in names else "down"
