"""Hard negatives mined with the model itself: for each question the best passages that do not answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from index.training.batches import Part
from index.training.model import RowModel
from index.training.pairs import Item
from index.training.prepare import Family, Prepared

_KEPT, _LOOKED_AT = 8, 64  # rivals kept of the best so many
_ALIKE = (
    0.85  # cosine to the right passage from which a rival counts as the same text (other editions of a law)
)
_NEARLY = 0.95  # of the right passage's own cosine: what scores more may well be right too
_LONGEST = 160
_CHUNK = 4_096


def mine_rivals(model: RowModel, prepared: Prepared) -> Prepared:
    """The same training data, its families with `rivals` knowing the hard ones of each question.

    Passages as good as the right one are left out, as unmarked right ones are many (positive-aware mining,
    Moreira and others 2024, NV-Retriever).
    """
    rows = torch.from_numpy(model.token_rows()).to(model.rows.device)
    pools: dict[int, Tensor] = {}
    families = {}
    for name, family in prepared.families.items():
        if family.rivals:
            key = id(family.rivals)
            if key not in pools:
                pools[key] = _embed(rows, [_take_passage(item) for item in family.rivals])
            family = _mine_family(rows, family, pools[key])
        families[name] = family
    return replace(prepared, families=families)


def _mine_family(rows: Tensor, family: Family, pool: Tensor) -> Family:
    return replace(
        family, parts=tuple(replace(part, hard=_find_hard(rows, part, pool)) for part in family.parts)
    )


def _find_hard(rows: Tensor, part: Part, pool: Tensor) -> NDArray[np.int32]:
    """Places in the pool, shape (items, kept), -1 where there are fewer."""
    questions = _embed(rows, [item.question for item in part.items])
    passages = _embed(rows, [_take_passage(item) for item in part.items])
    found = []
    for start in range(0, len(questions), _CHUNK):
        asked, right = questions[start : start + _CHUNK], passages[start : start + _CHUNK]
        scores, places = torch.topk(asked @ pool.T, min(_LOOKED_AT, len(pool)), dim=1)
        alike = torch.einsum("qd,qkd->qk", right, pool[places])
        own = (asked * right).sum(dim=1, keepdim=True)
        usable = (alike < _ALIKE) & (scores < _NEARLY * own)
        order = torch.argsort(usable.logical_not().to(torch.int8), dim=1, stable=True)[:, :_KEPT]
        best = torch.where(usable, places, torch.full_like(places, -1)).gather(1, order)
        found.append(best.to(torch.int32).cpu().numpy())
    return np.concatenate(found)


def _take_passage(item: Item) -> NDArray[np.int32]:
    return np.concatenate([item.title, *item.sentences])[:_LONGEST]


def _embed(rows: Tensor, texts: Sequence[NDArray[np.int32]]) -> Tensor:
    """Unit vectors of token lists, on the rows' device."""
    parts = []
    for start in range(0, len(texts), _CHUNK):
        some = texts[start : start + _CHUNK]
        lengths = np.fromiter(map(len, some), np.int64, len(some))
        starts = torch.from_numpy(np.cumsum(lengths) - lengths).to(rows.device)
        flat = torch.from_numpy(np.concatenate(some).astype(np.int64)).to(rows.device)
        parts.append(functional.normalize(functional.embedding_bag(flat, rows, starts, mode="mean"), dim=1))
    return torch.cat(parts)
