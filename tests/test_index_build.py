"""Files to store: one outcome a file, and removal by id or file name that never takes the wrong one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index import build
from index.build import Outcome, index_paths, list_files, remove_documents
from index.errors import PutFailure, StoreFailure
from index.reading import MAX_BYTES
from index.store import Store
from tests.stand_ins import HashEncoder

ENCODER = HashEncoder()
POLICY = "某县租房补贴办法\n第一条 每月补贴五百元。\n第二条 申请截止到六月三十日。\n"
TWO = "第一篇：甲州要点\n一、租房补贴。\n第二篇：丙乡要点\n一、购房补贴。\n"


def _write(folder: Path, *names: str, text: str = POLICY) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return paths


def _index(folder: Path, *paths: Path) -> list[Outcome]:
    return index_paths(paths, folder / "store", ENCODER)


def _list_ids(folder: Path) -> list[str]:
    with Store.open(folder / "store") as store:
        return [document.id for document in store.documents()]


def test_a_file_is_added_left_alone_and_updated(tmp_path: Path) -> None:
    [path] = _write(tmp_path, "a.txt")
    statuses = [_index(tmp_path, path)[0].status for _ in range(2)]
    path.write_text(POLICY.replace("五百", "六百"), encoding="utf-8")
    [updated] = _index(tmp_path, path)
    assert [*statuses, updated.status] == ["added", "unchanged", "updated"] and updated.clauses > 1
    with Store.open(tmp_path / "store") as store:
        text = "".join(clause.text for clause in store.clauses_of("a"))
    assert "六百" in text and "五百" not in text


def test_a_bad_file_stops_no_other(tmp_path: Path) -> None:
    good = _write(tmp_path, "b.txt")
    bad = [*_write(tmp_path, "a.txt", text=""), *_write(tmp_path, "c.exe"), tmp_path / "missing.txt"]
    outcomes = _index(tmp_path, *good, *bad)
    assert [outcome.status for outcome in outcomes] == ["failed", "added", "failed", "failed"]
    reasons = [outcome.reason or "" for outcome in outcomes if outcome.status == "failed"]
    assert all(reason and "\n" not in reason for reason in reasons)


def test_a_folder_is_walked_without_hidden_files(tmp_path: Path) -> None:
    _write(tmp_path / "in", "b.txt", "sub/deep/a.txt", ".hidden.txt", ".git/c.txt")
    assert [path.name for path in list_files([tmp_path / "in"])] == ["b.txt", "a.txt"]
    named = tmp_path / "in" / ".hidden.txt"
    assert list_files([named]) == [named.resolve()]


def test_every_way_to_a_file_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [path] = _write(tmp_path, "in/a.txt")
    monkeypatch.chdir(tmp_path / "in")
    ways = [path, path.parent, Path("a.txt"), Path(), Path("../in/a.txt"), tmp_path / "in" / ".." / "in"]
    assert list_files(ways) == [path.resolve()]
    assert [_index(tmp_path, way)[0].status for way in ways] == ["added", *["unchanged"] * 5]


def test_a_link_back_to_the_folder_is_not_followed(tmp_path: Path) -> None:
    [path] = _write(tmp_path, "in/sub/a.txt")
    (tmp_path / "in" / "sub" / "loop").symlink_to(tmp_path / "in")
    assert list_files([tmp_path / "in"]) == [path.resolve()]


def test_a_name_that_is_not_utf8_is_a_clear_failure(tmp_path: Path) -> None:
    name = os.fsdecode("办法.txt".encode("gbk"))
    _write(tmp_path / "in", name, "z.txt")
    added, failed = sorted(_index(tmp_path, tmp_path / "in"), key=lambda outcome: outcome.status)
    assert (added.file, failed.status) == ("z.txt", "failed")
    assert "UTF-8" in (failed.reason or "") and failed.file.encode("utf-8") and failed.path.encode("utf-8")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.setattr(build, "_digest_file", lambda path: pytest.fail("was read"))
    [outcome] = _index(tmp_path, tmp_path / "a.txt")
    assert outcome.status == "failed" and "too large" in (outcome.reason or "")


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert _index(tmp_path, tmp_path / "a.txt")[0].status == "failed"


def test_what_cannot_be_stored_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def put(self: object, file_id: str, *rest: object) -> None:
        raise PutFailure(f"{file_id} twice")

    paths = _write(tmp_path, "a.txt", "b.txt")
    monkeypatch.setattr(build.StoreWriter, "put_file", put)
    assert [outcome.reason for outcome in _index(tmp_path, *paths)] == ["a twice", "b twice"]


def test_progress_and_outcomes_are_told_as_they_come(tmp_path: Path) -> None:
    paths = _write(tmp_path, "a.txt", "b.txt")
    told: list[object] = []
    outcomes = index_paths(
        paths, tmp_path / "store", ENCODER, told.append, lambda done, total: told.append((done, total))
    )
    assert told == [outcomes[0], (1, 2), outcomes[1], (2, 2)]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["x/a.txt", "y/a.txt", "z/a.txt"], ["a", "a~2", "a~3"]),
        (["x/a.txt", "x/a.md"], ["a", "a~2"]),
        (["x/a.1.txt", "y/a.txt"], ["a.1", "a~2"]),
        (["x/a.txt", "y/a.1.txt"], ["a", "a.1~2"]),
        (["x/a.b.txt", "y/a.txt"], ["a", "a.b"]),
    ],
)
def test_ids_never_clash(tmp_path: Path, names: list[str], ids: list[str]) -> None:
    for path in _write(tmp_path, *names):
        assert [outcome.status for outcome in _index(tmp_path, path)] == ["added"]
    assert _list_ids(tmp_path) == ids


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("b", ["a", "a~2", "c.2024", "c.2024~2"]),
        ("b.txt", ["a", "a~2", "c.2024", "c.2024~2"]),
        ("a~2", ["a", "b", "c.2024", "c.2024~2"]),
        ("a", ["a~2", "b", "c.2024", "c.2024~2"]),
    ],
)
def test_removal_by_id_or_file_name(tmp_path: Path, name: str, left: list[str]) -> None:
    _index(tmp_path, *_write(tmp_path, "x/a.txt", "y/a.txt", "b.txt", "x/c.2024.txt", "y/c.2024.txt"))
    removed = remove_documents(tmp_path / "store", [name, name], ENCODER)
    assert len(removed) == 1 and _list_ids(tmp_path) == left


@pytest.mark.parametrize("name", ["a.txt", "c.2024.txt", "unknown", "", "A.TXT"])
def test_a_name_of_none_or_several_removes_nothing(tmp_path: Path, name: str) -> None:
    _index(tmp_path, *_write(tmp_path, "x/a.txt", "y/a.txt", "b.txt", "x/c.2024.txt", "y/c.2024.txt"))
    with pytest.raises(StoreFailure) as caught:
        remove_documents(tmp_path / "store", ["b", name], ENCODER)
    assert "\n" not in str(caught.value) and len(_list_ids(tmp_path)) == 5


def test_a_file_of_several_documents_goes_whole_by_name_or_in_part_by_id(tmp_path: Path) -> None:
    [path] = _write(tmp_path, "a.txt", text=TWO)
    _index(tmp_path, path)
    assert _list_ids(tmp_path) == ["a.1", "a.2"]
    remove_documents(tmp_path / "store", ["a.1"], ENCODER)
    assert _list_ids(tmp_path) == ["a.2"]
    assert _index(tmp_path, path)[0].status == "updated" and _list_ids(tmp_path) == ["a.1", "a.2"]
    assert len(remove_documents(tmp_path / "store", ["a.txt"], ENCODER)) == 2
    assert _index(tmp_path, path)[0].status == "added"
