"""The gate: the bundled questions over the bundled samples may not get worse than the saved baseline.

After a change that is meant to move the figures: python -m eval --save-baseline eval/questions/samples-baseline.json
"""

from importlib.resources import files
from pathlib import Path

import pytest

from eval.__main__ import main

MARGIN = "0.03"


def test_the_bundled_set_is_as_good_as_its_baseline(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    baseline = str(files("eval.questions").joinpath("samples-baseline.json"))
    page = tmp_path / "page.html"
    code = main(["answers", "--baseline", baseline, "--margin", MARGIN, "--html", str(page)])
    printed = capsys.readouterr()
    assert code == 0, printed.err
    assert "baseline" in printed.out
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["answers", "--questions", "nothing"], "no question set"),
        (["--questions", "english-policy"], "--documents"),
        (["retrieval", "--questions", "statutes"], "--shared"),
        (["answers", "--store", __file__], ""),
    ],
)
def test_a_run_that_cannot_start_says_why_in_one_line(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1
