"""Tiny random transformer models on disk, so that the real loading code is tested without a download."""

from __future__ import annotations

from pathlib import Path

CHARACTERS = "租房购补贴每月五百元公积金工伤保险申请条件高新技术企业研发投入"


def write_vocabulary(folder: Path) -> int:
    """A BERT vocabulary of single characters in `folder/vocab.txt`; how many tokens it has."""
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(CHARACTERS)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(tokens), encoding="utf-8")
    return len(tokens)


def make_cross_encoder(folder: Path) -> Path:
    """A random BERT of one layer with one output, saved as a cross-encoder folder."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    size = write_vocabulary(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=size,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizer(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder
