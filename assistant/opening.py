"""From settings to an assistant: the store opened, the encoder loaded, the writer chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.engine import Assistant
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.extractive import Writer


def open_assistant(settings: Settings) -> Assistant:
    """An assistant as the settings want it; close it, or use it in a `with` block.

    Raises StoreFailure, StaleStore, EncoderFailure or WriterFailure.
    """
    return Assistant.open(settings.store, settings.encoder, choose_writer(settings))


def choose_writer(settings: Settings) -> Writer | None:
    """The writer with a language model when one is set, else None: the extractive default, which imports no model."""
    if not settings.uses_llm:
        return None
    from assistant.llm import open_writer

    return open_writer(settings)
