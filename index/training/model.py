"""The model while it learns: rows of features, lazy Adam on the rows that a step touched, InfoNCE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from index.training.composition import Composition
from index.training.packed import PackedBatch

_NARROWER = (256, 128, 64)
_NARROW = 0.15  # weight of the loss over the first 256, 128 and 64 dimensions
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
    def create(cls, composition: Composition, dimensions: int, seed: int, device: str = "cpu") -> RowModel:
        """Rows drawn from a normal distribution of deviation .1."""
        generator = torch.Generator().manual_seed(seed)
        rows = (torch.randn(len(composition.names), dimensions, generator=generator) * 0.1).to(device)
        zeros = torch.zeros_like(rows)
        widths = (dimensions, *(width for width in _NARROWER if width < dimensions))
        return cls(composition, rows, zeros, zeros.clone(), rows.new_zeros(len(rows)), widths)

    def take_over(self, names: Sequence[str], rows: Tensor) -> int:
        """Start from the rows of an earlier run where the features' names agree; returns how many did."""
        places = {name: place for place, name in enumerate(names)}
        pairs = [(n, places[name]) for n, name in enumerate(self.composition.names) if name in places]
        self.rows.mul_(0.2)  # what is new starts small beside what has been learnt
        self.rows[[new for new, _ in pairs]] = rows[[old for _, old in pairs]].float().to(self.rows.device)
        return len(pairs)

    def token_rows(self, chunk: int = 8192) -> NDArray[np.float32]:
        """The vector of every token, shape (tokens, dimensions)."""
        count = len(self.composition.offsets) - 1
        return np.concatenate(
            [self._compose(start, min(start + chunk, count)) for start in range(0, count, chunk)]
        )

    def _compose(self, start: int, end: int) -> NDArray[np.float32]:
        features, shares, offsets = self.composition.take(np.arange(start, end))
        weights = self._put(shares)
        rows = functional.embedding_bag(
            self._put(features), self.rows, self._put(offsets), mode="sum", per_sample_weights=weights
        )
        vectors: NDArray[np.float32] = rows.cpu().numpy()
        return vectors

    def step(self, batch: PackedBatch, rate: float, scale: float = 20.0) -> Tensor:
        """One step of learning; returns the loss, still on the model's device. `scale` multiplies the cosines."""
        index = self._put(batch.touched)
        leaf = self.rows[index].requires_grad_(True)
        vectors = functional.embedding_bag(
            self._put(batch.places),
            leaf,
            self._put(batch.tokens.astype(np.int32)),
            mode="sum",
            per_sample_weights=self._put(batch.shares),
        )
        bags = functional.embedding_bag(
            self._put(batch.local), vectors, self._put(batch.texts.astype(np.int32)), mode="mean"
        )
        loss = self._loss(bags[: batch.questions], bags[batch.questions :], self._put(batch.groups), scale)
        loss.backward()
        assert leaf.grad is not None
        self.update_rows(index, leaf.grad, rate)
        return loss.detach()

    def _put(self, array: NDArray[Any]) -> Tensor:
        return torch.from_numpy(array).to(self.rows.device, non_blocking=True)

    def _loss(self, questions: Tensor, passages: Tensor, groups: Tensor, scale: float) -> Tensor:
        count = len(questions)
        same = groups[:count, None] == groups[None, :]
        target = torch.arange(count, device=groups.device)
        same[target, target] = False
        losses = []
        for width in self.widths:
            left = functional.normalize(questions[:, :width], dim=1)
            right = functional.normalize(passages[:, :width], dim=1)
            scores = (left @ right.T * scale).masked_fill(same, -1e4)
            forward = functional.cross_entropy(scores, target)
            backward = functional.cross_entropy(scores[:, :count].T, target)
            losses.append((forward + backward) / 2 * (1.0 if width == self.widths[0] else _NARROW))
        return torch.stack(losses).sum()

    def update_rows(self, index: Tensor, gradient: Tensor, rate: float) -> None:
        """Adam on the touched rows alone; on a processor in small pieces, which stay in its cache."""
        size = _UPDATE_ROWS if index.device.type == "cpu" else len(index)
        for start in range(0, len(index), size):
            some = index[start : start + size]
            slope = gradient[start : start + size]
            steps = self.steps[some] + 1
            mean = self.mean[some].mul_(_BETA1).add_(slope, alpha=1 - _BETA1)
            square = self.square[some].mul_(_BETA2).addcmul_(slope, slope, value=1 - _BETA2)
            self.steps[some], self.mean[some], self.square[some] = steps, mean, square
            pace = rate * (1 - _BETA2**steps).sqrt_() / (1 - _BETA1**steps)
            self.rows[some] -= mean.div_(square.sqrt_().add_(_EPSILON)).mul_(pace[:, None])
