"""Source text inside Markdown: shown as it stands, never alive.

Nothing in a document may become HTML, a link, an image, emphasis, a table cell or a citation mark. Only the
characters that Markdown would act on are escaped; `unescape_source(escape_source(text)) == text` for any text.
"""

from __future__ import annotations

import re

_ENTITIES = {"<": "&lt;", ">": "&gt;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_ACTIVE = re.compile(
    r"[\\`*_\[\]~|$@<>\n\r\t]"  # emphasis, code, marks and links, tables, formulas, mail addresses, HTML, lines
    r"|&(?=#?[a-zA-Z0-9]{1,32};)"  # what would read as an entity
    r"|:(?=//)|(?<=[wW]{3})\."  # bare addresses, which many renderers make live
    r"|\A[#+=\-]|\A[0-9]{1,9}[.)](?=\s|\Z)"  # what would open a heading, a rule or a list
)
_ESCAPED = re.compile(r"&(lt|gt|amp|#10|#13|#9);|\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"(.?)[ \t\u3000]{0,40}[\r\n]+[ \t\u3000]{0,40}(?=(.?))|\t+")
_ENTITY_VALUES = {"lt": "<", "gt": ">", "amp": "&", "#10": "\n", "#13": "\r", "#9": "\t"}


def _escape_match(match: re.Match[str]) -> str:
    found = match.group()
    if found in _ENTITIES:
        return _ENTITIES[found]
    if found == "&":
        return "&amp;"
    return f"{found[:-1]}\\{found[-1]}"


def escape_source(text: str) -> str:
    r"""Source text as inert Markdown. Example: "见[1]<b>" -> "见\[1\]&lt;b&gt;"; "50%" and "1+M+N" stay."""
    return _ACTIVE.sub(_escape_match, text)


def escape_quote(text: str) -> str:
    """`escape_source` of a sentence on one line: a wrapped line is joined, with a space only between Latin letters.

    Example: "探索建立市级\n财政制度" -> "探索建立市级财政制度".
    """
    return escape_source(_BREAK.sub(_join_lines, text))


def _join_lines(match: re.Match[str]) -> str:
    before, after = match.group(1), match.group(2)
    if before is None:
        return " "
    wide = before > "\u2e7f" or (after or "") > "\u2e7f"
    return before if wide else f"{before} "


def _unescape_match(match: re.Match[str]) -> str:
    entity: str | None = match.group(1)
    return _ENTITY_VALUES[entity] if entity is not None else str(match.group(2))


def unescape_source(markdown: str) -> str:
    """The source text that `escape_source` was given."""
    return _ESCAPED.sub(_unescape_match, markdown)


_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
_WORDED = re.compile(r"[<>@$]|:(?=//)|(?<=[wW]{3})\.|&(?=#?[a-zA-Z0-9]{1,32};)|(?<=\])\(|(?<=\]):")


def tame_markdown(text: str) -> str:
    """Markdown of a language model with its lists, tables and emphasis, but no HTML, link, image or address.

    Example: "[点我](http://x.cn)<br>" -> "点我&lt;br&gt;". Marks such as [1] stay.
    """
    return _WORDED.sub(_escape_match, _IMAGE_OR_LINK.sub(r"\1", text))
