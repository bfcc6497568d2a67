"""What the page and the HTTP API need of the assistant; the engine offers it, a stand-in can."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.locate import Shelf
from assistant.records import Answer, Turn
from assistant.writers import OnText
from index.records import Hit


class HeldStore(Shelf, Protocol):
    """The store with its name."""

    @property
    def fingerprint(self) -> str: ...


class Desk(Protocol):
    """Answers questions for many readers at once."""

    @property
    def store(self) -> HeldStore: ...

    @property
    def streams(self) -> bool: ...

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        id: str | None = None,
        dropped: Sequence[str] = (),
        on_text: OnText | None = None,
    ) -> Answer: ...

    def search(self, question: str, k: int) -> list[Hit]: ...
