"""The answering words inside a sentence: what follows the repeated question, and the figure asked for."""

from __future__ import annotations

import pytest

from assistant.key_parts import find_key_parts
from assistant.records import Kind
from assistant.sentence_features import FEATURES, load_weights
from assistant.sentences import Sentence
from assistant.wants import read_wants
from index.records import Span
from tests.tiny_policies import make_query


@pytest.mark.parametrize(
    ("question", "kind", "text", "parts"),
    [
        ("首次认定的企业奖励多少万元", "amount", "对首次认定的企业，奖励20万元。", ["奖励20万元"]),
        (
            "对运输防控物资的收入有什么政策",
            "general",
            "对运输防控物资取得的收入，免征增值税。",
            ["免征增值税"],
        ),
        ("多少家企业", "figure", "企业10家、平台3个", ["平台3个", "企业10家"]),
        ("有什么政策", "general", "免征增值税。", []),
    ],
)
def test_key_parts(question: str, kind: Kind, text: str, parts: list[str]) -> None:
    sentence = Sentence(text, Span(100, 100 + len(text)))
    found = find_key_parts(question, sentence, read_wants(make_query(question, kind)))
    assert [text[span.start - 100 : span.end - 100] for span in found] == parts


def test_every_feature_has_a_weight() -> None:
    assert set(load_weights()) == set(FEATURES)
