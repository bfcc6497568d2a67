"""Sentences encoded a moment ago are not encoded again, and come back as they were."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from index.encoder import Vectors
from index.recent import encode_sentences
from tests.stand_ins import HashEncoder


class _Counting(HashEncoder):
    """Counts the texts it encodes; each has a fingerprint of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(16)
        self.fingerprint, self.encoded = name, 0

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded += len(texts)
        return super().encode_passages(texts)


def test_known_sentences_are_not_encoded_again() -> None:
    encoder = _Counting("recent one")
    first = encode_sentences(encoder, ["补贴标准。", "申请条件。", "补贴标准。"])
    again = encode_sentences(encoder, ["申请条件。", "期限。"])
    assert encoder.encoded == 3
    assert first[0] == pytest.approx(first[2]) and again[0] == pytest.approx(first[1])
    np.testing.assert_allclose(again, HashEncoder(16).encode_passages(["申请条件。", "期限。"]))


def test_encoders_do_not_share() -> None:
    one, other = _Counting("recent two"), _Counting("recent three")
    encode_sentences(one, ["补贴。"])
    encode_sentences(other, ["补贴。"])
    assert (one.encoded, other.encoded) == (1, 1)


def test_what_is_kept_is_bounded_and_nothing_gives_nothing() -> None:
    encoder = _Counting("recent four")
    assert encode_sentences(encoder, []).shape == (0, 16)
    encode_sentences(encoder, [f"第{n}句。" for n in range(2_500)])
    encode_sentences(encoder, ["第0句。"])
    assert encoder.encoded == 2_501, "the oldest was given up"
