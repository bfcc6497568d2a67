"""Questions given from outside (a batch file, a history file, a request body): read, or refused clearly."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from assistant.errors import UsageFailure
from assistant.records import Turn

MAX_QUESTION = 2000  # characters; what is longer is a document, not a question
MAX_TURNS = 50
MAX_TURN = 20_000  # characters of one earlier question or answer that are kept
MAX_LINE = 1 << 20  # bytes of one line of a batch


@dataclass(frozen=True, slots=True)
class Request:
    """A question as asked from outside. `id` comes back as it was given; `dropped` names filters to ignore."""

    question: str
    id: str | int | None = None
    history: tuple[Turn, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRequest:
    """A line of a batch that holds no question: its number from 1, what could be read of it, and why."""

    line: int
    reason: str
    id: str | int | None = None
    question: str = ""


def check_question(question: object) -> str:
    """The question without surrounding space; raises UsageFailure when empty, too long or no text."""
    if not isinstance(question, str):
        raise UsageFailure('缺少问题。应为 {"question": "…"} / no question: expected {"question": "…"}')
    asked = question.strip()
    if not asked:
        raise UsageFailure("问题为空。请写出要问的内容 / The question is empty: write what you want to know")
    if len(asked) > MAX_QUESTION:
        raise UsageFailure(
            f"问题有 {len(asked)} 字，最多 {MAX_QUESTION} 字。请缩短后再问 / "
            f"The question has {len(asked)} characters, at most {MAX_QUESTION} are read: shorten it"
        )
    return _check_unicode(asked)


def parse_request(data: object) -> Request:
    """A request from decoded JSON, `{"question", "id"?, "history"?, "dropped"?}`; other keys are left alone.

    Raises UsageFailure naming the field that is wrong.
    """
    if not isinstance(data, dict):
        raise UsageFailure(
            '不是 JSON 对象。应为 {"question": "…"} / no JSON object: expected {"question": "…"}'
        )
    dropped = data.get("dropped")
    if dropped is None:
        dropped = []
    if not isinstance(dropped, list) or not all(isinstance(name, str) for name in dropped):
        raise UsageFailure("dropped 应为字符串列表 / dropped must be a list of strings")
    return Request(
        question=check_question(data.get("question")),
        id=_read_id(data),
        history=parse_history(data.get("history")),
        dropped=tuple(_check_unicode(name) for name in dropped),
    )


def parse_history(data: object) -> tuple[Turn, ...]:
    """Earlier turns from decoded JSON, `[[question, answer], …]`, oldest first; None is no history.

    Only the last 50 turns are kept, each text cut at 20,000 characters. Raises UsageFailure on another shape.
    """
    if data is None:
        return ()
    if not isinstance(data, list):
        raise UsageFailure("history 应为 [[问, 答], …] / history must be [[question, answer], …]")
    return tuple(_parse_turn(turn) for turn in data[-MAX_TURNS:])


def read_history(path: Path) -> tuple[Turn, ...]:
    """The turns of a history file (JSON, `[[question, answer], …]`). Raises UsageFailure naming the file."""
    try:
        return parse_history(json.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise UsageFailure(f"无法读取 {path}：{error.strerror} / cannot read {path}") from error
    except (ValueError, RecursionError) as error:
        raise UsageFailure(f"{path} 不是 JSON。应为 [[问, 答], …] / {path} is not JSON") from error


def read_batch(lines: BinaryIO) -> Iterator[Request | BadRequest]:
    """One request or one bad request for each line that is not blank, in order; never raises on what a line holds.

    Example: b'{"question": "谁牵头？"}\\n\\nnonsense\\n' -> Request("谁牵头？"), BadRequest(line 3, …).
    """
    for number, raw in enumerate(_read_lines(lines), 1):
        if raw is None:
            yield BadRequest(number, f"该行超过 {MAX_LINE} 字节 / the line is longer than {MAX_LINE} bytes")
        elif raw.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _parse_line(number, raw)


def _read_lines(lines: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a file; None stands for one that is too long, which is skipped without holding it in memory."""
    while raw := lines.readline(MAX_LINE):
        if len(raw) < MAX_LINE or raw.endswith(b"\n"):
            yield raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = lines.readline(MAX_LINE)
        yield None


def _parse_line(number: int, raw: bytes) -> Request | BadRequest:
    """The request on one line, or why there is none."""
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return BadRequest(
            number, '不是 JSON。每行应为 {"question": "…"} / not JSON: one {"question": "…"} a line'
        )
    try:
        return parse_request(data)
    except UsageFailure as failure:
        return BadRequest(number, str(failure), *_salvage(data))


def _salvage(data: object) -> tuple[str | int | None, str]:
    """The id and question of a bad request as far as they can be read, so that the answer line can be told apart."""
    if not isinstance(data, dict):
        return None, ""
    try:
        known = _read_id(data)
        question = data.get("question")
        return known, _check_unicode(question[:MAX_QUESTION]) if isinstance(question, str) else ""
    except UsageFailure:
        return None, ""


def _read_id(data: dict[str, object]) -> str | int | None:
    known = data.get("id")
    if isinstance(known, str):
        return _check_unicode(known[:MAX_QUESTION])
    if known is None or isinstance(known, int):
        return known
    raise UsageFailure("id 应为字符串或整数 / id must be a string or a whole number")


def _parse_turn(turn: object) -> Turn:
    if not isinstance(turn, Sequence) or isinstance(turn, str) or len(turn) != 2:
        raise UsageFailure("history 的每一项应为 [问, 答] / each turn of history must be [question, answer]")
    question, answer = turn
    if not isinstance(question, str) or not isinstance(answer, str):
        raise UsageFailure("history 的问与答应为字符串 / the turns of history must hold strings")
    return _check_unicode(question[:MAX_TURN]), _check_unicode(answer[:MAX_TURN])


def _check_unicode(text: str) -> str:
    """The text itself; raises UsageFailure when it holds half of a surrogate pair, which no output can carry."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageFailure("文字不是合法的 Unicode / The text is not valid Unicode") from None
    return text
