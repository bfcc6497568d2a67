"""The extractive writer: each kind of answer in its form, every fact a quote, quick."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from assistant.check import check_text
from assistant.cite import cite_hits, find_marks
from assistant.escape import unescape_source
from assistant.extractive import Draft, ExtractiveWriter
from assistant.records import Decision, Evidence, Kind, Language
from assistant.writing.comparison import export_table, read_table
from index.fold import fold_text
from index.records import Clause
from tests.tiny_policies import (
    ARTICLES,
    COUNTY_GOALS,
    FIRMS,
    GOALS,
    SURE,
    TALENT,
    WEAK,
    YOUNG,
    make_evidence,
    make_loose_evidence,
    make_query,
    read_span,
)

KINDS: list[Kind] = ["figure", "measures", "eligibility", "amount", "deadline", "responsible", "definition",
                     "comparison", "clause", "metadata", "general"]  # fmt: skip


def write(
    question: str,
    kind: Kind,
    *clauses: Clause,
    language: Language = "zh-Hans",
    decision: Decision = SURE,
    evidence: list[Evidence] | None = None,
) -> Draft:
    held = make_evidence(*clauses) if evidence is None else evidence
    return ExtractiveWriter().write(make_query(question, kind, language), held, decision)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_sentence_is_supported_and_every_mark_has_evidence(kind: Kind, language: Language) -> None:
    draft = write(
        "青年和企业的支持、比例和目标", kind, YOUNG, GOALS, *ARTICLES, FIRMS, TALENT, language=language
    )
    assert find_marks(draft.text) and set(find_marks(draft.text)) <= {item.mark for item in draft.evidence}
    assert [item.mark for item in draft.evidence] == list(range(1, len(draft.evidence) + 1))
    assert [v for v in check_text(draft.text, draft.evidence) if not v.supported] == []


@pytest.mark.parametrize("kind", KINDS)
def test_marked_sentences_are_quoted_unchanged(kind: Kind) -> None:
    draft = write("青年和企业的支持、比例和目标", kind, YOUNG, GOALS, ARTICLES[2])
    plain = unescape_source(draft.text)
    quotes = [c.quote for c in cite_hits(draft.evidence)]
    for item in draft.evidence:
        assert item.sentences
        for span in item.sentences:
            words = read_span(item.hit.document.id, span)
            assert any(words in quote for quote in quotes)
            assert words in plain or kind in ("figure", "amount", "comparison", "metadata")


@pytest.mark.parametrize(
    ("question", "kind", "clause", "start"),
    [
        ("高新技术企业要达到多少家？", "figure", GOALS, "**4200家** — 有效期内高新技术企业达到4200家 [1]"),
        ("研发经费占比是多少？", "figure", GOALS, "**2.4%** — 全社会研发经费支出占地区生产总值比重达到2.4% [1]"),
        ("首次认定的企业奖励多少万元？", "amount", FIRMS, "**20万元** — 对首次认定的高新技术企业给予20万元奖励 [1]"),
        ("安家補貼多少萬元？", "amount", TALENT, "**50萬元** — 引進的高層次人才可獲得50萬元安家補貼 [1]"),
        ("申报辅导多久一次？", "deadline", FIRMS, "**每季度** [1]"),
        ("申请截止到什么时候？", "deadline", ARTICLES[3], "**2024年9月30日前** [1]"),
        ("由谁负责？", "responsible", FIRMS, "- 责任单位：**省科技厅、省财政厅、各市（县）人民政府** [1]"),
        ("什么是中小企业？", "definition", ARTICLES[0], "**《青州省中小企业创新资助办法》第一条** [1]"),
        ("关于青年奖的是哪一条？", "clause", YOUNG, "对应条款：**《青州省科技工作要点》第二部分（一）1"),
    ],
)  # fmt: skip
def test_the_answer_comes_first(question: str, kind: Kind, clause: Clause, start: str) -> None:
    assert write(question, kind, clause).text.startswith(start)


def test_the_same_figure_elsewhere_is_named() -> None:
    other = make_loose_evidence("有效期内高新技术企业达到4200家。", "力争有效期内高新技术企业达到4200家。")
    assert "同一数据另见" in write("有效期内高新技术企业多少家", "figure", evidence=other).text


def test_figures_that_disagree_are_both_shown_and_said() -> None:
    rivals = make_loose_evidence("对高新技术企业一次性奖励20万元。", "对高新技术企业一次性奖励30万元。")
    text = write("高新技术企业一次性奖励多少万元", "amount", evidence=rivals).text
    assert text.startswith("- **20万元**") and "- **30万元**" in text and "规定不一致" in text


def test_other_places_do_not_disagree() -> None:
    text = write("高新技术企业多少家", "figure", GOALS, COUNTY_GOALS).text
    assert text.startswith("- **4200家**") and "150家" in text and "不同文件各自的规定" in text


def test_measures_stand_one_a_line_below_their_section() -> None:
    lines = write("对青年有哪些支持", "measures", YOUNG, FIRMS).text.split("\n")
    assert lines[0] == "**《青州省科技工作要点》第二部分（一）1 支持青年科技人才挑大梁** [1]"
    assert sum(line.startswith("- ") and line.endswith("[1]") for line in lines) >= 2


def test_eligibility_is_sorted_by_aspect_and_says_what_is_open() -> None:
    text = write("中小企业申请资助的条件和标准", "eligibility", *ARTICLES).text
    order = [text.index(f"**{name}**") for name in ("条件", "支持内容和标准", "时限", "责任单位", "有效期")]
    assert order == sorted(order)
    assert "注册满两年；" in text and "有效期三年" in text
    assert "所引条款未写明" in write("中小企业申请资助的条件", "eligibility", ARTICLES[1]).text


def test_comparison_is_a_table_that_exports() -> None:
    text = write("各地高新技术企业目标多少家", "comparison", GOALS, COUNTY_GOALS, YOUNG).text
    header, first, second = read_table(text)
    assert header == ["地区", "年份", "数据或规定", "文件", "条款"]
    assert (first[:2], second[:2]) == (["青州省", "2024"], ["临河县", "2021–2023"])
    assert "4200家" in first[2] and "150家" in second[2]
    assert export_table(text).count("\r\n") == 3


def test_exported_cells_never_start_a_formula() -> None:
    assert "'=2" in export_table("| a | b |\n| --- | --- |\n| 1 | =2 |")


def test_metadata_is_given_field_by_field() -> None:
    text = write("青科发〔2024〕7号是什么文件？", "metadata", GOALS).text
    assert text.startswith("**《青州省科技工作要点》** [1]")
    assert "发文字号：**青科发〔2024〕7号** [1]" in text and "效力：有效 [1]" in text


def test_clause_text_is_whole() -> None:
    draft = write("第四条写了什么", "clause", ARTICLES[3])
    assert ARTICLES[3].text.strip() in unescape_source(draft.text)


def test_weak_evidence_gives_two_readings() -> None:
    assert write("青年", "general", YOUNG, FIRMS, decision=WEAK).text.startswith("问题可作不同理解")


@pytest.mark.parametrize(
    ("language", "frame"), [("en", "See also:"), ("zh-Hant", "另見："), ("zh-Hans", "另见：")]
)
def test_frames_follow_the_reader_and_quotes_stay(language: Language, frame: str) -> None:
    text = write("青年科技奖", "general", YOUNG, FIRMS, language=language).text
    assert frame in text and "增设青年科技奖，促进青年科技人才成长。" in text


def test_repealed_documents_are_noted() -> None:
    evidence = make_evidence(YOUNG)
    old = replace(evidence[0].hit.document, status="repealed")
    assert write("青年", "general", YOUNG).notes == ()
    notes = write(
        "青年", "general", evidence=[replace(evidence[0], hit=replace(evidence[0].hit, document=old))]
    ).notes
    assert notes == ("注意：《青州省科技工作要点》已废止或失效。",)


def test_without_evidence_there_is_no_text() -> None:
    assert write("青年", "general") == Draft("", ())


def test_facts_are_words_of_the_source() -> None:
    text = fold_text(write("各地高新技术企业目标多少家", "comparison", GOALS, COUNTY_GOALS).text)
    assert "4200家" in text and "150家" in text


def test_writing_takes_under_ten_milliseconds() -> None:
    write("青年", "eligibility", *ARTICLES)  # words are loaded once
    times = []
    for _ in range(15):
        started = time.perf_counter()
        write("青年和企业的支持", "eligibility", YOUNG, GOALS, *ARTICLES, FIRMS)
        times.append(time.perf_counter() - started)
    assert sorted(times)[3] < 0.010
