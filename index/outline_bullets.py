"""Headings and items behind a sign: ■复工前的准备, ●暂停现场教育. A sign counts where it begins two or more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from index.numbering import Label, fold_label
from index.outline_boundary import INDENT, LINE, SENTENCE
from index.outline_candidates import Candidate, count_most_labels

SIGNS = "■◆●★▲▶►◼▪◇❖◎"
_BULLET = re.compile(
    rf"(?:\A|(?<=[\n\r\u3000\u2028 。；;：:！？]))(?P<sign>[{SIGNS}])[ \t\u3000]{{0,4}}"
    r"(?=[^\W\d_]|[0-9]{1,4}[年月]|[“《「【])"
)
_WORDS = re.compile(rf"(?:[^。；;：:，,.!！?？\n\r\u2028\u3000 {SIGNS}]| (?=[^\s{SIGNS}])){{0,40}}")
_LINE_START = re.compile(r"(?:\A|[\n\r\u2028])[ \t\u3000]*\Z")


def find_bullets(text: str) -> Iterator[Candidate]:
    """Candidates of the family of their sign, in order, labelled sign and first words (■复工前的准备).

    Example: "■甲事项\\n说明。\\n■乙事项\\n说明。" -> ■甲事项 and ■乙事项; a sign that stands once is text.
    """
    found = list(islice(_BULLET.finditer(text), count_most_labels(text)))
    often = Counter(match.group("sign") for match in found)
    for match in found:
        if often[match.group("sign")] > 1:
            yield _make_candidate(text, match)


def _make_candidate(text: str, match: re.Match[str]) -> Candidate:
    start = match.start("sign")
    words = _WORDS.match(text, match.end())
    end = words.end() if words else match.end()
    name = fold_label(match.group("sign") + text[match.end() : end])
    whole = text[end : end + 1] in ("", "\n", "\r", "\u3000", " ")
    label = Label(start, end, match.group("sign"), 0, name, kind="heading" if whole else "item")
    if _LINE_START.search(text[max(0, start - 20) : start]):
        return Candidate(start, label, LINE, 2.5, 0.2)
    indented = text[max(0, start - 2) : start].isspace()
    return Candidate(start, label, *((INDENT, 2.0) if indented else (SENTENCE, 1.0)), 0.2)
