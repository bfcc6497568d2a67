"""English follow-ups: "And for moderate disability?" puts new words where their like stood in the question before."""

from __future__ import annotations

import re

_ASKED_THING = re.compile(
    r"\b(?:how many|how much(?: is| are)?(?: the)?|what (?:share|percentage|proportion|number|ratio|rate|amount) of|"
    r"(?:targets?|goals?|limits?|rates?|support|conditions?|requirements?|subsid(?:y|ies)|grants?|rewards?|deadline) "
    r"(?:for|of|on|is there for))\s+(?:the |an? )?"
    r"(?P<thing>[\w&/-]+(?: (?!(?:in|of|for|by|to|at|from|on|with|is|are|was|were|do|does|did|must|should|shall|can|"
    r"will|may|has|have|there)\b)[\w&/-]+){0,5})"
    r"(?= (?:in|of|for|by|to|at|from|on|with|is|are|was|were|do|does|did|must|should|shall|can|will|may|has|have)\b|$)",
    re.IGNORECASE,
)
_IDLE_HEAD = re.compile(r"^(?:for|in|of|to|the)\s+", re.IGNORECASE)


def replace_phrase(entity: str, source: str) -> str | None:
    """The question with a phrase that ends like the entity replaced by it, else with the thing it asks about.

    None when neither stands in it. Example: "mature firms" in "Is there support for young firms in A?" -> "Is there
    support for mature firms in A?"; "incubators" in "How many labs will A have?" -> "How many incubators will A have?".
    """
    head = _IDLE_HEAD.sub("", entity)
    words = head.split()
    if not words:
        return None
    source = source.rstrip("?？ .")
    count = min(3, len(words))
    alike = list(
        re.finditer(rf"\b(?:[\w-]+\s+){{{count - 1}}}{re.escape(words[-1])}\b", source, re.IGNORECASE)
    )
    if alike:
        return f"{source[: alike[-1].start()]}{head}{source[alike[-1].end() :]}?"
    asked = _ASKED_THING.search(source)
    if asked is None:
        return None
    return f"{source[: asked.start('thing')]}{head}{source[asked.end('thing') :]}?"
