"""Which encoder a setting names: none is the shipped one, anything else a sentence-transformers model."""

from __future__ import annotations

from index.encoder import Encoder
from index.static_encoder import StaticEncoder


def load_encoder(setting: str | None = None) -> Encoder:
    """The encoder of a setting.

    None or "" -> the shipped static encoder; a folder or name, with options after "?", -> a sentence-transformers
    model: "models/bge-m3", "BAAI/bge-small-zh-v1.5?batch_size=16&query_prompt=为这个句子生成表示：".
    Raises EncoderFailure when the model is absent or an option is unknown.
    """
    if not setting:
        return StaticEncoder.load()
    from index.sentence_encoder import SentenceTransformerEncoder, read_settings

    return SentenceTransformerEncoder(read_settings(setting))
