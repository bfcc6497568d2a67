"""Batches: each from one family of sources, so that the other passages of a batch are hard to tell apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from index.training.augment import Augmenter
from index.training.pairs import Item, draw_inside, draw_paragraph, draw_question, draw_rival

Tokens = NDArray[np.int32]
Draw = Callable[[Item, Augmenter, Generator, float], tuple[Tokens, Tokens]]


@dataclass(frozen=True, slots=True)
class Part:
    """Items drawn in one way; `share` is their part of the family's batches, `english` of switched questions.

    `run` neighbours of the list, mostly of one document, are drawn together: they are hard to tell apart.
    `hard[i]` are places of item i's hard negatives among the family's rivals, -1 for none, shape (items, kept).
    """

    items: Sequence[Item]
    draw: Draw
    share: float
    english: float = 0.0
    run: int = 1
    hard: NDArray[np.int32] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts side by side; equal groups mark passages that must not count as negatives of each other."""

    questions: list[Tokens]
    passages: list[Tokens]
    groups: NDArray[np.int64]


def draw_plain(item: Item, augmenter: Augmenter, rng: Generator, _english: float) -> tuple[Tokens, Tokens]:
    """A pair as it stands (parallel sentences, dictionary entries), now and then with words left out."""
    question, passage = item.question, np.concatenate(item.sentences)
    if len(question) > 4 and rng.random() < 0.3:
        question = augmenter.drop_tokens(question, 0.2, rng)
    return question, passage


def draw_batch(
    parts: Sequence[Part],
    size: int,
    augmenter: Augmenter,
    rng: Generator,
    rivals: Sequence[Item] = (),
    extra: int = 0,
) -> Batch:
    """A batch of about `size` pairs from the parts of one family, and `extra` or more passages that are right for none:
    a hard one for each question that knows some, any ones besides.
    """
    questions: list[Tokens] = []
    passages: list[Tokens] = []
    groups: list[int] = []
    against: list[int] = []
    total = sum(part.share for part in parts)
    for part in parts:
        count = min(round(size * part.share / total), len(part.items))
        for place in _draw_places(len(part.items), count, part.run, rng):
            item = part.items[place]
            question, passage = part.draw(item, augmenter, rng, part.english)
            questions.append(question)
            passages.append(passage)
            groups.append(item.group)
            if part.hard is not None:
                against.append(int(rng.choice(part.hard[place])))
    against = [place for place in against if place >= 0]
    if rivals and len(against) < extra:
        against += rng.integers(0, len(rivals), extra - len(against)).tolist()
    for place in against:
        passages.append(draw_rival(rivals[place], rng))
        groups.append(rivals[place].group)
    return Batch(questions, passages, np.array(groups, np.int64))


def _draw_places(size: int, count: int, run: int, rng: Generator) -> list[int]:
    """`count` different places below `size`, in runs of neighbours."""
    blocks = max(1, size // run)
    starts = rng.choice(blocks, min(blocks, max(1, count // run)), replace=False) * run
    return [int(place) for start in starts for place in range(start, min(start + run, size))]


PARAGRAPH, INSIDE, QUESTION, PLAIN = draw_paragraph, draw_inside, draw_question, draw_plain
