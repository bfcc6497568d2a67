"""What is known before a question: legal force by title, share of a place, size."""

from __future__ import annotations

import pytest

from assistant.priors import make_priors, name_province, rate_force
from assistant.understand.holdings import Holdings
from tests.policy_records import DOCUMENTS, make_document

LAW, REGULATION, RULE, OTHER = 1.0, 0.8, 0.6, 0.2


@pytest.mark.parametrize(
    ("title", "force"),
    [
        ("中华人民共和国专利法", LAW),
        ("中華人民共和國民法典", LAW),
        ("中华人民共和国立法法（2023年修正）", LAW),
        ("中华人民共和国刑法", LAW),
        ("中华人民共和国专利法实施细则", REGULATION),
        ("医疗保障基金使用监督管理条例", REGULATION),
        ("国家科学技术奖励办法", RULE),
        ("科研诚信管理暂行办法（试行）", RULE),
        ("关于修改部分规章的决定", RULE),
        ("好经验好做法", OTHER),
        ("关于加强行政执法", OTHER),
        ("关于开展培训的通知", OTHER),
        ("", OTHER),
    ],
)
def test_force_is_read_from_the_title(title: str, force: float) -> None:
    assert rate_force(title, local=False) == force


@pytest.mark.parametrize("title", ["湖南省专利条例", "湖南省科学技术奖励办法", "湖南省科技要点"])
def test_a_local_document_stands_below_one_of_the_state(title: str) -> None:
    assert rate_force(title, local=True) <= rate_force(title, local=False)
    assert rate_force(title, local=True) < RULE


def test_an_interpretation_of_the_highest_court_stands_between() -> None:
    assert LAW > rate_force("最高人民法院关于审理专利案件的解释", local=False) > REGULATION


@pytest.mark.parametrize(
    ("document_id", "province"),
    [
        ("hn-plan", "湖南省"),
        ("zz-plan", "湖南省"),
        ("ly-three", "湖南省"),
        ("law", None),
        ("sea-loan", "海棠省"),
        ("bare", None),
    ],
)
def test_a_county_is_of_its_province(document_id: str, province: str | None) -> None:
    [document] = [item for item in DOCUMENTS if item.id == document_id]
    assert name_province(document) == province


def test_shares_are_of_documents_of_the_same_province() -> None:
    priors = make_priors(Holdings(DOCUMENTS), {"law": 500, "hn-plan": 5})
    assert [priors[i].share for i in ("hn-plan", "zz-plan", "sea-plan", "law")] == [0.6, 0.6, 0.2, 0.2]
    assert priors["law"].size > priors["hn-plan"].size > priors["bare"].size == 0.0


def test_every_prior_is_a_share() -> None:
    huge = make_priors(Holdings([make_document("a", "青州省办法")]), {"a": 10**9})["a"]
    assert all(0 <= value <= 1 for value in (huge.share, huge.force, huge.size))
    assert make_priors(Holdings([]), {}) == {}
