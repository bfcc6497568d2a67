"""Questions from outside: what is read, what is refused, and that a bad line never stops a batch."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UsageFailure
from assistant.requests import (
    MAX_LINE,
    MAX_QUESTION,
    MAX_TURNS,
    BadRequest,
    Request,
    check_question,
    parse_history,
    parse_request,
    read_batch,
    read_history,
)


def _read(data: bytes) -> list[Request | BadRequest]:
    return list(read_batch(io.BytesIO(data)))


def test_a_request_keeps_its_id_and_history() -> None:
    data = {"question": " 谁牵头？ ", "id": 3, "history": [["甲", "乙"]], "type": "other"}
    assert parse_request(data) == Request("谁牵头？", 3, (("甲", "乙"),))


@pytest.mark.parametrize("question", ["", "  \n", "问" * (MAX_QUESTION + 1), "\ud800", None, 3, ["a"]])
def test_no_question_is_refused_in_one_line(question: object) -> None:
    with pytest.raises(UsageFailure) as failure:
        check_question(question)
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    "history", ["a", {}, [1], ["ab"], [["a"]], [["a", 1]], [["a", "b", "c"]], [["a", "\udfff"]]]
)
def test_history_of_another_shape_is_refused(history: object) -> None:
    with pytest.raises(UsageFailure):
        parse_history(history)


def test_only_the_last_turns_are_kept() -> None:
    turns = [[str(number), ""] for number in range(MAX_TURNS + 5)]
    assert parse_history(turns)[0] == ("5", "")


def test_a_bad_line_does_not_stop_the_batch() -> None:
    found = _read(
        b'\xef\xbb\xbf{"question": "a"}\n\n  \nnonsense\n{"id": "x", "question": ""}\r\n{"question": "b"}'
    )
    assert found[0] == Request("a") and found[3] == Request("b")
    assert [(bad.line, bad.id) for bad in found if isinstance(bad, BadRequest)] == [(4, None), (5, "x")]


def test_an_endless_line_is_skipped() -> None:
    found = _read(b'{"question": "' + b"a" * (3 * MAX_LINE) + b'"}\n{"question": "b"}\n')
    assert isinstance(found[0], BadRequest) and found[1:] == [Request("b")]


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b'{"question": "\\ud800"}', b"\xff\xfe\x00", b"null", b"NaN", b"1e999"]
)
def test_a_strange_line_is_one_bad_request(line: bytes) -> None:
    assert [type(found) for found in _read(line + b"\n")] == [BadRequest]


@given(st.lists(st.binary(max_size=60)))
def test_any_bytes_give_one_result_a_line(lines: list[bytes]) -> None:
    data = b"\n".join(line.replace(b"\n", b"") for line in lines)
    filled = [line for line in data.split(b"\n") if line.strip(b" \t\r\n\xef\xbb\xbf")]
    assert len(_read(data)) == len(filled)


def test_a_history_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "history.json"
    file.write_text(json.dumps([["甲", "乙"]]), encoding="utf-8-sig")
    assert read_history(file) == (("甲", "乙"),)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"3"])
def test_a_bad_history_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "history.json"
    file.write_bytes(content)
    for path in (file, tmp_path / "missing", tmp_path):
        with pytest.raises(UsageFailure):
            read_history(path)
