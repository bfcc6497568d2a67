"""Tables, JSON and the page."""

import json
import re
from pathlib import Path

import pytest

from eval.measures.bootstrap import Estimate
from eval.page import draw_bars, render_page, write_page
from eval.report import format_table, render_ablation, render_failures, render_text, write_json
from eval.results import Result, Row, average_rows, describe_machine, group_rows

ROWS = (
    Row("1", "多少?", "figure", "zh", {"whole": 1.0, "facts": 1.0, "ms": 12.0}, "a.txt 一", "a.txt 一"),
    Row("2", "<script>?", "support", "en", {"whole": 0.0, "ms": 20.0}, "b.txt 二", "a.txt 三"),
)
RESULT = Result("answers", "samples", ROWS, counts={"clauses": 12}, machine=describe_machine())


def test_a_measure_is_averaged_over_the_rows_that_have_it() -> None:
    figures = average_rows(ROWS)
    assert (figures["whole"].mean, figures["whole"].count) == (0.5, 2)
    assert (figures["facts"].mean, figures["facts"].count) == (1.0, 1)


def test_rows_are_grouped_by_type_and_language() -> None:
    assert list(group_rows(ROWS)) == ["all", "type figure", "type support", "language zh", "language en"]
    assert list(group_rows(ROWS[:1])) == ["all"]


def test_the_table_lines_up() -> None:
    assert format_table(("a", "n"), [["long", "1"]]) == "a     n\nlong  1"


def test_the_text_names_set_counts_and_figures() -> None:
    text = render_text(RESULT)
    assert "2 questions of samples; clauses 12" in text
    assert re.search(r"^whole +0\.500", text, re.MULTILINE)
    assert "type support" in text


def test_failures_show_what_was_found_and_wanted() -> None:
    assert "wanted a.txt 三" in render_failures(RESULT, "whole")
    assert render_failures(RESULT, "facts") == ""


def test_an_ablation_is_a_line_a_variant() -> None:
    assert "0.500" in render_ablation([Result("retrieval", "x", ROWS, "dense")], ["whole"])


def test_json_holds_groups_and_rows(tmp_path: Path) -> None:
    write_json([RESULT], tmp_path / "r.json")
    (data,) = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert data["figures"]["all"]["whole"]["mean"] == 0.5
    assert data["rows"][1]["id"] == "2"


def test_the_page_is_self_contained_and_escaped(tmp_path: Path) -> None:
    write_page([RESULT], tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert page == render_page([RESULT])
    assert not re.search(r"https?://|<script|<link|@import|url\(", page)
    assert "&lt;script&gt;" in page and "<svg" in page


@pytest.mark.parametrize("mean", [0.0, 1.0])
def test_bars_stay_inside_the_chart(mean: float) -> None:
    assert f'width="{420 * mean:.1f}"' in draw_bars({"x": Estimate(mean, mean, mean, 3)})
