"""Which tokens share another token's vector: forms of an English word, and words that only the dictionary knows.

A row is then spent on one word, not on each of its forms (model2vec's token mapping).
"""

from __future__ import annotations

import re

from tokenizers import Tokenizer

from index.training.composition import list_lemmas
from index.training.lexicon import Lexicon
from index.training.vocabulary import WordCounts

_WORD = re.compile(r"[a-z]{3,}")
_MAX_HOPS = 4


def tie_tokens(tokenizer: Tokenizer, lexicon: Lexicon, counts: WordCounts, seldom: int) -> dict[int, int]:
    """For each tied token the token whose row it takes, which is tied to none itself.

    A form follows its word ("subsidies" → "subsidy", "specialise" → "specialize") unless the checked dictionary
    has it as a word of its own ("building"). A word or phrase counted less than `seldom` times follows its
    surest translation when that is a token ("alkene" → "烯烃").
    """
    vocabulary = tokenizer.get_vocab()
    ties: dict[int, int] = {}
    for word, token in vocabulary.items():
        if word in lexicon.trusted and counts.running[word] >= seldom:
            continue
        target = _find_word(word, vocabulary, lexicon) if _WORD.fullmatch(word) else None
        if target is None and word.isascii() and word[:1].isalpha() and counts.running[word] < seldom:
            target = _find_translation(word, vocabulary, lexicon)
        if target is not None and target != token:
            ties[token] = target
    return {token: _follow(token, ties) for token in ties if _follow(token, ties) != token}


def _find_word(word: str, vocabulary: dict[str, int], lexicon: Lexicon) -> int | None:
    for lemma in list_lemmas(word)[1:]:
        if lemma != word and lemma in vocabulary and lemma in lexicon.to_chinese and len(lemma) > 2:
            return vocabulary[lemma]
    return None


def _find_translation(word: str, vocabulary: dict[str, int], lexicon: Lexicon) -> int | None:
    glosses = lexicon.to_chinese.get(word, {})
    for gloss, _ in sorted(glosses.items(), key=lambda item: (-item[1], item[0])):
        if gloss in vocabulary:
            return vocabulary[gloss]
    return None


def _follow(token: int, ties: dict[int, int]) -> int:
    for _ in range(_MAX_HOPS):
        if token not in ties:
            return token
        token = ties[token]
    return token
