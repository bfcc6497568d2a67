"""What a token's vector is made of while training: its own row, its characters and inner words, its translations.

A rare word so shares what its parts have learnt, and an English word starts from the Chinese words of the
dictionary. On export the parts are summed up, one row a token.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.training.lexicon import Lexicon
from index.training.vocabulary import make_cutter

_MAX_GLOSSES = 6
_PARTS, _STEM, _GLOSSES, _WORDS = (
    1.0,
    0.7,
    1.0,
    0.5,
)  # share of each group in a token's vector, its own row being 1
_ENDINGS = (
    ("ies", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ied", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")),
    ("ly", ("",)), ("er", ("", "e")), ("ers", ("", "e")),
)  # fmt: skip
_CHINESE = re.compile(r"[\u3400-\u9fff]+")

Bag = dict[int, float]


@dataclass(frozen=True, slots=True)
class Composition:
    """Sparse rows: token t is the sum of `shares[k] * features[k]` for k in offsets[t]:offsets[t + 1].

    `names` are the features: the pieces of the tokenizer, then "stem " and an English stem. `targets[t]` is the
    token whose vector t has, t itself unless it is tied to another.
    """

    features: NDArray[np.int64]
    shares: NDArray[np.float32]
    offsets: NDArray[np.int64]
    targets: NDArray[np.int64]
    names: tuple[str, ...]

    def take(
        self, tokens: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int64]]:
        """Features, shares and offsets of some tokens, in their order."""
        starts, ends = self.offsets[tokens], self.offsets[tokens + 1]
        lengths = ends - starts
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        places = np.repeat(starts - offsets, lengths) + np.arange(lengths.sum())
        return self.features[places], self.shares[places], offsets


def _compose_chinese(vocabulary: dict[str, int]) -> dict[int, Bag]:
    cutter, bags = make_cutter(), {}
    for word, token in vocabulary.items():
        if not _CHINESE.fullmatch(word):
            continue
        bag: Bag = {token: 1.0}
        inner = [w for w in cutter.cut_for_search(word) if w != word and len(w) > 1 and w in vocabulary]
        parts = [(vocabulary[w], 1.0) for w in inner]
        if len(word) > 1:
            parts += [(vocabulary[c], 1.0 if len(word) == 2 else 0.5) for c in word if c in vocabulary]
        total = sum(share for _, share in parts)
        for part, share in parts:
            bag[part] = bag.get(part, 0.0) + _PARTS * share / total
        bags[token] = bag
    return bags


def _average_glosses(word: str, lexicon: Lexicon, tokenizer: Tokenizer, chinese: dict[int, Bag]) -> Bag:
    ranked = sorted(lexicon.to_chinese.get(word, {}).items(), key=lambda item: (-item[1], item[0]))[
        :_MAX_GLOSSES
    ]
    total, bag = sum(weight for _, weight in ranked), Bag()
    for gloss, weight in ranked:
        tokens = [t for t in tokenizer.encode(gloss, add_special_tokens=False).ids if t in chinese]
        for token in tokens:
            for feature, share in chinese[token].items():
                bag[feature] = bag.get(feature, 0.0) + share * weight / total / len(tokens)
    return bag


def compose(tokenizer: Tokenizer, lexicon: Lexicon, ties: Mapping[int, int]) -> Composition:
    """The composition of every token, a tied one as the token it is tied to.

    English stems have rows of their own behind the tokens' rows.
    """
    vocabulary = tokenizer.get_vocab()
    size, stems = len(vocabulary), dict[str, int]()
    chinese = _compose_chinese(vocabulary)
    stemmer = snowballstemmer.stemmer("english")
    bags: list[Bag] = [{token: 1.0} for token in range(size)]
    for token, bag in chinese.items():
        bags[token] = bag
    for word, token in sorted(vocabulary.items(), key=lambda item: (item[0].count(" "), item[1])):
        letters = word.replace(" ", "")
        if not (letters.isascii() and letters.isalpha()) or len(letters) < 2:
            continue
        stem = stemmer.stemWord(word)
        if " " in word:
            _add_parts(bags, token, [vocabulary[part] for part in word.split()])
        else:
            bags[token][stems.setdefault(stem, size + len(stems))] = _STEM
        lemma = next((w for w in list_lemmas(word) if w in lexicon.to_chinese), word)
        glosses = _average_glosses(lemma, lexicon, tokenizer, chinese)
        for feature, share in glosses.items():
            bags[token][feature] = bags[token].get(feature, 0.0) + _GLOSSES * share
    for token, target in ties.items():
        bags[token] = bags[target]
    pieces = sorted(vocabulary, key=lambda piece: vocabulary[piece])
    targets = np.array([ties.get(token, token) for token in range(size)], np.int64)
    return _pack(bags, targets, (*pieces, *(f"stem {stem}" for stem in stems)))


def list_lemmas(word: str) -> list[str]:
    """The word itself and what it may be a form of, likeliest first. Example: "studies" -> ["studies", "study", …]."""
    found = [word]
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            found += [word[: -len(ending)] + new for new in replacements]
            if word[-len(ending) - 1] == word[-len(ending) - 2]:
                found.append(word[: -len(ending) - 1])
    return (
        found
        + [one.replace("is", "iz") for one in found if "is" in one]
        + [o.replace("our", "or") for o in found]
    )


def _add_parts(bags: list[Bag], token: int, parts: list[int]) -> None:
    for part in parts:
        for feature, share in bags[part].items():
            bags[token][feature] = bags[token].get(feature, 0.0) + _WORDS * share / len(parts)


def _pack(bags: Sequence[Bag], targets: NDArray[np.int64], names: tuple[str, ...]) -> Composition:
    lengths = [len(bag) for bag in bags]
    features = np.fromiter((feature for bag in bags for feature in bag), np.int64)
    shares = np.fromiter((share for bag in bags for share in bag.values()), np.float32)
    return Composition(
        features, shares, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), targets, names
    )
