"""decode_bytes: strict UTF-8, then GB18030, Big5, UTF-16 by plausibility; rare characters survive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ReadFailure
from index.reading.decode import decode_bytes, rate_text

_SIMPLE = "关于印发《科技创新行动方案》的通知\r\n各有关单位：请认真贯彻执行。\r\n"
_TRADITIONAL = "關於印發《科技創新行動方案》的通知\r\n各有關單位：請認真貫徹執行。\r\n"


@pytest.mark.parametrize(
    ("text", "written", "named"),
    [
        (_SIMPLE, "utf-8", "utf-8"), (_SIMPLE, "gbk", "gb18030"), (_SIMPLE, "gb18030", "gb18030"),
        (_TRADITIONAL, "big5", "big5"), (_TRADITIONAL, "gb18030", "gb18030"), (_TRADITIONAL, "cp950", "big5"),
        (_SIMPLE, "utf-16-le", "utf-16-le"), (_SIMPLE, "utf-16-be", "utf-16-be"),
        (_TRADITIONAL, "utf-16-be", "utf-16-be"),
        (_SIMPLE, "utf-16", "utf-16-le"), (_SIMPLE, "utf-8-sig", "utf-8"), (_SIMPLE, "utf-32", "utf-32-le"),
        ("Notice on support for young researchers\n", "utf-16-le", "utf-16-le"),
        ("政策", "big5", "big5"), ("政策通知", "gb18030", "gb18030"), ("", "utf-8", "utf-8"),
        ("㐀䶮𠀀𪚥，关于印发《行动方案》的通知", "gb18030", "gb18030"),
        ("Support is “paid” within 30 days of the notice, café.", "cp1252", "cp1252"),
    ],
)  # fmt: skip
def test_each_encoding_is_recognised(text: str, written: str, named: str) -> None:
    assert decode_bytes(text.encode(written)) == (text, named)


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 9, b"\x00\x01\x02" * 300, b"\x89PNG\r\n\x1a\n" + b"\x00\xff" * 99]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(ReadFailure, match="UTF-8"):
        decode_bytes(data)


def test_wrong_decoding_rates_far_below_the_right_one() -> None:
    assert rate_text(_TRADITIONAL) > 0.7
    assert rate_text(_TRADITIONAL.encode("big5").decode("gb18030", errors="ignore")) < 0.45


@given(st.text())
def test_utf8_always_comes_back(text: str) -> None:
    data = text.encode("utf-8")
    if b"\x00" in data or text.startswith("\ufeff"):
        return
    try:
        assert decode_bytes(data) == (text, "utf-8")
    except ReadFailure:
        assert any(character < " " for character in text)


@given(st.binary(max_size=300))
def test_any_bytes_end_as_text_or_a_clear_failure(data: bytes) -> None:
    try:
        text, encoding = decode_bytes(data)
    except ReadFailure:
        return
    assert isinstance(text, str)
    assert encoding
