"""What is held, prepared once a store state so that a question is understood in a few milliseconds.

Look-up tables over the documents' metadata: by region (with the names a region goes by), by year, by title.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from assistant.understand.titles import TitleIndex
from index.fold import fold_text
from index.places import find_places, list_chain_names
from index.records import Document
from index.regions import SUFFIX, ZONES, official_name, read_region


def _mention_nothing(_words: str) -> bool:
    return False


def _know_no_years(_document_id: str) -> frozenset[int]:
    return frozenset()


class Holdings:
    """The documents held. Make one a store state and pass it to `understand_question`; safe to share between threads.

    `mentions(words)` says whether words of a question occur in any clause held; `target_years(document_id)` gives
    the years its clauses set targets for (`periods.read_target_years`), weak evidence that it covers them.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        mentions: Callable[[str], bool] = _mention_nothing,
        target_years: Callable[[str], frozenset[int]] = _know_no_years,
    ) -> None:
        self.documents: tuple[Document, ...] = tuple(documents)
        self.mentions = mentions
        self._target_years = target_years
        self._targets: dict[str, frozenset[int]] = {}
        self.by_id: Mapping[str, Document] = {document.id: document for document in self.documents}
        self.titles = TitleIndex(self.documents)
        self.by_region: Mapping[str, tuple[str, ...]] = self._group_by_region()

    def _group_by_region(self) -> dict[str, tuple[str, ...]]:
        grouped: dict[str, list[str]] = defaultdict(list)
        for document in self.documents:
            for region in name_regions(document):
                grouped[region].append(document.id)
        return {region: tuple(ids) for region, ids in grouped.items()}

    @cached_property
    def below(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the documents of the places below a place, by its official name."""
        grouped: dict[str, list[str]] = defaultdict(list)
        for region, ids in self.by_region.items():
            for name in list_chain_names(region)[1:]:
                grouped[name].extend(ids)
        return {name: tuple(ids) for name, ids in grouped.items()}

    @cached_property
    def local_names(self) -> Mapping[str, str]:
        """Names of held regions that the table of places lacks, full and short, with the region each means."""
        names: dict[str, str] = {}
        for region in self.by_region:
            if region not in ZONES and not any(m.end == len(region) for m in find_places(region)):
                names[region] = region
                short = SUFFIX.sub("", region)
                if len(short) >= 2:
                    names.setdefault(short, region)
        return names

    @cached_property
    def local_pinyin(self) -> Mapping[str, str]:
        """The same regions by pinyin without tones, spaces or suffix. Example: "lanchuan" -> 澜川省."""
        return {spell_pinyin(SUFFIX.sub("", region)): region for region in self.local_names.values()}

    def target_years(self, document_id: str) -> frozenset[int]:
        """The years that a document's clauses set targets for, read once."""
        if document_id not in self._targets:
            self._targets[document_id] = self._target_years(document_id)
        return self._targets[document_id]

    @cached_property
    def all_ids(self) -> tuple[str, ...]:
        """Every id in order."""
        return tuple(document.id for document in self.documents)


def make_holdings(documents: Sequence[Document] | Holdings) -> Holdings:
    """Holdings as they are, or made from plain documents."""
    return documents if isinstance(documents, Holdings) else Holdings(documents)


def covers_years(document: Document, wanted: frozenset[int]) -> bool:
    """A document covers a year that its metadata states, else the year it is dated."""
    if document.years:
        return any(year in wanted for year in range(min(document.years), max(document.years) + 1))
    return document.date is not None and int(document.date[:4]) in wanted


def name_regions(document: Document) -> tuple[str, ...]:
    """The official name of a document's region, from its metadata, else what its title and its issuer name.

    Empty for the whole state. Example: region "湘西州" -> ("湘西土家族苗族自治州",).
    """
    if document.region is not None:
        region = official_name(document.region)
        return () if region is None else (region,)
    if document.level == "national":
        return ()
    read = [read_region(fold_text(printed)) for printed in (document.title, document.issuer or "")]
    return tuple(dict.fromkeys(region for region in read if region is not None))


@lru_cache(maxsize=20_000)
def spell_pinyin(name: str) -> str:
    """Pinyin in one word without tones. Example: "青岑" -> "qingcen"."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)).replace("ü", "v").lower()
