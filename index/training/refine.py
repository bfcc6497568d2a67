"""The second phase: the rows go on learning as they are used, a clause being as near as its best window.

A clause's windows are rated beside the clause and what names it (`index.windows`), so that is what the loss sees: of
each passage in the batch the window nearest to the question counts (a maximum, as in Khattab and Zaharia 2020, over
windows in the place of tokens). It starts from an exported model; tokenizer and tied rows stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from index.static_encoder import StaticEncoder
from index.training import sources
from index.training.composition import Composition
from index.training.export import export_model
from index.training.model import RowModel
from index.training.pairs import Item, make_question_items
from index.training.prepare import keep_questions
from index.training.settings import TrainingSettings
from index.training.sources import Pair

Tokens = NDArray[np.int32]
Report = Callable[[str], None]
_LONGEST_WINDOW, _SHORTEST_WINDOW = 20, 6  # tokens
_MOST_WINDOWS = 12
_NAMED_SHARE = 0.9
_DROPPED = 0.15  # of a question's tokens, now and then
_WARM_UP, _REPORTED = 50, 100  # steps
_GROUPS = (
    ("policy", ("own policy",), 0.4),
    ("law", ("own law", "legal"), 0.3),
    ("reading", ("reading",), 0.15),
    ("own reading", ("own reading",), 0.15),
)  # name, kinds of questions, share of the steps


@dataclass(frozen=True, slots=True)
class RefineSettings:
    """Steps, pairs of a batch, the highest rate (it falls to 0), what multiplies cosines in the loss.

    `kept` is the share of the first phase's rows in the model that is written: half of either is better than both.
    """

    steps: int = 800
    batch: int = 1_600
    rate: float = 0.008
    scale: float = 25.0
    run: int = 4  # neighbours of the list, mostly of one document, drawn together
    seed: int = 11
    kept: float = 0.5


@dataclass(frozen=True, slots=True)
class Group:
    """Questions with their passages; `share` is the group's part of the steps."""

    name: str
    items: Sequence[Item]
    share: float


def read_groups(shared: Path, tokenizer: Tokenizer, every: int) -> list[Group]:
    """What is learnt from: questions with passages, our own and those of the training texts, none held out."""
    articles = sources.read_articles(shared / "bench/statutes/articles.jsonl.gz")
    corpus = sources.read_corpus(shared / "corpus")
    reports = sources.read_reports(shared / "train/government-reports.jsonl.gz")
    kept, asked = keep_questions(
        list(sources.read_questions(shared / "train")), chain(articles, corpus, reports), every
    )
    pairs: dict[str, list[Pair]] = {}
    for pair in chain(kept, asked):
        pairs.setdefault(pair.kind, []).append(pair)
    groups = [
        Group(name, make_question_items(tokenizer, [p for kind in kinds for p in pairs.get(kind, [])]), share)
        for name, kinds, share in _GROUPS
    ]
    return [group for group in groups if group.items]


@dataclass(frozen=True, slots=True)
class WindowBatch:
    """Texts as tokens: questions, the windows of the passages with the passage of each, names of the passages."""

    questions: list[Tokens]
    windows: list[Tokens]
    owners: NDArray[np.int64]
    names: list[Tokens]
    groups: NDArray[np.int64]


def cut_item(item: Item, rng: Generator) -> list[Tokens]:
    """Windows of neighbouring sentences, the answering one among them: a clause of a longer passage."""
    count = len(item.sentences)
    kept = item.answer if item.answer >= 0 else int(rng.integers(count))
    first, last = 0, count - 1
    if count > 1 and (item.answer >= 0 or count > 8):
        first = int(rng.integers(max(0, kept - 4), kept + 1))
        last = int(rng.integers(kept, min(count, kept + 5)))
    windows: list[Tokens] = []
    for sentence in item.sentences[first : last + 1]:
        parts = max(1, round(len(sentence) / _LONGEST_WINDOW))
        windows += [part for part in np.array_split(sentence, parts) if len(part)]
    joined: list[Tokens] = []
    for window in windows:
        if joined and len(joined[-1]) < _SHORTEST_WINDOW:
            joined[-1] = np.concatenate([joined[-1], window])
        else:
            joined.append(window)
    return joined[:_MOST_WINDOWS]


def draw_batch(group: Group, settings: RefineSettings, rng: Generator) -> WindowBatch:
    """A batch of one group, in runs of neighbours."""
    blocks = max(1, len(group.items) // settings.run)
    count = min(blocks, max(1, settings.batch // settings.run))
    starts = rng.choice(blocks, count, replace=False) * settings.run
    places = (
        place for start in starts for place in range(start, min(start + settings.run, len(group.items)))
    )
    questions, windows, owners, names, groups = [], [], [], [], []
    for number, place in enumerate(places):
        item = group.items[place]
        cut = cut_item(item, rng)
        questions.append(_drop_some(item.question, rng))
        windows += cut
        owners += [number] * len(cut)
        names.append(item.title if rng.random() < 0.7 else item.title[:0])
        groups.append(item.group)
    return WindowBatch(questions, windows, np.array(owners), names, np.array(groups, np.int64))


def _drop_some(question: Tokens, rng: Generator) -> Tokens:
    if len(question) < 5 or rng.random() < 0.6:
        return question
    kept = question[rng.random(len(question)) >= _DROPPED]
    return kept if len(kept) else question


def start_rows(encoder: StaticEncoder, mapping: NDArray[np.int64]) -> RowModel:
    """A model whose features are the rows of an encoder; `mapping` says which row each token takes."""
    taken, first = np.unique(mapping, return_index=True)
    rows = encoder.rows[first].astype(np.float32) * encoder.weights[first, None]
    size = len(mapping)
    places = np.searchsorted(taken, mapping)
    composition = Composition(
        places, np.ones(size, np.float32), np.arange(size + 1), first[places], tuple(map(str, taken.tolist()))
    )
    model = RowModel.create(composition, rows.shape[1], 0)
    model.rows.copy_(torch.from_numpy(rows))
    return model


def refine_model(model: RowModel, groups: Sequence[Group], settings: RefineSettings, report: Report) -> None:
    """All steps; changes the model's rows."""
    rng = np.random.default_rng(settings.seed)
    shares = np.array([group.share for group in groups])
    smooth: dict[str, float] = {}
    for step in range(settings.steps):
        group = groups[int(rng.choice(len(groups), p=shares / shares.sum()))]
        batch = draw_batch(group, settings, rng)
        rate = settings.rate * min(1.0, (step + 1) / _WARM_UP) * (1.0 - step / settings.steps)
        loss = step_windows(model, batch, rate, settings.scale)
        smooth[group.name] = 0.95 * smooth.get(group.name, loss) + 0.05 * loss
        if (step + 1) % _REPORTED == 0:
            losses = {name: round(value, 3) for name, value in smooth.items()}
            report(f"refining, step {step + 1}, losses {losses}")


def refine_folder(folder: Path, shared: Path, out: Path, settings: RefineSettings, report: Report) -> None:
    """Refine the model of a folder and write it to another one, tokenizer and tied rows as they were."""
    encoder, tokenizer = StaticEncoder.load(folder), Tokenizer.from_file(str(folder / "tokenizer.json"))
    mapping = load_file(folder / "model.safetensors")["mapping"].astype(np.int64)
    model = start_rows(encoder, mapping)
    refine_model(model, read_groups(shared, tokenizer, TrainingSettings().held_out_every), settings, report)
    first = (
        encoder.rows.astype(np.float32) * encoder.weights[:, None]
    )  # silent tokens are zero rows and stay so
    rows = settings.kept * first + (1.0 - settings.kept) * model.token_rows()
    export_model(rows, model.composition.targets, tokenizer, out)


def step_windows(model: RowModel, batch: WindowBatch, rate: float, scale: float) -> float:
    """One step of learning; returns the loss."""
    texts = [*batch.questions, *batch.windows, *batch.names]
    flat = np.concatenate(texts)
    touched, places = np.unique(model.composition.features[flat], return_inverse=True)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    index = torch.from_numpy(touched)
    leaf = model.rows[index].requires_grad_(True)
    starts = torch.from_numpy(np.concatenate([[0], np.cumsum(lengths)[:-1]]))
    sums = functional.embedding_bag(torch.from_numpy(places), leaf, starts, mode="sum")
    asked, windows = len(batch.questions), len(batch.windows)
    loss = _measure_loss(sums[:asked], sums[asked : asked + windows], sums[asked + windows :], batch, scale)
    loss.backward()
    assert leaf.grad is not None
    model.update_rows(index, leaf.grad, rate)
    return float(loss.detach())


def _measure_loss(
    questions: Tensor, windows: Tensor, names: Tensor, batch: WindowBatch, scale: float
) -> Tensor:
    """InfoNCE in both directions over the best window of each passage."""
    count, owners = len(questions), torch.from_numpy(batch.owners)
    whole = torch.zeros_like(names).index_add_(0, owners, windows)
    beside = functional.normalize(whole, dim=1) + _NAMED_SHARE * functional.normalize(names, dim=1)
    vectors = functional.normalize(functional.normalize(windows, dim=1) + beside[owners], dim=1)
    cosines = functional.normalize(questions, dim=1) @ vectors.T
    scores = _take_best(cosines, batch.owners, count) * scale
    groups = torch.from_numpy(batch.groups)
    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    scores = scores.masked_fill(same, -1e4)
    target = torch.arange(count)
    return (functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)) / 2


def _take_best(cosines: Tensor, owners: NDArray[np.int64], count: int) -> Tensor:
    """The best cosine of each question with a window of each passage, shape (questions, passages)."""
    sizes = np.bincount(owners, minlength=count)
    starts = np.cumsum(sizes) - sizes
    table = starts[:, None] + np.minimum(np.arange(sizes.max())[None, :], sizes[:, None] - 1)
    return cosines[:, torch.from_numpy(table)].amax(dim=2)
