"""The optional third stage: its order wins among the best, nothing is lost, a missing model is an error."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import AssistantFailure
from assistant.rank import Ranked
from assistant.rerank import RERANKED, CrossEncoderReranker, rerank_best
from assistant.retrieve import Candidate
from index.passage import ClauseWords
from tests.stand_ins import make_parsed


class LongestFirst:
    """A stand-in that likes long passages and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def score_passages(self, question: str, passages: Sequence[str]) -> list[float]:
        self.asked.append(question)
        return [float(len(passage)) for passage in passages]


def _make_ranked(*bodies: str) -> list[Ranked]:
    parsed = make_parsed("a", *bodies)
    return [
        Ranked(
            Candidate(row, clause, parsed.documents[0], ClauseWords("", "", ""), 0.0, 0.0, 0.0, 0.0, 1, 1, 1),
            -float(row),
            np.zeros(0, np.float32),
        )
        for row, clause in enumerate(parsed.clauses)
    ]


def test_the_reranker_orders_the_best() -> None:
    model = LongestFirst()
    ranked = rerank_best("问", _make_ranked("甲。", "乙乙。", "丙丙丙。"), model)
    assert [item.candidate.clause.text for item in ranked] == ["丙丙丙。", "乙乙。", "甲。"]
    assert [item.score for item in ranked] == [0.0, -1.0, -2.0]
    assert model.asked == ["问"]


def test_what_is_not_read_again_keeps_its_place() -> None:
    ranked = _make_ranked("甲。") * (RERANKED + 3)
    assert rerank_best("问", ranked, LongestFirst())[RERANKED:] == ranked[RERANKED:]


def test_a_missing_model_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(AssistantFailure, match="POLICYQA_RERANKER") as caught:
        CrossEncoderReranker(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_real_small_cross_encoder_scores(tmp_path: Path) -> None:
    from tests.tiny_models import make_cross_encoder

    model = CrossEncoderReranker(str(make_cross_encoder(tmp_path)))
    scores = model.score_passages("租房补贴", ["租房补贴每月五百元。", "公积金。"])
    assert len(scores) == 2 and np.isfinite(scores).all()
