"""Widening a scope: what contradicts the question stays out, what may answer it comes in."""

from __future__ import annotations

import pytest

from assistant.records import Filter, Kind, Query
from assistant.understand.holdings import Holdings
from assistant.widen import list_compatible, widen_scope
from tests.policy_records import DOCUMENTS, make_document

HOLDINGS = Holdings(DOCUMENTS)
HUNAN = {"hn-plan", "hn-award", "hn-award-rules"}
STATE = {"law", "bare"}


def _ask(documents: set[str] | None, *fields: str, kind: Kind = "general", value: str = "株洲市") -> Query:
    scope = None if documents is None else frozenset(documents)
    filters = tuple(Filter(field, value, value) for field in fields)
    return Query("问", "zh-Hans", "问", "问", kind, filters, scope)


@pytest.mark.parametrize(
    ("region", "ids"),
    [
        ("湖南省", HUNAN | STATE | {"zz-plan", "ly-three", "xx-plan"}),
        ("株洲市", HUNAN | STATE | {"zz-plan"}),
        ("浏阳市", HUNAN | STATE | {"ly-three"}),
        ("海棠省", STATE | {"sea-loan", "sea-plan"}),
        ("北京市", STATE),
    ],
)
def test_other_places_contradict_a_place(region: str, ids: set[str]) -> None:
    assert list_compatible(region, HOLDINGS) == ids


def test_a_document_of_two_places_contradicts_neither() -> None:
    both = make_document("both", "株洲市科技要点", issuer="湖南省科学技术厅")
    assert "both" in list_compatible("浏阳市", Holdings([*DOCUMENTS, both]))


def test_a_place_prefers_its_own_and_lets_in_what_may_answer() -> None:
    widened = widen_scope(_ask({"zz-plan"}, "region"), HOLDINGS)
    assert widened.preferred == {"zz-plan"}
    assert widened.documents == HUNAN | STATE | {"zz-plan"}


@pytest.mark.parametrize("fields", [("document",), ("region", "year"), ("status",)])
def test_what_is_named_exactly_stays_the_scope(fields: tuple[str, ...]) -> None:
    widened = widen_scope(_ask({"zz-plan"}, *fields), HOLDINGS)
    assert (widened.documents, widened.preferred) == ({"zz-plan"}, {"zz-plan"})


@pytest.mark.parametrize(
    "query", [_ask(None), _ask(set(), "region"), _ask({"hn-plan", "sea-plan"}, "region", kind="comparison")]
)
def test_nothing_narrowed_nothing_held_and_comparisons_stay_as_they_are(query: Query) -> None:
    assert widen_scope(query, HOLDINGS) is query


def test_documents_of_the_question_stay_though_another_place_is_named_too() -> None:
    query = _ask({"zz-plan", "sea-plan"}, "region")
    assert widen_scope(query, HOLDINGS).documents == HUNAN | STATE | {"zz-plan", "sea-plan"}


def test_an_issuer_alone_prefers_and_lets_everything_in() -> None:
    widened = widen_scope(_ask({"sea-loan"}, "issuer", value="海棠省财政厅"), HOLDINGS)
    assert (widened.preferred, widened.documents) == ({"sea-loan"}, {item.id for item in DOCUMENTS})
