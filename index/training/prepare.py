"""From the text files to tokens: vocabulary, composition of the vectors, augmentation tables, training items."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from index.training import sources
from index.training.augment import Augmenter, make_augmenter
from index.training.batches import INSIDE, PARAGRAPH, PLAIN, QUESTION, Draw, Part
from index.training.composition import Composition, compose
from index.training.lexicon import read_entries, read_lexicon
from index.training.pairs import Item, encode_texts, make_paragraph_items, make_question_items
from index.training.settings import TrainingSettings
from index.training.sources import Pair, Paragraph
from index.training.ties import tie_tokens
from index.training.vocabulary import count_words, make_tokenizer

Report = Callable[[str], None]
_EVERYDAY = ("parallel:3am", "parallel:tatoeba")
_PLACE_COUNT = 50  # so that every place name is a word of the vocabulary
_EXACT = 30.0  # scale of families whose passages differ by their exact words
_MAX_ENTRY = 3  # words and phrases taken of one dictionary entry


@dataclass(frozen=True, slots=True)
class Family:
    """Sources that share batches; `share` is the family's part of all steps, `rivals` compete as well.

    `scale` multiplies cosines in the loss: higher where exact words tell passages apart.
    """

    share: float
    parts: tuple[Part, ...]
    rivals: tuple[Item, ...] = ()
    scale: float = 20.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """What training needs besides its settings."""

    tokenizer: Tokenizer
    composition: Composition
    augmenter: Augmenter
    families: dict[str, Family]


def hold_out_reading(pairs: Sequence[Pair], every: int) -> frozenset[str]:
    """Groups of reading-comprehension contexts that are kept for measuring: every n-th in sorted order."""
    return frozenset(sorted({pair.group for pair in pairs if pair.kind == "reading"})[::every])


def keep_questions(
    questions: Sequence[Pair], texts: Iterable[Paragraph], every: int
) -> tuple[list[Pair], list[Pair]]:
    """The questions without those that are held out, and our own questions on the texts and on reading passages."""
    held = hold_out_reading(questions, every)
    named: dict[str, Pair | Paragraph] = {text.name: text for text in texts}
    reading = (pair for pair in questions if pair.kind == "reading")
    named |= {f"reading {n}": pair for n, pair in enumerate(reading) if pair.group not in held}
    kept = [pair for pair in questions if pair.group not in held]
    return kept, list(sources.read_own_questions(named))


def _make_dictionary_items(tokenizer: Tokenizer, path: Path) -> dict[str, list[Item]]:
    """Dictionary entries whose English words are all known and whose Chinese takes at most four tokens."""
    rows = [
        (source, word, phrase)
        for source, words, phrases in read_entries(path)
        for word in words[:_MAX_ENTRY]
        for phrase in phrases[:_MAX_ENTRY]
    ]
    english = encode_texts(tokenizer, [row[2] for row in rows])
    chinese = encode_texts(tokenizer, [row[1] for row in rows])
    items: dict[str, list[Item]] = {"cedict": [], "ecdict": []}
    nothing = np.zeros(0, np.int32)
    for (source, word, phrase), left, right in zip(rows, english, chinese, strict=True):
        if 0 < len(left) <= phrase.count(" ") + 1 + phrase.count("'") and 0 < len(right) <= 4:
            items[source].append(Item(left, nothing, (right,), zlib.crc32(word.encode())))
    return items


def prepare_training(shared: Path, settings: TrainingSettings, report: Report) -> Prepared:
    """Read, fold, count and encode everything; a few minutes on one core."""
    train = shared / "train"
    glossary, bridging = sources.read_bridging("glossary.tsv"), sources.read_bridging("bridging.tsv")
    places = sources.read_places()
    lexicon = read_lexicon(train / "lexicon-zh-en.tsv.gz", [*glossary, *places])
    parallel, questions = list(sources.read_parallel(train)), list(sources.read_questions(train))
    articles = list(sources.read_articles(shared / "bench/statutes/articles.jsonl.gz"))
    corpus = [
        *sources.read_corpus(shared / "corpus"),
        *sources.read_reports(train / "government-reports.jsonl.gz"),
    ]
    report(f"read {len(questions)} questions, {len(articles)} articles, {len(corpus)} paragraphs")
    kept, asked = keep_questions(questions, chain(articles, corpus), settings.held_out_every)
    texts = chain(
        (pair.passage for pair in parallel),
        (text for pair in questions for text in (pair.question, pair.passage)),
        (text for p in chain(articles, corpus) for text in (p.title, "".join(p.sentences))),
    )
    counts = count_words(texts, (pair.question for pair in chain(parallel, asked)), lexicon)
    counts.english.update({spelled: _PLACE_COUNT for spelled, _ in places})
    sizes = (settings.chinese_words, settings.english_words, settings.english_phrases)
    tokenizer = make_tokenizer(counts, lexicon, sizes)
    ties = tie_tokens(tokenizer, lexicon, counts, settings.seldom)
    report(f"tokenizer of {tokenizer.get_vocab_size()} pieces, {len(ties)} of them tied to others")
    own = [Pair("bridging", english, chinese, chinese) for english, chinese in bridging]
    own += [Pair("glossary", english, chinese, chinese) for english, chinese in [*glossary, *places]]
    items = _encode_items(tokenizer, [*kept, *parallel, *own, *asked], articles, corpus)
    items |= _make_dictionary_items(tokenizer, train / "lexicon-zh-en.tsv.gz")
    report("items: " + ", ".join(f"{kind} {len(rows)}" for kind, rows in items.items()))
    augmenter = make_augmenter(tokenizer, lexicon, counts)
    return Prepared(tokenizer, compose(tokenizer, lexicon, ties), augmenter, make_families(items))


def _encode_items(
    tokenizer: Tokenizer, pairs: Sequence[Pair], articles: Sequence[Paragraph], corpus: Sequence[Paragraph]
) -> dict[str, list[Item]]:
    kinds: dict[str, list[Pair]] = {}
    for pair in pairs:
        kind = pair.kind
        if kind.startswith("parallel:"):
            kind = "everyday" if kind in _EVERYDAY else "formal"
        kinds.setdefault(kind, []).append(pair)
    items = {kind: make_question_items(tokenizer, rows) for kind, rows in kinds.items()}
    items["article"] = make_paragraph_items(tokenizer, articles)
    items["corpus"] = make_paragraph_items(tokenizer, corpus)
    return items


def make_families(items: dict[str, list[Item]]) -> dict[str, Family]:
    """Which sources are trained together and how often; what has no items is left out."""

    def part(kind: str, draw: Draw, share: float, english: float = 0.0, run: int = 1) -> Part:
        return Part(items.get(kind, []), draw, share, english, run)

    articles, corpus = tuple(items["article"]), tuple(items["corpus"])
    lay = (
        part("legal", QUESTION, 1.0, 0.15),
        part("advice", QUESTION, 0.4, 0.15),
        part("own law", QUESTION, 1.6, 0.1),
    )
    reading = (part("reading", QUESTION, 1.0, 0.4), part("own reading", QUESTION, 0.6))
    sentences = (part("everyday", PLAIN, 1.0), part("formal", PLAIN, 1.0), part("bridging", PLAIN, 0.4))
    entries = (part("cedict", PLAIN, 1.0), part("ecdict", PLAIN, 0.8), part("glossary", PLAIN, 0.6))
    families = {
        "reading": Family(0.17, reading, scale=25.0),
        "legal": Family(0.18, lay, articles, _EXACT),
        "policy": Family(0.24, (part("own policy", QUESTION, 1.0, 0.1),), corpus),
        "science": Family(0.02, (part("science", QUESTION, 1.0, 0.2),)),
        "article": Family(0.08, (part("article", PARAGRAPH, 1.0, 0.2),), scale=_EXACT),
        "law": Family(0.10, (part("article", INSIDE, 1.0, 0.15, run=12),), scale=_EXACT),
        "corpus": Family(0.07, (part("corpus", PARAGRAPH, 1.0, 0.35),), scale=_EXACT),
        "document": Family(0.13, (part("corpus", INSIDE, 1.0, 0.4, run=12),), scale=_EXACT),
        "parallel": Family(0.06, sentences),
        "lexicon": Family(0.07, entries),
    }
    held = {name: tuple(part for part in family.parts if part.items) for name, family in families.items()}
    return {name: replace(family, parts=held[name]) for name, family in families.items() if held[name]}
