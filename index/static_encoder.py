"""The shipped encoder, loaded directly: token vectors averaged, with numpy and tokenizers alone.

The folder is a sentence-transformers `StaticEmbedding`; torch and transformers are not needed to use it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer, normalizers

from index.encoder import Vectors
from index.errors import EncoderFailure
from index.fold import fold_text

MODEL_FOLDER = Path(__file__).parent / "model"
DIMENSIONS = (256, 128, 64)
_BATCH = 512


@dataclass(frozen=True, slots=True)
class StaticEncoder:
    """Mean of token vectors, scaled to length 1; questions and passages are treated alike.

    `rows` are int8 or floating rows, one a token; `weights` is each row's scale.
    """

    tokenizer: Tokenizer
    rows: NDArray[np.generic]
    weights: NDArray[np.float32]
    fingerprint: str
    dimensions: int

    @classmethod
    def load(cls, folder: Path | None = None, dimensions: int | None = None) -> StaticEncoder:
        """The encoder of a folder, by default the shipped one; fewer `dimensions` keep the first ones.

        Raises EncoderFailure when the folder holds no static encoder or lacks that many dimensions.
        """
        place = MODEL_FOLDER if folder is None else Path(folder)
        weights_file, tokenizer_file = place / "model.safetensors", place / "tokenizer.json"
        for file in (weights_file, tokenizer_file):
            if not file.is_file():
                raise EncoderFailure(
                    f"编码器文件 {file} 不存在，请指定完整的模型文件夹 / {file} is missing: "
                    "name a folder with tokenizer.json and model.safetensors"
                )
        try:
            tensors = load_file(weights_file)
            tokenizer = Tokenizer.from_file(str(tokenizer_file))
        except Exception as error:  # tokenizers raises bare Exception
            raise EncoderFailure(f"编码器 {place} 已损坏 / {place} is broken: {error}") from error
        return cls._from_tensors(tensors, tokenizer, place, dimensions)

    @classmethod
    def _from_tensors(
        cls,
        tensors: dict[str, NDArray[np.generic]],
        tokenizer: Tokenizer,
        place: Path,
        dimensions: int | None,
    ) -> StaticEncoder:
        rows = tensors["embeddings"] if "embeddings" in tensors else tensors["embedding.weight"]
        scales = tensors.get("weights")
        width = rows.shape[1] if dimensions is None else dimensions
        if not 0 < width <= rows.shape[1]:
            raise EncoderFailure(f"{place}: 1–{rows.shape[1]} dimensions, not {width}")
        weights = np.ones(len(rows), np.float32) if scales is None else scales.astype(np.float32)
        tokenizer.normalizer = normalizers.Sequence([])  # fold_text has done its work before
        tokenizer.no_padding()
        digest = hashlib.sha256(rows[::97].tobytes()).hexdigest()[:12]
        return cls(tokenizer, rows[:, :width], weights, f"static:{digest}:{width}", width)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit row vectors; a text without known words (an empty one) gives a zero row."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), _BATCH):
            folded = [fold_text(text) for text in texts[start : start + _BATCH]]
            encodings = self.tokenizer.encode_batch_fast(folded, add_special_tokens=False)
            for row, encoding in enumerate(encodings, start):
                ids = np.array(encoding.ids, np.intp)
                if ids.size:
                    vectors[row] = self.weights[ids] @ self.rows[ids].astype(np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, norms, out=vectors, where=norms > 0)
        return vectors

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The same as `encode_passages`."""
        return self.encode_passages(texts)

    def token_vectors(self, text: str) -> tuple[list[str], Vectors]:
        """Tokens of the folded text and their vectors before averaging, shape (tokens, dimensions).

        The length of a vector is the token's weight: "的" is short, "补贴" is long.
        """
        encoding = self.tokenizer.encode(fold_text(text), add_special_tokens=False)
        ids = np.array(encoding.ids, np.intp)
        matrix = self.rows[ids].astype(np.float32) * self.weights[ids, None]
        return list(encoding.tokens), matrix.reshape(len(ids), self.dimensions)
