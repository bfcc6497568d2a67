"""What a question wants to find, and what meets it."""

from __future__ import annotations

import pytest

from assistant.records import Kind
from assistant.wants import Wants, read_wants
from tests.tiny_policies import make_query


def want(question: str, kind: Kind = "general") -> Wants:
    return read_wants(make_query(question, kind))


@pytest.mark.parametrize(
    ("question", "contact"),
    [
        ("窗口的咨询电话是多少?", "phone"),
        ("監督熱線打哪個號碼？", "phone"),
        ("What is the phone number of the service desk?", "phone"),
        ("服务中心地址在哪里?", "address"),
        ("What is the address of the service desk?", "address"),
        ("孵化园在哪里?", "place"),
        ("Where is the incubator?", "place"),
        ("申报网址是什么?", "url"),
        ("在哪个网站申报?", "site"),
        ("Which website takes applications?", "site"),
        ("材料發到哪個郵箱？", "email"),
        ("Is there an e-mail for questions?", "email"),
        ("有没有联系方式?", "any"),
        ("在哪里申请补助?", None),
        ("召开电话会议有什么要求?", None),
        ("Which phones are subsidised?", None),
        ("How does the plan address ageing?", None),
        ("Where is this written?", None),
        ("", None),
    ],
)
def test_a_contact_asked_for(question: str, contact: str | None) -> None:
    assert want(question).contact == contact


@pytest.mark.parametrize(
    ("question", "sentence", "met"),
    [
        ("咨询电话多少?", "联系电话：0731-8212 3456转2。", 1.0),
        ("咨询电话多少?", "联系电话：0731-82123456。", 1.0),
        ("咨询电话多少?", "热线12345全天受理。", 1.0),
        ("諮詢電話多少？", "2024年補助500萬元。", 0.0),
        ("地址是哪里?", "办公室设在县科技局。", 0.0),
        ("地址是哪里?", "受理窗口：芙蓉路12号三楼", 1.0),
        ("孵化园在哪里?", "孵化园位于高新区。", 1.0),
        ("申报网址是什么?", "登录省科技厅网站申报。", 0.0),
        ("申报网址是什么?", "登录 http://kj.example.gov.cn 申报", 1.0),
        ("在哪个网站申报?", "登录省科技厅网站申报。", 1.0),
        ("发到哪个邮箱?", "发至 kjc_01@example.cn。", 1.0),
        ("What is the e-mail address?", "请联系科技局。", 0.0),
    ],
)
def test_a_contact_is_met_only_by_one(question: str, sentence: str, met: float) -> None:
    wants = want(question)
    assert wants.something
    assert wants.share_met(sentence) == met


@pytest.mark.parametrize(
    ("question", "sentence", "low", "high"),
    [
        ("申报哪天截止?", "申报截止后不再受理。", 0.0, 0.3),
        ("申报哪天截止?", "占比不低于30%，奖励20万元。", 0.0, 0.0),
        ("申报哪天截止?", "2024年申报工作按时截止。", 0.3, 0.5),
        ("申报哪天截止?", "申报于2024年6月30日截止。", 1.0, 1.0),
        ("申報什麼時候開始？", "申報期為3月1日至3月31日。", 1.0, 1.0),
        ("What is the deadline?", "逾期不予受理，责任单位应按期限办理。", 0.0, 0.3),
        ("What is the deadline?", "受理后30个工作日内办结", 1.0, 1.0),
        ("When will the park be finished?", "到2025年建成园区。", 1.0, 1.0),
        ("多久开一次会?", "领导小组定期会商。", 1.0, 1.0),
        ("How often does the group meet?", "每季度召开一次会议。", 1.0, 1.0),
        ("How often does the group meet?", "领导小组负责统筹。", 0.0, 0.0),
    ],
)
def test_a_date_is_met_only_by_a_date(question: str, sentence: str, low: float, high: float) -> None:
    assert low <= want(question, "deadline").share_met(sentence) <= high


@pytest.mark.parametrize(
    ("question", "sentence", "met"),
    [
        ("首次认定补助多少万元?", "首次认定补助20万元。", 1.0),
        ("首次認定補助多少？", "按投資額的30%補助。", 0.8),
        ("首次认定补助多少?", "企业数量增长30%。", 0.2),
        ("How much is the grant?", "It covers up to 40% of the cost.", 0.8),
        ("项目总投资多少?", "新建平台12个，到2025年完成。", 0.0),
        ("How much is the grant?", "对符合条件的给予支持。", 0.0),
    ],
)
def test_money_is_met_only_by_money_or_a_share(question: str, sentence: str, met: float) -> None:
    assert want(question, "amount").share_met(sentence) == met


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("Within how many hours is the money paid?", "小时"),
        ("For how many months is the rent waived?", "个月"),
        ("For how many years is it paid?", "年"),
        ("How many years old may applicants be?", None),
        ("How many months and how much?", "个月"),
    ],
)
def test_a_span_of_time_asked_for_in_english(question: str, unit: str | None) -> None:
    assert want(question, "figure").unit == unit


def test_a_question_of_measures_wants_nothing_special() -> None:
    assert not want("有哪些支持?", "measures").something
