"""The measures, against hand-made cases and ir_measures."""

import random

import ir_measures
import pytest

from eval.measures.bootstrap import estimate_mean
from eval.measures.citations import rate_coverage, rate_first, rate_precision, rate_recall
from eval.measures.facts import rate_facts
from eval.measures.ranking import ndcg_at, recall_all_at, recall_at, reciprocal_rank, success_at
from eval.measures.refusal import RefusalRates, rate_refusals
from eval.measures.rouge import count_common, rate_rouge
from eval.measures.support import is_supported, rate_support, split_marked

NONE: frozenset[int] = frozenset()


def met(*targets: int) -> frozenset[int]:
    return frozenset(targets)


@pytest.mark.parametrize("seed", range(20))
def test_ranking_measures_agree_with_ir_measures(seed: int) -> None:
    rng = random.Random(seed)
    documents = [str(number) for number in range(40)]
    relevant = rng.sample(documents, rng.randint(1, 14))
    ranked = rng.sample(documents, rng.randint(1, 30))
    judged = [met(relevant.index(name)) if name in relevant else NONE for name in ranked]
    qrels = [ir_measures.Qrel("q", name, 1) for name in relevant]
    run = [ir_measures.ScoredDoc("q", name, 100.0 - place) for place, name in enumerate(ranked)]
    wanted = ir_measures.calc_aggregate(
        [ir_measures.parse_measure(name) for name in ("Success@5", "R@10", "RR@10", "RR", "nDCG@10")],
        qrels,
        run,
    )
    ours = {
        "Success@5": success_at(judged, 5),
        "R@10": recall_at(judged, len(relevant), 10),
        "RR@10": reciprocal_rank(judged, 10),
        "RR": reciprocal_rank(judged),
        "nDCG@10": ndcg_at(judged, len(relevant), 10),
    }
    assert ours == pytest.approx({str(measure): value for measure, value in wanted.items()})


def test_nothing_found_scores_zero() -> None:
    assert (success_at([], 5), recall_at([], 2, 5), reciprocal_rank([]), ndcg_at([], 2)) == (0, 0, 0, 0)


def test_a_target_met_twice_counts_once() -> None:
    assert ndcg_at([met(0), met(0)], 1) == 1.0
    assert recall_all_at([met(0), met(0)], 2, 5) == 0.0


@pytest.mark.parametrize("measure", [recall_at, ndcg_at])
def test_measures_need_a_target(measure) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="target"):
        measure([], 0, 5)


def test_citations_of_one_answer() -> None:
    judged = [met(1), NONE, met(0, 2), NONE]
    assert rate_first(judged) == 1.0
    assert rate_first([NONE, met(0)]) == rate_first([]) == 0.0
    assert rate_precision(judged) == 0.5
    assert rate_recall(judged, 4) == 0.75
    assert rate_coverage(judged, 4, needs_every=True) == 0.0
    assert rate_coverage(judged, 3, needs_every=True) == 1.0
    assert rate_coverage(judged, 4, needs_every=False) == 1.0


@pytest.mark.parametrize(
    ("facts", "text", "share"),
    [
        ([["85亿元"]], "達到 85 億元", 1.0),
        ([["5个", "五个"], ["6个"]], "实施五个项目", 0.5),
        ([], "", 1.0),
        ([["５０％"]], "不低于50%", 1.0),
        ([["科贷通"]], "「科貸通」", 1.0),
    ],
)
def test_facts_are_found_in_any_script_width_and_spacing(
    facts: list[list[str]], text: str, share: float
) -> None:
    assert rate_facts(facts, [text]) == share


def test_refusal_rates() -> None:
    assert rate_refusals([True, True, False], [False, True, True]) == RefusalRates(0.5, 1.0, 0.5)
    assert rate_refusals([False], [True]) == RefusalRates(1.0, 1.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "length"), [("abcde", "ace", 3), ("", "a", 0), ("aaa", "aa", 2), ("ab", "ba", 1)]
)
def test_longest_common_subsequence(one: str, other: str, length: int) -> None:
    assert count_common(one, other) == length == count_common(other, one)


def test_rouge_ignores_punctuation_and_script() -> None:
    assert rate_rouge("不超過50萬元。", "不超过 50万元") == 1.0
    assert rate_rouge("不超过50万元。", "补助不超过50万元") == pytest.approx(14 / 16)
    assert rate_rouge("", "甲") == 0.0


def test_marked_sentences_are_checked_against_their_quotes() -> None:
    text = "补助50万元。[1] 期限为三年[2]。\n没有标注。"
    assert split_marked(text) == [("补助50万元。", (1,)), ("期限为三年。", (2,))]
    assert rate_support(text, {1: "给予补助50万元", 2: "期限为三年"}) == 1.0
    assert rate_support(text, {1: "给予补助60万元", 2: "期限为三年"}) == 0.5
    assert rate_support(text, {1: "给予补助50万元"}) == 0.5
    assert rate_support("没有标注。", {}) is None


def test_a_wrong_figure_is_never_supported() -> None:
    assert not is_supported("补助80万元", "补助50万元")
    assert is_supported("县城; 2021–2023; 3.5亿元", "县城2021年至2023年突破3.5亿元")
    assert is_supported("成文日期：2013-03-03", "2013-03-03")


def test_intervals_hold_the_mean_and_repeat() -> None:
    estimate = estimate_mean([0.0, 1.0] * 50)
    assert estimate.low < estimate.mean == 0.5 < estimate.high
    assert estimate == estimate_mean([0.0, 1.0] * 50)
    with pytest.raises(ValueError, match="no value"):
        estimate_mean([])
