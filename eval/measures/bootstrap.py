"""Bootstrap intervals: how much a mean would move with other questions of the same kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with the bounds of its 95 % interval and the number of values."""

    mean: float
    low: float
    high: float
    count: int


def estimate_mean(values: Sequence[float], draws: int = 1000, seed: int = 0) -> Estimate:
    """The mean and its percentile bootstrap interval; the same values give the same interval.

    Raises ValueError when there is no value.
    """
    if not values:
        raise ValueError("no value to average")
    data = np.asarray(values, dtype=np.float64)
    generator = np.random.default_rng(seed)
    means = data[generator.integers(0, len(data), size=(draws, len(data)))].mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return Estimate(float(data.mean()), float(low), float(high), len(values))
