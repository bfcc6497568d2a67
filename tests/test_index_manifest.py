"""The manifest: what shaped a store is written with it, and a change of any of it asks for a rebuild."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from index.errors import StaleStore, StoreFailure
from index.manifest import (
    MANIFEST_FILE,
    check_manifest,
    describe_product,
    read_manifest,
    write_manifest,
)

NOW = describe_product("hash:32")


def test_it_comes_back_as_written(tmp_path: Path) -> None:
    write_manifest(tmp_path, NOW)
    assert read_manifest(tmp_path) == NOW
    assert [file.name for file in tmp_path.iterdir()] == [MANIFEST_FILE]
    check_manifest(tmp_path, read_manifest(tmp_path), NOW)


@pytest.mark.parametrize("change", [{"parser": 0}, {"words": "other"}, {"encoder": "other"}])
def test_any_change_asks_for_a_rebuild(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(StaleStore, match="policyqa index") as caught:
        check_manifest(tmp_path, replace(NOW, **change), NOW)  # type: ignore[arg-type]
    assert next(iter(change)) in str(caught.value) or "word list" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "failure", "words"),
    [
        (None, StoreFailure, "policyqa index"),
        ("", StoreFailure, "broken"),
        ("{", StoreFailure, "broken"),
        ("[1]", StaleStore, "format"),
        ("{}", StaleStore, "format"),
        (json.dumps(asdict(NOW) | {"format": 0}), StaleStore, "rm -r"),
        (json.dumps(asdict(NOW) | {"new": 1}), StoreFailure, "broken"),
        (json.dumps({"format": NOW.format}), StoreFailure, "broken"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    tmp_path: Path, content: str | None, failure: type[Exception], words: str
) -> None:
    if content is not None:
        (tmp_path / MANIFEST_FILE).write_text(content, encoding="utf-8")
    with pytest.raises(failure, match=words) as caught:
        read_manifest(tmp_path)
    assert "\n" not in str(caught.value) and str(tmp_path) in str(caught.value)
