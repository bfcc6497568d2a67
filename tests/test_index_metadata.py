"""describe_document: each field from where it is printed, with its span, and None where it is not printed."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.boilerplate import mark_boilerplate
from index.metadata import describe_document
from index.metadata_dates import list_years, parse_date
from index.metadata_fields import read_fields
from index.metadata_number import find_number
from index.organisations import find_organisation_before, is_organisation, is_sure_organisation
from index.reading import read_source
from index.records import Document, SourceText, Span

SHARED = Path(__file__).parents[2] / "shared"
GOLD = Path(__file__).with_name("metadata_gold.jsonl")


def describe(text: str, part: str = "", file: str = "a.txt", **data: str) -> Document:
    source = SourceText(text, file, "txt", "utf-8", data=data)
    first = text.find("第一条")
    head = None if first < 0 else first
    return describe_document(source, "a", Span(0, len(text)), mark_boilerplate(text), head, part)


_NOTICE = """關於印發《行動要點》的通知

來源:省科技廳    更新時間:2024-03-25    瀏覽:72

贛科發字〔2024〕1號

各設區市科技局:
現將《行動要點》印發給你們，請認真貫徹執行。

江西省科學技術廳

二〇二四年三月二十二日

行動要點
根據國發〔2023〕9號，自2024年5月1日起申報。
"""


def test_notice_in_traditional_script() -> None:
    document = describe(_NOTICE)
    assert document.title == "關於印發《行動要點》的通知"
    assert (document.issuer, document.number) == ("江西省科學技術廳", "贛科發字〔2024〕1號")
    assert (document.date, document.published) == ("2024-03-22", "2024-03-25")
    assert (document.region, document.level, document.status) == ("江西省", "province", "unknown")
    assert document.effective is None


def test_every_span_holds_what_was_read() -> None:
    document = describe(_NOTICE)
    printed = {name: _NOTICE[span.start : span.end] for name, span in document.spans.items()}
    assert printed["issuer"] == "江西省科學技術廳"
    assert printed["date"] == "二〇二四年三月二十二日"
    assert printed["region"] == "江西省"


def test_header_table_wins_and_is_read_to_the_end() -> None:
    text = (
        "索引号: A2-2022 主题分类: 科技\n发布机构: 进贤县科技和工业信息化局 生成日期: 2021-12-07\n"
        "名  称: 创新三年行动方案(2021-2023年)\n文件编号: 有效性: 有效\n\n第一条 略。\n"
    )
    document = describe(text)
    assert (document.title, document.years) == ("创新三年行动方案(2021-2023年)", (2021, 2022, 2023))
    assert (document.index_number, document.subject) == ("A2-2022", "科技")
    assert (document.date, document.number, document.status) == ("2021-12-07", None, "in force")
    assert (document.region, document.level) == ("进贤县", "county")


def test_own_title_wins_over_the_heading_of_the_part() -> None:
    document = describe(
        "第二篇:2008年科技要点\n2009年多拉特乡科技工作要点\n一、略。\n", "第二篇:2008年科技要点"
    )
    assert (document.title, document.years) == ("2009年多拉特乡科技工作要点", (2009,))
    assert (document.region, document.level) == ("多拉特乡", "township")


def test_law_names_its_body_and_days() -> None:
    text = (
        "# 某市节水条例\n\n2015年1月2日 济南市第十五届人民代表大会常务委员会第二次会议通过\n\n"
        "2015年3月4日 山东省第十二届人民代表大会常务委员会第九次会议批准\n\n"
        "第一条 略。\n第二条 本条例自2015年5月1日起施行。\n"
    )
    document = describe(text, file="a.md")
    assert document.issuer == "济南市人民代表大会常务委员会"
    assert (document.date, document.effective, document.region) == ("2015-01-02", "2015-05-01", "济南市")


_REGION = [
    ("河北省人民政府办公厅关于支持承德市建设的意见\n略。", "河北省", "province"),
    ("国务院办公厅关于完善评价机制的意见\n略。", None, "national"),
    ("2022年全市科技工作要点\n" + "赣州建设高地。推动赣州发展。" * 2 + "江西支持。", "赣州市", "city"),
    ("2010年科技工作要点\n我市科技工作。全市要求。" + "常熟企业。" * 5 + "南京大学。", "常熟市", "county"),
    ("餐饮服务防控指引\n" + "离开湖北地区。" * 6, None, None),
    ("2021年全市科技工作要点\n北京会议。上海经验。深圳做法。", None, "city"),
    ("关于某事的通知\n各单位：略。\n国家税务总局甘肃省税务局\n2020年2月7日\n", "甘肃省", "province"),
    ("工作要点\n湘西自治州科学技术局\n略。", "湘西土家族苗族自治州", "city"),
]


@pytest.mark.parametrize(("text", "region", "level"), _REGION)
def test_region_is_read_or_left_open(text: str, region: str | None, level: str | None) -> None:
    document = describe(text)
    assert (document.region, document.level) == (region, level)


_SIGNED = [
    ("执行。\n\n某省科学技术厅\n2024年3月2日\n", "某省科学技术厅", "2024-03-02"),
    ("抓好落实。河北省人民政府2017年9月27日更多信息请关注", "河北省人民政府", "2017-09-27"),
    ("联系电话：123评审表河北省教育厅2022年4月29日（此件主动公开）", "河北省教育厅", "2022-04-29"),
    ("执行。 财\xa0 政\xa0 部 2020年1月31日", "财政部", "2020-01-31"),
    ("执行。\n财政部\n税务总局\n2020年2月6日\n", "财政部 税务总局", "2020-02-06"),
    ("报告。河北省教育厅河北省财政厅2022年3月4日\n", "河北省教育厅河北省财政厅", "2022-03-04"),
    ("施行。\n部长徐某二零零六年十一月七日某办法", None, "2006-11-07"),
    ("根据河北省教育厅2022年3月4日印发的通知办理。", None, None),
    ("加强组织领导，2022年3月4日前完成。", None, None),
    ("科技部门要在2022年3月4日召开会议。", None, None),
]


@pytest.mark.parametrize(("text", "issuer", "date"), _SIGNED)
def test_signature_is_read_only_where_a_document_is_signed(
    text: str, issuer: str | None, date: str | None
) -> None:
    document = describe(f"关于某事的通知\n各有关单位：\n略。{text}")
    assert (document.issuer, document.date) == (issuer, date)


_NUMBERS = [
    ("国科发区〔2019〕268号各省科技厅：", "国科发区〔2019〕268号"),
    ("关于某事的通知\n国办发[2021]26号\n", "国办发[2021]26号"),
    ("关于某事的通知（冀科规〔2023〕1号）\n略。", "冀科规〔2023〕1号"),
    ("2003年8月18日 国务院令第206号公布", "国务院令第206号"),
    ("关于某事的通知（冀科规〔2023〕1号）各市科技局：", "冀科规〔2023〕1号"),
    ("某规定的通知财教[2013]433号国务院各部委：", "财教[2013]433号"),
    ("根据《意见》（国发〔2017〕28号）精神，", None),
    ("按照《国务院关于某事的通知》（国发〔2017〕28号）各项要求，", None),
    ("按照国发〔2017〕28号文件要求，", None),
    ("现将国办发〔2021〕26号转发给你们。", None),
    ("现转发《意见》（冀办〔2018〕8号）。\n冀办〔2018〕8号\n", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "number"), _NUMBERS)
def test_only_the_documents_own_number_is_taken(text: str, number: str | None) -> None:
    reading = find_number(text, 0, len(text))
    assert (reading.value if reading is not None else None) == number


_VALIDITY = [
    ("第九条 本办法自2022年1月1日起施行，有效期5年。", "2022-01-01", "2026-12-31", "unknown"),
    ("第九条 本办法自2022年3月1日起施行，有效期至2024年12月31日。", "2022-03-01", "2024-12-31", "unknown"),
    (
        "第九条 本办法由省科技厅解释。有效期五年。第十条 本办法自2023年1月1日起施行。",
        "2023-01-01",
        "2027-12-31",
        "unknown",
    ),
    ("第九条 证书有效期3年。本办法自2022年1月1日起施行。", "2022-01-01", None, "unknown"),
    ("第九条 自2020年5月1日起申报。", None, None, "unknown"),
    ("第九条 《某办法》自2020年5月1日起施行。", None, None, "unknown"),
    ("第九条 略。（已废止）", None, None, "repealed"),
    ("第九条 2001年发布的《某办法》同时废止。", None, None, "unknown"),
]


@pytest.mark.parametrize(("text", "effective", "expires", "status"), _VALIDITY)
def test_validity_is_what_the_document_says_of_itself(
    text: str, effective: str | None, expires: str | None, status: str
) -> None:
    document = describe(f"某办法\n第一条 略。\n{text}\n")
    assert (document.effective, document.expires, document.status) == (effective, expires, status)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年3月22日", "2024-03-22"),
        ("２０２４年３月２日", "2024-03-02"),
        ("2024-03-22 11:00", "2024-03-22"),
        ("二○一○年十月三十一日", "2010-10-31"),
        ("2024年13月1日", None),
        ("2023年2月29日", None),
        ("12024年3月2日", None),
        ("", None),
    ],
)
def test_days(text: str, day: str | None) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("2024年工作要点", (2024,)),
        ("行动计划（2020—2022年）", (2020, 2021, 2022)),
        ("“十四五”规划", (2021, 2022, 2023, 2024, 2025)),
        ("某通知（冀〔2019〕2号）", ()),
    ],
)
def test_years_of_a_title(title: str, years: tuple[int, ...]) -> None:
    assert list_years(title) == years


def test_bodies() -> None:
    assert is_organisation("财政部 海关总署")
    assert not is_organisation("加强组织领导")
    assert is_sure_organisation("进贤县科技和工业信息化局")
    assert not is_sure_organisation("科技局")
    assert find_organisation_before("会议在北京召开", 7, 0) is None


def test_data_of_the_container_fills_what_the_text_lacks() -> None:
    document = describe("第一条 略。", title="某某办法", published="2024-03-25 10:00")
    assert (document.title, document.published, document.date) == ("某某办法", "2024-03-25", "2024-03-25")


def test_fields_beside_each_other_and_in_a_table_row() -> None:
    fields = read_fields("【索引号】 A1【发文字号】赣府〔2020〕1号\n发布机构 | 某局 | 有效性 | 失效\n", 0, 60)
    assert {name: reading.value for name, reading in fields.items()} == {
        "index_number": "A1",
        "number": "赣府〔2020〕1号",
        "issuer": "某局",
        "status": "失效",
    }


@given(
    st.text(
        alphabet="关于的通知省市局厅2024年3月1日〔〕号《》：:\n 　索引第一条本办法自起施行有效期",
        max_size=200,
    )
)
def test_any_text_is_described_with_spans_inside_it(text: str) -> None:
    document = describe(text)
    assert all(0 <= span.start <= span.end <= len(text) for span in document.spans.values())


@pytest.mark.parametrize(
    "unit", ["河北省教育厅2024年3月2日\n", "国办发〔2021〕26号", "有效期", "本办法自", "我市常熟", "（ 《"]
)
def test_time_is_bounded(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    source = SourceText(text, "a.txt", "txt", "utf-8")
    started = time.perf_counter()
    describe_document(source, "a", Span(0, len(text)), (), None, "")
    assert time.perf_counter() - started < 3


def load_gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def read_shared(file: str) -> SourceText:
    """A file of the shared folder; a document of the bench is one line of its file."""
    folder, name = file.rsplit("/", 1)
    if not folder.startswith("bench"):
        return read_source(SHARED / file)
    with (SHARED / folder / "documents.jsonl").open(encoding="utf-8") as lines:
        text = next(row["text"] for row in map(json.loads, lines) if row["docid"] == name)
    return SourceText(text, f"{name}.txt", "txt", "utf-8")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
@pytest.mark.parametrize("row", load_gold(), ids=lambda row: row["file"].rsplit("/", 1)[-1][:12])
def test_documents_checked_by_hand(row: dict[str, Any]) -> None:
    source, part = read_shared(row["file"]), row.get("part", "")
    start = source.text.find(part)
    after = source.text.find("\n第", start + 1) if part else -1
    span = Span(
        start, after if after >= 0 and source.text[after + 3 : after + 4] == "篇" else len(source.text)
    )
    document = describe_document(source, "a", span, mark_boilerplate(source.text), None, part)
    read = {
        name: getattr(document, name)
        for name in ("title", "issuer", "number", "date", "region", "level", "status")
    }
    assert {name: value for name, value in read.items() if value is not None} == {
        name: value for name, value in row["fields"].items() if name in read
    }
