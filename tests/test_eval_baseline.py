"""The gate: a figure may not drop by more than the margin."""

from pathlib import Path

import pytest

from eval.baseline import Baseline, Change, compare_baseline, find_regressions, load_baseline, save_baseline
from eval.errors import BaselineFailure
from eval.results import Result, Row


def make_result(whole: float, refused: float = 0.0, command: str = "answers") -> Result:
    values = {"whole": whole, "wrong_refusal": refused, "ms": 99.0}
    return Result(command, "samples", (Row("1", "?", "figure", "zh", values),))


def test_a_baseline_is_read_back_without_latency(tmp_path: Path) -> None:
    save_baseline(make_result(0.9), tmp_path / "b.json")
    assert load_baseline(tmp_path / "b.json") == Baseline(
        "answers", "samples", 1, {"whole": 0.9, "wrong_refusal": 0.0}
    )


@pytest.mark.parametrize(
    ("whole", "refused", "names"),
    [(0.9, 0.0, []), (0.88, 0.0, []), (0.86, 0.0, ["whole"]), (1.0, 0.0, []), (0.9, 0.5, ["wrong_refusal"])],
)
def test_only_drops_beyond_the_margin_count(whole: float, refused: float, names: list[str]) -> None:
    before = Baseline("answers", "samples", 1, {"whole": 0.9, "wrong_refusal": 0.0})
    changes = compare_baseline(make_result(whole, refused), before)
    assert [change.measure for change in find_regressions(changes, 0.03)] == names


def test_a_figure_that_is_gone_is_a_regression() -> None:
    changes = compare_baseline(make_result(1.0), Baseline("answers", "samples", 1, {"facts": 1.0}))
    assert find_regressions(changes, 0.03) == [Change("facts", 1.0, 0.0)]


def test_a_baseline_of_another_command_is_refused() -> None:
    with pytest.raises(BaselineFailure, match="retrieval"):
        compare_baseline(make_result(1.0), Baseline("retrieval", "samples", 1, {}))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"figures": {"a": "x"}}'])
def test_a_broken_baseline_is_one_clear_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    with pytest.raises(BaselineFailure, match="cannot use"):
        load_baseline(tmp_path / "b.json")
