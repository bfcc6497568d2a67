"""Fitting the refusal decision: a logistic model, its curve of risk and coverage, and the threshold on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.ground import SIGNALS, GroundModel, decide_answer
from eval.fitting.decision import Pool, Recipe, _hold_out, judge_pools
from eval.fitting.refusal import (
    CurvePoint,
    Judged,
    balance_shares,
    choose_threshold,
    draw_curve,
    estimate,
    fit_decision,
)
from eval.questions_file import Question
from index.static_encoder import StaticEncoder
from tests.stand_ins import fill_store, open_assistant
from tests.tiny_policies import SOURCES, make_query


def _judge(cosine: float, answerable: bool, share: float = 1.0) -> Judged:
    return Judged(dict.fromkeys(SIGNALS, 0.0) | {"bias": 1.0, "cosine": cosine}, answerable, share)


APART = [_judge(0.7 + n / 100, True) for n in range(20)] + [_judge(0.1 + n / 100, False) for n in range(20)]


def test_what_tells_them_apart_is_found() -> None:
    weights = fit_decision(APART)
    assert list(weights) == list(SIGNALS) and weights["cosine"] > 1 > weights["bias"]
    probabilities = estimate(APART, weights)
    assert probabilities[:20].min() > 0.5 > probabilities[20:].max()


@pytest.mark.parametrize(("share", "sign"), [(0.1, 1), (1.0, 0), (10.0, 0)])
def test_a_question_counts_by_its_share(share: float, sign: int) -> None:
    against = [_judge(0.9, False, share), _judge(0.1, True, share)]
    weights = fit_decision([_judge(0.9, True), _judge(0.1, False), *against])
    assert np.sign(round(weights["cosine"], 2)) == sign


@pytest.mark.parametrize(
    ("name", "sign"),
    [("cosine", 1), ("missing_rarest_share", -1), ("wants_something", 1), ("wants_something", -1)],
)
def test_a_signal_never_speaks_for_the_other_side(name: str, sign: int) -> None:
    free = name == "wants_something"
    for shown in (sign, -sign):
        items = [Judged({**_judge(0.0, True).signals, name: 0.5 + shown * s / 3}, s > 0) for s in (1, -1) * 9]
        assert np.sign(round(fit_decision(items)[name], 3)) == (
            shown if free else max(sign * shown, 0) * sign
        )


def test_classes_count_alike_whatever_their_shares() -> None:
    items = [_judge(0.5, True)] * 50 + [_judge(0.5, False, 0.2)] * 20
    assert estimate(items[:1], fit_decision(items)) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("items", [APART[:20], APART[20:]])
def test_one_class_alone_teaches_nothing(items: Sequence[Judged]) -> None:
    with pytest.raises(ValueError, match="both"):
        fit_decision(items)


def test_it_is_the_probability_that_the_assistant_decides_by(tmp_path: Path) -> None:
    weights = {name: float(np.sin(place)) for place, name in enumerate(SIGNALS)}
    models = dict.fromkeys(("zh", "en"), GroundModel(weights, 0.5, 0.9))
    bare = {name: float(name == "bias") for name in SIGNALS}
    with open_assistant(fill_store(tmp_path, {})) as assistant:
        decision = decide_answer(make_query("问"), [], assistant.search_index, models)
    assert estimate([Judged(bare, True)], weights)[0] == pytest.approx(decision.score)


def test_the_curve_counts_who_is_answered() -> None:
    curve = draw_curve(np.array([0.9, 0.4, 0.6, 0.1]), np.array([True, True, False, False]))
    points = {round(point.threshold, 2): (point.coverage, point.risk) for point in curve}
    assert len(curve) == 101
    assert [points[at] for at in (0.0, 0.3, 0.5, 0.8, 1.0)] == [
        (1, 1),
        (1, 0.5),
        (0.5, 0.5),
        (0.5, 0),
        (0, 0),
    ]


@pytest.mark.parametrize("answerable", [True, False])
def test_a_curve_of_one_class_is_flat_in_the_other(answerable: bool) -> None:
    curve = draw_curve(np.array([0.5]), np.array([answerable]))
    assert {point.risk if answerable else point.coverage for point in curve} == {0.0}


CURVE = [
    CurvePoint(0.0, 1.0, 1.0),
    CurvePoint(0.5, 0.96, 0.2),
    CurvePoint(0.6, 0.5, 0.1),
    CurvePoint(1.0, 0.0, 0.0),
]


@pytest.mark.parametrize(("lost", "threshold"), [(0.0, 0.0), (0.05, 0.5), (0.5, 0.6), (1.0, 1.0)])
def test_the_threshold_loses_no_more_than_allowed(lost: float, threshold: float) -> None:
    assert choose_threshold(CURVE, lost).threshold == threshold
    assert choose_threshold(CURVE[2:], 0.0) == CURVE[2]


def test_held_out_probabilities_are_of_near_misses_only() -> None:
    far = [_judge(0.05, False, share=0.3) for _ in range(10)]
    probabilities, answerable = _hold_out([*APART, *far], Recipe(0.1, 0.05, balanced=False))
    assert len(probabilities) == len(answerable) == 40 and answerable.sum() == 20
    assert ((probabilities > 0.5) == answerable).all()


def test_stores_weigh_alike_whatever_their_size() -> None:
    sizes = {("small", True): 2, ("small", False): 4, ("large", True): 40, ("large", False): 4}
    judged = [
        Judged({}, answerable, 1.0, store)
        for (store, answerable), count in sizes.items()
        for _ in range(count)
    ]
    totals: dict[tuple[str, bool], float] = {}
    for item in balance_shares(judged):
        key = (item.store, item.answerable)
        totals[key] = totals.get(key, 0.0) + item.share
    assert len({round(total, 6) for total in totals.values()}) == 1
    assert sum(totals.values()) == pytest.approx(len(judged))


def test_only_questions_that_are_searched_for_are_judged(tmp_path: Path) -> None:
    texts = {f"{name}.txt": text for name, text in SOURCES.items()}
    fill_store(tmp_path, texts, StaticEncoder.load())
    asked = {
        "高新技术企业奖励多少？": True,
        "What reward do high-tech enterprises get?": False,
        "你好": False,
        "第三条是什么？": True,
        "深圳市奖励多少？": False,
        "青州省科技工作要点的文号是什么？": True,
    }
    questions = [
        Question(text, text, "zh", "figure", answerable=answerable) for text, answerable in asked.items()
    ]
    judged = judge_pools(tmp_path, [Pool("store", questions, 0.7)])
    assert [(item.answerable, item.share) for item in judged["zh"]] == [(True, 0.7)]
    assert [(item.answerable, item.share) for item in judged["en"]] == [(False, 0.7)]
    assert set(judged["zh"][0].signals) == set(SIGNALS)
