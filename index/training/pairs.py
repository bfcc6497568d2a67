"""Training items as tokens: a question or none, a title, the sentences of a passage; texts drawn from them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.training.augment import Augmenter
from index.training.sources import Pair, Paragraph, split_sentences
from index.training.vocabulary import SILENT

Tokens = NDArray[np.int32]
_MAX_TOKENS = 160
_BATCH = 2_000
_EMPTY = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Item:
    """One passage to learn from; `answer` is the sentence that holds the answer, -1 when unknown.

    Items of one `group` (a checksum of its name) have the same passage.
    """

    question: Tokens
    title: Tokens
    sentences: tuple[Tokens, ...]
    group: int
    answer: int = -1


def encode_texts(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Tokens]:
    """Token ids of each text without the silent ones."""
    ids: list[Tokens] = []
    heard = np.ones(tokenizer.get_vocab_size(), np.bool_)
    heard[[tokenizer.token_to_id(piece) for piece in SILENT]] = False
    for start in range(0, len(texts), _BATCH):
        batch = tokenizer.encode_batch_fast(list(texts[start : start + _BATCH]), add_special_tokens=False)
        rows = (np.array(encoding.ids, np.int32) for encoding in batch)
        ids.extend(row[heard[row]] for row in rows)
    return ids


def _pack(tokenizer: Tokenizer, rows: Iterable[tuple[str, str, tuple[str, ...], str, int]]) -> list[Item]:
    listed = list(rows)
    questions = encode_texts(tokenizer, [row[0] for row in listed])
    titles = encode_texts(tokenizer, [row[1] for row in listed])
    flat = iter(encode_texts(tokenizer, [sentence for row in listed for sentence in row[2]]))
    items = []
    for question, title, row in zip(questions, titles, listed, strict=True):
        sentences = tuple(next(flat) for _ in row[2])
        if any(len(sentence) for sentence in sentences):
            items.append(Item(question, title, sentences, zlib.crc32(row[3].encode()), row[4]))
    return items


def make_question_items(tokenizer: Tokenizer, pairs: Iterable[Pair]) -> list[Item]:
    """Items with a question."""
    rows = []
    for pair in pairs:
        sentences = split_sentences(pair.passage)
        held = [n for n, sentence in enumerate(sentences) if pair.answer and pair.answer in sentence]
        rows.append((pair.question, pair.title, sentences, pair.group, held[0] if held else -1))
    return [item for item in _pack(tokenizer, rows) if len(item.question)]


def make_paragraph_items(tokenizer: Tokenizer, paragraphs: Iterable[Paragraph]) -> list[Item]:
    """Items without a question, whose own parts serve as one."""
    return _pack(tokenizer, (("", p.title, p.sentences, p.group, -1) for p in paragraphs))


def draw_window(item: Item, rng: Generator) -> Tokens:
    """Neighbouring sentences with the answer's sentence among them: a clause cut from a longer passage."""
    count = len(item.sentences)
    if count > 1 and rng.random() < 0.6:
        kept = item.answer if item.answer >= 0 else int(rng.integers(count))
        first = int(rng.integers(max(0, kept - 3), kept + 1))
        last = int(rng.integers(kept, min(count, kept + 4)))
        if item.answer < 0:
            last = max(last, min(count - 1, first + 2))
    else:
        first, last = 0, count - 1
    text = np.concatenate(item.sentences[first : last + 1])
    if len(text) > _MAX_TOKENS and item.answer >= 0 and last > first:
        before = sum(map(len, item.sentences[first : max(item.answer, first)]))
        start = max(0, min(before - int(rng.integers(0, 60)), len(text) - _MAX_TOKENS))
        text = text[start:]
    return text[:_MAX_TOKENS]


def _with_title(item: Item, text: Tokens, chance: float, rng: Generator) -> Tokens:
    if len(item.title) and rng.random() < chance:
        return np.concatenate([item.title, text])
    return text


def _vary(question: Tokens, augmenter: Augmenter, rng: Generator, english: float) -> Tokens:
    draw = rng.random()
    if draw < english:
        return augmenter.switch_code(question, rng, whole=True)
    if draw < english + 0.1:
        return augmenter.switch_code(question, rng, whole=False)
    if draw < english + 0.25:
        return augmenter.replace_synonyms(question, 0.4, rng)
    if draw < english + 0.4:
        return augmenter.drop_tokens(question, 0.25, rng)
    return question


def draw_question(item: Item, augmenter: Augmenter, rng: Generator, english: float) -> tuple[Tokens, Tokens]:
    """A question and its passage, the question sometimes switched to English or varied."""
    passage = _with_title(item, draw_window(item, rng), 0.5, rng)
    return _vary(item.question, augmenter, rng, english), passage


def draw_paragraph(item: Item, augmenter: Augmenter, rng: Generator, english: float) -> tuple[Tokens, Tokens]:
    """A text made of the paragraph itself (title, sentence, half, keywords) and the paragraph or its rest."""
    if len(item.title) and rng.random() < 0.25:
        whole = np.concatenate(item.sentences)[:_MAX_TOKENS]
        return _vary(item.title, augmenter, rng, english), whole
    return draw_inside(item, augmenter, rng, english)


def draw_inside(item: Item, augmenter: Augmenter, rng: Generator, english: float) -> tuple[Tokens, Tokens]:
    """The same without titles as questions, so that neighbours of one document can compete."""
    count, draw = len(item.sentences), rng.random()
    whole = np.concatenate(item.sentences)[:_MAX_TOKENS]
    if draw < 0.35 and count > 1:
        place = int(rng.integers(count))
        question, rest = (
            item.sentences[place],
            np.concatenate(item.sentences[:place] + item.sentences[place + 1 :]),
        )
    elif draw < 0.45 and len(whole) > 12:
        middle = int(rng.integers(len(whole) // 3, 2 * len(whole) // 3))
        question, rest = whole[:middle], whole[middle:]
    else:
        question, rest = augmenter.draw_keywords(whole, rng), whole
        if rng.random() < 0.3 and len(whole) > 20:
            rest = whole[~np.isin(whole, question) | (rng.random(len(whole)) < 0.3)]
        if rng.random() < 0.5:
            question = augmenter.add_frame(question, rng)
    if not len(question) or not len(rest):
        question = rest = whole
    return _vary(question[:80], augmenter, rng, english), _with_title(item, rest[:_MAX_TOKENS], 0.6, rng)


def draw_rival(item: Item, rng: Generator) -> Tokens:
    """A passage alone, to compete with others' right passages."""
    return _with_title(item, draw_window(item, rng), 0.5, rng)
