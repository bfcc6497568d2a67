"""Everything that shapes a training run; the defaults made the shipped model."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """Sizes in tokens or pairs, `steps` of the first phase, `hard_steps` of the second with hard negatives."""

    dimensions: int = 256
    chinese_words: int = 60_000
    english_words: int = 46_000
    english_phrases: int = 9_000
    steps: int = 6_000
    hard_steps: int = 2_000
    minutes: float = math.inf  # the first phase ends at this time if it comes before `steps`
    batch: int = 1_024
    hard_batch: int = 768
    rate: float = 0.02
    hard_rate: float = 0.004
    checkpoint_every: int = 200
    held_out_every: int = 17  # every n-th reading-comprehension context is kept for measuring
    seed: int = 7
