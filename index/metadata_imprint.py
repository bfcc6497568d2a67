"""The imprint below a title, with body, day and number: （2024年7月9日某省财政厅印发，自2024年9月1日起施行）.

Imprints of laws (通过, 修订) are adoption lines and are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.fold import fold_script
from index.lines import list_lines
from index.metadata_dates import DAY, parse_date
from index.metadata_fields import Reading, read_text
from index.metadata_number import NUMBER
from index.organisations import is_organisation
from index.records import Span

_REACH = 800  # characters of the head below which no imprint stands
_LONGEST = 200
_LINES = 12
_VERB = r"(?:联合)?(?:印发|发布|公布|颁布|制定|下发|制发)"
_BODY = r"[\u4e00-\u9fff、，\s]"
_DAY_FIRST = re.compile(rf"(?P<day>{DAY})[\s，,]?(?:由|经)?(?P<body>{_BODY}{{0,80}}?)\s?{_VERB}")
_BODY_FIRST = re.compile(rf"(?P<body>{_BODY}{{2,80}}?)[\s，,]?(?:于)?(?P<day>{DAY})\s?{_VERB}")
_NUMBER_FIRST = re.compile(rf"[（(]?(?P<number>{NUMBER})[\s，,；;]")
_ADOPTED = re.compile("通过|批准|修正|修订")
_AFTER = re.compile(rf"[\s，,；;]*(?:自?{DAY}起?(?:正式)?(?:施行|实施|执行|生效))?[\s。]*[)）]?\s*$")


def find_imprint(text: str, span: Span, head_end: int) -> Mapping[str, Reading]:
    """Issuer, date and number that the imprint of a document's head gives, by their name in Document.

    Example: "（2024年7月9日某省财政厅印发）" -> date 2024-07-09, issuer 某省财政厅. Empty without an imprint.
    """
    end = min(head_end, span.end, span.start + _REACH)
    for number, line in enumerate(list_lines(text, span.start, end)):
        if number >= _LINES:
            break
        if line.end - line.start <= _LONGEST:
            found = _read_line(text, line)
            if found:
                return found
    return {}


def _read_line(text: str, line: Span) -> Mapping[str, Reading]:
    words = fold_script(text[line.start : line.end])
    if _ADOPTED.search(words):
        return {}
    opening = 1 if words[0] in "(（" else 0
    numbered = _NUMBER_FIRST.match(words) if opening else None
    begin = opening if numbered is None else numbered.end()
    match = _DAY_FIRST.match(words, begin) or _BODY_FIRST.match(words, begin)
    if match is None or _AFTER.match(words, match.end()) is None:
        return {}
    return _list_readings(text, line.start, match, numbered)


def _list_readings(
    text: str, offset: int, match: re.Match[str], numbered: re.Match[str] | None
) -> Mapping[str, Reading]:
    """The readings of a matched imprint; none when what stands where a body does is no body's name."""
    day = parse_date(match["day"])
    body = match["body"].strip(" 、，\u3000")
    if day is None or (body and not is_organisation(body)):
        return {}
    found = {"date": Reading(day, Span(offset + match.start("day"), offset + match.end("day")))}
    if body:
        start = offset + match.start("body") + match["body"].index(body)
        found["issuer"] = read_text(text, Span(start, start + len(body)))
    if numbered is not None:
        begin, end = numbered.span("number")
        found["number"] = read_text(text, Span(offset + begin, offset + end))
    return found
