"""Years and places named in a question, looked for in a clause, its names, and what its document prints of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.retrieve import Candidate
from assistant.slots import measure_places, measure_years
from index.passage import cut_clause
from index.records import Clause, Document
from tests.tiny_policies import make_query

DOCUMENT = Document(
    "a", "a.txt", "江西省科技工作要点", 0, 99, region="江西省", date="2024-03-08", years=(2024,)
)


def _candidate(text: str, **fields: object) -> Candidate:
    document = replace(DOCUMENT, **fields)  # type: ignore[arg-type]  # any field by its name
    clause = Clause("a#1", "a", "1", "1", "", (), text, 0, len(text), "item")
    return Candidate(1, clause, document, cut_clause(document, clause), 1.0, 1.0, 0.5, 0.5, 1, 1, 1)


@pytest.mark.parametrize(
    ("years", "text", "share"),
    [
        ((), "研发投入达到2%。", 1.0),
        ((2030,), "到2030年研发投入达到2%。", 1.0),
        ((2024,), "研发投入达到2%。", 0.7),
        ((2030,), "研发投入达到2%。", 0.0),
        ((2024, 2030), "到2030年研发投入达到2%。", 0.85),
    ],
)
def test_years_count_whole_in_the_words_and_less_in_the_date(
    years: tuple[int, ...], text: str, share: float
) -> None:
    query = replace(make_query("研发投入要达到多少"), years=years)
    assert measure_years(query, [_candidate(text)]) == pytest.approx([share])


@pytest.mark.parametrize(
    ("places", "text", "region", "share"),
    [
        ((), "研发投入达到2%。", "江西省", 1.0),
        ((("江西省",),), "研发投入达到2%。", "江西省", 1.0),
        ((("江西省",),), "研发投入达到2%。", "赣州市", 1.0),  # below the place asked for
        ((("赣州市",),), "研发投入达到2%。", "江西省", 0.5),  # above it
        ((("甘肃省",),), "研发投入达到2%。", "江西省", 0.0),
        ((("甘肃省",),), "与甘肃对口合作。", "江西省", 1.0),  # spoken of
        ((("甘肃省",),), "研发投入达到2%。", None, 0.4),
        ((("江西省",), ("甘肃省",)), "研发投入达到2%。", "江西省", 0.5),
    ],
)
def test_places_count_by_the_words_and_by_the_document(
    places: tuple[tuple[str, ...], ...], text: str, region: str | None, share: float
) -> None:
    query = replace(make_query("研发投入要达到多少"), places=places)
    title = "江西省科技工作要点" if region == "江西省" else "科技工作要点"
    found = measure_places(query, [_candidate(text, region=region, title=title)])
    assert found == pytest.approx([share])


def test_of_a_comparison_one_of_the_sides_is_enough() -> None:
    query = replace(
        make_query("江西省2024年和甘肃省2030年的目标"), kind="comparison", years=(2024, 2030),
        places=(("江西省",), ("甘肃省",)),
    )  # fmt: skip
    candidate = _candidate("到2030年研发投入达到2%。")
    assert measure_years(query, [candidate]) == [1.0] and measure_places(query, [candidate]) == [1.0]
