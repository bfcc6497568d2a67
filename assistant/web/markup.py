"""An answer's Markdown as inert HTML: paragraphs, lists, tables and marks; no raw HTML, images or live links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_MARK = re.compile(r"\[([0-9]{1,3})\]")
_ALIVE = ("link", "image", "autolink", "html_inline", "html_block", "reference", "code")


def render_markdown(text: str, addresses: Mapping[int, str], turn: int = 0) -> str:
    """HTML of an answer; a mark in `addresses` becomes a link to its clause, any other stays the text it is.

    Marks link to their address and carry `data-card="TURN-MARK"`, the id of their card on the page.
    Example: "可达50%[1]" with {1: "/clause/a/二"} -> <p>可达50%<a class="pq-mark" href="/clause/a/二" …>1</a></p>.
    """
    return str(_build_markdown().render(text, {"addresses": addresses, "turn": turn}))


@lru_cache(maxsize=1)
def _build_markdown() -> MarkdownIt:
    """CommonMark with tables, without anything alive, and with marks as tokens of their own."""
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
    markdown.enable("table").disable(list(_ALIVE))
    markdown.inline.ruler.before("link", "citation_mark", _read_mark)
    markdown.add_render_rule("citation_mark", _render_mark)
    return markdown


def _read_mark(state: StateInline, silent: bool) -> bool:
    """An inline rule: `[12]` is a mark; an escaped bracket never gets here."""
    found = _MARK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("citation_mark", "", 0)
        token.content = found.group(1)
    state.pos = found.end()
    return True


def _render_mark(_: Any, tokens: Sequence[Token], place: int, __: Any, env: Mapping[str, Any]) -> str:
    """The HTML of one mark."""
    number = int(tokens[place].content)
    address = env["addresses"].get(number)
    if address is None:
        return f"[{escape(tokens[place].content)}]"
    card = f"{env['turn']}-{number}"
    return f'<a class="pq-mark" href="{escape(address)}" target="_blank" rel="noopener" data-card="{card}">{number}</a>'
