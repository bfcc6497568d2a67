"""What is held, prepared once a store state so that a question is understood in a few milliseconds.

Look-up tables over the documents' metadata: by region (with the names a region goes by), by year, by title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from assistant.understand.titles import TitleIndex
from index.fold import fold_text
from index.places import find_place, find_places, list_chain_names
from index.records import Document
from index.words import is_common_word

_SUFFIX = re.compile(r"(?:特别行政区|特别合作区|合作区|自治[区州县旗]|地区|新区|[省市县区州盟旗乡镇])$")
_LOCAL = re.compile(
    r"^(?:第.{1,4}篇:?)?(?:关于(?:印发|发布|公布|转发))?[《“]?(?:(?:19|20)\d\d年)?"
    r"([\u3400-\u9fff]{2,6}?(?:特别合作区|自治[州县旗]|新区|开发区|高新区|林区|"
    r"[省市县区州盟旗乡镇](?![场政民委长级域块镇区内村])))"
)
_NO_PLACE = re.compile(
    r"^(?:致|给|对|在|这|国家|全国|中国|中共|中央|中华|各|本|全|城市|关于|科技|人力|财政|税务|海关|最高)|[的和与及]"
)
_ZONES = frozenset(
    "开发区 经开区 高新区 新区 园区 景区 灾区 社区 片区 城区 乡镇 街道 合作区 特区 自治区 自治州 市区".split()
)
_NATIONAL = frozenset(("中国", "全国", "中华人民共和国", "国家"))


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
            if region not in _ZONES and not any(m.end == len(region) for m in find_places(region)):
                names[region] = region
                short = _SUFFIX.sub("", region)
                if len(short) >= 2:
                    names.setdefault(short, region)
        return names

    @cached_property
    def local_pinyin(self) -> Mapping[str, str]:
        """The same regions by pinyin without tones, spaces or suffix. Example: "lanchuan" -> 澜川省."""
        return {spell_pinyin(_SUFFIX.sub("", region)): region for region in self.local_names.values()}

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


def name_regions(document: Document) -> tuple[str, ...]:
    """The official name of a document's region, from its metadata, else what its title and its issuer name.

    Empty for the whole state. Example: region "湘西州" -> ("湘西土家族苗族自治州",).
    """
    if document.region is not None:
        region = official_name(document.region)
        return () if region is None else (region,)
    if document.level == "national":
        return ()
    read = [_read_region(fold_text(printed)) for printed in (document.title, document.issuer or "")]
    return tuple(dict.fromkeys(region for region in read if region is not None))


def _read_region(text: str) -> str | None:
    """The place that a folded title or issuer begins with, also one that the table of places lacks."""
    for mention in find_places(text):
        if mention.place is not None and mention.start <= 4:
            return mention.place.name
    local = _LOCAL.match(text)
    if local is None or local.group(1) in _ZONES or _NO_PLACE.search(local.group(1)):
        return None
    if local.group(1).endswith("区") and is_common_word(_SUFFIX.sub("", local.group(1))):
        return None  # 行政区, 保护区: an ordinary word before 区 names no place
    return official_name(local.group(1))


@lru_cache(maxsize=4_000)
def official_name(region: str) -> str | None:
    """The official name of a region as printed; None for the state as a whole. Unknown regions keep their name."""
    folded = fold_text(region)
    if folded in _NATIONAL:
        return None
    place = find_place(folded)
    if place is not None:
        return place.name
    mentions = find_places(folded)
    if mentions and mentions[-1].end == len(folded) and mentions[-1].place is not None:
        return mentions[-1].place.name
    return folded[mentions[-1].end :] if mentions and mentions[-1].end < len(folded) else folded


@lru_cache(maxsize=20_000)
def spell_pinyin(name: str) -> str:
    """Pinyin in one word without tones. Example: "青岑" -> "qingcen"."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)).replace("ü", "v").lower()
