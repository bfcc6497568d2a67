"""The tokenizer: a Unigram model whose pieces are counted words, single characters, English words and numbers."""

from __future__ import annotations

import math
import re
import string
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import rjieba
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from index.fold import fold_text
from index.training.charsmap import make_normalizer
from index.training.lexicon import Lexicon
from index.unigram import RUNS

UNKNOWN, SPACE = "[UNK]", " "
SILENT = (UNKNOWN, SPACE)  # pieces whose row is zero
_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]+")
_PHRASE = re.compile(r"[a-z]+(?: [a-z]+){1,3}")
_PHRASE_BONUS = 3.0  # a phrase of the vocabulary beats its words
_WORD_COST = 8.0  # of each English piece: a word is spelled from few pieces, not from many short ones
_TERM_FREQUENCY = 20_000
_SUFFIXES = "s es ed d ing er ers ly ness ment tion ation al ity ies ive able".split()
_SPELLINGS = (
    ("ization", "isation"), ("izing", "ising"), ("ized", "ised"), ("izer", "iser"), ("ize", "ise"), ("yze", "yse"),
    ("labor", "labour"), ("center", "centre"), ("color", "colour"), ("favor", "favour"), ("honor", "honour"),
    ("behavior", "behaviour"), ("defense", "defence"), ("program", "programme"), ("license", "licence"),
    ("enroll", "enrol"), ("fiber", "fibre"), ("meter", "metre"), ("catalog", "catalogue"), ("aging", "ageing"),
    ("judgment", "judgement"), ("traveler", "traveller"), ("canceled", "cancelled"), ("modeling", "modelling"),
)  # fmt: skip
_FLOOR = 0.2  # count of a piece that was never seen alone
_LETTER_SCORE = -30.0  # spelling a word out is the last resort
_NUMBERS = [str(n) for n in (*range(0, 101), *range(110, 1001, 10), *range(1949, 2061))]


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often each folded word occurs in the texts (Chinese words and characters, English words).

    `english` counts the dictionary's words a little, `running` only those of English sentences.
    """

    chinese: Counter[str]
    characters: Counter[str]
    english: Counter[str]
    running: Counter[str]


def make_cutter() -> rjieba.Jieba:
    """jieba with the product's official terms."""
    cutter = rjieba.Jieba()
    for line in files("index").joinpath("terms.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cutter.add_word(fold_text(line), _TERM_FREQUENCY, "n")
    return cutter


def count_words(chinese: Iterable[str], english: Iterable[str], lexicon: Lexicon) -> WordCounts:
    """Counts over folded Chinese texts and English sentences; dictionary words count a little in English."""
    cutter, words, spelled = make_cutter(), Counter[str](), Counter[str]()
    characters: Counter[str] = Counter()
    for text in chinese:
        for run in _RUN.findall(text):
            if run[0] >= "\u3400":
                words.update(cutter.cut(run, False))
                characters.update(run)
            elif run.isalpha():
                spelled[run] += 1
    running = Counter(word for text in english for word in re.findall("[a-z]+", text))
    spelled.update({word: 5 * count for word, count in running.items()})
    for phrase in lexicon.to_chinese:
        for word in re.findall("[a-z]+", phrase):
            spelled[word] += 4 if phrase in lexicon.trusted else 1
    return WordCounts(words, characters, spelled, running)


def choose_chinese(counts: WordCounts, lexicon: Lexicon, size: int, least: int) -> list[str]:
    """The most frequent words of two characters and more; a dictionary word needs to be seen only once."""
    ranked = sorted(
        (word for word, count in counts.chinese.items() if 2 <= len(word) <= 10 and word[0] >= "\u3400"),
        key=lambda word: (-counts.chinese[word], word),
    )
    return [w for w in ranked if counts.chinese[w] >= least or w in lexicon.to_english][:size]


def choose_english(counts: WordCounts, lexicon: Lexicon, size: int) -> list[str]:
    """The words worth a row: frequent ones first; words with a translation of their own are preferred."""

    def worth(word: str) -> float:
        return counts.english[word] * (3.0 if word in lexicon.to_chinese else 1.0)

    words = [word for word in counts.english if 2 <= len(word) <= 20 and counts.english[word] >= 2]
    return sorted(words, key=lambda word: (-worth(word), word))[:size]


def list_spellings(word: str) -> list[str]:
    """British spellings of an American word, or none. Example: "specialize" -> ["specialise"]."""
    return [word.replace(old, new) for old, new in _SPELLINGS if old in word and new not in word]


def choose_phrases(counts: WordCounts, lexicon: Lexicon, words: set[str], size: int) -> list[str]:
    """English phrases of known words that translate a usual Chinese word: "social insurance", "real estate"."""
    worth: dict[str, float] = {}
    for phrase in lexicon.trusted:
        if _PHRASE.fullmatch(phrase) and words.issuperset(phrase.split()):
            translations = lexicon.to_chinese.get(phrase, {})
            worth[phrase] = max((counts.chinese[w] * min(s, 1.0) for w, s in translations.items()), default=0)
    ranked = sorted(worth, key=lambda phrase: (-worth[phrase], phrase))
    return [phrase for phrase in ranked if worth[phrase] >= 1][:size]


def make_tokenizer(counts: WordCounts, lexicon: Lexicon, sizes: tuple[int, int, int]) -> Tokenizer:
    """The tokenizer over at most so many Chinese words, English words, English phrases, and all characters."""
    words = choose_chinese(counts, lexicon, sizes[0], least=3)
    characters = sorted(c for c in counts.characters if counts.characters[c] >= 2 or c in lexicon.to_english)
    spelled = choose_english(counts, lexicon, sizes[1])
    total = counts.chinese.total()
    scores: dict[str, float] = {UNKNOWN: -50.0, SPACE: -1.0}
    for word in [*words, *characters]:
        scores[word] = math.log(max(counts.chinese[word], _FLOOR) / total)
    english_total = sum(counts.english.values())
    spelled = list(dict.fromkeys([*spelled, *(other for word in spelled for other in list_spellings(word))]))
    for word in [*spelled, *_SUFFIXES]:
        scores[word] = math.log(max(counts.english[word], 1) / english_total) - _WORD_COST
    for phrase in choose_phrases(counts, lexicon, set(spelled), sizes[2]):
        scores[phrase] = sum(scores[word] for word in phrase.split()) + _PHRASE_BONUS
    for number in _NUMBERS:
        scores[number] = -8.0
    for sign in string.digits + string.ascii_lowercase:
        scores.setdefault(sign, -4.0 if sign.isdigit() else _LETTER_SCORE)
    return build_tokenizer(list(scores.items()))


def build_tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """A Unigram tokenizer over runs of Chinese, letters and digits; everything else is dropped."""
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0))
    tokenizer.normalizer = make_normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(RUNS), behavior="removed", invert=True)
    return tokenizer
