"""The batches of all steps, drawn ahead by several processes: the same ones, however many processes there are."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from index.training.batches import draw_batch
from index.training.packed import PackedBatch, pack_batch
from index.training.prepare import Prepared

_AHEAD = 3  # batches that each process may be ahead


def draw_packed(prepared: Prepared, size: int, seed: int, step: int) -> tuple[str, PackedBatch]:
    """The batch of one step and the name of its family: the same for the same seed and step, whoever draws it."""
    rng = np.random.default_rng([seed, step])
    names = list(prepared.families)
    shares = np.array([prepared.families[name].share for name in names])
    name = names[rng.choice(len(names), p=shares / shares.sum())]
    family = prepared.families[name]
    batch = draw_batch(family.parts, size, prepared.augmenter, rng, family.rivals, size // 2)
    return name, pack_batch(batch, prepared.composition)


_shared: list[Prepared] = []  # what a drawing process was forked with


def _draw_shared(size: int, seed: int, step: int) -> tuple[str, PackedBatch]:
    return draw_packed(_shared[0], size, seed, step)


def draw_steps(
    prepared: Prepared, size: int, seed: int, first: int, last: int, processes: int
) -> Iterator[tuple[str, PackedBatch]]:
    """The batches of the steps from `first` up to `last`, in order; with 0 processes drawn in this one."""
    if processes < 1:
        yield from (draw_packed(prepared, size, seed, step) for step in range(first, last))
        return
    _shared[:] = [prepared]
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        waiting: deque[Future[tuple[str, PackedBatch]]] = deque()
        for step in range(first, last):
            waiting.append(pool.submit(_draw_shared, size, seed, step))
            if len(waiting) > processes * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
