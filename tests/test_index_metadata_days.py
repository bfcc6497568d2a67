"""Days, imprints, validity and status: what is printed of the document itself, never a day of its text."""

from __future__ import annotations

import time

import pytest

from index.metadata import describe_document
from index.records import Document, SourceText, Span

_BODY = "第一条 略。\n第二条 略。\n"


def describe(text: str) -> Document:
    starts = [text.find(label) for label in ("第一条", "一、") if label in text]
    head = min(starts, default=None)
    return describe_document(SourceText(text, "a.txt", "txt", "utf-8"), "a", Span(0, len(text)), (), head, "")


_JOINT = "澜川省财政厅、澜川省科学技术厅"
_IMPRINTS = [
    (f"（2024年7月9日{_JOINT}印发，自2024年9月1日起施行）", _JOINT, "2024-07-09", "2024-09-01"),
    (f"（2024年7月9日 {_JOINT}联合印发）", _JOINT, "2024-07-09", None),
    ("（澜川省财政厅2024年7月9日印发）", "澜川省财政厅", "2024-07-09", None),
    ("(二〇二四年七月九日澜川省财政厅发布 2025年1月1日起施行)", "澜川省财政厅", "2024-07-09", "2025-01-01"),
    ("2024年7月9日澜川省财政厅印发", "澜川省财政厅", "2024-07-09", None),
    ("2024年7月9日澜川省财政厅印发通知要求各地落实。", None, None, None),
    (
        "（2024年7月9日澜川省人民代表大会常务委员会通过）",
        "澜川省人民代表大会常务委员会",
        "2024-07-09",
        None,
    ),
]


@pytest.mark.parametrize(("imprint", "issuer", "date", "effective"), _IMPRINTS)
def test_the_imprint_below_a_title(
    imprint: str, issuer: str | None, date: str | None, effective: str | None
) -> None:
    document = describe(f"澜川省企业补助办法\n\n{imprint}\n\n{_BODY}")
    assert (document.title, document.region) == ("澜川省企业补助办法", "澜川省")
    assert (document.issuer, document.date, document.effective) == (issuer, date, effective)


def test_an_imprint_gives_the_number_too() -> None:
    text = f"澜川省补助办法\n（澜财教〔2024〕5号，2024年7月9日印发）\n{_BODY}"
    document = describe(text)
    printed = {name: text[span.start : span.end] for name, span in document.spans.items()}
    assert (document.number, document.date) == ("澜财教〔2024〕5号", "2024-07-09")
    assert (printed["number"], printed["date"]) == ("澜财教〔2024〕5号", "2024年7月9日")


_TIMETABLES = [
    "一、时间\n申报时间：2025年5月1日\n至2025年6月30日。\n二、其他\n略。\n",
    "一、时间\n2025年5月1日\n启动申报。\n2025年6月30日\n截止申报。\n二、其他\n略。\n",
    "一、时间\n自2025年5月1日起受理。\n期限为2025年5月1日 \n至6月。\n",
    "一、时间\n| 2025年5月1日 | 启动 |\n2025年6月1日 | 评审\n",
    "为缓解融资难，现就2025年3月1日起的申报明确如下。\n一、对象\n（一）2024年1月1日至2024年12月31日期间贷款。\n",
]


@pytest.mark.parametrize("body", _TIMETABLES)
def test_a_day_of_the_text_is_never_the_documents(body: str) -> None:
    document = describe(f"望澜市贴息申报指南\n{body}")
    assert (document.date, document.effective, document.expires) == (None, None, None)


_TERMS = [
    ("本办法自2025年1月1日起施行，有效期五年。", "2025-01-01", "2029-12-31"),
    ("本办法从2025年1月1日起执行，试行两年。", "2025-01-01", "2026-12-31"),
    ("本办法于2025年1月1日起正式实施，有效期为3年。", "2025-01-01", "2027-12-31"),
    ("本办法自2025年1月1日起施行，执行期限为三年。", "2025-01-01", "2027-12-31"),
    ("本办法自2025年1月1日起施行，有效期六个月。", "2025-01-01", "2025-06-30"),
    ("本办法自2024年8月31日起施行，有效期6个月。", "2024-08-31", "2025-02-28"),
    ("本办法自2025年1月1日起施行，有效期至2027年12月31日。", "2025-01-01", "2027-12-31"),
    ("本措施有效期自2025年10月10日至2027年12月31日。", "2025-10-10", "2027-12-31"),
    ("本政策自2025年1月1日起至2026年12月31日止有效。", "2025-01-01", "2026-12-31"),
    ("本政策执行至2026年12月31日。", None, "2026-12-31"),
    ("本办法自2025年1月1日起施行，支持的项目实施期限3年。", "2025-01-01", None),
    ("本办法所称证书有效期3年。本办法自2025年1月1日起施行。", "2025-01-01", None),
    ("本通知申报时间为2025年1月1日至2025年2月1日。", None, None),
]


@pytest.mark.parametrize(("sentence", "effective", "expires"), _TERMS)
def test_terms_are_read_and_say_nothing_of_the_status(
    sentence: str, effective: str | None, expires: str | None
) -> None:
    document = describe(f"澜川省补助办法\n{_BODY}第三条 {sentence}\n")
    assert (document.effective, document.expires) == (effective, expires)
    assert (document.status, document.date) == ("unknown", None)


_STATUS = [
    ("澜川省补助办法（已废止）\n" + _BODY, "repealed"),
    ("【已废止】澜川省补助办法\n" + _BODY, "repealed"),
    ("澜川省补助办法\n本文件已废止\n" + _BODY, "repealed"),
    ("澜川省补助办法\n" + _BODY * 60 + "（本办法自2024年9月1日起废止）\n", "repealed"),
    ("澜川省补助办法\n有效性：废止\n废止日期：2024年9月1日\n" + _BODY, "repealed"),
    ("澜川省补助办法\n有效性：现行有效\n" + _BODY, "in force"),
    ("澜川省补助办法\n有效性：未失效\n" + _BODY, "in force"),
    ("澜川省补助办法\n有效性：部分失效\n" + _BODY, "unknown"),
    ("澜川省补助办法\n有效性：\n" + _BODY, "unknown"),
    ("澜川省补助办法\n" + _BODY + "本办法自2025年1月1日起施行。原《甲办法》同时废止。\n", "unknown"),
    ("澜川省补助办法\n" + _BODY + "本办法有效期五年，期满自行废止。\n", "unknown"),
    ("澜川省补助办法\n" + _BODY + "本办法废止后，未结事项按本办法办理。\n", "unknown"),
    ("关于废止部分文件的决定\n" + _BODY * 60 + "1.甲办法（已废止）\n2.乙办法（已废止）\n", "unknown"),
]


@pytest.mark.parametrize(("text", "status"), _STATUS)
def test_repealed_and_in_force_only_when_said(text: str, status: str) -> None:
    assert describe(text).status == status


@pytest.mark.parametrize(
    "unit", ["（2024年7月9日", "本办法自2024年7月9日", "2024年7月9日\n", "（省财政厅", "执行期限"]
)
def test_repeated_days_take_linear_time(unit: str) -> None:
    begun = time.perf_counter()
    describe(unit * 100_000)
    assert time.perf_counter() - begun < 3
