"""Any sentence-transformers model as an encoder, by folder or name, with its own prompts; nothing is downloaded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import numpy as np

from index.encoder import NAMED_END, Vectors
from index.errors import EncoderFailure

_PROMPTS = {  # what the authors of these models ask for, by a part of the name
    "multilingual-e5": ("query: ", "passage: "),
    "bge-small-zh": ("为这个句子生成表示以用于检索相关文章：", ""),
    "bge-base-zh": ("为这个句子生成表示以用于检索相关文章：", ""),
    "bge-large-zh": ("为这个句子生成表示以用于检索相关文章：", ""),
}
_BACKENDS = ("torch", "onnx")


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """How a sentence-transformers model is used; a prompt of None means the model's own or a known default.

    `device` is "cpu", "cuda", "mps" or None for the best at hand; `backend` is "torch" or "onnx".
    """

    name: str
    query_prompt: str | None = None
    passage_prompt: str | None = None
    batch_size: int = 32
    device: str | None = None
    backend: str = "torch"


def read_settings(setting: str) -> EncoderSettings:
    """Settings from "name?option=value&option=value".

    Example: "models/e5?batch_size=8" -> EncoderSettings("models/e5", batch_size=8). Raises EncoderFailure.
    """
    name, _, options = setting.partition("?")
    known = {field.name for field in fields(EncoderSettings)} - {"name"}
    values: dict[str, Any] = dict(parse_qsl(options, keep_blank_values=True))
    if unknown := sorted(set(values) - known):
        raise EncoderFailure(
            f"未知的编码器选项 {', '.join(unknown)}，可用：{', '.join(sorted(known))} / unknown encoder option"
        )
    if "batch_size" in values:
        text = values["batch_size"]
        if not text.isdecimal() or int(text) < 1:
            raise EncoderFailure(
                f"batch_size 应为正整数，不能是 {text!r} / batch_size must be a positive integer"
            )
        values["batch_size"] = int(text)
    if values.get("backend", "torch") not in _BACKENDS:
        raise EncoderFailure(
            f"backend 应为 torch 或 onnx，不能是 {values['backend']!r} / backend is torch or onnx"
        )
    return EncoderSettings(name, **values)


@contextmanager
def _stay_offline() -> Iterator[None]:
    before = {key: os.environ.get(key) for key in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")}
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value


def _load_model(settings: EncoderSettings) -> Any:
    folder = Path(settings.name)
    if not folder.is_dir() and (
        folder.is_absolute() or settings.name.startswith(".") or settings.name.count("/") > 1
    ):
        raise EncoderFailure(
            f"模型文件夹 {settings.name} 不存在，请检查路径 / no model folder {settings.name}: check the path"
        )
    if settings.backend == "onnx" and find_spec("onnxruntime") is None:
        raise EncoderFailure(
            "未安装 ONNX 后端，请运行 pip install 'sentence-transformers[onnx]' 或改用 backend=torch / "
            "the ONNX backend is not installed"
        )
    with _stay_offline():
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(
                settings.name, device=settings.device, backend=settings.backend, local_files_only=True
            )
        except (OSError, ValueError, RuntimeError, KeyError, TypeError, ImportError) as error:
            reason = str(error).strip().splitlines()[0][:160] if str(error).strip() else type(error).__name__
            advice = (
                "请检查该文件夹 / check the folder"
                if folder.is_dir()
                else f"请在联网机器上运行 hf download {settings.name} 后再指定其文件夹 / not in the local cache: "
                f"run hf download {settings.name} on a connected machine and name the folder"
            )
            raise EncoderFailure(f"无法加载模型 {settings.name}（{reason}）；{advice}") from error


class SentenceTransformerEncoder:
    """A sentence-transformers model behind the Encoder protocol; loading it imports torch (several seconds)."""

    def __init__(self, settings: EncoderSettings | str) -> None:
        """Load the model from a folder or the local cache, never from the network. Raises EncoderFailure."""
        given = read_settings(settings) if isinstance(settings, str) else settings
        self._model = _load_model(given)
        self.settings = complete_prompts(given, self._model.prompts)
        self.dimensions = int(self._model.get_embedding_dimension())
        self.fingerprint = self._describe()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit row vectors of passages; a blank text gives a zero row."""
        return self._encode(texts, self.settings.passage_prompt or "")

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Unit row vectors of questions, with the query prompt."""
        return self._encode(texts, self.settings.query_prompt or "")

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        texts = [text.replace(NAMED_END, "\n") for text in texts]
        places = [place for place, text in enumerate(texts) if text.strip()]
        if places:
            vectors[places] = self._model.encode(
                [texts[place] for place in places],
                prompt=prompt or None,
                batch_size=self.settings.batch_size,
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return vectors

    def _describe(self) -> str:
        prompts = f"{self.settings.query_prompt}\0{self.settings.passage_prompt}"
        probe = self.encode_passages(["政策文件 policy 2024"]).round(2).tobytes()
        digest = hashlib.sha256(prompts.encode() + probe).hexdigest()[:12]
        return f"st:{Path(self.settings.name).name}:{digest}:{self.dimensions}"


def complete_prompts(settings: EncoderSettings, own: dict[str, str]) -> EncoderSettings:
    """Settings with every prompt decided: as given, else the model's `own`, else a known default, else none."""
    known = next((pair for part, pair in _PROMPTS.items() if part in settings.name.lower()), ("", ""))
    query = next((own[key] for key in ("query", "question") if own.get(key)), known[0])
    passage = next((own[key] for key in ("passage", "document") if own.get(key)), known[1])
    return replace(
        settings,
        query_prompt=query if settings.query_prompt is None else settings.query_prompt,
        passage_prompt=passage if settings.passage_prompt is None else settings.passage_prompt,
    )
