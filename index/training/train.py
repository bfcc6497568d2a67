"""The run itself: steps over batches of random families, a falling rate, checkpoints averaged at the end."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator

from index.training.batches import draw_batch
from index.training.export import export_model
from index.training.model import RowModel
from index.training.prepare import Prepared
from index.training.settings import TrainingSettings
from index.training.vocabulary import SILENT

Report = Callable[[str], None]
_WARM_UP = 100
_SMOOTH = 0.95


def falling_rate(step: int, progress: float, top: float) -> float:
    """Learning rate at a step counted from 0: a short rise, then a straight line down to 0 at progress 1."""
    return top * min(1.0, (step + 1) / _WARM_UP) * (1.0 - progress)


def start_model(
    prepared: Prepared, settings: TrainingSettings, warm: Path | None, report: Report
) -> RowModel:
    """A fresh model, or one that starts from the checkpoint of an earlier run."""
    model = RowModel.create(prepared.composition, settings.dimensions, settings.seed)
    if warm is not None:
        saved = torch.load(warm)
        report(f"{model.take_over(saved['names'], saved['rows'])} rows taken over from {warm}")
    return model


def train_model(
    model: RowModel, prepared: Prepared, settings: TrainingSettings, folder: Path, report: Report
) -> None:
    """All steps. Writes `folder/losses.csv`, checkpoints and the latest model beside it."""
    rng = np.random.default_rng(settings.seed)
    names = list(prepared.families)
    shares = np.array([prepared.families[name].share for name in names])
    smooth: dict[str, float] = {}
    begun = time.monotonic()
    with (folder / "losses.csv").open("w", encoding="utf-8", newline="") as file:
        log = csv.writer(file)
        log.writerow(["step", "seconds", *names])
        for step in range(settings.steps):
            progress = max(step / settings.steps, (time.monotonic() - begun) / 60 / settings.minutes)
            if progress >= 1.0:
                break
            name = names[rng.choice(len(names), p=shares / shares.sum())]
            rate = falling_rate(step, progress, settings.rate)
            loss = _train_step(model, prepared, name, settings.batch, rate, rng)
            smooth[name] = _SMOOTH * smooth.get(name, loss) + (1 - _SMOOTH) * loss
            if (step + 1) % settings.checkpoint_every == 0:
                seconds = round(time.monotonic() - begun)
                log.writerow([step + 1, seconds, *(round(smooth.get(n, 0.0), 3) for n in names)])
                file.flush()
                save_checkpoint(model, folder / f"step-{step + 1:06d}.pt")
                write_model(model.token_rows(), prepared, folder / "latest")
                report(f"step {step + 1}/{settings.steps}, {seconds} s, {smooth}")


def _train_step(
    model: RowModel, prepared: Prepared, name: str, size: int, rate: float, rng: Generator
) -> float:
    family = prepared.families[name]
    batch = draw_batch(family.parts, size, prepared.augmenter, rng, family.rivals, size // 2)
    return model.step(batch.questions, batch.passages, batch.groups, rate)


def save_checkpoint(model: RowModel, path: Path) -> None:
    """Names of the features and their rows as half floats: enough for averaging and for a warm start."""
    torch.save({"names": list(model.composition.names), "rows": model.rows.half()}, path)


def average_checkpoints(model: RowModel, paths: list[Path]) -> None:
    """Put the mean of some checkpoints into the model."""
    model.rows.copy_(torch.stack([torch.load(path)["rows"].float() for path in paths]).mean(dim=0))


def write_model(
    rows: np.ndarray[tuple[int, ...], np.dtype[np.float32]], prepared: Prepared, folder: Path
) -> None:
    """Export token rows; spaces and unknown characters get zero rows."""
    rows[[prepared.tokenizer.token_to_id(piece) for piece in SILENT]] = 0.0
    export_model(rows, prepared.tokenizer, folder)
