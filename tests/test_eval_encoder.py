"""The encoder benchmark: exact BM25, figures on tiny sets, rivals, baselines, the command."""

import json
from pathlib import Path

import numpy as np
import pytest

from eval.__main__ import main
from eval.bm25 import Bm25, cut_bigrams
from eval.encoder import compare_rankers, render_figures
from eval.encoder_rankers import (
    make_lsa_encoder,
    make_random_encoder,
    measure_scorer,
    mix_scores,
    score_dense,
    score_keywords,
    score_windows,
)
from eval.encoder_sets import RankingSet
from index.static_encoder import StaticEncoder

SHARED = Path(__file__).parents[2] / "shared"
PASSAGES = (
    "企业研究开发费用可以在计算应纳税所得额时加计扣除",
    "用人单位应当按月足额支付劳动者工资",
    "发明专利权的期限为二十年，自申请日起计算",
    "禁止在饮用水水源一级保护区内排污",
    "对高层次人才给予安家补助和住房补贴",
)
TINY = RankingSet(
    "tiny",
    ("研发费用加计扣除", "拖欠工资怎么办", "How long is a patent protected?"),
    PASSAGES,
    (frozenset([0]), frozenset([1]), frozenset([2])),
)


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder.load(dimensions=64)


def test_bigrams_leave_out_spaces_and_fold() -> None:
    assert cut_bigrams("補貼 标准") == ["补贴", "贴标", "标准"]
    assert cut_bigrams("税") == ["税"]


def test_bm25_agrees_with_its_formula() -> None:
    index = Bm25.build(["a b", "a a c", "d"], str.split)
    rarity = np.log1p((3 - 2 + 0.5) / (2 + 0.5))
    expected = [
        rarity * count * 2.5 / (count + 1.5 * (0.25 + 0.75 * length / 2)) if count else 0.0
        for count, length in ((1, 2), (2, 3), (0, 1))
    ]
    assert index.score_all("a") == pytest.approx(expected)
    assert not index.score_all("unknown").any()


def test_bm25_of_nothing() -> None:
    assert len(Bm25.build([], str.split).score_all("a")) == 0


def test_figures_of_a_perfect_and_an_inverse_ranking() -> None:
    perfect = measure_scorer(lambda n: np.eye(5, dtype=np.float32)[n], TINY)
    assert (perfect.success1, perfect.recall10, perfect.mrr10, perfect.count) == (1.0, 1.0, 1.0, 3)
    second = measure_scorer(
        lambda n: np.eye(5, dtype=np.float32)[n] + 2 * np.eye(5, dtype=np.float32)[4], TINY
    )
    assert (second.success1, second.mrr10) == (0.0, 0.5)


def test_only_rivals_compete() -> None:
    rivals = tuple(np.array([n, 3]) for n in range(3))
    one = RankingSet("rivals", TINY.questions, PASSAGES, TINY.right, rivals)
    scores = np.array([1, 1, 1, 0, 9], np.float32)
    assert measure_scorer(lambda _: scores, one).success1 == 1.0


def test_many_passages_keep_ties_in_order() -> None:
    one = RankingSet("ties", ("q",), tuple("x" * 100), (frozenset([9]),))
    assert measure_scorer(lambda _: np.zeros(100, np.float32), one).success10 == 1.0


def test_encoder_beats_random_vectors_and_mixes(encoder: StaticEncoder) -> None:
    dense = score_dense(encoder, TINY)
    keywords = score_keywords(cut_bigrams, TINY)
    assert measure_scorer(dense, TINY).success1 == 1.0
    assert measure_scorer(mix_scores(dense, keywords, 0.5), TINY).success1 == 1.0
    random = score_dense(make_random_encoder(encoder), TINY)
    assert measure_scorer(random, TINY).mrr10 < 1.0


def test_windows_find_what_a_long_passage_says_once(encoder: StaticEncoder) -> None:
    long = "健全工作机制,加强组织领导,做好宣传引导。" * 30 + PASSAGES[0]
    one = RankingSet("long", TINY.questions[:1], (*PASSAGES[1:], long), (frozenset([4]),))
    windows, whole = score_windows(encoder, one), score_dense(encoder, one)
    assert windows(0).argmax() == 4 and windows(0)[4] > whole(0)[4]
    rivals = RankingSet("rivals", one.questions, one.passages, one.right, (np.array([3, 4]),))
    assert score_windows(encoder, rivals)(0)[:3].tolist() == whole(0)[:3].tolist()


def test_untrained_vectors_keep_the_tokens(encoder: StaticEncoder) -> None:
    pytest.importorskip("sklearn")
    narrow = StaticEncoder.load(dimensions=4)
    lsa = make_lsa_encoder(narrow, PASSAGES * 3)
    assert lsa.encode_passages(PASSAGES).shape == (5, 4)
    assert lsa.fingerprint != narrow.fingerprint
    assert make_random_encoder(encoder).rows.shape == encoder.rows.shape


def test_table_has_a_row_a_ranker(encoder: StaticEncoder) -> None:
    figures = compare_rankers(TINY, encoder, baselines=False, on_progress=lambda _: None)
    table = render_figures(TINY, figures)
    assert "### tiny: 3 questions, 5 passages compete" in table
    assert len(table.strip().splitlines()) == 4 + len(figures)


def test_command_without_the_files_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["encoder", "--shared", str(tmp_path), "--sets", "statutes"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(not (SHARED / "train").is_dir(), reason="needs the shared files")
def test_command_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["encoder", "--shared", str(SHARED), "--sets", "reading", "--json"]) == 0
    sets = json.loads(capsys.readouterr().out)["sets"]
    assert sets["reading en"]["encoder"]["success10"] > 0.8
    assert sets["reading zh"]["encoder + BM25"]["success1"] > 0.9
