"""The derived indexes show the store's state: brought up to date, remade when broken, the same either way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.derived import open_keywords, open_vectors, open_windows, update_indexes
from index.errors import StoreFailure
from index.keywords import KeywordIndex
from index.static_encoder import StaticEncoder
from index.store import KEYWORDS_FOLDER, Store
from index.store_writer import StoreWriter
from tests.stand_ins import HashEncoder, make_parsed

ENCODER = HashEncoder()


def _put(folder: Path, name: str, *bodies: str) -> None:
    with StoreWriter(folder, ENCODER) as writer:
        writer.put_file(name, f"{name}.txt", "digest", make_parsed(name, *bodies))


def _find(folder: Path) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    with Store.open(folder) as store:
        keyword = open_keywords(store).search({"租房": 1.0}, 9)
        vector = ENCODER.encode_questions(["租房"])[0]
        dense = open_vectors(store, ENCODER.dimensions).search(vector, 9)
    return [(hit.row, hit.score) for hit in keyword], [(hit.row, hit.score) for hit in dense]


def _break_keywords(folder: Path) -> None:
    for file in (folder / KEYWORDS_FOLDER).iterdir():
        file.write_bytes(b"broken")


def _age_keywords(folder: Path) -> None:
    KeywordIndex(folder / KEYWORDS_FOLDER).update([], [1], 0)


def _interrupt_keywords(folder: Path) -> None:
    (folder / KEYWORDS_FOLDER / "generation").unlink()


def _lose_everything(folder: Path) -> None:
    shutil.rmtree(folder / KEYWORDS_FOLDER)
    for file in folder.glob("*.faiss"):
        file.unlink()


@pytest.mark.parametrize(
    "damage",
    [_break_keywords, _age_keywords, _interrupt_keywords, _lose_everything],
    ids=lambda f: f.__name__,
)
def test_remade_indexes_find_the_same(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    _put(tmp_path, "a", "租房补贴。", "工伤保险。")
    _put(tmp_path, "b", "租房合同。")
    before = _find(tmp_path)
    assert len(before[0]) == 2
    damage(tmp_path)
    after = _find(tmp_path)
    assert [[row for row, _ in hits] for hits in after] == [[row for row, _ in hits] for hits in before]
    assert after[1] == before[1]


def test_each_commit_gives_one_file_of_vectors(tmp_path: Path) -> None:
    for name in "ab":
        _put(tmp_path, name, "租房补贴。")
    with Store.open(tmp_path) as store:
        assert [file.name for file in tmp_path.glob("*.faiss")] == [f"vectors-{store.generation}.faiss"]
        assert open_keywords(store).generation == store.generation


@pytest.mark.parametrize("content", [None, b"broken"])
def test_windows_are_made_again_from_the_store(tmp_path: Path, content: bytes | None) -> None:
    encoder = StaticEncoder.load(dimensions=64)
    with StoreWriter(tmp_path, encoder) as writer:
        writer.put_file("a", "a.txt", "digest", make_parsed("a", "租房补贴每月五百元。", "工伤保险。"))
    [file] = tmp_path.glob("windows-*.safetensors")
    before = file.read_bytes()
    file.unlink() if content is None else file.write_bytes(content)
    with Store.open(tmp_path) as store:
        vector = encoder.encode_questions(["租房补贴"])[0]
        rated = open_windows(store).rate(encoder, vector, [1, 2])
    assert rated[0] > rated[1] and file.read_bytes() == before


def test_what_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    _put(tmp_path, "a", "租房补贴。")
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if "sqlite" not in file.name}
    update_indexes(tmp_path, ENCODER.dimensions)
    assert {file: file.stat().st_mtime_ns for file in before} == before


def test_a_store_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    _put(tmp_path, "a", "租房补贴。")
    _lose_everything(tmp_path)
    (tmp_path / "derived.lock").unlink()
    (tmp_path / "derived.lock").mkdir()
    with Store.open(tmp_path) as store, pytest.raises(StoreFailure, match="rights") as caught:
        open_vectors(store, ENCODER.dimensions)
    assert "\n" not in str(caught.value)
