"""Which firm, school or person: asked for, and held by a text."""

from __future__ import annotations

import pytest

from assistant.names import Named, holds_name, read_named
from assistant.records import Kind
from tests.tiny_policies import make_query


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Which firm runs the new breeding base?", "firm"),
        ("Which two well-known experts joined the laboratory?", "person"),
        ("Who won the prize for young inventors?", "person"),
        ("Name the universities of the network.", "school"),
        ("这个示范区由哪家公司承建？", "firm"),
        ("突出贡献奖颁给了谁？", "person"),
        ("Which firms can apply for the subsidy?", None),
        ("Which loan scheme for firms shares the risk?", None),
        ("哪些企业可以申报？", None),
        ("How much is the subsidy?", None),
    ],
)
def test_what_is_to_be_named(question: str, named: Named | None) -> None:
    assert read_named(make_query(question, kind="measures")) == named


@pytest.mark.parametrize("kind", ["eligibility", "responsible"])
def test_kinds_of_question_that_mean_no_single_one(kind: Kind) -> None:
    assert read_named(make_query("Which firm runs the new breeding base?", kind=kind)) is None


@pytest.mark.parametrize(
    ("named", "text", "held"),
    [
        ("firm", "由东湖种业有限公司负责运行", True),
        ("firm", "支持企业建设基地", False),
        ("school", "依托江南大学建设", True),
        ("school", "支持高校和科研院所", False),
        ("hospital", "省人民医院牵头", True),
        ("bank", "建设银行设立专项额度", True),
        ("bank", "鼓励银行加大信贷", False),
        ("person", "张三同志任组长", True),
        ("person", "成立工作专班", False),
    ],
)
def test_texts_that_name_one(named: Named, text: str, held: bool) -> None:
    assert holds_name(named, text) is held
