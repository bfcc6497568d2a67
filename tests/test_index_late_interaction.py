"""Late interaction: each token asked meets its nearest; weights and limits, against a plain computation."""

from __future__ import annotations

import numpy as np
import pytest

from index.fold import fold_text
from index.late_interaction import find_best, list_tokens, match_tokens, read_asked, weigh_best
from index.static_encoder import StaticEncoder
from tests.stand_ins import HashEncoder

TEXTS = ["租房补贴每月五百元", "工伤保险的待遇", "养老服务机构", ""]


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder.load()


def _match(encoder: StaticEncoder, question: str, *texts: str) -> list[float]:
    asked, *cut = list_tokens(encoder, [fold_text(text) for text in (question, *texts)])
    return [float(score) for score in match_tokens(encoder, asked, cut)]


def _match_plainly(encoder: StaticEncoder, question: str, text: str) -> float:
    """The definition: the mean over distinct question tokens, by weight, of the best cosine with a text token."""
    names, asked = encoder.token_vectors(question)
    _, held = encoder.token_vectors(text)
    distinct = asked[[names.index(name) for name in dict.fromkeys(names)]]
    lengths = np.linalg.norm(distinct, axis=1)
    cosines = (distinct / lengths[:, None]) @ (held / np.linalg.norm(held, axis=1)[:, None]).T
    return float(lengths @ cosines.max(axis=1) / lengths.sum())


@pytest.mark.parametrize("text", TEXTS[:3])
def test_it_is_the_weighted_mean_of_best_cosines(encoder: StaticEncoder, text: str) -> None:
    question = "租房的补贴补贴标准"
    [score] = _match(encoder, question, text)
    assert score == pytest.approx(_match_plainly(encoder, question, text), abs=1e-4)


def test_a_text_that_holds_every_token_scores_one(encoder: StaticEncoder) -> None:
    scores = _match(encoder, TEXTS[0], *TEXTS)
    assert scores[0] == pytest.approx(1.0, abs=1e-5)
    assert max(scores[1:]) < 0.99 and min(scores) >= -1


@pytest.mark.parametrize(("question", "text"), [("", TEXTS[0]), (TEXTS[0], ""), (" \n", ""), ("\ue000", "")])
def test_nothing_known_scores_zero(encoder: StaticEncoder, question: str, text: str) -> None:
    assert _match(encoder, question, text) == [0.0]
    assert _match(encoder, question) == []


def test_only_the_beginning_of_a_long_text_is_compared(encoder: StaticEncoder) -> None:
    far = "的" * 900 + TEXTS[0]
    assert _match(encoder, TEXTS[0], far)[0] < 0.9


def test_tokens_are_distinct_and_ascend(encoder: StaticEncoder) -> None:
    [ids] = list_tokens(encoder, ["补贴租房补贴"])
    assert ids.dtype == np.int32 and ids.tolist() == sorted(set(ids.tolist())) and len(ids)


def test_other_encoders_have_no_tokens() -> None:
    assert [len(ids) for ids in list_tokens(HashEncoder(), TEXTS)] == [0] * 4


def test_two_texts_together_have_the_better_of_their_cosines(encoder: StaticEncoder) -> None:
    asked, *cut = list_tokens(encoder, ["租房补贴标准", *TEXTS])
    question = read_asked(encoder, asked)
    best = find_best(encoder, question, cut)
    joined = [np.union1d(cut[0], other) for other in cut]
    np.testing.assert_allclose(
        weigh_best(question, np.maximum(best, best[0])), match_tokens(encoder, asked, joined), atol=1e-6
    )
    assert np.isneginf(best[TEXTS.index("")]).all()
