"""From settings to an assistant: the store opened, the encoder loaded, the writer chosen."""

from __future__ import annotations

from assistant.engine import Assistant
from assistant.extractive import ExtractiveWriter, Writer
from assistant.rerank import CrossEncoderReranker
from assistant.settings import Settings
from assistant.writing.siblings import ClausesOf
from index.encoder import Encoder
from index.load_encoder import load_encoder
from index.store import Store


def open_assistant(settings: Settings) -> Assistant:
    """An assistant as the settings want it; close it, or use it in a `with` block.

    Raises StoreFailure, StaleStore, EncoderFailure, WriterFailure or AssistantFailure (a reranker that is not there).
    """
    store = Store.open(settings.store)
    try:
        encoder = load_encoder(settings.encoder)
        reranker = None if settings.reranker is None else CrossEncoderReranker(settings.reranker)
        return Assistant(
            store, encoder, choose_writer(settings, encoder, store.clauses_of), reranker=reranker
        )
    except BaseException:
        store.close()
        raise


def choose_writer(settings: Settings, encoder: Encoder, clauses_of: ClausesOf | None = None) -> Writer:
    """The writer that quotes, before it one with a language model when the settings name one."""
    quoting = ExtractiveWriter(encoder, clauses_of)
    if not settings.uses_llm:
        return quoting
    from assistant.llm import open_writer

    return open_writer(settings, quoting)
