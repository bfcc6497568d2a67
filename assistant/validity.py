"""Which documents another document held has repealed: 《…》同时废止, read from the clauses, never guessed.

A document's own words and header say whether it is in force; that a later one repealed it stands only there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.understand.holdings import Holdings
from index.fold import fold_text
from index.records import Document
from index.search import ClauseSearch

_MOST_CLAUSES = 5_000
_REPEALS = re.compile(r"(?:同时|即行|予以|自行|随之|一并)废止|停止(?:执行|施行)")
_NAMED = re.compile(r"《([^《》]{3,80})》")
_SENTENCE = re.compile(r"[。;；\n]")
_STATE = "中华人民共和国"
_NOTICE = re.compile(r"^关于(?:印发|发布|公布)|的通知$|[《》]")


def find_repealed(search: ClauseSearch, holdings: Holdings) -> frozenset[str]:
    """Ids of the documents held that a clause of another document held repeals by name.

    Example: 「本办法自2025年1月1日起施行。《某某试行办法》同时废止。」 repeals the document of that title.
    """
    titles: dict[str, list[Document]] = {}
    for document in holdings.documents:
        titles.setdefault(_fold_title(document.title), []).append(document)
    rows = [hit.row for hit in search.search_keywords({"废止": 1.0}, _MOST_CLAUSES)]
    rows += [hit.row for hit in search.search_keywords({"停止": 1.0}, _MOST_CLAUSES)]
    clauses = search.load_rows(list(dict.fromkeys(rows))).values()
    found = set()
    for clause in clauses:
        for name in list_repealed_names(clause.text):
            for document in _list_named(name, titles):
                if document.id != clause.document_id:
                    found.add(document.id)
    return frozenset(found)


def list_repealed_names(text: str) -> list[str]:
    """The titles that a text repeals, folded. Example: "《甲办法》《乙办法》同时废止。" -> ["甲办法", "乙办法"]."""
    names = []
    for sentence in _SENTENCE.split(fold_text(text)):
        if _REPEALS.search(sentence):
            names += _NAMED.findall(sentence)
    return names


def _list_named(name: str, titles: dict[str, list[Document]]) -> Iterable[Document]:
    for wording in (name, _STATE + name):
        yield from titles.get(_fold_title(wording), ())


def _fold_title(title: str) -> str:
    return _NOTICE.sub("", fold_text(title)).replace(" ", "")
