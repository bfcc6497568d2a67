"""The model writer over HTTP against a real llama.cpp server with a tiny model of random weights.

Needs `pip install xllamacpp gguf`, which the project does not depend on; skipped without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.llm import open_writer
from assistant.settings import Settings
from tests.tiny_policies import FIRMS, GOALS, SURE, make_evidence, make_query

WHY = "needs pip install xllamacpp gguf"
WIDTH, INNER, HEADS = 64, 128, 4
BLOCK = {
    "attn_q": (WIDTH, WIDTH), "attn_k": (WIDTH, WIDTH), "attn_v": (WIDTH, WIDTH), "attn_output": (WIDTH, WIDTH),
    "ffn_gate": (INNER, WIDTH), "ffn_up": (INNER, WIDTH), "ffn_down": (WIDTH, INNER),
}  # fmt: skip


def write_tiny_model(gguf: Any, path: Path) -> None:
    """A llama of one block with seeded random weights, whose tokens are the 256 bytes."""
    random = np.random.default_rng(0)
    tokens = [b"<unk>", b"<s>", b"</s>", *(f"<0x{byte:02X}>".encode() for byte in range(256))]
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_context_length(8192)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([2, 3, 3] + [6] * 256)  # unknown, control, control, bytes
    shapes = {f"blk.0.{name}.weight": shape for name, shape in BLOCK.items()}
    shapes |= {"token_embd.weight": (len(tokens), WIDTH), "output.weight": (len(tokens), WIDTH)}
    for name, shape in shapes.items():
        writer.add_tensor(name, (random.standard_normal(shape) * 0.05).astype(np.float32))
    for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(WIDTH, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    xllamacpp = pytest.importorskip("xllamacpp", reason=WHY)
    gguf = pytest.importorskip("gguf", reason=WHY)
    path = tmp_path_factory.mktemp("gguf") / "tiny.gguf"
    write_tiny_model(gguf, path)
    params = xllamacpp.CommonParams()
    params.model.path, params.n_ctx, params.n_predict, params.port = str(path), 8192, 40, 0
    params.cpuparams.n_threads, params.warmup = 1, False
    server = xllamacpp.Server(params)
    yield str(server.listening_address)
    del server


def test_a_real_server_is_asked_streams_and_its_nonsense_is_not_shown_as_an_answer(address: str) -> None:
    settings = Settings(llm_base_url=f"{address}/v1", llm_model="tiny", time_limit_s=30.0)
    writer = open_writer(settings)
    pieces: list[str] = []
    try:
        query = make_query("技术合同成交额的目标是多少？", "figure")
        draft = writer.stream(query, make_evidence(GOALS, FIRMS), SURE, pieces.append)
    finally:
        writer.close()
    assert "".join(pieces).strip(), draft.notes
    assert draft.writer == "extractive" and "860亿元" in draft.text
    assert draft.notes[0].startswith("语言模型")
