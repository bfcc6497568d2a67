"""Bytes to text: strict UTF-8, then GB18030, Big5 and UTF-16, judged by how plausible the decoded text is.

GB18030 accepts nearly any bytes, so "no error" proves nothing: among the strict decodings, the one that reads most
like Chinese or English wins. Left out: Japanese and Korean encodings, and repair of damaged bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import opencc

from index.errors import ReadFailure

_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BYTE_CODECS = ("gb18030", "big5", "cp950", "big5hkscs")
_WIDE_CODECS = ("utf-16-le", "utf-16-be")
_SAMPLE = 20_000  # characters judged from each end
_PLAUSIBLE = 0.45  # right decodings score 0.75 and more, wrong ones below 0.3
_MOSTLY_ASCII = 0.9
_UNLIKELY = -3.0


@lru_cache(maxsize=1)
def _frequent_characters() -> frozenset[str]:
    lines = files("index.reading").joinpath("frequent.txt").read_text(encoding="utf-8").splitlines()
    simplified = "".join(line for line in lines if not line.startswith("#"))
    return frozenset(simplified + str(opencc.OpenCC("s2t").convert(simplified)))


@lru_cache(maxsize=4096)
def _rate_character(character: str) -> float:
    """1 for what official texts consist of, 0 for what they may hold, below for what no text holds."""
    if character in _frequent_characters() or character in "\t\n\r\f\u3000" or " " <= character <= "~":
        return 1.0
    code = ord(character)
    if 0x2010 <= code <= 0x2026 or 0x3001 <= code <= 0x3017 or 0xFF01 <= code <= 0xFF5E or code == 0xB7:
        return 1.0
    return _UNLIKELY if unicodedata.category(character) in ("Cc", "Cn", "Cs", "Co") else 0.0


def rate_text(text: str) -> float:
    """How much a text reads like Chinese or English, at most 1; an empty text rates 1.

    Example: "印发通知" -> 1.0, the same in Big5 read as GB18030 -> below 0.3.
    """
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[-_SAMPLE:]
    return sum(map(_rate_character, sample)) / len(sample) if sample else 1.0


def _decode_strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _list_decodings(data: bytes) -> Iterator[tuple[float, str, str]]:
    """Every strict decoding with its rating; the likelier codec comes first and wins a tie."""
    codecs: tuple[str, ...] = _BYTE_CODECS if b"\x00" not in data else ()
    if len(data) % 2 == 0:
        codecs += _WIDE_CODECS
    found_big5 = False
    for codec in codecs:
        is_big5 = codec in ("big5", "cp950", "big5hkscs")
        if is_big5 and found_big5:
            continue  # the wider variants only serve when the narrow one fails
        text = _decode_strictly(data, codec)
        if text is not None:
            found_big5 = found_big5 or is_big5
            yield rate_text(text), text, codec


def _decode_western(data: bytes) -> tuple[str, str] | None:
    """English with typographic quotes: nearly all ASCII, the rest Windows-1252."""
    ascii_bytes = sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in data[: 2 * _SAMPLE])
    if ascii_bytes < _MOSTLY_ASCII * min(len(data), 2 * _SAMPLE):
        return None
    text = _decode_strictly(data, "cp1252")
    return None if text is None else (text, "cp1252")


def decode_bytes(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding; a byte order mark is dropped, nothing else changes.

    Example: "通知".encode("big5") -> ("通知", "big5"). Raises ReadFailure when the bytes are no text.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = _decode_strictly(data[len(mark) :], codec)
            if text is not None:
                return text, codec
    if b"\x00" not in data:
        text = _decode_strictly(data, "utf-8")
        if text is not None and not _seems_binary(text):
            return text, "utf-8"
    best = max(_list_decodings(data), key=lambda found: found[0], default=None)
    if best is not None and best[0] >= _PLAUSIBLE:
        return best[1], best[2]
    western = _decode_western(data) if b"\x00" not in data else None
    if western is not None:
        return western
    raise ReadFailure(
        "不是文本或编码已损坏 / not text, or its encoding is damaged: "
        "需要 UTF-8、GB18030、Big5 或 UTF-16 文本。请另存为 UTF-8 后重试 / save it as UTF-8 and try again"
    )


def _seems_binary(text: str) -> bool:
    sample = text[: 2 * _SAMPLE]
    controls = sum(character < " " and character not in "\t\n\r\f\x0b\x1a" for character in sample)
    return controls * 20 > len(sample)
