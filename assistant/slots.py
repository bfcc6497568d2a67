"""Whether a clause speaks of the years and the place that a question names: shares in [0, 1], 1 when it names none.

What a document prints of itself (its title, its date, the years of its plan) counts less than what the clause says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.records import Query
from assistant.retrieve import Candidate
from index.fold import fold_text
from index.places import list_chain_names

_BY_DOCUMENT = 0.7  # a year that only the document's date or plan has
_ABOVE = 0.5  # a document of the state or of a place above the one asked for
_UNKNOWN = 0.4  # a document that prints no place
_RANKS = ("自治区", "自治州", "特别行政区", "地区", "新区", "省", "市", "县", "区", "州", "盟")


def measure_years(query: Query, items: Sequence[Candidate]) -> list[float]:
    """How far each candidate speaks of the years named; of a comparison the best of them, else their mean."""
    return [_join(query, [_rate_year(year, item) for year in query.years]) for item in items]


def measure_places(query: Query, items: Sequence[Candidate]) -> list[float]:
    """How far each candidate speaks of the places named; of a comparison the best of them, else their mean."""
    places = [(names, tuple(_list_forms(names))) for names in query.places]
    return [_join(query, [_rate_place(names, forms, item) for names, forms in places]) for item in items]


def _join(query: Query, shares: Sequence[float]) -> float:
    if not shares:
        return 1.0
    join: Callable[[Sequence[float]], float] = max if query.kind == "comparison" else _average
    return join(shares)


def _average(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares)


def _rate_year(year: int, item: Candidate) -> float:
    if str(year) in item.words.folded or str(year) in item.words.named:
        return 1.0
    document = item.document
    own = year in document.years or (document.date is not None and document.date.startswith(str(year)))
    return _BY_DOCUMENT if own else 0.0


def _list_forms(names: Iterable[str]) -> Iterable[str]:
    """The names as texts print them, with and without their rank. Example: 赣州市 -> 赣州市, 赣州."""
    for name in map(fold_text, names):
        yield name
        rank = next((rank for rank in _RANKS if name.endswith(rank)), "")
        if len(name) - len(rank) >= 2:
            yield name[: len(name) - len(rank)]


def _rate_place(names: Sequence[str], forms: Sequence[str], item: Candidate) -> float:
    region = item.document.region
    if any(form in item.words.folded or form in item.words.named for form in forms):
        return 1.0
    if region is None:
        return _UNKNOWN
    if region in names or set(names) & set(list_chain_names(region)):
        return 1.0
    return _ABOVE if any(region in list_chain_names(name) for name in names) else 0.0
