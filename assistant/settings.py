"""What the user may set, read once at the edge from the environment and the flags; nothing deeper reads either."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import UsageFailure

DEFAULT_STORE = Path(".policyqa")
DEFAULT_TIME_LIMIT_S = 30.0
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860


@dataclass(frozen=True, slots=True)
class Settings:
    """How the assistant works; every default works offline on the shipped encoder and without a language model.

    `encoder` is None for the shipped encoder, else a sentence-transformers name or folder; `llm_model` None means
    no language model: answers quote the clauses themselves. `llm_base_url` None with a model set means the usual
    local Ollama. `time_limit_s` (seconds, > 0) bounds one answer of the language model. `reranker` None is off.
    The key never appears in a repr, a log or an answer.
    """

    store: Path = DEFAULT_STORE
    encoder: str | None = None
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: str | None = field(default=None, repr=False)
    time_limit_s: float = DEFAULT_TIME_LIMIT_S
    reranker: str | None = None
    debug: bool = False

    @property
    def uses_llm(self) -> bool:
        """Whether answers are worded by a language model."""
        return self.llm_model is not None


def read_settings(environ: Mapping[str, str] | None = None, store: Path | None = None) -> Settings:
    """The settings of this run; a flag (`store`) wins over the environment, an empty variable counts as unset.

    Example: {"POLICYQA_LLM_MODEL": "qwen3"} -> Settings(llm_model="qwen3"). Raises UsageFailure when a
    variable cannot be understood.
    """
    values = {
        name: value.strip()
        for name, value in (os.environ if environ is None else environ).items()
        if value.strip()
    }
    base_url, model = values.get("POLICYQA_LLM_BASE_URL"), values.get("POLICYQA_LLM_MODEL")
    if base_url is not None and model is None:
        raise UsageFailure(
            "设了 POLICYQA_LLM_BASE_URL 而未设 POLICYQA_LLM_MODEL。请一并设置 / "
            "POLICYQA_LLM_BASE_URL is set without POLICYQA_LLM_MODEL: set both"
        )
    if base_url is not None and not base_url.startswith(("http://", "https://")):
        raise UsageFailure(
            f"POLICYQA_LLM_BASE_URL 不是网址：{base_url}。请写成 http://…/v1 / "
            "POLICYQA_LLM_BASE_URL is no address: write http://…/v1"
        )
    if store is None:
        store = Path(values.get("POLICYQA_STORE", str(DEFAULT_STORE)))
    return Settings(
        store=store,
        encoder=values.get("POLICYQA_ENCODER"),
        llm_base_url=base_url,
        llm_model=model,
        llm_api_key=values.get("POLICYQA_LLM_API_KEY"),
        time_limit_s=_read_seconds(values),
        reranker=values.get("POLICYQA_RERANKER"),
        debug=values.get("POLICYQA_DEBUG", "0") != "0",
    )


def _read_seconds(values: Mapping[str, str]) -> float:
    """The time limit in seconds; raises UsageFailure unless it is a number above 0 and at most one hour."""
    written = values.get("POLICYQA_LLM_TIME_LIMIT")
    if written is None:
        return DEFAULT_TIME_LIMIT_S
    try:
        seconds = float(written)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= 3600:
        raise UsageFailure(
            f"POLICYQA_LLM_TIME_LIMIT={written} 不是 0 到 3600 之间的秒数，例如 30 / "
            "POLICYQA_LLM_TIME_LIMIT must be seconds above 0 and up to 3600, such as 30"
        )
    return seconds
