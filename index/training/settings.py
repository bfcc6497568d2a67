"""Everything that shapes a training run; the defaults made the shipped model."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """Numbers of words and phrases, steps, pairs of a batch; `rate` falls to 0 at the last step or minute."""

    dimensions: int = 512
    chinese_words: int = 33_000
    english_words: int = 54_000
    english_phrases: int = 9_000
    seldom: int = 8  # English words seen less often in sentences take the row of a translation
    steps: int = 7_000
    minutes: float = math.inf  # the run ends at this time if it comes before `steps`
    batch: int = 2_048
    rate: float = 0.01
    checkpoint_every: int = 350
    mined_at: tuple[float, ...] = (0.3, 0.6)  # progress at which hard negatives are mined
    averaged: int = 3  # checkpoints whose mean is the model
    held_out_every: int = 17  # every n-th reading-comprehension context is kept for measuring
    seed: int = 7
    device: str = "cpu"
    processes: int = 0  # that draw batches; they do not change what is drawn
