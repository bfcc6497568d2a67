"""Which documents a question names, after place and year: titles, numbers, short names, issuers, validity."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.records import Filter
from assistant.understand.holdings import Holdings, covers_years
from assistant.understand.issuers import find_issuers
from assistant.understand.references import FoundReference
from assistant.understand.scope import Scope
from assistant.understand.titles import NamedDocument
from assistant.understand.wording import Wording
from index.words import cut_content_words

_BESIDE = re.compile(r"(?:违反了?|来自|适用|基于|持有|取得|办理|印发|发布|下发|出台|联合)的?$")
_IN_FORCE = re.compile(
    r"现行|目前有效|有效的(?=[\u3400-\u9fff])|\bcurrently (?:valid|in force|in effect)\b|\bin force (?=\w)"
)
_REPEALED = re.compile(
    r"(?:已经?)?(?:废止|失效)了?的(?=[\u3400-\u9fff])|\brepealed (?=[a-z])|\bexpired (?=[a-z])"
)
_LAWS = ("法", "法典", "条例", "规定", "办法", "细则")
_MOST_NAMED = 200  # a short name that fits more documents names none


@dataclass(frozen=True, slots=True)
class Naming:
    """The documents named, in three grades: sure, short, and names that are not held."""

    sure: tuple[NamedDocument, ...] = ()
    missing: tuple[NamedDocument, ...] = ()
    short: tuple[NamedDocument, ...] = ()


def narrow_by_names(
    wording: Wording,
    holdings: Holdings,
    scope: Scope,
    references: Sequence[FoundReference],
    taken: list[tuple[int, int]],
    is_comparison: bool = False,
) -> Scope:
    """The scope narrowed to the documents that the question names; empty when it names one that is not held."""
    naming = read_naming(wording, holdings, scope, references, taken)
    if naming.missing and not naming.sure:
        names = tuple(
            Filter("document", n.name, wording.words(n.start, n.end), False) for n in naming.missing[:1]
        )
        return Scope((*(f for f in scope.filters if f.held), *names), frozenset(), ())
    if naming.sure:
        return _narrow_to_sure(wording, holdings, scope, naming.sure)
    fitting = [named for named in naming.short if named.ids]
    places = sum(f.field == "region" for f in scope.filters)
    if not fitting or (is_comparison and (places > 1 or len(fitting) < len(naming.short))):
        return scope
    ids = frozenset(i for named in fitting for i in named.ids)
    if scope.documents == frozenset() or len(ids) > _MOST_NAMED:
        return scope
    filters = [_make_filter(wording, holdings, named) for named in fitting if named.kind == "short"]
    spans = tuple((named.start, named.end) for named in fitting if named.kind == "short")
    return Scope((*scope.filters, *filters), ids, (*scope.spans, *spans))


def read_naming(
    wording: Wording,
    holdings: Holdings,
    scope: Scope,
    references: Sequence[FoundReference],
    taken: list[tuple[int, int]],
) -> Naming:
    """Everything in the question that names a document."""
    titles = holdings.titles
    quoted = [n for n in titles.find_quoted(wording) if not _BESIDE.search(wording.text[: n.start])]
    numbers = titles.find_numbers(wording)
    covered = [(n.start, n.end) for n in (*quoted, *numbers)]
    written = [n for n in titles.find_titles(wording) if not _overlaps(n, covered)]
    written = [n for n in written if not _BESIDE.search(wording.text[: n.start])]
    sure = tuple(n for n in (*quoted, *numbers, *written) if n.ids)
    starts = frozenset(found.start for found in references)
    missing = [n for n in numbers if not n.ids]
    missing += [n for n in quoted if not n.ids and _is_missing(n, holdings, starts)]
    if sure or missing:
        return Naming(sure, tuple(missing))
    pool = holdings.all_ids if scope.documents is None else tuple(sorted(scope.documents))
    short = [n for n in titles.find_short_names(wording, taken, pool, starts) if not _overlaps(n, covered)]
    missing = [n for n in short if not n.ids and _stands_before(n, starts) and _is_unheard_of(n, holdings)]
    return Naming((), tuple(missing), tuple(short))


def narrow_by_issuer(wording: Wording, holdings: Holdings, scope: Scope) -> Scope:
    """The scope narrowed to an issuer asked for, when it issued something in scope."""
    pool = holdings.documents if scope.documents is None else [holdings.by_id[i] for i in scope.documents]
    for issuer in find_issuers(wording, pool):
        if issuer.ids:
            added = Filter("issuer", issuer.name, wording.words(issuer.start, issuer.end))
            return Scope((*scope.filters, added), frozenset(issuer.ids), scope.spans)
    return scope


def narrow_by_status(wording: Wording, holdings: Holdings, scope: Scope) -> Scope:
    """The scope narrowed to what is in force, or repealed, when the question asks for it and some is."""
    pool = holdings.documents if scope.documents is None else [holdings.by_id[i] for i in scope.documents]
    for pattern, value in ((_IN_FORCE, "in force"), (_REPEALED, "repealed")):
        match = pattern.search(wording.text)
        if match is None:
            continue
        in_force = value == "in force"
        ids = frozenset(d.id for d in pool if (d.status != "repealed") is in_force)
        if 0 < len(ids) < len(pool):
            added = Filter("status", value, wording.words(*match.span()))
            return Scope((*scope.filters, added), ids, (*scope.spans, match.span()))
    return scope


def _narrow_to_sure(
    wording: Wording, holdings: Holdings, scope: Scope, sure: Collection[NamedDocument]
) -> Scope:
    """A document named for sure wins over place and year, unless the year names an issue of it that is not held."""
    named = frozenset(i for n in sure for i in n.ids)
    filters = tuple(_make_filter(wording, holdings, n) for n in sure)
    spans = tuple((n.start, n.end) for n in sure)
    if scope.documents is None:
        return Scope((*scope.filters, *filters), named, (*scope.spans, *spans))
    both = named & scope.documents
    if both:
        return Scope((*scope.filters, *filters), both, (*scope.spans, *spans))
    years = frozenset(int(f.value[:4]) for f in scope.filters if f.field == "year")
    annual = [i for i in named if holdings.by_id[i].years]
    if (
        years
        and len(annual) == len(named)
        and not any(covers_years(holdings.by_id[i], years) for i in annual)
    ):
        missing = tuple(Filter(f.field, f.value, f.words, f.field != "year") for f in scope.filters)
        return Scope((*missing, *filters), frozenset(), ())
    return Scope(filters, named, spans)


def _make_filter(wording: Wording, holdings: Holdings, named: NamedDocument) -> Filter:
    title = holdings.by_id[named.ids[0]].title if len(named.ids) == 1 else named.name
    return Filter("document", title, wording.words(named.start, named.end))


def _is_missing(named: NamedDocument, holdings: Holdings, starts: frozenset[int]) -> bool:
    """A quoted title that is held under no name: when a clause of it is asked or its words are unknown."""
    if _stands_before(named, starts):
        return True
    return not all(holdings.mentions(word) for word in cut_content_words(named.name))


def _is_unheard_of(named: NamedDocument, holdings: Holdings) -> bool:
    """A law is known by its title; a plan may go by words of its text instead."""
    return named.name.endswith(_LAWS) or not all(
        holdings.mentions(word) for word in cut_content_words(named.name)
    )


def _stands_before(named: NamedDocument, starts: frozenset[int]) -> bool:
    return any(named.end <= start <= named.end + 2 for start in starts)


def _overlaps(named: NamedDocument, spans: Collection[tuple[int, int]]) -> bool:
    return any(start < named.end and named.start < end for start, end in spans)
