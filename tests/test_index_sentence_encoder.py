"""Other encoders by setting: a tiny transformer made here, its prompts, and clear lines when a model is absent."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import EncoderFailure
from index.load_encoder import load_encoder
from index.sentence_encoder import EncoderSettings, SentenceTransformerEncoder, read_settings

TEXTS = ["企业研发费用", "patent", "  ", "补贴"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer with random weights, saved as a sentence-transformers folder."""
    torch = pytest.importorskip("torch")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    place = tmp_path_factory.mktemp("tiny")
    torch.manual_seed(0)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"企业研发费用补贴问", "patent", "query"]
    tokenizer = Tokenizer(models.WordPiece({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    names = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(place / "bert")
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(place / "bert")
    transformer = Transformer(str(place / "bert"))
    SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu").save(str(place / "model"))
    return place / "model"


@pytest.fixture(scope="module")
def encoder(folder: Path) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(f"{folder}?query_prompt=问&device=cpu&batch_size=2")


def test_vectors_are_unit_rows_and_blank_text_is_zero(encoder: SentenceTransformerEncoder) -> None:
    vectors = encoder.encode_passages(TEXTS)
    assert vectors.shape == (4, 16)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 0, 1], abs=1e-5)


def test_no_texts_give_no_rows(encoder: SentenceTransformerEncoder) -> None:
    assert encoder.encode_questions([]).shape == (0, 16)


def test_prompt_changes_questions_only(encoder: SentenceTransformerEncoder, folder: Path) -> None:
    plain = SentenceTransformerEncoder(EncoderSettings(str(folder), device="cpu"))
    assert plain.encode_passages(TEXTS) == pytest.approx(encoder.encode_passages(TEXTS), abs=1e-5)
    assert plain.encode_questions(["补贴"]) == pytest.approx(plain.encode_passages(["补贴"]), abs=1e-5)
    assert np.abs(plain.encode_questions(["补贴"]) - encoder.encode_questions(["补贴"])).max() > 1e-3


def test_fingerprint_names_model_and_prompts(encoder: SentenceTransformerEncoder, folder: Path) -> None:
    plain = load_encoder(f"{folder}?device=cpu")
    assert encoder.fingerprint != plain.fingerprint
    assert plain.fingerprint == load_encoder(f"{folder}?device=cpu&batch_size=1").fingerprint
    assert plain.fingerprint.startswith("st:model:")
    assert plain.dimensions == 16


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("models/bge", EncoderSettings("models/bge")),
        ("a/b?batch_size=8", EncoderSettings("a/b", batch_size=8)),
        ("a?query_prompt=query:%20&device=cpu", EncoderSettings("a", query_prompt="query: ", device="cpu")),
        ("a?passage_prompt=&backend=onnx", EncoderSettings("a", passage_prompt="", backend="onnx")),
    ],
)
def test_settings_are_read(setting: str, expected: EncoderSettings) -> None:
    assert read_settings(setting) == expected


@pytest.mark.parametrize("options", ["batch=3", "batch_size=0", "batch_size=x", "backend=tensorflow"])
def test_wrong_options_are_refused(options: str) -> None:
    with pytest.raises(EncoderFailure):
        read_settings(f"model?{options}")


@pytest.mark.parametrize("name", ["/no/such/model", "./missing", "some-vendor/not-downloaded-model"])
def test_absent_model_is_one_line_and_never_downloaded(name: str) -> None:
    with pytest.raises(EncoderFailure) as caught:
        load_encoder(name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_folder_without_a_model_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EncoderFailure) as caught:
        load_encoder(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_known_models_get_the_prompts_of_their_authors() -> None:
    from index.sentence_encoder import complete_prompts

    settings = complete_prompts(EncoderSettings("intfloat/multilingual-e5-small"), {})
    assert (settings.query_prompt, settings.passage_prompt) == ("query: ", "passage: ")
    own = complete_prompts(EncoderSettings("x"), {"query": "Q: ", "document": "D: "})
    assert (own.query_prompt, own.passage_prompt) == ("Q: ", "D: ")
    given = complete_prompts(EncoderSettings("intfloat/multilingual-e5-small", query_prompt=""), {})
    assert given.query_prompt == ""
