"""Timing of questions and sizes of folders."""

from pathlib import Path

import pytest

from eval.speed import count_bytes, measure_latency


def test_every_question_is_timed_once_after_the_warm_up() -> None:
    asked: list[str] = []
    latency = measure_latency(asked.append, ["a", "b", "c"], warm_up=2)
    assert asked == ["a", "b", "a", "b", "c"] and latency.count == 3
    assert 0.0 <= latency.p50 <= latency.p95 <= latency.slowest


def test_nothing_to_time_is_an_error() -> None:
    with pytest.raises(ValueError, match="no question"):
        measure_latency(lambda _: None, [])


def test_bytes_are_counted_through_sub_folders(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"123")
    assert count_bytes(tmp_path) == 3
