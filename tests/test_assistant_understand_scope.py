"""Places, names and years of a question, and the documents they leave."""

from __future__ import annotations

import time
from datetime import date

import pytest

from assistant.understand.holdings import Holdings, name_regions
from assistant.understand.periods import read_target_years
from assistant.understand.query import understand_question
from assistant.understand.regions import find_regions
from assistant.understand.wording import read_wording
from tests.policy_records import DOCUMENTS, make_document

MENTIONED = ("上海", "衡阳", "衡阳市")
HOLDINGS = Holdings(DOCUMENTS, lambda words: words in MENTIONED)


def ask(question: str, **fields: object) -> set[str] | None:
    query = understand_question(question, HOLDINGS, **fields)  # type: ignore[arg-type]
    return None if query.documents is None else set(query.documents)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("湖南省2024年目标", ["湖南省"]),
        ("湖南的政策", ["湖南省"]),
        ("湘科技政策", ["湖南省"]),
        ("湘西州2012年", ["湘西土家族苗族自治州"]),
        ("瀏陽市", ["浏阳市"]),
        ("湖南省长沙市浏阳市", ["浏阳市"]),
        ("What does Zhuzhou plan?", ["株洲市"]),
        ("Liuyang's three-year plan", ["浏阳市"]),
        ("in Xiangxi Prefecture", ["湘西土家族苗族自治州"]),
        ("in Inner Mongolia", ["内蒙古自治区"]),
        ("Haitang Province (海棠省) in 2025", ["海棠省"]),
        ("海棠的贴息", ["海棠省"]),
        ("与北京科技大学合作", []),
        ("湖南大学生创业补贴", ["湖南省"]),
        ("湖南大学的补贴", []),
        ("2024年“韶山论坛”办几场", []),
        ("“株洲”2023年的目标", ["株洲市"]),
        ("全省的目标", []),
        ("湖南省和株洲市", ["湖南省", "株洲市"]),
        ("what is the target", []),
    ],
)
def test_places_of_a_question(question: str, names: list[str]) -> None:
    assert [region.name for region in find_regions(read_wording(question), HOLDINGS)] == names


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("湖南省2024年研发投入目标是多少?", {"hn-plan"}),
        ("湖南省2024年的奖励有哪些条件?", {"hn-plan", "hn-award", "hn-award-rules"}),
        ("湖南2024年技術合同目標是多少", {"hn-plan"}),
        ("What is Hunan's R&D target for 2024?", {"hn-plan"}),
        ("株洲市2023年要建多少平台?", {"zz-plan"}),
        ("How many platforms should Zhuzhou build in 2023?", {"zz-plan"}),
        ("浏阳市到2024年高企要达到多少家?", {"ly-three"}),
        ("浏阳市2023年目标", {"ly-three"}),
        ("湘西州2012年培训多少人次?", {"xx-plan"}),
        ("湘西2012年目标", {"xx-plan"}),
        ("长沙要发展哪些产业?", {"ly-three", "hn-plan", "hn-award", "hn-award-rules"}),
        ("海棠省2025年目标是多少", {"sea-plan"}),
        ("What is the 2025 target of Haitang Province (海棠省)?", {"sea-plan"}),
        ("湖南各市州2023年的目标", {"zz-plan", "ly-three"}),
        ("湖南省2024年和株洲市2023年的目标分别是多少", {"hn-plan", "zz-plan"}),
        ("Compare Hunan in 2024 and Zhuzhou in 2023: what are the targets?", {"hn-plan", "zz-plan"}),
        ("比较湖南省和株洲市的研发投入目标", {"hn-plan", "hn-award", "hn-award-rules", "zz-plan"}),
        ("湖南省支持株洲市发展哪些产业?", {"hn-plan", "hn-award", "hn-award-rules"}),
        ("研发投入目标是多少?", None),
        ("合同是2023年签的,能报贴息吗?", None),
        ("新办法和2021年的办法相比有什么变化?", None),
    ],
)
def test_documents_in_scope(question: str, documents: set[str] | None) -> None:
    assert ask(question) == documents


@pytest.mark.parametrize(
    "question",
    [
        "株洲市2024年研发投入目标是多少?",
        "株洲市2022年目标",
        "湖南省2023年技术合同成交额目标是多少?",
        "江苏省2024年研发投入目标是多少?",
        "What is the corporate income tax rate in Shenzhen?",
        "How many incubators should Suzhou build in 2024?",
        "长沙市2023年目标是多少",
        "衡阳市2023年研发投入目标是多少?",
        "云海县2025年目标是多少",
        "湘科发〔2024〕99号讲什么",
        "湖南省科技成果转化条例第五条讲什么",
        "《深海采矿管理条例》第三条的内容",
        "海棠省2026年目标是多少",
        "衡阳市三年行动方案里谁负责?",
        "衡陽市的工作要點提到哪些平台？",
        "衡阳的目标有哪些",
        "蓝田县三年行动方案由谁牵头",
        "上海的方案怎么说",
        "Who leads the work in Hengyang's three-year plan?",
        "What are the targets of Hengyang?",
        "What does the Shanghai action plan say about funds?",
    ],
)
def test_what_is_not_held_leaves_nothing_and_says_so(question: str) -> None:
    query = understand_question(question, HOLDINGS)
    assert query.documents == frozenset()
    assert any(not item.held for item in query.filters)


@pytest.mark.parametrize(
    "question",
    [
        "到上海设立研发中心有补助吗?",
        "台湾同胞能申请吗?",
        "与北京科技大学合作的项目有哪些",
        "衡阳要发展哪些产业?",
        "衡阳建设几个园区?",
        "支持衡阳的方案里有哪些园区?",
        "衡陽企業申報省級科技計劃要什麼條件",
        "2024年衡阳建设哪些园区?",
        "How many parks are built in Hengyang?",
        "Can firms in Shanghai get support?",
        "Can experts from Taiwan apply?",
    ],
)
def test_a_place_that_is_a_topic_does_not_narrow(question: str) -> None:
    assert ask(question) is None


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("湘科发〔2024〕7号是什么文件?", {"hn-plan"}),
        ("湘科發[2024]7號", {"hn-plan"}),
        ("湘科发（2024）7号文", {"hn-plan"}),
        ("湘科發2024年7號文", {"hn-plan"}),
        ("What is document Xiang Ke Fa [2024] No. 7?", {"hn-plan"}),
        ("《湖南省2024年科技工作要点》讲了什么", {"hn-plan"}),
        ("《湖南省科学技术奖励办法》第三条", {"hn-award"}),
        ("湖南省科学技术奖励办法实施细则第三条", {"hn-award-rules"}),
        ("科学技术奖励办法第三条", {"hn-award", "hn-award-rules"}),
        ("浏阳市产业创新三年行动方案第13条", {"ly-three"}),
        ("浏阳市三年行动方案第13条", {"ly-three"}),
        ("浏阳市方案的索引号是什么", {"ly-three"}),
        ("Liuyang's three-year plan, item 13", {"ly-three"}),
        ("the Hunan 2024 plan", {"hn-plan"}),
        ("专利法第十条", {"law"}),
        ("中华人民共和国专利法第十条", {"law"}),
        ("海棠省小微企業貸款貼息辦法", {"sea-loan"}),
        ("湖南省现行的奖励办法", {"hn-award", "hn-plan"}),
        ("海棠省科技厅发布的文件有哪些", {"sea-plan"}),
    ],
)
def test_named_documents(question: str, documents: set[str]) -> None:
    assert ask(question) == documents


def test_filters_say_what_was_understood() -> None:
    query = understand_question("湖南省2024年技術合同成交額目標是多少?", HOLDINGS)
    assert [(f.field, f.value, f.words, f.held) for f in query.filters] == [
        ("region", "湖南省", "湖南省", True),
        ("year", "2024", "2024年", True),
    ]
    assert (query.language, query.kind, query.core) == (
        "zh-Hant",
        "figure",
        "技術合同成交額目標是多少?".rstrip("?"),
    )


@pytest.mark.parametrize(
    ("dropped", "documents"),
    [(("year",), {"zz-plan"}), (("year=2030",), {"zz-plan"}), (("region", "year"), None), ((), set())],
)
def test_dropped_filters_do_not_narrow(dropped: tuple[str, ...], documents: set[str] | None) -> None:
    assert ask("株洲市2030年目标是多少", dropped=dropped) == documents


def test_last_year_needs_the_date_and_never_refuses() -> None:
    assert ask("株洲市去年的目标是多少", today=date(2024, 5, 1)) == {"zz-plan"}
    assert ask("株洲市去年的目标是多少", today=date(2030, 5, 1)) == {"zz-plan"}


def test_years_printed_in_clauses_are_weak_evidence() -> None:
    texts = {"zz-plan": "到2026年，研发投入达到3%。"}
    held = Holdings(DOCUMENTS, target_years=lambda i: read_target_years(texts.get(i, "")))
    query = understand_question("株洲市2026年研发投入目标是多少?", held)
    assert query.documents == {"zz-plan"}
    assert "2026" in query.core


def test_missing_part_of_a_comparison_leaves_the_other() -> None:
    assert ask("湖南省2024年和江苏省2024年的目标分别是多少") == {"hn-plan"}


@pytest.mark.parametrize(
    ("title", "issuer", "regions"),
    [
        ("海棠省2025年要点", None, ("海棠省",)),
        ("2025年要点", "青竹市科学技术局", ("青竹市",)),
        ("第二篇：白石乡2020年总结", None, ("白石乡",)),
        ("国家市场监督管理办法", "国家税务总局", ()),
        ("科技计划管理办法", "科技部", ()),
        ("各县区要点", None, ()),
    ],
)
def test_region_of_a_document_without_one(title: str, issuer: str | None, regions: tuple[str, ...]) -> None:
    assert name_regions(make_document("d", title, issuer=issuer)) == regions


@pytest.mark.parametrize(
    "question",
    ["", "？？？", " ", "a" * 20_000, "第" * 20_000, "（" * 20_000, "2024年" * 5_000, "《" * 9_000],
)
def test_any_question_is_understood_in_little_time(question: str) -> None:
    started = time.perf_counter()
    understand_question(question, HOLDINGS, [(question, "")])
    assert time.perf_counter() - started < 2.0


def test_two_thousand_documents_cost_little() -> None:
    many = [
        make_document(f"d{n}", f"湖南省第{n}号科技项目管理办法", region="湖南省", years=(1990 + n % 30,))
        for n in range(2_000)
    ]
    held = Holdings((*DOCUMENTS, *many))
    questions = [
        "湖南省2024年研发投入目标是多少?",
        "湖南省科技项目管理办法第三条",
        "What is Hunan's target for 2024?",
        "怎么申请?",
    ]
    for question in questions:
        understand_question(question, held)
    started = time.perf_counter()
    for question in questions * 5:
        understand_question(question, held)
    assert (time.perf_counter() - started) / 20 < 0.05
