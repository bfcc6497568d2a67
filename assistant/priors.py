"""What is known of documents before any question: how common their place is here, their legal force, their size.

A collection of one province makes its own documents likely answers; in a collection of all provinces a question that
names no place is about the whole state. Legal force follows the order of the Legislation Law, article 98 ff.: a law
stands above regulations of the State Council, these above local regulations.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.understand.holdings import Holdings, name_regions
from index.fold import fold_text
from index.places import list_chain_names
from index.records import Document

_END = r"(?:[（(].*)?》?$"
_LAW = re.compile(rf"(?:(?<![办方做用司执立普守违书])法|法典|立法法){_END}")
_INTERPRETATION = re.compile(r"^最高人民(?:法院|检察院).*(?:解释|规定|批复)")
_REGULATION = re.compile(rf"(?:条例|细则){_END}")
_RULE = re.compile(rf"(?:办法|规定|规则|决定){_END}")


@dataclass(frozen=True, slots=True)
class Prior:
    """Of one document, each in [0, 1]: `share` of documents of the same place, legal `force`, and `size`;
    `repealed` by another document held, or by its own words."""

    share: float
    force: float
    size: float
    repealed: bool = False


NO_PRIOR = Prior(share=1.0, force=0.2, size=0.5)


def make_priors(
    holdings: Holdings, sizes: Mapping[str, int], repealed: frozenset[str] = frozenset()
) -> dict[str, Prior]:
    """Priors by document id; `sizes` are numbers of clauses by id, `repealed` the ids that other documents repeal."""
    regions = {document.id: name_province(document) for document in holdings.documents}
    counts = Counter(regions.values())
    total = max(len(regions), 1)
    return {
        document.id: Prior(
            share=counts[regions[document.id]] / total,
            force=rate_force(document.title, regions[document.id] is not None),
            size=min(math.log1p(sizes.get(document.id, 0)) / 7.0, 1.0),
            repealed=document.status == "repealed" or document.id in repealed,
        )
        for document in holdings.documents
    }


def name_province(document: Document) -> str | None:
    """The province a document is of, by its metadata or its title; None for the whole state."""
    regions = name_regions(document)
    if not regions:
        return None
    chain = list_chain_names(regions[0])
    return chain[-1] if chain else regions[0]


def rate_force(title: str, local: bool) -> float:
    """Legal force read from a title, in [0, 1]. Example: a law 1.0, a local regulation .4, a notice .2."""
    name = fold_text(title)
    if _LAW.search(name) and not local:
        return 1.0
    if _INTERPRETATION.search(name):
        return 0.9
    if _REGULATION.search(name):
        return 0.4 if local else 0.8
    if _RULE.search(name):
        return 0.3 if local else 0.6
    return 0.2
