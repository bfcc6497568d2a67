"""A batch as flat arrays: which rows a step touches, how tokens are made of rows and texts of tokens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.training.batches import Batch
from index.training.composition import Composition


@dataclass(frozen=True, slots=True)
class PackedBatch:
    """`touched` are features; token k is the sum of `shares` times `touched[places]` from `tokens[k]` on.

    Text t is the mean of the tokens `local` from `texts[t]` on; the first `questions` texts are questions, as
    many passages follow, right ones in the same order, then passages that are right for none.
    """

    touched: NDArray[np.int64]
    places: NDArray[np.int32]
    shares: NDArray[np.float32]
    tokens: NDArray[np.int64]
    local: NDArray[np.int32]
    texts: NDArray[np.int64]
    questions: int
    groups: NDArray[np.int64]


def pack_batch(batch: Batch, composition: Composition) -> PackedBatch:
    """The arrays of a batch; every feature and token once."""
    texts = [*batch.questions, *batch.passages]
    tokens, local = np.unique(np.concatenate(texts).astype(np.int64), return_inverse=True)
    features, shares, offsets = composition.take(tokens)
    touched, places = np.unique(features, return_inverse=True)
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
    count = len(batch.questions)
    return PackedBatch(
        touched,
        places.astype(np.int32),
        shares,
        offsets,
        local.astype(np.int32),
        starts,
        count,
        batch.groups,
    )
