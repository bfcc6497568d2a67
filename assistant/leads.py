"""Figures put first in an answer: whether they stand as printed, in the clause or in the quote that follows them."""

from __future__ import annotations

import re

from assistant.figures import read_figures
from index.fold import fold_text

_NOISE = re.compile(r"[\W_]+")
_LISTED = re.compile(r"[、，]|, ")
_LONGEST_PIECE = 24  # characters of a figure with its bounds


def pack_words(text: str) -> str:
    """The letters and digits alone, folded, for finding verbatim quotes."""
    return _NOISE.sub("", fold_text(text))


def is_lead(words: str, packed: str) -> bool:
    """Whether a claim is figures as printed, alone or before the quote they stand in; `packed` are the clause's words.

    Example: 「700家 — 2025年达到620家，2026年达到700家」, 「五年、60日前」.
    """
    head, _, quote = words.partition(" — ")
    within = pack_words(quote)
    if within and within not in packed:
        return False
    pieces = [piece for piece in _LISTED.split(head) if pack_words(piece)]
    return bool(pieces) and all(
        read_figures(piece) and len(piece) <= _LONGEST_PIECE and pack_words(piece) in (within or packed)
        for piece in pieces
    )
