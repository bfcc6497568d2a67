"""Follow-ups made whole."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.followup import make_standalone
from assistant.understand.holdings import Holdings
from assistant.understand.query import understand_question
from tests.policy_records import DOCUMENTS

HOLDINGS = Holdings(DOCUMENTS)
FIGURE = "湖南省2024年技术合同成交额目标是多少?"
ENGLISH = "How many incubators does Zhuzhou plan to build in 2023?"
SUPPORT = "对青年科研人员有哪些支持?"
PLATFORMS = "株洲市2023年要建多少平台?"
PRIZE = "湖南省科学技术奖由谁评?"
CLAUSE = "浏阳市三年行动方案第13条讲什么?"


def ask(before: str, question: str) -> str:
    return make_standalone(question, [(before, "…")], HOLDINGS, date(2025, 1, 1))


@pytest.mark.parametrize(
    ("before", "question", "standalone"),
    [
        (FIGURE, "那株洲市呢?", "株洲市2024年技术合同成交额目标是多少?"),
        (FIGURE, "2023年呢?", "湖南省2023年技术合同成交额目标是多少?"),
        (FIGURE, "那2023年株洲市呢", "株洲市2023年技术合同成交额目标是多少?"),
        (FIGURE, "那高新技术企业数量呢?", "湖南省2024年高新技术企业数量是多少？"),
        (FIGURE, "由谁牵头?", "湖南省2024年技术合同成交额目标由谁牵头?"),
        (FIGURE, "責任單位是誰？", "湖南省2024年技术合同成交额目标責任單位是誰？"),
        (FIGURE, "什么时候完成?", "湖南省2024年技术合同成交额目标什么时候完成?"),
        (FIGURE, "它的依据是什么?", "湖南省2024年技术合同成交额目标的依据是什么?"),
        (FIGURE, "And in 2023?", "湖南省2023年技术合同成交额目标是多少?"),
        (SUPPORT, "那女性科研人员呢?", "对女性科研人员有哪些支持?"),
        (SUPPORT, "那外国专家呢?", "外国专家有哪些支持?"),
        (SUPPORT, "株洲市呢?", "株洲市对青年科研人员有哪些支持?"),
        (SUPPORT, "具体给多少钱?", "对青年科研人员具体给多少钱?"),
        (CLAUSE, "上一条呢?", "浏阳市三年行动方案第十二条讲什么?"),
        (CLAUSE, "下一條講什麼", "浏阳市三年行动方案第十四条讲什么?"),
        (CLAUSE, "第50条呢?", "浏阳市三年行动方案第50条讲什么?"),
        (CLAUSE, "第14条由谁负责?", "浏阳市三年行动方案第14条由谁负责?"),
        (CLAUSE, "the next one?", "浏阳市三年行动方案第十四条讲什么?"),
        ("小微企业贷款贴息比例是多少?", "中型企业呢?", "中型企业贷款贴息比例是多少?"),
        ("研发补助什么时候申报?", "需要准备什么材料?", "研发补助需要准备什么材料?"),
        (ENGLISH, "And in 2024?", "How many incubators does Zhuzhou plan to build in 2024?"),
        (ENGLISH, "What about Liuyang?", "How many incubators does Liuyang plan to build in 2023?"),
        ("How much is the voucher for mild disability?", "And for moderate disability?",
         "How much is the voucher for moderate disability?"),
        (FIGURE, "其中在园区签的有几项?", "湖南省2024年技术合同成交额目标是多少，其中在园区签的有几项?"),
        (FIGURE, "那株洲市2023年有什么目标?", "技术合同成交额目标株洲市2023年有什么目标?"),
        (PLATFORMS, "那由谁牵头?", "株洲市2023年建平台由谁牵头?"),
        (PLATFORMS, "市級的有多少個？", "株洲市2023年要建多少平台，市級的有多少個？"),
        (PLATFORMS, "那研发投入占比呢?", "株洲市2023年研发投入占比是多少？"),
        (PRIZE, "獎金是多少萬？", "湖南省科学技术奖獎金是多少萬？"),
        (PRIZE, "聯絡地址在哪裡？", "湖南省科学技术奖聯絡地址在哪裡？"),
        ("浏阳市企业贷款贴息比例是多少?", "那合作社呢?", "浏阳市合作社贷款贴息比例是多少?"),
        ("浏阳市三年行动方案里企业要达到多少家?", "由谁牵头?", "浏阳市三年行动方案里企业由谁牵头?"),
        (ENGLISH, "And shared workshops?", "How many shared workshops does Zhuzhou plan to build in 2023?"),
        (ENGLISH, "What about Liuyang in 2024?", "How many incubators does Liuyang plan to build in 2024?"),
        ("What share of winners in Hunan must be women?", "And for farm advisers?",
         "What share of farm advisers in Hunan must be women?"),
        ("What is the subsidy for B-level nurses in Liuyang?", "What about C-level nurses?",
         "What is the subsidy for C-level nurses in Liuyang?"),
    ],
)  # fmt: skip
def test_follow_up_is_made_whole(before: str, question: str, standalone: str) -> None:
    assert ask(before, question) == standalone


@pytest.mark.parametrize(
    "question", ["Who is responsible?", "And innovation platforms?", "Is there any reward for it?"]
)
def test_english_follow_up_keeps_question_and_topic(question: str) -> None:
    made = ask(ENGLISH, question)
    assert question.split()[-1].rstrip("?") in made and "Zhuzhou" in made and "2023" in made


@pytest.mark.parametrize(
    "question",
    [
        "江苏省2013年税收减免额是多少?",
        "高新技术企业认定有什么条件?",
        "What is the target for technology contracts in Hunan in 2024?",
        "今天天气怎么样?",
        "",
        "株洲市2030年有什么目标?",
        "瀏陽市有哪些措施？",
        "浏阳市三年行动方案由谁牵头?",
        "What are the targets of Zhuzhou for 2030?",
        "Which parks that Liuyang runs take in start-ups?",
        "Is it possible for foreign firms in Zhuzhou to apply?",
    ],
)
def test_a_question_of_its_own_stays(question: str) -> None:
    assert ask(FIGURE, question) == question


def test_without_history_nothing_changes() -> None:
    assert make_standalone("那株洲市呢?", []) == "那株洲市呢?"


def test_turns_build_on_one_another() -> None:
    history = [("湖南省2024年研发投入目标是多少?", "2%"), ("那株洲市呢?", "…"), ("谢谢", "不客气")]
    assert make_standalone("那2023年呢?", history, HOLDINGS) == "株洲市2023年研发投入目标是多少?"


def test_a_year_taken_over_is_left_when_the_place_has_none_of_it() -> None:
    query = understand_question("那株洲市呢?", HOLDINGS, [("湖南省2024年研发投入目标是多少?", "2%")])
    assert query.documents == {"zz-plan"}
    assert query.standalone == "株洲市研发投入目标是多少?"


def test_a_year_asked_for_is_not_left() -> None:
    query = understand_question("那2024年呢?", HOLDINGS, [("株洲市2023年研发投入目标是多少?", "2%")])
    assert query.documents == frozenset()


def test_small_talk_in_a_conversation_is_no_follow_up() -> None:
    assert understand_question("谢谢", HOLDINGS, [(FIGURE, "…")]).kind == "smalltalk"
