"""The vector index: exact neighbours by row, no padding, and a file for each generation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vectors import VectorIndex

AXES = np.eye(4, dtype=np.float32)


def _make_index(rows: list[int], vectors: NDArray[np.float32]) -> VectorIndex:
    index = VectorIndex(vectors.shape[1])
    index.add(rows, vectors)
    return index


def _scope(*rows: int) -> NDArray[np.int64]:
    return np.array(rows, dtype=np.int64)


def test_the_nearest_come_first_as_numpy_says() -> None:
    random = np.random.default_rng(3)
    vectors = random.normal(size=(300, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = _make_index(list(range(1000, 1300)), vectors)
    hits = index.search(vectors[17], 20)
    assert hits[0].row == 1017 and hits[0].score == pytest.approx(1.0, abs=2e-3)
    expected = np.sort(vectors @ vectors[17])[::-1][:20]
    assert [hit.score for hit in hits] == pytest.approx(expected.tolist(), abs=2e-3)


@pytest.mark.parametrize("scope", [None, _scope(7), _scope(5, 7, 9), _scope(99), _scope(7, 99, 100)])
def test_padding_never_gets_out(scope: NDArray[np.int64] | None) -> None:
    index = _make_index([5, 7, 9], AXES[:3])
    held = {5, 7, 9} if scope is None else {5, 7, 9} & set(scope.tolist())
    assert {hit.row for hit in index.search(AXES[1], 50, scope)} == held


def test_a_scope_is_never_left() -> None:
    index = _make_index([5, 7, 9], AXES[:3])
    assert [hit.row for hit in index.search(AXES[1], 1, _scope(9))] == [9]


@pytest.mark.parametrize(("k", "scope"), [(0, None), (-1, None), (3, _scope())])
def test_nothing_wanted_finds_nothing(k: int, scope: NDArray[np.int64] | None) -> None:
    assert _make_index([5], AXES[:1]).search(AXES[0], k, scope) == []


def test_an_empty_index_finds_nothing() -> None:
    assert VectorIndex(4).search(AXES[0], 3) == []


@pytest.mark.parametrize("rows", [[1, 2, 3], [3, 2, 1], [2, 3, 1]])
def test_ties_come_by_row_however_added(rows: list[int]) -> None:
    index = _make_index(rows, AXES[[0, 0, 0]])
    assert [hit.row for hit in index.search(AXES[0], 3)] == [1, 2, 3]


def test_removed_rows_are_gone_and_unknown_ones_ignored() -> None:
    index = _make_index([5, 7, 9], AXES[:3])
    index.remove([7, 99])
    index.remove([])
    assert len(index) == 2 and {hit.row for hit in index.search(AXES[1], 9)} == {5, 9}


def test_only_the_last_generation_is_kept(tmp_path: Path) -> None:
    _make_index([5], AXES[:1]).save(tmp_path, 1)
    _make_index([6], AXES[:1]).save(tmp_path, 2)
    assert [file.name for file in tmp_path.iterdir()] == ["vectors-2.faiss"]
    loaded = VectorIndex.load(tmp_path, 2)
    assert loaded is not None and [hit.row for hit in loaded.search(AXES[0], 5)] == [6]
    assert VectorIndex.load(tmp_path, 1) is None


@pytest.mark.parametrize("content", [b"", b"broken", b"IxMp" + bytes(40)])
def test_a_broken_file_is_no_index(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vectors-3.faiss").write_bytes(content)
    assert VectorIndex.load(tmp_path, 3) is None
