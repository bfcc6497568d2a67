"""The shipped encoder, loaded directly: token vectors averaged, with numpy alone.

The folder is a sentence-transformers `StaticEmbedding` (int8 rows, each token's row and scale, as model2vec writes
them); neither torch nor transformers nor tokenizers is needed to use it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from index.encoder import NAMED_END, Vectors
from index.errors import EncoderFailure
from index.fold import fold_text
from index.unigram import RUNS, PieceTable, cut_texts

MODEL_FOLDER = Path(__file__).parent / "model"
DIMENSIONS = (512, 256, 128, 64)  # trained so that the first 256, 128 or 64 serve alone
_BATCH_CHARACTERS, _BATCH_TEXTS = 150_000, 2_048
_NAMED_SHARE = 0.4  # of the vector of title and headings beside that of the clause
_MANY_TEXTS = 64  # from which a sparse product is quicker


@dataclass(frozen=True, slots=True)
class StaticEncoder:
    """Mean of token vectors, scaled to length 1; questions and passages are treated alike.

    `rows` are int8 or floating rows, one a token; `weights` is each row's scale, 0 for silent tokens.
    """

    table: PieceTable
    pieces: tuple[str, ...]
    rows: NDArray[Any]
    weights: NDArray[np.float32]
    fingerprint: str
    dimensions: int

    @classmethod
    def load(cls, folder: Path | None = None, dimensions: int | None = None) -> StaticEncoder:
        """The encoder of a folder, by default the shipped one; fewer `dimensions` keep the first ones.

        Raises EncoderFailure when the folder holds no such encoder or lacks that many dimensions.
        """
        place = MODEL_FOLDER if folder is None else Path(folder)
        pieces = _read_pieces(place / "tokenizer.json")
        rows, weights, digest = _read_rows(place / "model.safetensors")
        if len(rows) != len(pieces):
            raise EncoderFailure(
                f"模型文件夹 {place} 不完整：{len(rows)} 个向量，{len(pieces)} 个词元，请重新获取 / "
                f"{place} holds {len(rows)} vectors for {len(pieces)} tokens: get the folder again"
            )
        width = rows.shape[1] if dimensions is None else dimensions
        if not 0 < width <= rows.shape[1]:
            raise EncoderFailure(
                f"维数应为 1–{rows.shape[1]}，不能是 {width} / {place} has {rows.shape[1]} dimensions, not {width}"
            )
        names = tuple(piece for piece, _ in pieces)
        fingerprint = f"static:{digest}:{width}"
        return cls(PieceTable.build(pieces), names, rows[:, :width], weights, fingerprint, width)

    def tokenize(self, folded_texts: Sequence[str]) -> list[NDArray[np.intp]]:
        """Token ids of texts folded by `fold_text`, without the silent tokens (spaces, unknown characters)."""
        ids, counts = cut_texts(self.table, folded_texts)
        owners = np.repeat(np.arange(len(counts)), counts)
        heard = self.weights[ids] > 0
        ends = np.cumsum(np.bincount(owners[heard], minlength=len(counts)))
        return np.split(ids[heard].astype(np.intp), ends[:-1]) if len(counts) else []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit row vectors of shape (len(texts), dimensions); a text without known words gives a zero row.

        The vector of a text with `NAMED_END` is that of what it says plus a smaller share of that of what names it,
        so that a long title does not drown a short clause.
        """
        parts = [text.partition(NAMED_END) for text in texts]
        vectors = self._encode([said if end else text for text, end, said in parts])
        named = [place for place, (_, end, _) in enumerate(parts) if end]
        if named:
            names = list(dict.fromkeys(parts[place][0] for place in named))  # many clauses share a title
            rows = {name: row for row, name in enumerate(names)}
            shares = _NAMED_SHARE * self._encode(names)
            vectors[named] = _scale(vectors[named] + shares[[rows[parts[place][0]] for place in named]])
        return vectors

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        start = 0
        while start < len(texts):
            batch = _take_batch(texts, start)
            ids = self.tokenize([fold_text(text) for text in batch])
            vectors[start : start + len(batch)] = _scale(self.sum_tokens(ids))
            start += len(batch)
        return vectors

    def sum_tokens(self, texts: Sequence[NDArray[np.intp]]) -> Vectors:
        """The sum of the token vectors of each text, shape (len(texts), dimensions), not scaled."""
        if len(texts) < _MANY_TEXTS:
            rows = [self.weights[ids] @ self.rows[ids].astype(np.float32) for ids in texts]
            return np.array(rows, np.float32).reshape(len(texts), self.dimensions)
        from scipy.sparse import csr_array  # slow to import, not needed for a question

        flat = np.concatenate(texts)
        used, places = np.unique(flat, return_inverse=True)
        ends = np.cumsum([0, *map(len, texts)])
        table = csr_array((self.weights[flat], places, ends), shape=(len(texts), len(used)))
        return np.asarray(table @ self.rows[used].astype(np.float32), np.float32)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The same as `encode_passages`."""
        return self.encode_passages(texts)

    def dot_tokens(self, vector: NDArray[np.float32], ids: NDArray[np.integer]) -> NDArray[np.float32]:
        """The dot product of a vector with the vector of each token, shape (len(ids),); each token is met once."""
        held = np.zeros(len(self.rows), np.bool_)
        held[ids] = True
        known = np.flatnonzero(held)
        dots = np.zeros(len(held), np.float32)
        dots[known] = (self.rows[known].astype(np.float32) @ vector) * self.weights[known]
        return np.asarray(dots[ids])

    def token_vectors(self, text: str) -> tuple[list[str], Vectors]:
        """Tokens of a text, which is folded here, and their vectors before averaging, shape (tokens, dimensions).

        The length of a vector is the token's weight: "的" is short, "补贴" is long. For late interaction.
        """
        (ids,) = self.tokenize([fold_text(text)])
        matrix = self.rows[ids].astype(np.float32) * self.weights[ids, None]
        return [self.pieces[number] for number in ids], matrix


def _scale(vectors: Vectors) -> Vectors:
    """The rows scaled to length 1; zero rows stay."""
    lengths = np.sqrt(np.einsum("td,td->t", vectors, vectors))
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0)[:, None], np.float32)


def _take_batch(texts: Sequence[str], start: int) -> Sequence[str]:
    end, size = start, 0
    while end < len(texts) and end - start < _BATCH_TEXTS and size < _BATCH_CHARACTERS:
        size += len(texts[end])
        end += 1
    return texts[start:end]


def _check_file(file: Path) -> None:
    if not file.is_file():
        raise EncoderFailure(
            f"编码器文件 {file} 不存在，请指定完整的模型文件夹 / {file} is missing: name a complete model folder"
        )


def _read_pieces(file: Path) -> list[tuple[str, float]]:
    """Pieces and scores of a tokenizer that cuts as `index.unigram` does."""
    _check_file(file)
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
        pattern = settings["pre_tokenizer"]["pattern"]["Regex"]
        pieces = [(str(piece), float(score)) for piece, score in settings["model"]["vocab"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderFailure(
            f"{file} 不是本产品的分词器，请以文件夹名作为编码器设置来使用它 / {file} is not a tokenizer of ours: "
            "name its folder as the encoder setting to use it through sentence-transformers"
        ) from error
    if pattern != RUNS or settings["model"].get("type") != "Unigram" or not pieces:
        raise EncoderFailure(
            f"{file} 的分词方式不同 / {file} cuts otherwise: name its folder as the encoder setting"
        )
    return pieces


def _read_rows(file: Path) -> tuple[NDArray[Any], NDArray[np.float32], str]:
    """A row a token, its scale, and a digest of both."""
    _check_file(file)
    try:
        tensors = load_file(file)
        rows = tensors["embeddings"] if "embeddings" in tensors else tensors["embedding.weight"]
        if "mapping" in tensors:  # several tokens may share a row
            rows = rows[tensors["mapping"]]
    except (SafetensorError, OSError, ValueError, KeyError, IndexError) as error:
        reason = str(error) or type(error).__name__
        raise EncoderFailure(f"编码器文件 {file} 已损坏，请重新获取 / {file} is broken: {reason}") from error
    weights = tensors.get("weights")
    scales = np.ones(len(rows), np.float32) if weights is None else weights.astype(np.float32)
    digest = hashlib.sha256(rows[::89].tobytes() + scales.tobytes()).hexdigest()[:12]
    return rows, scales, digest
