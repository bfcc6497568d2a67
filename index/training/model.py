"""The model while it learns: rows of features, lazy Adam on the rows that a step touched, InfoNCE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from index.training.composition import Composition

Tokens = NDArray[np.int32]
_SCALE = 20.0
_NARROWER = (128, 64)
_NARROW = 0.15  # weight of the loss over the first 128 and 64 dimensions
_BETA1, _BETA2, _EPSILON = 0.9, 0.999, 1e-8
_UPDATE_ROWS = 768


@dataclass(slots=True)
class RowModel:
    """Feature rows with Adam's moments; `composition` makes token vectors of them."""

    composition: Composition
    rows: Tensor
    mean: Tensor
    square: Tensor
    steps: Tensor
    widths: tuple[int, ...]

    @classmethod
    def create(cls, composition: Composition, dimensions: int, seed: int) -> RowModel:
        """Rows drawn from a normal distribution of deviation .1."""
        generator = torch.Generator().manual_seed(seed)
        rows = torch.randn(len(composition.names), dimensions, generator=generator) * 0.1
        zeros = torch.zeros_like(rows)
        widths = (dimensions, *(width for width in _NARROWER if width < dimensions))
        return cls(composition, rows, zeros, zeros.clone(), torch.zeros(len(composition.names)), widths)

    def take_over(self, names: Sequence[str], rows: Tensor) -> int:
        """Start from the rows of an earlier run where the features' names agree; returns how many did."""
        places = {name: place for place, name in enumerate(names)}
        pairs = [(n, places[name]) for n, name in enumerate(self.composition.names) if name in places]
        self.rows.mul_(0.2)  # what is new starts small beside what has been learnt
        self.rows[[new for new, _ in pairs]] = rows[[old for _, old in pairs]].float()
        return len(pairs)

    def token_rows(self, chunk: int = 8192) -> NDArray[np.float32]:
        """The vector of every token, shape (tokens, dimensions)."""
        count = len(self.composition.offsets) - 1
        parts = [
            self._compose(self.rows, *self.composition.take(np.arange(start, min(start + chunk, count))))
            for start in range(0, count, chunk)
        ]
        return np.concatenate([part.numpy() for part in parts])

    @staticmethod
    def _compose(
        rows: Tensor, features: NDArray[np.int64], shares: NDArray[np.float32], offsets: NDArray[np.int64]
    ) -> Tensor:
        return functional.embedding_bag(
            torch.from_numpy(features),
            rows,
            torch.from_numpy(offsets),
            mode="sum",
            per_sample_weights=torch.from_numpy(shares),
        )

    def step(
        self,
        questions: Sequence[Tokens],
        passages: Sequence[Tokens],
        groups: NDArray[np.int64],
        rate: float,
        decay: float = 0.0,
    ) -> float:
        """One step of learning; returns the loss. `passages` may hold hard negatives behind the positives."""
        texts = [*questions, *passages]
        flat = np.concatenate(texts).astype(np.int64)
        tokens, local = np.unique(flat, return_inverse=True)
        features, shares, offsets = self.composition.take(tokens)
        touched, places = np.unique(features, return_inverse=True)
        index = torch.from_numpy(touched)
        leaf = self.rows[index].requires_grad_(True)
        vectors = self._compose(leaf, places, shares, offsets)
        lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        bags = functional.embedding_bag(
            torch.from_numpy(local), vectors, torch.from_numpy(starts), mode="mean"
        )
        loss = self._loss(bags[: len(questions)], bags[len(questions) :], groups)
        loss.backward()
        assert leaf.grad is not None
        self._update(index, leaf.grad, rate, decay)
        return float(loss.detach())

    def _loss(self, questions: Tensor, passages: Tensor, groups: NDArray[np.int64]) -> Tensor:
        count = len(questions)
        marks = torch.from_numpy(groups)
        same = marks[:count, None] == marks[None, :]
        same[torch.arange(count), torch.arange(count)] = False
        target = torch.arange(count)
        losses = []
        for width in self.widths:
            left = functional.normalize(questions[:, :width], dim=1)
            right = functional.normalize(passages[:, :width], dim=1)
            scores = (left @ right.T * _SCALE).masked_fill(same, -1e4)
            forward = functional.cross_entropy(scores, target)
            backward = functional.cross_entropy(scores[:, :count].T, target)
            losses.append((forward + backward) / 2 * (1.0 if width == self.widths[0] else _NARROW))
        return torch.stack(losses).sum()

    def _update(self, index: Tensor, gradient: Tensor, rate: float, decay: float) -> None:
        for start in range(0, len(index), _UPDATE_ROWS):  # small pieces stay in the processor's cache
            some = index[start : start + _UPDATE_ROWS]
            slope = gradient[start : start + _UPDATE_ROWS]
            steps = self.steps[some] + 1
            mean = self.mean[some].mul_(_BETA1).add_(slope, alpha=1 - _BETA1)
            square = self.square[some].mul_(_BETA2).addcmul_(slope, slope, value=1 - _BETA2)
            self.steps[some], self.mean[some], self.square[some] = steps, mean, square
            pace = rate * (1 - _BETA2**steps).sqrt_() / (1 - _BETA1**steps)
            change = mean.div_(square.sqrt_().add_(_EPSILON)).mul_(pace[:, None])
            rows = self.rows[some]
            self.rows[some] = (rows.mul_(1 - rate * decay) if decay else rows).sub_(change)
