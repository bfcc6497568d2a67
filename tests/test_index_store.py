"""The store: what is put in is found, what is removed is gone, and a kill at any moment loses nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import StaleStore, StoreFailure
from index.manifest import MANIFEST_FILE
from index.records import ParsedFile
from index.search import ClauseSearch
from index.store import KEYWORDS_FOLDER, Store
from index.store_writer import StoreWriter
from index.words import cut_words
from tests.stand_ins import HashEncoder, make_parsed

ENCODER = HashEncoder()


def _put(folder: Path, *files: ParsedFile) -> None:
    with StoreWriter(folder, ENCODER) as writer:
        for parsed in files:
            writer.put_file(parsed.documents[0].id, parsed.source.file, "digest", parsed)


def _find(folder: Path, question: str) -> list[str]:
    with Store.open(folder) as store:
        search = ClauseSearch(store, ENCODER)
        words = dict.fromkeys(cut_words(question), 1.0)
        keyword = search.search_keywords(words, 10)
        dense = search.search_vectors(ENCODER.encode_questions([question])[0], 10)
        clauses = search.load_rows([hit.row for hit in (*keyword, *dense)])
    return [clauses[hit.row].id for hit in keyword]


def test_a_clause_is_found_by_its_words(tmp_path: Path) -> None:
    _put(tmp_path, make_parsed("a", "租房补贴每月五百元。", "申请截止到六月。"))
    assert _find(tmp_path, "租房补贴") == ["a#一"]


def test_records_come_back_as_they_went_in(tmp_path: Path) -> None:
    parsed = make_parsed("a", "甲。", "乙。")
    _put(tmp_path, parsed)
    with Store.open(tmp_path) as store:
        assert store.documents() == parsed.documents
        assert store.sections_of("a") == parsed.sections
        assert store.clauses_of("a") == parsed.clauses
        assert store.source_text("a") == parsed.source.text


def test_a_removed_document_is_never_found(tmp_path: Path) -> None:
    _put(tmp_path, make_parsed("a", "租房补贴。"), make_parsed("b", "租房补贴。"))
    with StoreWriter(tmp_path, ENCODER) as writer:
        removed = writer.remove_document("a")
        assert writer.remove_document("a") is None
    assert removed is not None and removed.id == "a"
    assert _find(tmp_path, "租房补贴") == ["b#一"]


def test_a_refreshed_file_shows_only_its_new_clauses(tmp_path: Path) -> None:
    _put(tmp_path, make_parsed("a", "租房补贴。"))
    _put(tmp_path, make_parsed("a", "购房补贴。"))
    assert _find(tmp_path, "租房") == []
    assert _find(tmp_path, "购房") == ["a#一"]


def test_an_open_search_follows_another_writer(tmp_path: Path) -> None:
    _put(tmp_path, make_parsed("a", "租房补贴。"))
    with Store.open(tmp_path) as store:
        search = ClauseSearch(store, ENCODER)
        before = store.fingerprint
        _put(tmp_path, make_parsed("b", "工伤保险。"))
        search.refresh()
        assert search.search_keywords({"工伤": 1.0}, 5)
        assert store.fingerprint != before


@pytest.mark.parametrize("damage", ["keywords", "vectors", "both"])
def test_lost_indexes_are_made_again(tmp_path: Path, damage: str) -> None:
    _put(tmp_path, make_parsed("a", "租房补贴。"))
    if damage in ("keywords", "both"):
        for file in (tmp_path / KEYWORDS_FOLDER).iterdir():
            file.write_bytes(b"broken")
    if damage in ("vectors", "both"):
        for file in tmp_path.glob("*.faiss"):
            file.write_bytes(b"broken")
    assert _find(tmp_path, "租房") == ["a#一"]


def test_search_within_documents_stays_within(tmp_path: Path) -> None:
    _put(tmp_path, make_parsed("a", "租房补贴。"), make_parsed("b", "租房补贴二。"))
    with Store.open(tmp_path) as store:
        search = ClauseSearch(store, ENCODER)
        scope = frozenset(["b"])
        hits = search.search_keywords({"租房": 1.0}, 5, scope)
        hits += search.search_vectors(ENCODER.encode_questions(["租房"])[0], 5, scope)
        assert {clause.document_id for clause in search.load_rows([hit.row for hit in hits]).values()} == {
            "b"
        }
        assert search.search_keywords({"租房": 1.0}, 5, frozenset()) == []


def test_more_hits_than_clauses_gives_no_padding(tmp_path: Path) -> None:
    _put(tmp_path, make_parsed("a", "租房补贴。"))
    with Store.open(tmp_path) as store:
        search = ClauseSearch(store, ENCODER)
        hits = search.search_vectors(ENCODER.encode_questions(["租房"])[0], 50)
        assert len(hits) == 1 and hits[0].row > 0
        assert search.search_vectors(ENCODER.encode_questions([""])[0], 50) == []


def test_words_that_differ_from_the_source_are_refused(tmp_path: Path) -> None:
    parsed = make_parsed("a", "租房补贴。")
    forged = replace(parsed, clauses=(replace(parsed.clauses[0], text="购房补贴。"),))
    with StoreWriter(tmp_path, ENCODER) as writer, pytest.raises(StoreFailure, match="a#一"):
        writer.put_file("a", "a.txt", "digest", forged)


def test_another_encoder_is_refused_with_the_command(tmp_path: Path) -> None:
    _put(tmp_path, make_parsed("a", "租房补贴。"))
    other = HashEncoder(name="other")
    with Store.open(tmp_path) as store, pytest.raises(StaleStore, match="policyqa index"):
        ClauseSearch(store, other)
    with pytest.raises(StaleStore, match="encoder"), StoreWriter(tmp_path, other):
        pass


def test_another_format_is_refused(tmp_path: Path) -> None:
    _put(tmp_path, make_parsed("a", "租房补贴。"))
    (tmp_path / MANIFEST_FILE).write_text('{"format": 99}', encoding="utf-8")
    with pytest.raises(StaleStore, match="99"):
        Store.open(tmp_path)


@pytest.mark.parametrize("content", [None, "", "[]", "{"])
def test_a_missing_or_broken_store_is_one_line(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / MANIFEST_FILE).write_text(content, encoding="utf-8")
    with pytest.raises(StoreFailure) as caught:
        Store.open(tmp_path)
    assert "\n" not in str(caught.value)


def test_two_writers_do_not_meet(tmp_path: Path) -> None:
    with (
        StoreWriter(tmp_path, ENCODER),
        pytest.raises(StoreFailure, match="again later"),
        StoreWriter(tmp_path, ENCODER),
    ):
        pass


_WRITE_FOREVER = """
import itertools, sys
from pathlib import Path
from index.store_writer import StoreWriter
from tests.stand_ins import HashEncoder, make_parsed
encoder = HashEncoder()
for count in itertools.count():
    with StoreWriter(Path(sys.argv[1]), encoder) as writer:
        for name in ("x", "y"):
            writer.put_file(name, name, str(count), make_parsed(name, f"租房补贴{count}元。", "公积金。"))
    print(count, flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_whole_store(tmp_path: Path) -> None:
    _put(tmp_path, make_parsed("a", "工伤保险。"))
    for rounds in range(1, 4):
        command = [sys.executable, "-c", _WRITE_FOREVER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as process:
            assert process.stdout is not None
            for _ in range(rounds * 2):
                process.stdout.readline()
            os.kill(process.pid, signal.SIGKILL)
        assert _find(tmp_path, "工伤") == ["a#一"]
        assert sorted(_find(tmp_path, "租房")) == ["x#一", "y#一"]
        with sqlite3.connect(tmp_path / "store.sqlite") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()


def test_clauses_kept_in_memory_follow_the_store_and_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store._MOST_ENTRIES", 2)
    _put(tmp_path, make_parsed("a", "甲。", "乙。", "丙。"))
    with Store.open(tmp_path) as store:
        first = store.load_clauses([1, 2, 3])
        assert [first[row].text for row in (1, 2, 3)] == ["甲。", "乙。", "丙。"]
        assert list(store._entries) == [2, 3]
        assert store.load_clauses([3])[3] is first[3]
        assert store.clauses_of("a") is store.clauses_of("a") and store.sections_of("a")
        with StoreWriter(tmp_path, ENCODER) as writer:
            writer.remove_document("a")
        assert store.load_clauses([1, 2, 3]) == store.load_words([3]) == store.load_vectors([3]) == {}
        assert store.clauses_of("a") == store.sections_of("a") == ()
