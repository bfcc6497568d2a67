"""A document that another one repeals is known as repealed; nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.understand.holdings import Holdings
from assistant.validity import find_repealed, list_repealed_names
from index.search import ClauseSearch
from index.store import Store
from index.store_writer import StoreWriter
from tests.stand_ins import HashEncoder, make_parsed

ENCODER = HashEncoder()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本办法自2025年1月1日起施行。《海棠市补助办法》同时废止。", ["海棠市补助办法"]),
        ("原《甲办法》《乙細則》同時廢止", ["甲办法", "乙细则"]),
        ("《丙规定》停止执行；《丁规定》继续有效。", ["丙规定"]),
        ("根据《戊法》制定本办法。", []),
        ("依照《己法》的规定废止许可。", []),
    ],
)
def test_only_titles_that_are_repealed_are_read(text: str, names: list[str]) -> None:
    assert list_repealed_names(text) == names


def test_the_older_document_is_repealed_and_the_newer_is_not(tmp_path: Path) -> None:
    old = make_parsed("old", "补助五百元。", title="海棠市补助办法")
    new = make_parsed("new", "补助八百元。", "《海棠市补助办法》同时废止。", title="海棠市补助管理办法")
    with StoreWriter(tmp_path, ENCODER) as writer:
        for parsed in (old, new):
            writer.put_file(parsed.documents[0].id, parsed.source.file, "digest", parsed)
    with Store.open(tmp_path) as store:
        search = ClauseSearch(store, ENCODER)
        assert find_repealed(search, Holdings(store.documents())) == {"old"}
