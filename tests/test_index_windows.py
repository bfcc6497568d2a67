"""Windows of clauses: where they are cut, and that their rating is the cosine of the vectors they stand for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoder import Vectors
from index.fold import fold_text
from index.static_encoder import StaticEncoder
from index.window_index import WindowIndex
from index.windows import ClauseWindows, cut_windows, split_windows
from tests.stand_ins import HashEncoder

TEXTS = [
    "申请人应当在本市登记注册满两年,对首次认定的高新技术企业一次性奖励20万元。奖励资金由市财政局负责拨付到企业账户。",
    "养老服务机构的床位补贴。",
    "",
]
NAMES = ["某市科技创新办法 奖励", "某市养老办法", "某市办法"]


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder.load()


@pytest.fixture(scope="module")
def index(encoder: StaticEncoder) -> WindowIndex:
    folded = [fold_text(text) for text in TEXTS]
    return WindowIndex.build([3, 5, 8], cut_windows(encoder, folded, [fold_text(name) for name in NAMES]))


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        (
            "对首次认定的高新技术企业,一次性给予奖励10万元。",
            ["对首次认定的高新技术企业,", "一次性给予奖励10万元。"],
        ),
        ("贷款总额1,500,000元以上的企业,给予贴息补助。", ["贷款总额1,500,000元以上的企业,给予贴息补助。"]),
        ("甲,乙,丙,丁。", ["甲,乙,丙,丁。"]),
        (",,,", [",,,"]),
        ("", []),
    ],
)
def test_windows_end_behind_commas_and_stops(text: str, windows: list[str]) -> None:
    assert split_windows(text) == windows


def test_windows_leave_nothing_out() -> None:
    text = "一是支持企业,二是支持高校;三是支持科研院所:包括转制院所。" * 9
    assert "".join(split_windows(text)) == text


def _rate_plainly(encoder: StaticEncoder, question: Vectors, text: str, name: str) -> float:
    """The definition: the best cosine with window + clause + .9 names, each a unit vector."""
    windows = [
        unit for window in split_windows(fold_text(text)) for unit in encoder.encode_passages([window])
    ]
    clause, named = encoder.encode_passages([text]), encoder.encode_passages([name])
    summed = np.array(windows) + clause + 0.9 * named
    return float((summed @ question / np.linalg.norm(summed, axis=1)).max())


@pytest.mark.parametrize(
    "question", ["高新技术企业认定奖励多少", "谁拨付资金", "養老床位補貼", "innovation reward"]
)
def test_the_rating_is_the_best_cosine_of_a_window(
    encoder: StaticEncoder, index: WindowIndex, question: str
) -> None:
    vector = encoder.encode_questions([question])[0]
    rated = index.rate(encoder, vector, [3, 5])
    expected = [
        _rate_plainly(encoder, vector, text, name) for text, name in zip(TEXTS[:2], NAMES[:2], strict=True)
    ]
    np.testing.assert_allclose(rated, expected, atol=2e-3)


def test_any_rows_in_any_order(encoder: StaticEncoder, index: WindowIndex) -> None:
    vector = encoder.encode_questions(["高新技术企业奖励"])[0]
    alone = {row: index.rate(encoder, vector, [row])[0] for row in (3, 5, 8, 99)}
    together = index.rate(encoder, vector, [99, 8, 5, 3, 5])
    np.testing.assert_allclose(together, [alone[row] for row in (99, 8, 5, 3, 5)], atol=1e-5)
    assert alone[8] == alone[99] == 0.0 and alone[3] > alone[5]
    assert index.rate(encoder, vector, []).shape == (0,)


def test_one_part_of_a_long_clause_is_found(encoder: StaticEncoder) -> None:
    """What the mean over the clause blurs: the sentence that answers among twenty others."""
    others = "健全工作机制,加强组织领导,完善统计监测,做好宣传引导,强化督促检查。" * 20
    long, near = f"{others}残疾人驾驶证考试费用减半。{others}", "机动车驾驶培训机构应当公示收费标准。"
    [vector] = encoder.encode_questions(["残疾人考驾驶证有什么优惠"])
    index = WindowIndex.build([0, 1], cut_windows(encoder, [fold_text(t) for t in (long, near)], ["", ""]))
    whole = encoder.encode_passages([long, near]) @ vector
    rated = index.rate(encoder, vector, [0, 1])
    assert whole[0] < whole[1] and rated[0] > rated[1]


def test_what_is_saved_is_what_is_loaded(tmp_path: Path, encoder: StaticEncoder, index: WindowIndex) -> None:
    index.save(tmp_path, 7)
    loaded = WindowIndex.load(tmp_path, 7)
    vector = encoder.encode_questions(["奖励"])[0]
    assert loaded is not None and WindowIndex.load(tmp_path, 8) is None
    assert (tmp_path / "windows-7.safetensors").stat().st_mode & 0o044, "others may read a store"
    np.testing.assert_array_equal(
        loaded.rate(encoder, vector, [3, 5, 8]), index.rate(encoder, vector, [3, 5, 8])
    )
    assert [part.tolist() for part in loaded.load_tokens([5])[5]] == [
        part.tolist() for part in index.load_tokens([5])[5]
    ]
    assert set(loaded.load_tokens([5, 6])) == {5}


@pytest.mark.parametrize("content", [b"", b"broken", b"\x08\x00\x00\x00\x00\x00\x00\x00{}      "])
def test_a_broken_file_is_made_again(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "windows-1.safetensors").write_bytes(content)
    assert WindowIndex.load(tmp_path, 1) is None


def test_older_generations_go(tmp_path: Path, index: WindowIndex) -> None:
    for generation in (1, 2):
        index.save(tmp_path, generation)
    assert [file.name for file in tmp_path.iterdir()] == ["windows-2.safetensors"]


def test_a_clause_goes_to_the_store_and_back(encoder: StaticEncoder) -> None:
    [made] = cut_windows(encoder, [fold_text(TEXTS[0])], [NAMES[0]])
    back = ClauseWindows.unpack(*made.pack())
    for name in ("tokens", "named", "ends", "scales"):
        np.testing.assert_array_equal(getattr(back, name), getattr(made, name))
    assert len(made.ends) == len(made.scales) == len(split_windows(fold_text(TEXTS[0])))


def test_an_encoder_without_tokens_has_no_windows() -> None:
    [made] = cut_windows(HashEncoder(), ["租房补贴,每月五百元。"], ["办法"])
    assert not len(made.tokens) and not len(made.ends) and made.scales.shape == (0, 3)


def test_no_clause_at_all(encoder: StaticEncoder) -> None:
    assert cut_windows(encoder, [], []) == []
    assert WindowIndex.build([], []).rate(encoder, encoder.encode_questions(["奖励"])[0], [1]).tolist() == [
        0.0
    ]
