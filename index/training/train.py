"""The run itself: steps over batches of random families, a falling rate, checkpoints averaged at the end."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from index.training.ahead import draw_steps
from index.training.export import export_model
from index.training.mining import mine_rivals
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
    model = RowModel.create(prepared.composition, settings.dimensions, settings.seed, settings.device)
    if warm is not None:
        saved = torch.load(warm)
        report(f"{model.take_over(saved['names'], saved['rows'])} rows taken over from {warm}")
    return model


@dataclass(slots=True)
class _Log:
    """What a run leaves behind: the table of losses, checkpoints, the latest model."""

    folder: Path
    names: list[str]
    report: Report
    losses: dict[str, torch.Tensor] = field(default_factory=dict)
    begun: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._write("w", ["step", "seconds", *self.names])

    def minutes(self) -> float:
        return (time.monotonic() - self.begun) / 60

    def note(self, name: str, loss: torch.Tensor) -> None:
        self.losses[name] = _SMOOTH * self.losses.get(name, loss) + (1 - _SMOOTH) * loss

    def record(self, step: int, model: RowModel, prepared: Prepared) -> None:
        """Write everything after `step` steps."""
        losses = {name: round(float(loss), 3) for name, loss in sorted(self.losses.items())}
        self._write("a", [step, round(self.minutes() * 60), *(losses.get(name, "") for name in self.names)])
        save_checkpoint(model, self.folder / f"step-{step:06d}.pt")
        write_model(model.token_rows(), prepared, self.folder / "latest")
        self.report(f"step {step}, {self.minutes():.1f} minutes, losses {losses}")

    def _write(self, mode: str, row: list[object]) -> None:
        with (self.folder / "losses.csv").open(mode, encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(row)


def train_model(
    model: RowModel, prepared: Prepared, settings: TrainingSettings, folder: Path, report: Report
) -> None:
    """All steps. Writes `folder/losses.csv`, checkpoints and the latest model, also after the last step."""
    log = _Log(folder, list(prepared.families), report)
    step, bounds = 0, [round(part * settings.steps) for part in (*settings.mined_at, 1.0)]
    for bound in bounds:
        if log.minutes() >= settings.minutes:
            break
        if step:
            prepared = mine_rivals(model, prepared)
            report(f"hard negatives mined after step {step}")
        seed, processes = settings.seed, settings.processes
        for name, batch in draw_steps(prepared, settings.batch, seed, step, bound, processes):
            progress = max(step / settings.steps, log.minutes() / settings.minutes)
            if progress >= 1.0:
                break
            rate, scale = falling_rate(step, progress, settings.rate), prepared.families[name].scale
            log.note(name, model.step(batch, rate, scale))
            step += 1
            if step % settings.checkpoint_every == 0:
                log.record(step, model, prepared)
    if step % settings.checkpoint_every:
        log.record(step, model, prepared)


def save_checkpoint(model: RowModel, path: Path) -> None:
    """Names of the features and their rows as half floats: enough for averaging and for a warm start."""
    torch.save({"names": list(model.composition.names), "rows": model.rows.half().cpu()}, path)


def average_checkpoints(model: RowModel, paths: list[Path]) -> None:
    """Put the mean of some checkpoints into the model."""
    model.rows.copy_(torch.stack([torch.load(path)["rows"].float() for path in paths]).mean(dim=0))


def write_model(
    rows: np.ndarray[tuple[int, ...], np.dtype[np.float32]], prepared: Prepared, folder: Path
) -> None:
    """Export token rows; spaces and unknown characters get zero rows."""
    rows[[prepared.tokenizer.token_to_id(piece) for piece in SILENT]] = 0.0
    export_model(rows, prepared.composition.targets, prepared.tokenizer, folder)
