"""How close the best candidates come to what is asked, looked at from the question: what of it is not met.

A near miss shares the topic and lacks one thing: the rare word, the place of a figure, the deadline. These signals say
which part of the question finds nothing, by words, by nearness in meaning, and in the sentence that would answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from assistant.holding import HOLDING, SOUGHT, measure_holding
from assistant.names import holds_name, read_named
from assistant.rank import Ranked
from assistant.records import Query
from assistant.sentences import rank_sentences
from assistant.terms import Terms, cut_wording, holds_wording, rate_terms, weigh_terms
from assistant.wants import read_wants
from index.late_interaction import find_best, read_asked
from index.recent import encode_sentences
from index.search import ClauseSearch
from index.static_encoder import StaticEncoder

_SENTENCE = (
    "sentence_coverage",
    "sentence_wanted",
    "sentence_similarity",
    "wants_something",
    "wanted_missing",
    "nothing_held",
)
CLOSENESS = (
    "missing_rarest",
    "missing_rarest_share",
    "missing_rarest_of_three",
    "missing_count",
    "unknown_share",
    "weakest_token",
    "weak_tokens",
    "weak_share",
    "weak_tokens_of_three",
    *_SENTENCE,
    *HOLDING,
    "name_missing",
)
_LOOKED_AT = 3
_WEAK = 0.6  # cosine below which a token of the question finds nothing like it


def measure_closeness(query: Query, ranked: Sequence[Ranked], search: ClauseSearch) -> dict[str, float]:
    """The signals named in `CLOSENESS`, each about in [0, 1]; `ranked` holds at least one candidate."""
    best = ranked[:_LOOKED_AT]
    terms = weigh_terms(query.core, search.holds_word)
    return (
        _measure_words(best, terms, search)
        | _measure_tokens(query, best, search)
        | _measure_sentences(query, best, search)
        | {"name_missing": float(_misses_name(query, best))}
    )


def _misses_name(query: Query, best: Sequence[Ranked]) -> bool:
    """Whether a name is asked for that none of the best clauses holds."""
    named = read_named(query)
    return named is not None and not any(holds_name(named, item.candidate.words.folded) for item in best)


def _measure_words(best: Sequence[Ranked], terms: Terms, search: ClauseSearch) -> dict[str, float]:
    """What the rarest word asked for that is missing weighs, alone and beside the whole question."""
    rated = rate_terms(terms, search.rate_word)
    rarity = {word: rated[word] for word in terms.groups}
    whole = sum(rarity.values()) or 1.0
    highest = max(rarity.values(), default=1.0)
    missing = [_list_missing(item, terms.groups, rarity) for item in best]
    first = missing[0]
    return {
        "missing_rarest": max(first, default=0.0) / highest,
        "missing_rarest_share": max(first, default=0.0) / whole,
        "missing_rarest_of_three": min(max(found, default=0.0) for found in missing) / highest,
        "missing_count": min(len(first), 6) / 6,
        "unknown_share": sum(value for word, value in rarity.items() if not _is_known(word, search)) / whole,
    }


def _is_known(wording: str, search: ClauseSearch) -> bool:
    return search.holds_word(wording) or any(search.holds_word(part) for part in cut_wording(wording))


def _list_missing(
    item: Ranked, groups: Mapping[str, Sequence[str]], rarity: Mapping[str, float]
) -> list[float]:
    words = item.candidate.words
    held = {*words.body.split(), *words.heading.split(), *words.title.split()}
    return [
        rarity[word]
        for word, wordings in groups.items()
        if not any(holds_wording(held, wording) for wording in wordings)
    ]


def _measure_tokens(query: Query, best: Sequence[Ranked], search: ClauseSearch) -> dict[str, float]:
    """How well the weightier half of the question's tokens is met; 1 where the encoder has no token vectors."""
    names = ("weakest_token", "weak_tokens", "weak_share", "weak_tokens_of_three")
    encoder = search.encoder
    if not isinstance(encoder, StaticEncoder):
        return dict.fromkeys(names, 0.0)
    asked = read_asked(encoder, search.cut_question(query.core))
    weights = asked.weights
    stored = search.load_tokens([item.candidate.row for item in best])
    nothing = np.zeros(0, np.int32)
    texts = [np.concatenate(stored.get(item.candidate.row, (nothing, nothing))) for item in best]
    met = []
    for cosines in find_best(encoder, asked, texts):
        if not cosines.size or np.isneginf(cosines[0]):
            met.append((0.0, 0.0, 1.0))
            continue
        heavy = np.sort(cosines[weights >= np.median(weights)])
        weak = float(weights[cosines < _WEAK].sum() / max(float(weights.sum()), 1e-9))
        met.append((float(heavy[0]), float(heavy[:2].mean()), weak))
    return dict(zip(names, (*met[0], max(pair for _, pair, _ in met)), strict=True))


def _measure_sentences(query: Query, best: Sequence[Ranked], search: ClauseSearch) -> dict[str, float]:
    """What the sentence of the best clause that would answer covers, and whether the figure asked for is held."""
    wants = read_wants(query)
    question = search.encode_question(query.core)
    near: dict[str, float] = {}

    def compare(texts: Sequence[str]) -> list[float]:
        values = (encode_sentences(search.encoder, texts) @ question).tolist()
        near.update(zip(texts, values, strict=True))
        return [float(value) for value in values]

    looked_at = best if query.kind in SOUGHT else best[:1]
    ranked = rank_sentences(query.core, [item.candidate.clause for item in looked_at], wants, compare)
    holding, sentences = measure_holding(query, looked_at, ranked, wants, compare), ranked[0]
    something = float(wants.something)
    coverage = wanted = likeness = 0.0
    if sentences:
        coverage, wanted = sentences[0].coverage, wants.share_met(sentences[0].text)
        likeness = near[sentences[0].text]
    missing = something * (1.0 - wanted)
    nothing = missing * holding["answer_missing_of_three"]
    return holding | dict(
        zip(_SENTENCE, (coverage, wanted, likeness, something, missing, nothing), strict=True)
    )
