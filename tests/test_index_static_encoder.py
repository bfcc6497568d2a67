"""The shipped encoder: its vectors, its speed of start, what it refuses; the same vectors as sentence-transformers."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from index.encoder import Encoder
from index.errors import EncoderFailure
from index.fold import fold_text
from index.load_encoder import load_encoder
from index.static_encoder import DIMENSIONS, MODEL_FOLDER, StaticEncoder

TEXTS = (
    "企业研发费用加计扣除比例是多少？",
    "對青年科研人員有哪些支持",
    "What support is there for young researchers in Jiangxi?",
    "R&D 经费投入强度达到１．９％，比２０２３年提高0.1个百分点",
    "一、总体要求\n（一）指导思想。以习近平新时代中国特色社会主义思想为指导",
    "high-tech enterprises，高新技術企業 and SMEs",
    "第三十五条 人事劳动部门及用人单位违反本办法规定的，由上级机关责令改正",
)


@cache
def _load_once() -> StaticEncoder:
    return StaticEncoder.load()


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return _load_once()


def test_encoder_is_the_default(encoder: StaticEncoder) -> None:
    loaded: Encoder = load_encoder(None)
    assert loaded.fingerprint == encoder.fingerprint
    assert load_encoder("").dimensions == encoder.dimensions == DIMENSIONS[0]


def test_vectors_have_length_one(encoder: StaticEncoder) -> None:
    vectors = encoder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("text", ["", " \n", "！？。", "😀", "\ud800", "\x00"])
def test_text_without_words_gives_a_zero_row(encoder: StaticEncoder, text: str) -> None:
    assert not encoder.encode_questions([text]).any()


def test_no_texts_give_no_rows(encoder: StaticEncoder) -> None:
    assert encoder.encode_passages([]).shape == (0, encoder.dimensions)


def test_scripts_and_widths_give_the_same_vector(encoder: StaticEncoder) -> None:
    one, other = encoder.encode_questions(["贛州市２０２４年研發經費補貼", "赣州市2024年研发经费补贴"])
    assert one == pytest.approx(other)


def test_batches_do_not_change_vectors(encoder: StaticEncoder) -> None:
    alone = np.vstack([encoder.encode_passages([text]) for text in TEXTS])
    assert encoder.encode_passages(TEXTS * 3)[: len(TEXTS)] == pytest.approx(alone, abs=1e-6)


def test_a_title_counts_less_than_what_a_clause_says(encoder: StaticEncoder) -> None:
    title, said = "江西省科技厅关于印发二〇二四年科技工作要点的通知", "补贴每人五百元"
    whole, alone, named = encoder.encode_passages([f"{title}\f{said}", said, title])
    assert whole @ alone > whole @ named > alone @ named
    assert np.linalg.norm(whole) == pytest.approx(1.0, abs=1e-5)
    empty, blank = encoder.encode_passages([f"{title}\f", "\f"])
    assert empty == pytest.approx(named, abs=1e-5) and not blank.any()


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("研发投入有什么税收优惠？", "企业研究开发费用可以在税前加计扣除", "禁止在饮用水水源保护区内排污"),
        ("老板拖欠工资怎么办", "用人单位应当按月足额支付劳动者报酬", "城市绿化由园林部门负责管理"),
        ("How are patents protected?", "发明专利权的期限为二十年", "学校应当安排课后服务"),
        ("rent relief for small firms", "对承租国有房屋的中小企业减免租金", "加强野生动物疫源疫病监测"),
    ],
)
def test_questions_are_nearer_to_their_answer(
    encoder: StaticEncoder, question: str, right: str, wrong: str
) -> None:
    asked = encoder.encode_questions([question])[0]
    near, far = encoder.encode_passages([right, wrong]) @ asked
    assert near > far + 0.1


@pytest.mark.parametrize("width", DIMENSIONS)
def test_fewer_dimensions_are_the_first_ones(encoder: StaticEncoder, width: int) -> None:
    narrow = StaticEncoder.load(dimensions=width)
    whole = encoder.encode_passages(TEXTS)[:, :width]
    expected = whole / np.linalg.norm(whole, axis=1, keepdims=True)
    assert narrow.encode_passages(TEXTS) == pytest.approx(expected, abs=1e-5)
    assert (narrow.fingerprint == encoder.fingerprint) == (width == encoder.dimensions)


def test_token_vectors_sum_to_the_text(encoder: StaticEncoder) -> None:
    tokens, matrix = encoder.token_vectors("高新技术企业的认定条件")
    total = matrix.sum(axis=0)
    assert "".join(tokens) == "高新技术企业的认定条件"
    assert total / np.linalg.norm(total) == pytest.approx(
        encoder.encode_passages(["高新技术企业的认定条件"])[0], abs=1e-5
    )
    lengths = dict(zip(tokens, np.linalg.norm(matrix, axis=1).tolist(), strict=True))
    assert lengths["的"] < lengths["认定"]


def test_token_vectors_of_nothing(encoder: StaticEncoder) -> None:
    tokens, matrix = encoder.token_vectors("？！")
    assert tokens == []
    assert matrix.shape == (0, encoder.dimensions)


def test_cuts_are_those_of_tokenizers(encoder: StaticEncoder) -> None:
    reference = Tokenizer.from_file(str(MODEL_FOLDER / "tokenizer.json"))
    folded = [fold_text(text) for text in TEXTS]
    expected = [[i for i in one.ids if encoder.weights[i] > 0] for one in reference.encode_batch(folded)]
    assert [ids.tolist() for ids in encoder.tokenize(folded)] == expected


@given(st.text(alphabet="研发费用加计扣除税的企业abcde xyz019 ，。-\n", max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_text_is_cut_without_loss(text: str) -> None:
    tokens, _ = _load_once().token_vectors(text)
    kept = {c for c in "".join(tokens) if c >= "\u3400"}
    assert kept <= set(text)


def test_long_runs_take_linear_time(encoder: StaticEncoder) -> None:
    vectors = encoder.encode_passages(["研发费用" * 50_000, "enterprise " * 20_000])
    assert np.isfinite(vectors).all()


def test_folder_opens_as_sentence_transformer_with_the_same_vectors(encoder: StaticEncoder) -> None:
    sentence_transformers = pytest.importorskip("sentence_transformers")
    model = sentence_transformers.SentenceTransformer(str(MODEL_FOLDER), device="cpu", local_files_only=True)
    theirs = model.encode(list(TEXTS), show_progress_bar=False)
    assert (theirs * encoder.encode_passages(TEXTS)).sum(axis=1) == pytest.approx(1.0, abs=1e-3)


def test_shipped_folder_is_small() -> None:
    assert sum(file.stat().st_size for file in MODEL_FOLDER.iterdir() if file.is_file()) < 40_000_000


def test_no_heavy_library_is_imported() -> None:
    code = (
        "import sys; from index.load_encoder import load_encoder; load_encoder(None).encode_questions(['补贴']);"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'tokenizers') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(EncoderFailure, match="missing") as caught:
        StaticEncoder.load(tmp_path / "nothing")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("dimensions", [0, -1, 100_000])
def test_impossible_width_is_refused(dimensions: int) -> None:
    with pytest.raises(EncoderFailure, match="dimensions"):
        StaticEncoder.load(dimensions=dimensions)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"model": {"type": "BPE"}}'])
def test_foreign_tokenizer_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "tokenizer.json").write_text(content, encoding="utf-8")
    with pytest.raises(EncoderFailure):
        StaticEncoder.load(tmp_path)


def _write_tiny(folder: Path, tensors: dict[str, np.ndarray]) -> None:
    shipped = json.loads((MODEL_FOLDER / "tokenizer.json").read_text(encoding="utf-8"))
    shipped["model"]["vocab"] = [["[UNK]", -50.0], [" ", -1.0], ["补", -2.0], ["贴", -2.0], ["补贴", -3.0]]
    (folder / "tokenizer.json").write_text(json.dumps(shipped), encoding="utf-8")
    save_file(tensors, folder / "model.safetensors")


def test_floating_rows_load_too(tmp_path: Path) -> None:
    rows = np.eye(5, dtype=np.float16)
    rows[:2] = 0
    _write_tiny(tmp_path, {"embedding.weight": rows})
    vectors = StaticEncoder.load(tmp_path).encode_passages(["补贴", "贴", "补 贴"])
    assert vectors.argmax(axis=1).tolist() == [4, 3, 4]


@pytest.mark.parametrize(
    "tensors", [{"embeddings": np.ones((3, 4), np.int8)}, {"other": np.ones(2, np.int8)}]
)
def test_incomplete_weights_are_refused(tmp_path: Path, tensors: dict[str, np.ndarray]) -> None:
    _write_tiny(tmp_path, tensors)
    with pytest.raises(EncoderFailure):
        StaticEncoder.load(tmp_path)


def test_broken_weights_are_refused(tmp_path: Path) -> None:
    _write_tiny(tmp_path, {"embeddings": np.ones((5, 4), np.int8)})
    (tmp_path / "model.safetensors").write_bytes(b"broken")
    with pytest.raises(EncoderFailure, match="broken"):
        StaticEncoder.load(tmp_path)


def test_rows_are_int8_with_a_scale_each() -> None:
    tensors = load_file(MODEL_FOLDER / "model.safetensors")
    assert tensors["embeddings"].dtype == np.int8
    assert tensors["weights"].shape == tensors["mapping"].shape
    assert set(tensors["mapping"].tolist()) == set(range(len(tensors["embeddings"]))), "no row is idle"
