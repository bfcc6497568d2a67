"""What a figure measures, how it is printed, which figures rival, which times answer, and lists shown whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.check import check_text
from assistant.extractive import Draft, ExtractiveWriter
from assistant.figures import read_figures
from assistant.records import Decision, Evidence, Kind, Language
from assistant.writing.aim import read_aims
from assistant.writing.comparison import read_table
from assistant.writing.printed import cut_parts, is_replaced, print_figure
from assistant.writing.rivals import read_place
from assistant.writing.siblings import join_contained
from index.records import Clause, Document, Hit
from tests.tiny_policies import make_loose_evidence, make_query

SURE = Decision(True, 0.95, "certain")
GUIDE = Document("guide", "guide.md", "海棠市贷款贴息申报指南", 0, 10_000, issuer="海棠市金融局")


def write(question: str, kind: Kind, *texts: str, language: Language = "zh-Hans") -> Draft:
    draft = ExtractiveWriter().write(make_query(question, kind, language), make_loose_evidence(*texts), SURE)
    assert [v for v in check_text(draft.text, draft.evidence) if not v.supported] == []
    return draft


def make_clause(section: str, text: str, start: int, headings: tuple[str, ...], lead_in: str = "") -> Clause:
    heading = headings[-1] if headings else ""
    return Clause(
        f"guide#{section}", "guide", section, section, heading, headings, text, start, start + len(text), "item",
        lead_in=lead_in,
    )  # fmt: skip


LEAD = "申报企业应当同时满足以下条件："
LIST = (
    make_clause("一", "## 一、支持对象\n\n在海棠市登记、正常经营一年以上的企业。\n", 0, ("支持对象",)),
    make_clause("二", f"## 二、申报条件\n\n{LEAD}\n", 100, ("申报条件",)),
    make_clause("二/(一)", "（一）单户贷款余额不超过1000万元；\n", 200, ("申报条件",), LEAD),
    make_clause("二/(二)", "（二）贷款用于生产经营；\n", 300, ("申报条件",), LEAD),
    make_clause("二/(三)", "（三）按时还本付息，申报时没有逾期。\n", 400, ("申报条件",), LEAD),
    make_clause("三", "## 三、办理流程\n\n网上提交申请表。\n", 500, ("办理流程",)),
)


def write_guide(*places: int, question: str = "申报贴息要符合什么条件") -> Draft:
    evidence = [Evidence(n, Hit(LIST[place], GUIDE, 1.0 / n, n)) for n, place in enumerate(places, 1)]
    writer = ExtractiveWriter(clauses_of=lambda _: LIST)
    return writer.write(make_query(question, "eligibility"), evidence, SURE)


@pytest.mark.parametrize("places", [(2,), (1,), (0, 3), (4, 2)])
def test_a_list_of_conditions_is_shown_whole(places: tuple[int, ...]) -> None:
    draft = write_guide(*places)
    for words in ("单户贷款余额不超过1000万元", "贷款用于生产经营", "按时还本付息，申报时没有逾期"):
        assert draft.text.count(words) == 1, words
    assert [v for v in check_text(draft.text, draft.evidence) if not v.supported] == []


def test_a_clause_inside_another_is_quoted_once() -> None:
    whole = replace(LIST[1], id="guide#二*", text="".join(c.text for c in LIST[1:5]), end=450)
    evidence = [Evidence(n, Hit(c, GUIDE, 1.0 / n, n)) for n, c in enumerate((LIST[1], whole, LIST[3]), 1)]
    assert [item.hit.clause.id for item in join_contained(evidence)] == ["guide#二*"]


def test_with_a_list_of_conditions_no_other_part_speaks_of_conditions() -> None:
    other = replace(LIST[5], id="guide#三", text="补贴应当用于经营，不得兑换现金。\n", end=520)
    evidence = [Evidence(n, Hit(c, GUIDE, 1.0 / n, n)) for n, c in enumerate((LIST[1], other), 1)]
    draft = ExtractiveWriter(clauses_of=lambda _: LIST).write(
        make_query("条件", "eligibility"), evidence, SURE
    )
    conditions = draft.text.split("**条件**")[1].split("另见：")[0]
    assert "贷款用于生产经营" in conditions and "不得兑换现金" not in conditions


def test_conditions_stay_under_conditions_and_other_parts_are_pointed_to() -> None:
    text = write_guide(1).text
    assert "**时限**" not in text and "##" not in text and "\\#" not in text
    assert "同一文件另有规定，见：" in text and "第三部分 办理流程" in text


def test_what_excludes_is_never_listed_as_a_condition() -> None:
    words = "申请企业应当依法登记。有下列情形之一的，不予贴息：被列入经营异常名录的；近两年受过处罚的。给予10%补助。"
    text = write("企业申请贴息的条件", "eligibility", words).text
    excluded = text.split("**不予支持的情形**")[1].split("**支持内容和标准**")[0]
    assert "经营异常名录" in excluded and "近两年受过处罚" in excluded


@pytest.mark.parametrize(
    ("question", "kind", "text", "start"),
    [
        ("数字化改造能补多少？", "amount", "支持中小企业，按照设备投入的20%给予补助，单户最高80万元。",
         "**20%，最高80万元** — 按照设备投入的20%给予补助，单户最高80万元"),
        ("无证排污会罚多少？", "amount", "未取得许可证排放的，并处20万元以上100万元以下罚款。",
         "**20万元以上100万元以下** — "),
        ("要选派多少名特派员，每人经费多少？", "amount", "选派特派员1800名。每名特派员经费2万元。",
         "- **1800名** — 选派特派员1800名 [1]\n- **2万元** — "),
        ("坏账了银行自己承担几成？", "figure", "发生坏账的，由资金池承担50%、合作银行承担30%、担保公司承担20%。",
         "**30%** — 合作银行承担30%"),
        ("企业2025年达到多少家？", "figure", "全市企业2024年达到540家，2025年达到620家，2026年达到700家。",
         "**620家** — "),
        ("就业中心电话多少？", "figure", "就业中心电话0600-8550321，地址溪山路18号。", "**0600-8550321** — "),
        ("省级中心要新建多少家省级研究中心？", "figure", "新建国家级研究中心1家，省级研究中心20家。", "**20家** — "),
    ],
)  # fmt: skip
def test_the_figure_is_that_of_the_thing_asked(question: str, kind: Kind, text: str, start: str) -> None:
    assert write(question, kind, text).text.startswith(start)


@pytest.mark.parametrize(
    ("question", "text", "start"),
    [
        ("报告表多久能批？", "报告书的审批由60日压缩到15个工作日，报告表由30日压缩到8个工作日。", "**8个工作日** "),
        ("许可证到期要提前多久申请延续？", "首次取得的许可证有效期为五年，需要延续的，应当在届满60日前申请。",
         "**60日前** "),
        ("哪天截止申报？", "每年申报一次，申报期为4月1日至4月30日。", "**4月1日至4月30日** "),
        ("研究院何时揭牌？", "2024年底前揭牌运行，2026年自我造血。", "**2024年底前** "),
    ],
)  # fmt: skip
def test_the_time_is_that_of_the_thing_asked(question: str, text: str, start: str) -> None:
    assert write(question, "deadline", text).text.startswith(start)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("对高新技术企业奖励20万元。", "对高新技术企业奖励30万元。", True),
        ("对首次认定的企业奖励20万元。", "对复审通过的企业奖励10万元。", False),
        ("2024年企业奖励20万元。", "2025年企业奖励30万元。", False),
    ],
)
def test_disagreement_needs_the_same_measure_and_time(one: str, other: str, said: bool) -> None:
    assert ("规定不一致" in write("企业奖励多少万元", "amount", one, other).text) is said


def test_clauses_of_one_document_do_not_disagree() -> None:
    evidence = make_loose_evidence("基础奖励最高200万元。", "增量奖励最高150万元。")
    second = replace(evidence[1].hit, document=evidence[0].hit.document)
    draft = ExtractiveWriter().write(
        make_query("奖励最高多少万元", "amount"), [evidence[0], replace(evidence[1], hit=second)], SURE
    )
    assert "不一致" not in draft.text and "不同条款各自的规定" in draft.text


def test_a_comparison_takes_the_right_clause_and_unit_of_each_document() -> None:
    texts = (
        "企业数量目标：高新技术企业达到620家。",
        "2025年是行动的关键一年。",
        "高新技术企业达到580家。走访企业一次。",
    )
    rows = read_table(write("两份文件的高新技术企业数量目标各是多少家", "comparison", *texts).text)
    cells = [row[rows[0].index("数据或规定")] for row in rows[1:]]
    assert cells[0].startswith("620家") and cells[2].startswith("580家")
    assert cells[1].startswith("2025年是行动的关键一年")


def test_a_comparison_in_one_document_has_a_row_a_clause() -> None:
    evidence = make_loose_evidence("中小企业总数达到200家。", "中小企业超过80家。")
    second = replace(evidence[1].hit, document=evidence[0].hit.document)
    found = [evidence[0], replace(evidence[1], hit=second)]
    text = ExtractiveWriter().write(make_query("中小企业目标一致吗，多少家", "comparison"), found, SURE).text
    assert len(read_table(text)) == 3 and "同一文件各条款" in text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("处20万元以上100万元以下罚款", "20万元以上100万元以下"),
        ("占比不低于45%", "不低于45%"),
        ("资助30万元至50万元", "30万元至50万元"),
        ("在15个工作日内答复", "15个工作日内"),
        ("达到130家", "130家"),
    ],
)
def test_figures_are_printed_with_range_and_bounds(text: str, printed: str) -> None:
    assert print_figure(text, read_figures(text)[0]) == printed


def test_parts_carry_their_years_and_what_they_lean_on() -> None:
    parts = cut_parts("全市企业2024年达到540家，2025年达到620家")
    assert [sorted(part.years) for part in parts] == [["2024"], ["2025"]]
    assert (parts[1].leans, parts[1].before, parts[1].subject) == (True, "全市企业2024年达到540家", 0)


def test_a_figure_that_was_replaced_is_known() -> None:
    text = "由60日压缩到15个工作日"
    assert [is_replaced(text, figure.start, figure.end) for figure in read_figures(text)] == [True, False]


def test_a_question_has_an_aim_for_each_figure_it_asks() -> None:
    assert len(read_aims(make_query("派出多少名特派员，每人经费多少？", "amount"))) == 2
    assert len(read_aims(make_query("没有资质，能补多少？", "amount"))) == 1
    assert read_aims(make_query("2025年最多补多少", "amount"))[0].years == {"2025"}


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (Document("a", "a", "科技工作要点", 0, 1, region="江州省"), "江州省"),
        (Document("a", "a", "青岑市科技工作要点", 0, 1), "青岑市"),
        (Document("a", "a", "汇编", 0, 1, issuer="青岑市科学技术局"), "青岑市"),
        (Document("a", "a", "企业补助办法", 0, 1), ""),
    ],
)
def test_the_place_of_a_document(document: Document, place: str) -> None:
    assert read_place(document) == place


def test_titles_and_dates_are_not_quoted_as_answers() -> None:
    text = write(
        "企业贷款贴息申报条件", "general", "某县办法\n2025年5月12日\n企业申报贷款贴息应当依法登记。"
    ).text
    assert "> 企业申报贷款贴息应当依法登记。" in text and "2025年5月12日" not in text
