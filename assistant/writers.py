"""What the engine asks of a writer beyond writing, when the writer offers it: streaming, making follow-ups whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from assistant.extractive import Draft, Writer
from assistant.records import Decision, Evidence, Query, Turn

OnText = Callable[[str], None]


@runtime_checkable
class StreamingWriter(Protocol):
    """A writer whose text can be shown while it is made."""

    def stream(
        self, query: Query, evidence: Sequence[Evidence], decision: Decision, on_text: OnText
    ) -> Draft:
        """See `Writer.write`; `on_text` gets the text piece by piece, safe to show, marks of the evidence given."""
        ...


@runtime_checkable
class RewritingWriter(Protocol):
    """A writer that can make a follow-up question whole."""

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """The standalone wording, or the question unchanged when there is nothing to add."""
        ...


def write_draft(
    writer: Writer,
    query: Query,
    evidence: Sequence[Evidence],
    decision: Decision,
    on_text: OnText | None = None,
) -> Draft:
    """The draft of a writer, streamed to `on_text` when there is one and the writer streams."""
    if on_text is not None and isinstance(writer, StreamingWriter):
        return writer.stream(query, evidence, decision, on_text)
    return writer.write(query, evidence, decision)


def rewrite_question(writer: Writer, question: str, history: Sequence[Turn]) -> str | None:
    """A follow-up made whole by the writer's model; None when there is no model or it leaves the question as it is."""
    if not history or not isinstance(writer, RewritingWriter):
        return None
    rewritten = writer.rewrite(question, history)
    return None if rewritten.strip() == question.strip() else rewritten
