"""Fitting the second stage: listwise weights, held-out figures, and how a candidate is judged right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.engine import Assistant
from assistant.features import FEATURES
from assistant.records import Language
from assistant.retrieve import Candidate, Plan
from eval.fitting.command import fit_ranking
from eval.fitting.examples import Example, collect_examples
from eval.fitting.listwise import cross_validate, fit_weights, measure_examples
from eval.fitting.sources import Source, judge_answer, judge_clause, judge_place
from eval.questions_file import Gold, Question
from eval.sets import EvalSet
from tests.stand_ins import fill_store, make_ranked, open_assistant
from tests.tiny_policies import ARTICLES, FIRMS, MEASURES_DOCUMENT, PLAN_DOCUMENT, SOURCES, make_query

ASKED = Question("q", "问", "zh", "figure")


def _make_example(
    signals: Sequence[Sequence[float]], right: Sequence[int], language: Language = "zh-Hans"
) -> Example:
    marks = np.zeros(len(signals), dtype=bool)
    marks[list(right)] = True
    matrix = np.array(signals, dtype=np.float32)
    return Example(ASKED, make_query("问", language=language), matrix, marks, tuple(range(len(signals))))


def _make_many(count: int, width: int, seed: int = 5) -> list[Example]:
    """Examples whose right candidate has the largest first signal; the other signals are noise."""
    random = np.random.default_rng(seed)
    drawn = [random.normal(size=(6, width)) for _ in range(count)]
    return [_make_example(matrix.tolist(), [int(matrix[:, 0].argmax())]) for matrix in drawn]


def _measure_loss(
    examples: Sequence[Example], shares: Sequence[float], strength: float, values: NDArray[np.float64]
) -> float:
    """The loss as it is defined, one example after the other."""
    loss = 0.0
    for item, share in zip(examples, shares, strict=True):
        raised = np.exp(item.signals.astype(np.float64) @ values)
        loss -= share / sum(shares) * np.log(raised[item.right].sum() / raised.sum())
    return float(loss + strength * values @ values / 2)


def test_the_signal_that_tells_is_found() -> None:
    weights = fit_weights(_make_many(60, 4), [1.0] * 60)
    assert weights[0] > 2 and abs(weights[1:]).max() < weights[0] / 4


def test_the_weights_are_the_least_of_the_loss() -> None:
    random = np.random.default_rng(1)
    examples = [
        _make_example(random.normal(size=(5, 3)).tolist(), right) for right in ([0], [1, 2], [4], [0, 3, 4])
    ]
    shares = [1.0, 2.0, 0.5, 1.5]
    weights = fit_weights(examples, shares, 0.1)
    least = _measure_loss(examples, shares, 0.1, weights)
    for step in np.vstack([np.eye(3), -np.eye(3)]) * 0.02:
        assert _measure_loss(examples, shares, 0.1, weights + step) > least


@pytest.mark.parametrize(("shares", "sign"), [((5.0, 1.0), 1), ((1.0, 5.0), -1)])
def test_the_heavier_example_wins(shares: tuple[float, float], sign: int) -> None:
    against = [_make_example([[1.0], [0.0]], [0]), _make_example([[1.0], [0.0]], [1])]
    assert np.sign(fit_weights(against, shares)) == [sign]


def test_a_strong_pull_keeps_the_start() -> None:
    start = np.array([-3.0, 7.0])
    weights = fit_weights(_make_many(20, 2), [1.0] * 20, strength=1e6, start=start)
    np.testing.assert_allclose(weights, start, atol=1e-3)


def test_questions_whose_right_clause_is_no_candidate_teach_nothing() -> None:
    examples = _make_many(10, 2)
    lost = [
        _make_example([[9.0, 9.0]], []),
        Example(ASKED, make_query("问"), np.zeros((0, 2), np.float32), np.zeros(0, bool), ()),
    ]
    np.testing.assert_allclose(
        fit_weights(examples, [1.0] * 10), fit_weights(examples + lost, [1.0] * 12), atol=1e-6
    )
    with pytest.raises(ValueError, match="no example"):
        fit_weights(lost, [1.0, 1.0])


@pytest.mark.parametrize(
    ("right", "figures"),
    [
        ([2], (1.0, 1.0, 1.0)),
        ([1], (0.0, 1.0, 0.5)),
        ([0], (0.0, 0.0, 0.0)),
        ([0, 1], (0.0, 1.0, 0.5)),
        ([], (0.0, 0.0, 0.0)),
    ],
)
def test_figures_of_a_ranking(right: list[int], figures: tuple[float, float, float]) -> None:
    example = _make_example([[1.0], [2.0], [3.0]], right)
    found = measure_examples([example], [np.array([1.0])], cut=2)
    assert (found.first, found.ten, found.mrr, found.questions) == (*figures, 1)


def test_ties_are_ranked_in_the_retrievers_order() -> None:
    level = _make_example([[1.0], [1.0]], [1])
    assert measure_examples([level], [np.array([1.0])]).mrr == 0.5
    assert measure_examples([], []).questions == 0


def test_no_example_is_measured_with_weights_that_saw_it() -> None:
    examples = [_make_example([np.eye(10)[own].tolist(), [0.0] * 10], [0]) for own in range(10)]
    weights = cross_validate(examples, [1.0] * 10)
    assert all(values[own] == pytest.approx(0.0, abs=1e-9) for own, values in enumerate(weights))
    assert all((values > 0.1).sum() == 8 for values in weights)
    again = cross_validate(examples, [1.0] * 10)
    assert all((one == other).all() for one, other in zip(weights, again, strict=True))


def test_too_few_examples_cannot_be_held_out() -> None:
    with pytest.raises(ValueError, match="folds"):
        cross_validate(_make_many(4, 2), [1.0] * 4)


def _find(clause: object, document: object) -> Candidate:
    return make_ranked(clause, document).candidate  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gold", "right"),
    [
        (Gold("plan.txt", ("二/(二)/2",)), True),
        (Gold("plan.txt", ("二",)), True),
        (Gold("plan.txt", ("一", "二/(二)")), True),
        (Gold("plan.txt"), True),
        (Gold("plan.txt", ("一",)), False),
        (Gold("other.txt", ("二/(二)/2",)), False),
    ],
)
def test_a_candidate_is_right_by_its_place(gold: Gold, right: bool) -> None:
    question = Question("q", "问", "zh", "figure", gold=(gold,))
    assert judge_place(question, _find(FIRMS, PLAN_DOCUMENT)) is right


def test_a_candidate_is_right_by_its_clause() -> None:
    question = Question("q", "问", "zh", "figure", clauses=("plan#二/(二)/2",))
    assert judge_clause(question, _find(FIRMS, PLAN_DOCUMENT))
    assert not judge_clause(question, _find(ARTICLES[0], MEASURES_DOCUMENT))


LONG = (
    "对符合条件的企业，按研发费用的30%给予补助，最高不超过200万元。另有其他规定若干，见后文所附的说明和表格。"
)


@pytest.mark.parametrize(
    ("answer", "file", "right"),
    [
        ("按研发费用的30%给予补助", "measures.txt", True),
        ("按 研發費用 的３０％", "measures.txt", True),
        (LONG, "measures.txt", True),
        ("最高不超过200万元。另有", "measures.txt", False),
        ("按研发费用的30%给予补助", "plan.txt", False),
    ],
)
def test_a_candidate_is_right_by_the_answer_it_holds(answer: str, file: str, right: bool) -> None:
    question = Question("q", "问", "zh", "fact", gold=(Gold(file),), answers=(answer,))
    assert judge_answer(question, _find(ARTICLES[2], MEASURES_DOCUMENT)) is right


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {f"{name}.txt": text for name, text in SOURCES.items()}
    with open_assistant(fill_store(tmp_path_factory.mktemp("fitting"), texts)) as opened:
        yield opened


def test_examples_hold_the_signals_of_every_candidate(assistant: Assistant) -> None:
    asked = [
        Question("a", "高新技术企业奖励多少？", "zh", "figure", (Gold("plan.txt", ("二/(二)",)),)),
        ASKED,
    ]
    told: list[tuple[int, int]] = []
    examples = collect_examples(
        assistant, asked, judge_place, Plan(kept=5), lambda done, total: told.append((done, total))
    )
    assert [item.question for item in examples] == asked and told == [(1, 2), (2, 2)]
    first = examples[0]
    assert first.signals.shape == (5, len(FEATURES)) and len(first.rows) == len(first.right) == 5
    clauses = assistant.store.load_clauses(first.rows)
    assert [clauses[row].section.startswith("二/(二)") for row in first.rows] == first.right.tolist()
    assert first.found and not examples[1].found


def test_both_languages_get_a_weight_for_every_signal() -> None:
    column = FEATURES.index("cosine")
    random = np.random.default_rng(9)

    def make(language: Language, sign: float) -> list[Example]:
        drawn = [random.random(size=(4, len(FEATURES))) for _ in range(12)]
        return [_make_example(m.tolist(), [int((sign * m[:, column]).argmax())], language) for m in drawn]

    sources = [Source(name, EvalSet(name, ()), judge_place, 1.0, name) for name in ("one", "none")]
    fitted = fit_ranking({"one": make("zh-Hans", 1.0) + make("en", -1.0), "none": []}, sources)
    weights, figures = fitted["weights"], fitted["figures"]
    assert isinstance(weights, dict) and isinstance(figures, dict)
    assert all(list(weights[group]) == list(FEATURES) for group in ("zh", "en"))
    assert weights["zh"]["cosine"] > 1 and weights["en"]["cosine"] < -1
    assert set(figures) == {"one"} and figures["one"]["zh"]["questions"] == 12
