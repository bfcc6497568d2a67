"""A third stage by setting: a cross-encoder reads question and clause together. Off by default, slow on a CPU."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from assistant.errors import AssistantFailure
from assistant.rank import Ranked

RERANKED = 30  # candidates that are read again


class Reranker(Protocol):
    """Scores how well passages answer a question; higher is better, any scale."""

    def score_passages(self, question: str, passages: Sequence[str]) -> Sequence[float]: ...


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder, by name or folder.

    Raises AssistantFailure when it cannot be loaded: a reranker that was asked for is never left out in silence.
    """

    def __init__(self, name: str, device: str = "cpu", batch_size: int = 16) -> None:
        from sentence_transformers import CrossEncoder  # slow to import, so only when asked for

        try:
            self._model = CrossEncoder(name, device=device, local_files_only=Path(name).exists())
        except (OSError, ValueError) as problem:
            raise AssistantFailure(
                f"重排模型无法加载 cannot load the reranker {name}: {str(problem).splitlines()[0]}. "
                "请给出模型文件夹，或取消 POLICYQA_RERANKER / name a model folder or unset POLICYQA_RERANKER"
            ) from problem
        self._batch_size = batch_size

    def score_passages(self, question: str, passages: Sequence[str]) -> list[float]:
        pairs = [(question, passage) for passage in passages]
        scores = self._model.predict(pairs, batch_size=self._batch_size, show_progress_bar=False)
        return [float(score) for score in scores]


def rerank_best(question: str, ranked: Sequence[Ranked], reranker: Reranker) -> list[Ranked]:
    """The best `RERANKED` in the reranker's order, the rest after them as before.

    Scores stay comparable with the second stage's: the best places keep their old scores in the new order.
    """
    head, tail = list(ranked[:RERANKED]), list(ranked[RERANKED:])
    passages = ["\n".join((*item.candidate.clause.headings, item.candidate.clause.text)) for item in head]
    marks = reranker.score_passages(question, passages)
    order = sorted(range(len(head)), key=lambda place: -marks[place])
    return [replace(head[place], score=head[rank].score) for rank, place in enumerate(order)] + tail
