"""Variants of a question made of its tokens: keywords only, words left out, synonyms, English in place of Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.training.lexicon import Lexicon
from index.training.vocabulary import SILENT, WordCounts

Tokens = NDArray[np.int32]
_MAX_CHOICES = 6
_ENGLISH_FRAMES = (
    "what is the",
    "what are the",
    "how much",
    "how many",
    "which",
    "who is",
    "when was the",
    "where is",
    "is it",
    "what is required for",
    "how can i",
    "can a",
    "does the",
    "are there any",
    "in which year did",
    "must the",
    "what support is there for",
    "what happens if",
    "under what conditions",
    "how does",
    "what was the name of",
    "who can apply for",
    "what penalties",
    "how long",
    "why did",
    "what should",
    "according to the",
)
_CHINESE_FRAMES = (
    "怎么办",
    "有哪些",
    "是什么",
    "如何",
    "需要什么条件",
    "可以吗",
    "是否合法",
    "怎么处理",
    "有什么规定",
    "请问",
    "多少",
    "什么时候",
    "由谁负责",
    "违法吗",
    "有什么要求",
    "会怎么处罚",
    "我想问一下",
    "应该怎么做",
    "能不能",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may stand for a token: alternatives of one or more tokens, with cumulative probabilities."""

    options: tuple[Tokens, ...]
    cumulative: NDArray[np.float64]

    def draw(self, rng: Generator) -> Tokens:
        place = int(np.searchsorted(self.cumulative, rng.random()))
        return self.options[min(place, len(self.options) - 1)]


@dataclass(frozen=True, slots=True)
class Augmenter:
    """Translations and synonyms by token, and each token's weight when keywords are drawn."""

    translations: dict[int, Choice]
    synonyms: dict[int, Choice]
    weights: NDArray[np.float64]
    english_frames: tuple[Tokens, ...]
    chinese_frames: tuple[Tokens, ...]

    def draw_keywords(self, tokens: Tokens, rng: Generator) -> Tokens:
        """Two to eight different tokens, rare ones more often, in any order."""
        unique = np.unique(tokens)
        weights = self.weights[unique]
        count = min(int(rng.integers(2, 9)), int((weights > 0).sum()))
        if count < 1:
            return tokens
        return rng.choice(unique, count, replace=False, p=weights / weights.sum())

    def drop_tokens(self, tokens: Tokens, rate: float, rng: Generator) -> Tokens:
        """The tokens without a random share of them, never without all."""
        kept = tokens[rng.random(len(tokens)) >= rate]
        return kept if len(kept) else tokens

    def replace_synonyms(self, tokens: Tokens, rate: float, rng: Generator) -> Tokens:
        """Some tokens replaced by words that share a translation with them."""
        draws = rng.random(len(tokens)) < rate
        parts = [
            self.synonyms[token].draw(rng)
            if drawn and token in self.synonyms
            else np.array([token], np.int32)
            for token, drawn in zip(tokens.tolist(), draws.tolist(), strict=True)
        ]
        return np.concatenate(parts)

    def switch_code(self, tokens: Tokens, rng: Generator, whole: bool) -> Tokens:
        """Chinese tokens replaced by English; `whole` leaves out what has no translation and adds a frame."""
        rate = 1.0 if whole else 0.5
        draws = rng.random(len(tokens)) < rate
        parts: list[Tokens] = []
        for token, drawn in zip(tokens.tolist(), draws.tolist(), strict=True):
            choice = self.translations.get(token) if drawn else None
            if choice is not None:
                parts.append(choice.draw(rng))
            elif not whole:
                parts.append(np.array([token], np.int32))
        if not parts:
            return tokens
        if whole:
            parts.append(self.english_frames[int(rng.integers(len(self.english_frames)))])
        return np.concatenate(parts)

    def add_frame(self, tokens: Tokens, rng: Generator) -> Tokens:
        """The tokens with the words of a question around them, which carry no topic."""
        return np.concatenate([tokens, self.chinese_frames[int(rng.integers(len(self.chinese_frames)))]])


def _encode(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Tokens]:
    silent = {tokenizer.token_to_id(piece) for piece in SILENT}
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [np.array([i for i in encoding.ids if i not in silent], np.int32) for encoding in encodings]


def _make_choice(weighted: dict[str, float], tokenizer: Tokenizer) -> Choice | None:
    ranked = sorted(weighted.items(), key=lambda item: (-item[1], item[0]))[:_MAX_CHOICES]
    options = _encode(tokenizer, [text for text, _ in ranked])
    usable = [(o, w) for o, (_, w) in zip(options, ranked, strict=True) if len(o)]
    if not usable:
        return None
    weights = np.array([weight for _, weight in usable])
    return Choice(tuple(option for option, _ in usable), np.cumsum(weights / weights.sum()))


def weigh_phrase(phrase: str, counts: WordCounts) -> float:
    """How usual an English phrase is: the logarithm of its rarest word's count."""
    return float(np.log1p(0.1 + min(counts.english[word] for word in phrase.split())))


def make_augmenter(tokenizer: Tokenizer, lexicon: Lexicon, counts: WordCounts) -> Augmenter:
    """Tables for every Chinese token of the tokenizer."""
    translations: dict[int, Choice] = {}
    synonyms: dict[int, Choice] = {}
    vocabulary = tokenizer.get_vocab()
    weights = np.zeros(len(vocabulary))
    total = counts.chinese.total()
    for word, token in vocabulary.items():
        seen = counts.chinese[word]
        if word[0] >= "\u3400" and seen:
            weights[token] = np.log(total / seen) ** 2 * (0.3 if len(word) == 1 else 1.0)
        english = lexicon.to_english.get(word)
        if not english:
            continue
        likely = {phrase: weight * weigh_phrase(phrase, counts) for phrase, weight in english.items()}
        choice = _make_choice(likely, tokenizer)
        if choice is not None:
            translations[token] = choice
        others = _gather_synonyms(word, likely, lexicon, counts)
        choice = _make_choice(others, tokenizer) if others else None
        if choice is not None:
            synonyms[token] = choice
    frames = tuple(_encode(tokenizer, _ENGLISH_FRAMES)), tuple(_encode(tokenizer, _CHINESE_FRAMES))
    return Augmenter(translations, synonyms, weights, *frames)


def _gather_synonyms(
    word: str, english: dict[str, float], lexicon: Lexicon, counts: WordCounts
) -> dict[str, float]:
    if len(word) < 2:
        return {}
    others: dict[str, float] = {}
    for phrase, weight in sorted(english.items(), key=lambda item: -item[1])[:_MAX_CHOICES]:
        back = lexicon.to_chinese[phrase]
        for other, strength in back.items():
            if other != word and len(other) > 1 and counts.chinese[other] >= 3:
                others[other] = others.get(other, 0.0) + weight * strength / len(back)
    return others
