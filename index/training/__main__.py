"""`python -m index.training --shared DIR --out DIR`: train the encoder and write it as a model folder."""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import torch

from index.training.curve import draw_losses
from index.training.prepare import prepare_training
from index.training.refine import RefineSettings, refine_folder
from index.training.settings import TrainingSettings
from index.training.train import average_checkpoints, start_model, train_model, write_model


def _say(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()


def _choose_refining(given: argparse.Namespace) -> RefineSettings:
    chosen = {name: getattr(given, name) for name in ("steps", "rate") if getattr(given, name) is not None}
    return replace(RefineSettings(), **chosen)


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="folder with train/, corpus/, bench/"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("training-run"), help="checkpoints, losses and the model"
    )
    parser.add_argument("--steps", type=int, help="steps of the first phase")
    parser.add_argument("--minutes", type=float, help="end of the first phase, whatever the steps")
    parser.add_argument("--rate", type=float, help="highest learning rate")
    parser.add_argument("--warm", type=Path, help="checkpoint of an earlier run to start from")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", help="where the rows are kept and stepped, for instance cuda")
    parser.add_argument("--processes", type=int, help="that draw batches ahead; they change nothing drawn")
    parser.add_argument(
        "--refine", type=Path, metavar="MODEL", help="only the second phase, on this model folder"
    )
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Parse the arguments, train, refine, export; returns the exit status."""
    given = _make_parser().parse_args(arguments)
    chosen = {
        name: getattr(given, name)
        for name in ("steps", "minutes", "rate", "device", "processes")
        if getattr(given, name) is not None
    }
    settings = replace(TrainingSettings(), **chosen)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    torch.set_num_threads(given.threads)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.refine is not None:
        refine_folder(given.refine, given.shared, given.out / "model", _choose_refining(given), _say)
        return 0
    prepared = prepare_training(given.shared, settings, _say)
    model = start_model(prepared, settings, given.warm, _say)
    train_model(model, prepared, settings, given.out, _say)
    average_checkpoints(model, sorted(given.out.glob("step-*.pt"))[-settings.averaged :])
    write_model(model.token_rows(), prepared, given.out / "first")
    refining = replace(RefineSettings(), steps=min(RefineSettings().steps, settings.steps))
    refine_folder(given.out / "first", given.shared, given.out / "model", refining, _say)
    (given.out / "losses.svg").write_text(draw_losses(given.out / "losses.csv"), encoding="utf-8")
    _say(f"written to {given.out / 'model'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
