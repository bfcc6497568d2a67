"""Years and periods of questions, and target years of clauses."""

from datetime import date

import pytest

from assistant.understand.periods import find_periods, read_target_years
from assistant.understand.wording import read_wording

TODAY = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("甲市2024年目标", [(2024, 2024)]),
        ("甲市2024目标", [(2024, 2024)]),
        ("２０２４年度計劃", [(2024, 2024)]),
        ("二〇二四年要点", [(2024, 2024)]),
        ("2021-2023年方案", [(2021, 2023)]),
        ("2021—2023年方案", [(2021, 2023)]),
        ("2021年至2023年", [(2021, 2023)]),
        ("2021到2023年", [(2021, 2023)]),
        ("from 2021 to 2023", [(2021, 2023)]),
        ("2022年和2023年", [(2022, 2022), (2023, 2023)]),
        ("targets for 2022 and 2023", [(2022, 2022), (2023, 2023)]),
        ("去年的目标", [(2024, 2024)]),
        ("今年和明年", [(2025, 2025), (2026, 2026)]),
        ("What was it last year?", [(2024, 2024)]),
        ("“十四五”期间", [(2021, 2025)]),
        ("十三五规划", [(2016, 2020)]),
        ("the 14th Five-Year Plan", [(2021, 2025)]),
        ("the FY2023 budget", [(2023, 2023)]),
        ("by 2030", [(2030, 2030)]),
        ("What about 2030?", [(2030, 2030)]),
        ("培育2000家企业", []),
        ("超过2000万元", []),
        ("reach 2000 enterprises", []),
        ("甲科发〔2024〕1号", []),
        ("第2024条", []),
        ("投入2024.5万元", []),
        ("最近几年", []),
    ],
)
def test_years_of_a_question(question: str, years: list[tuple[int, int]]) -> None:
    found = find_periods(read_wording(question).text, TODAY)
    assert [(period.first, period.last) for period in found] == years


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("到2023年", "until"),
        ("2023年底前", "until"),
        ("2023年", "year"),
        ("2020年12月31日前", "date"),
        ("in March 2024", "date"),
        ("2021-2023年", "span"),
        ("“十四五”规划", "plan"),
    ],
)
def test_kind_of_period(question: str, kind: str) -> None:
    assert [period.kind for period in find_periods(read_wording(question).text)] == [kind]


def test_relative_years_need_a_date() -> None:
    assert find_periods("去年和今年") == ()


@pytest.mark.parametrize(
    ("clause", "years"),
    [
        ("到2025年，研发投入达到2%。", {2025}),
        ("2023年底前完成。", {2023}),
        ("力争2027年建成", {2027}),
        ("方案（2021—2023年）", {2021, 2022, 2023}),
        ("根据《实施方案(2023-2025年)》制定", set()),
        ("2019年以来成效明显，比2018年增长10%", set()),
    ],
)
def test_target_years_of_a_clause(clause: str, years: set[int]) -> None:
    assert read_target_years(clause) == years
