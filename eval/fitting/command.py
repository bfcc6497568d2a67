"""`python -m eval fit`: fits the second stage and the refusal decision on the dev sets, and says how well, held out.

Stores are kept under --work and used again; the weights are written with the figures they gave.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

import assistant
from assistant.engine import Assistant
from assistant.features import FEATURES
from assistant.rank import WEIGHTS_FILE, load_weights
from eval.fitting.decision import fit_models
from eval.fitting.examples import Example, collect_examples
from eval.fitting.listwise import Weights, cross_validate, fit_weights, measure_examples
from eval.fitting.sources import Source, list_sources
from eval.sets import fill_store
from index.load_encoder import load_encoder

_STRENGTH = 0.0005
_TARGET = Path(assistant.__file__).parent


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare `fit`."""
    parser = subparsers.add_parser("fit", help="fit the weights of ranking and refusal", description=__doc__)
    parser.add_argument(
        "--shared", type=Path, required=True, help="the folder that holds bench/, policies/, corpus/"
    )
    parser.add_argument("--work", type=Path, required=True, help="stores are kept here")
    parser.add_argument("--out", type=Path, default=_TARGET, help="where the weight files go")
    parser.add_argument("--sets", nargs="+", metavar="NAME", help="only these sets, for a quick look")
    parser.set_defaults(run=run_fit)


def run_fit(args: argparse.Namespace) -> int:
    """Collect, fit, cross-validate, write."""
    encoder = load_encoder()
    collected: dict[str, list[Example]] = {}
    sources = [source for source in list_sources(args.shared) if not args.sets or source.name in args.sets]
    for source in sources:
        folder = args.work / source.store
        fill_store(source.chosen, folder, encoder)
        with Assistant.open(folder) as opened:
            answerable = [question for question in source.chosen.questions if question.answerable]
            collected[source.name] = collect_examples(opened, answerable, source.judge)
        _say(f"{source.name}: {len(collected[source.name])} questions")
    fitted = fit_ranking(collected, sources)
    (args.out / WEIGHTS_FILE).write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    load_weights.cache_clear()  # the refusal is fitted on the new ranking
    if args.out.resolve() != _TARGET.resolve():
        _say(
            f"the refusal is fitted on the ranking in {_TARGET.name}/: copy {WEIGHTS_FILE} there and run again for both"
        )
    fit_models(args, encoder, _say)
    return 0


def fit_ranking(collected: dict[str, list[Example]], sources: Sequence[Source]) -> dict[str, object]:
    """Weights for Chinese and English questions, with the held-out figures of every set."""
    weights: dict[str, dict[str, float]] = {}
    figures: dict[str, dict[str, object]] = defaultdict(dict)
    for group in ("zh", "en"):
        examples: list[Example] = []
        shares: list[float] = []
        owners: list[str] = []
        for source in sources:
            mine = [e for e in collected[source.name] if (e.query.language == "en") == (group == "en")]
            examples += mine
            shares += [source.share / len(mine)] * len(mine) if mine else []
            owners += [source.name] * len(mine)
        held_out = cross_validate(examples, shares, strength=_STRENGTH)
        whole = fit_weights(examples, shares, _STRENGTH)
        weights[group] = {name: round(float(value), 4) for name, value in zip(FEATURES, whole, strict=True)}
        for name in dict.fromkeys(owners):
            picked = [place for place, owner in enumerate(owners) if owner == name]
            figures[name][group] = _measure([examples[i] for i in picked], [held_out[i] for i in picked])
    for name, found in figures.items():
        _say(f"{name}: {json.dumps(found)}")
    return {
        "note": "fitted by python -m eval fit; figures are of 5-fold cross-validation",
        "figures": figures,
        "weights": weights,
    }


def _measure(examples: Sequence[Example], weights: Sequence[Weights]) -> dict[str, float]:
    ten = {name: round(value, 4) for name, value in asdict(measure_examples(examples, weights)).items()}
    five = round(measure_examples(examples, weights, 5).ten, 4)
    found = round(float(np.mean([example.found for example in examples])), 4)
    return ten | {"five": five, "candidates": found}


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
