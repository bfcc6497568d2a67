"""Coverage: shares by field and within a window, against a plain computation word by word."""

from __future__ import annotations

import random

import numpy as np

from assistant.coverage import measure_coverage
from assistant.terms import Terms, holds_wording

GROUPS = {"租房": ("租房", "住房租赁"), "补贴": ("补贴", "补助"), "工伤": ("工伤",)}
TERMS = Terms(dict.fromkeys(GROUPS, 1.0), GROUPS)
RARITY = {"租房": 3.0, "补贴": 1.5, "工伤": 4.0}
WORDS = ("租房", "住房", "租赁", "补贴", "补助", "工伤", *(f"词{number}" for number in range(40)))


def _share(fields: list[str]) -> float:
    """The share of the words asked that stand in one of the fields of a clause."""
    shares = 0.0
    for word, wordings in GROUPS.items():
        held = [set(field.split()) for field in fields]
        whole = any(holds_wording(field, word) for field in held)
        other = any(holds_wording(field, wording) for field in held for wording in wordings[1:])
        shares += RARITY[word] * (1.0 if whole else 0.7 if other else 0.0)
    return shares / sum(RARITY.values())


def _window(text: str) -> float:
    words = text.split()
    spans = [set(words[first : first + 41]) for first in range(len(words))]
    return max((sum(RARITY[word] for word in span & GROUPS.keys()) for span in spans), default=0.0) / 8.5


def test_shares_are_those_of_a_plain_computation() -> None:
    chance = random.Random(3)
    fields = [
        [" ".join(chance.choices(WORDS, k=chance.randrange(most))) for _ in range(30)] for most in (120, 9, 5)
    ]
    body, heading, title, whole, window = measure_coverage(fields, TERMS, RARITY)
    clauses = list(zip(*fields, strict=True))
    for shares, field in zip((body, heading, title), fields, strict=True):
        np.testing.assert_allclose(shares, [_share([text]) for text in field], atol=1e-6)
    np.testing.assert_allclose(whole, [_share(list(texts)) for texts in clauses], atol=1e-6)
    np.testing.assert_allclose(window, [_window(text) for text in fields[0]], atol=1e-6)


def test_a_question_without_words_covers_nothing() -> None:
    shares = measure_coverage([["租房 补贴"], [""], [""]], Terms({}, {}), {})
    assert [share.tolist() for share in shares] == [[0.0]] * 5
