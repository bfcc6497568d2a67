"""The second phase: windows of passages, the loss over the best of them, and what stays as it was."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from index.static_encoder import StaticEncoder
from index.training.pairs import Item
from index.training.refine import (
    Group,
    RefineSettings,
    WindowBatch,
    _take_best,
    cut_item,
    draw_batch,
    refine_model,
    start_rows,
    step_windows,
)

NOTHING = np.zeros(0, np.int32)


def _tokens(*ids: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(ids, np.int32)


def _item(number: int, sentences: int = 3, answer: int = -1) -> Item:
    words = tuple(
        _tokens(*range(100 * number + 10 * n + 1, 100 * number + 10 * n + 9)) for n in range(sentences)
    )
    return Item(_tokens(*words[0][:3]), _tokens(7, 8), words, number, answer)


@pytest.fixture
def encoder() -> StaticEncoder:
    return StaticEncoder.load()


def _make_mapping(encoder: StaticEncoder) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    mapping = np.arange(len(encoder.rows), dtype=np.int64)
    mapping[9] = 4  # a token that takes the row of another one
    return mapping


@pytest.mark.parametrize("answer", [-1, 0, 11])
def test_windows_are_neighbours_with_the_answer_among_them(answer: int) -> None:
    item, rng = _item(1, sentences=12, answer=answer), np.random.default_rng(3)
    whole = np.concatenate(item.sentences).tolist()
    for _ in range(30):
        cut = [token for window in cut_item(item, rng) for token in window.tolist()]
        begin = whole.index(cut[0])
        assert cut == whole[begin : begin + len(cut)]
        assert answer < 0 or set(item.sentences[answer].tolist()) <= set(cut)


def test_long_sentences_are_parted_and_short_ones_joined() -> None:
    rng = np.random.default_rng(0)
    [long] = [cut_item(Item(NOTHING, NOTHING, (_tokens(*range(1, 61)),), 1), rng)]
    assert [len(window) for window in long] == [20, 20, 20]
    short = cut_item(Item(NOTHING, NOTHING, (_tokens(1, 2), _tokens(3, 4, 5), _tokens(6)), 1), rng)
    assert [window.tolist() for window in short] == [[1, 2, 3, 4, 5, 6]]


def test_the_best_window_of_each_passage_counts() -> None:
    cosines = torch.tensor([[0.1, 0.9, 0.3, 0.2], [0.5, 0.4, -0.2, -0.1]])
    best = _take_best(cosines, np.array([0, 0, 1, 1]), 2)
    torch.testing.assert_close(best, torch.tensor([[0.9, 0.3], [0.5, -0.1]]))
    uneven = _take_best(cosines, np.array([0, 1, 1, 1]), 2)
    torch.testing.assert_close(uneven, torch.tensor([[0.1, 0.9], [0.5, 0.4]]))


def test_it_starts_from_the_vectors_of_the_encoder(encoder: StaticEncoder) -> None:
    model = start_rows(encoder, _make_mapping(encoder))
    rows = model.token_rows()
    np.testing.assert_allclose(rows[20], encoder.rows[20] * encoder.weights[20], rtol=1e-5)
    np.testing.assert_array_equal(rows[9], rows[4])
    assert len(model.rows) == len(encoder.rows) - 1


def test_steps_bring_a_question_nearer_to_its_window(encoder: StaticEncoder) -> None:
    model = start_rows(encoder, _make_mapping(encoder))
    items = [
        Item(_tokens(500 + n, 900 + n), NOTHING, (_tokens(*range(2000 + 20 * n, 2010 + 20 * n)),), n)
        for n in range(12)
    ]
    settings = RefineSettings(steps=30, batch=12, rate=0.02, run=1)
    batch = draw_batch(Group("one", items, 1.0), settings, np.random.default_rng(1))
    before = step_windows(model, batch, 0.0, 20.0)
    said: list[str] = []
    refine_model(model, [Group("one", items, 1.0)], settings, said.append)
    assert step_windows(model, batch, 0.0, 20.0) < before / 2
    assert not said, "too few steps to speak of"


def test_the_same_passage_is_no_rival(encoder: StaticEncoder) -> None:
    model = start_rows(encoder, _make_mapping(encoder))
    question, window = _tokens(500), _tokens(600, 601)
    one = WindowBatch([question], [window], np.array([0]), [NOTHING], np.array([5]))
    two = WindowBatch(
        [question, question], [window, window], np.array([0, 1]), [NOTHING, NOTHING], np.array([5, 5])
    )
    assert step_windows(model, two, 0.0, 20.0) == pytest.approx(step_windows(model, one, 0.0, 20.0), abs=1e-4)


def test_batches_hold_runs_of_neighbours() -> None:
    items = [_item(number) for number in range(40)]
    batch = draw_batch(Group("one", items, 1.0), RefineSettings(batch=12, run=4), np.random.default_rng(5))
    groups = batch.groups.tolist()
    assert len(groups) == 12 and len(set(groups)) == 12
    assert all(groups[at + 1] == groups[at] + 1 for at in range(11) if at % 4 != 3)
    assert len(batch.windows) == len(batch.owners) and set(batch.owners.tolist()) == set(range(12))
