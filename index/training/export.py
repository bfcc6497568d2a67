"""Writing the model as a sentence-transformers folder: int8 rows with scales, which row is whose, the tokenizer."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def quantize_rows(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows as int8 with the scale of each, `rows ≈ int8 * scale[:, None]`; a zero row keeps scale 0."""
    scales = (np.abs(rows).max(axis=1) / 127.0).astype(np.float32)
    safe = np.where(scales > 0, scales, 1.0)[:, None]
    return np.round(rows / safe).astype(np.int8), scales


def export_model(
    rows: NDArray[np.float32], targets: NDArray[np.int64], tokenizer: Tokenizer, folder: Path
) -> None:
    """Write weights, tokenizer and the three small files that sentence-transformers reads.

    `rows` holds a vector a token; token t is written as the row of `targets[t]`, and rows that none takes are not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken, mapping = np.unique(targets, return_inverse=True)
    embeddings, scales = quantize_rows(rows[taken])
    tensors = {"embeddings": embeddings, "weights": scales[mapping], "mapping": mapping.astype(np.int32)}
    save_file(tensors, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)
    (folder / "tokenizer.json").write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    (folder / "1_Normalize").mkdir(exist_ok=True)
    configuration = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine", "prompts": {}}
    (folder / "modules.json").write_text(json.dumps(_MODULES, indent=2) + "\n", encoding="utf-8")
    settings = folder / "config_sentence_transformers.json"
    settings.write_text(json.dumps(configuration, indent=2) + "\n", encoding="utf-8")
