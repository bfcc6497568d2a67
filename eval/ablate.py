"""Ablations: the same questions ranked by each part alone, by their plain fusion, by all, and without scope."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant.engine import DEPTH, Assistant
from assistant.rank import rank_candidates
from assistant.records import Query
from assistant.retrieve import Candidate, find_candidates
from eval.questions_file import Question
from index.records import Hit

_FUSION_K = 60  # the usual constant of reciprocal rank fusion
Search = Callable[[Question], Sequence[Hit]]


def list_variants(assistant: Assistant, k: int = 10) -> dict[str, Search]:
    """A search a variant: "keyword", "dense", "fusion", "second stage" within scope, and "no scope"."""
    return {
        "keyword": lambda question: _search_one(assistant, question, "keyword", k),
        "dense": lambda question: _search_one(assistant, question, "dense", k),
        "fusion": lambda question: _search_fused(assistant, question, k),
        "second stage": lambda question: assistant.search(question.text, k, question.history),
        "no scope": lambda question: _search_unscoped(assistant, question, k),
    }


def fuse_ranks(items: Iterable[Candidate]) -> list[tuple[Candidate, float]]:
    """Candidates by reciprocal rank fusion of the two retrievers, best first."""
    scored = [
        (item, sum(1.0 / (_FUSION_K + rank) for rank in (item.keyword_rank, item.dense_rank) if rank))
        for item in items
    ]
    return sorted(scored, key=lambda pair: -pair[1])


def _search_one(assistant: Assistant, question: Question, part: str, k: int) -> list[Hit]:
    found = find_candidates(_understand(assistant, question), assistant.search_index, max(DEPTH, k)).items
    ranked = [
        (item, 1.0 / rank)
        for item in found
        if (rank := item.keyword_rank if part == "keyword" else item.dense_rank)
    ]
    return _make_hits(sorted(ranked, key=lambda pair: -pair[1])[:k], part)


def _search_fused(assistant: Assistant, question: Question, k: int) -> list[Hit]:
    found = find_candidates(_understand(assistant, question), assistant.search_index, max(DEPTH, k)).items
    return _make_hits(fuse_ranks(found)[:k], "fusion")


def _search_unscoped(assistant: Assistant, question: Question, k: int) -> list[Hit]:
    query = replace(_understand(assistant, question), documents=None)
    candidates = find_candidates(query, assistant.search_index, max(DEPTH, k))
    ranked = rank_candidates(query, candidates, assistant.search_index)[:k]
    return _make_hits([(item.candidate, item.score) for item in ranked], "second stage")


def _understand(assistant: Assistant, question: Question) -> Query:
    return assistant.understand(question.text, question.history)


def _make_hits(ranked: Sequence[tuple[Candidate, float]], found_by: str) -> list[Hit]:
    return [
        Hit(item.clause, item.document, score, rank, (found_by,))
        for rank, (item, score) in enumerate(ranked, start=1)
    ]
