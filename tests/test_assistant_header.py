"""Facts about a document itself are cited from where they are printed, in the source's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.header import find_header_hits
from index.records import Document, Hit, ParsedFile, SourceText, Span
from index.store import Store
from index.store_writer import StoreWriter
from tests.stand_ins import HashEncoder
from tests.tiny_policies import make_query

TEXT = (
    "索引号：A1  发文机关：某县科技局\n  某县租房补贴办法 \n某科发〔2024〕7号\n\n第一条 "
    + "略。" * 400
    + "\n2024年3月8日\n"
)


def _parse(document_id: str, *words: str, text: str = TEXT) -> ParsedFile:
    """A file whose document has the words given as fields."""
    spans = {f"f{n}": Span(text.index(word), text.index(word) + len(word)) for n, word in enumerate(words)}
    document = Document(document_id, f"{document_id}.txt", "某县租房补贴办法", 0, len(text), spans=spans)
    return ParsedFile(SourceText(text, document.file, "txt", "utf-8"), (document,), (), ())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("header")
    files = [
        _parse("near", "7号", "某县科技局"),
        _parse("far", "2024年3月8日", "某县租房补贴办法"),
        _parse("wide", "长", text="长" * 5_000),
        _parse("bare"),
        _parse("dense", "甲", "乙乙", text="略" * 300 + "甲" + "略" * 298 + "乙乙" + "略" * 900),
    ]
    with StoreWriter(folder, HashEncoder()) as writer:
        for parsed in files:
            writer.put_file(parsed.documents[0].id, parsed.source.file, "1", parsed)
    with Store.open(folder) as opened:
        yield opened


def _find(store: Store, documents: str | None, preferred: str | None = None) -> list[Hit]:
    scopes = [None if ids is None else frozenset(ids.split()) for ids in (documents, preferred)]
    query = replace(make_query("文号是什么", "metadata"), documents=scopes[0], preferred=scopes[1])
    return find_header_hits(query, store)


def test_neighbouring_lines_are_one_passage(store: Store) -> None:
    [hit] = _find(store, "near")
    assert hit.clause.text == TEXT[: TEXT.index("\n\n")]
    assert (hit.clause.section, hit.clause.label, hit.rank, hit.found_by) == ("", "", 1, ("lookup",))


def test_lines_far_apart_are_passages_in_reading_order_without_white_space(store: Store) -> None:
    hits = _find(store, "far")
    assert [hit.clause.text for hit in hits] == ["某县租房补贴办法", "2024年3月8日"]
    assert all(hit.clause.text == TEXT[hit.clause.start : hit.clause.end] for hit in hits)
    assert len({hit.clause.id for hit in hits}) == 2 and [hit.rank for hit in hits] == [1, 2]


def test_of_an_endless_line_only_the_words_are_cited(store: Store) -> None:
    [hit] = _find(store, "wide")
    assert hit.clause.text == "长"


def test_no_word_is_lost_between_passages(store: Store) -> None:
    texts = [hit.clause.text for hit in _find(store, "dense")]
    assert sum("甲" in text for text in texts) == sum("乙乙" in text for text in texts) == 1


@pytest.mark.parametrize(
    ("documents", "preferred"),
    [(None, None), ("", None), ("bare", None), ("near far", "bare"), ("gone", None)],
)
def test_nothing_named_or_nothing_printed_gives_nothing(
    store: Store, documents: str | None, preferred: str | None
) -> None:
    assert _find(store, documents, preferred) == []


def test_the_documents_named_count_not_those_let_in_beside(store: Store) -> None:
    assert {hit.document.id for hit in _find(store, "near far wide", "far")} == {"far"}


def test_a_question_about_very_many_documents_names_none(store: Store) -> None:
    assert _find(store, "near far a b c d") == []
