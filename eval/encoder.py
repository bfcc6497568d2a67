"""`python -m eval encoder`: the shipped encoder beside baselines, on every set that is at hand."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from eval.bm25 import cut_bigrams
from eval.encoder_rankers import (
    Figures,
    Scorer,
    make_lsa_encoder,
    make_random_encoder,
    measure_scorer,
    mix_scores,
    score_dense,
    score_keywords,
    score_windows,
)
from eval.encoder_sets import (
    RankingSet,
    load_english_set,
    load_epidemic_set,
    load_reading_sets,
    load_statutes_set,
)
from index.encoder import Encoder
from index.load_encoder import load_encoder
from index.static_encoder import DIMENSIONS, StaticEncoder
from index.words import cut_words

SETS = ("statutes", "epidemic", "english", "reading")
_SHARE = 0.5  # of the cosine in a mix, the same for all sets
_SHARE_BESIDE_PAIRS = 0.6  # pairs of characters score nearer to each other than words do
_HEADER = ("S@1", "S@10", "R@10", "MRR@10")


def load_sets(shared: Path, names: tuple[str, ...]) -> Iterator[RankingSet]:
    """The sets of some names, one after the other. Raises BenchFailure when files are missing."""
    if "statutes" in names:
        yield load_statutes_set(shared)
    if "epidemic" in names:
        yield load_epidemic_set(shared)
    if "english" in names:
        yield load_english_set(shared)
    if "reading" in names:
        yield from load_reading_sets(shared)


def compare_rankers(
    one: RankingSet, encoder: Encoder, baselines: bool, on_progress: Callable[[str], None]
) -> dict[str, Figures]:
    """Figures by name of the ranker: BM25, the encoder, their mix; with baselines also narrower and untrained."""
    scorers: dict[str, Callable[[], Scorer]] = {}
    words = score_keywords(cut_words, one)
    dense = score_dense(encoder, one)
    scorers["BM25, jieba words"] = lambda: words
    scorers["encoder"] = lambda: dense
    scorers["encoder + BM25"] = lambda: mix_scores(dense, words, _SHARE)
    windows = score_windows(encoder, one) if isinstance(encoder, StaticEncoder) else None
    if windows is not None:
        scorers["encoder, best window"] = lambda: windows
        scorers["best window + BM25"] = lambda: mix_scores(windows, words, _SHARE)
    if baselines:
        pairs = score_keywords(cut_bigrams, one)
        scorers["BM25, character bigrams"] = lambda: pairs
        scorers["encoder + bigrams"] = lambda: mix_scores(dense, pairs, _SHARE_BESIDE_PAIRS)
        if windows is not None:
            scorers["best window + bigrams"] = lambda: mix_scores(windows, pairs, _SHARE_BESIDE_PAIRS)
        if isinstance(encoder, StaticEncoder):
            scorers |= _list_baselines(one, encoder)
    figures = {}
    for name, make in scorers.items():
        on_progress(f"{one.name}: {name}")
        figures[name] = measure_scorer(make(), one)
    return figures


def _list_baselines(one: RankingSet, encoder: StaticEncoder) -> dict[str, Callable[[], Scorer]]:
    narrow = {
        f"encoder, {width} dimensions": _narrow(one, width)
        for width in DIMENSIONS
        if width < encoder.dimensions
    }
    return narrow | {
        "StaticEmbedding, random": lambda: score_dense(make_random_encoder(encoder), one),
        "StaticEmbedding, LSA": lambda: score_dense(make_lsa_encoder(encoder, one.passages), one),
    }


def _narrow(one: RankingSet, width: int) -> Callable[[], Scorer]:
    return lambda: score_dense(StaticEncoder.load(dimensions=width), one)


def measure_speed(encoder: Encoder, passages: tuple[str, ...]) -> float:
    """Passages encoded a second of processor time."""
    texts = passages[: 20_000 if isinstance(encoder, StaticEncoder) else 200]
    encoder.encode_passages(texts[:10])
    begun = time.process_time()
    encoder.encode_passages(texts)
    return len(texts) / max(time.process_time() - begun, 1e-9)


def render_figures(one: RankingSet, figures: dict[str, Figures]) -> str:
    """A Markdown table of one set."""
    count = next(iter(figures.values())).count
    competing = (
        len(one.passages) if one.rivals is None else round(sum(map(len, one.rivals)) / len(one.rivals))
    )
    lines = [f"### {one.name}: {count} questions, {competing:,} passages compete", ""]
    lines += ["| ranker | " + " | ".join(_HEADER) + " |", "|---|" + "---|" * len(_HEADER)]
    for name, row in figures.items():
        lines.append(
            f"| {name} | {row.success1:.3f} | {row.success10:.3f} | {row.recall10:.3f} | {row.mrr10:.3f} |"
        )
    return "\n".join(lines) + "\n"


def run_encoder_command(args: argparse.Namespace) -> int:
    """Measure and print; progress on stderr."""
    encoder = load_encoder(args.encoder)
    results: dict[str, dict[str, Figures]] = {}
    for one in load_sets(args.shared, tuple(args.sets)):
        results[one.name] = compare_rankers(one, encoder, args.baselines, _report)
        if not args.json:
            sys.stdout.write(render_figures(one, results[one.name]) + _render_speed(encoder, one) + "\n")
            sys.stdout.flush()
    if args.json:
        rows = {name: {ranker: asdict(row) for ranker, row in one.items()} for name, one in results.items()}
        sys.stdout.write(
            json.dumps({"encoder": encoder.fingerprint, "sets": rows}, ensure_ascii=False) + "\n"
        )
    return 0


def _render_speed(encoder: Encoder, one: RankingSet) -> str:
    length = sum(map(len, one.passages)) / len(one.passages)
    speed = measure_speed(encoder, one.passages)
    return f"\n{encoder.fingerprint}: {speed:,.0f} passages of {length:.0f} characters a second on one core\n"


def _report(text: str) -> None:
    sys.stderr.write(text + "\n")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare `encoder`."""
    words = "the encoder beside BM25 and untrained vectors, on retrieval sets"
    parser = subparsers.add_parser("encoder", help=words, description=words)
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="folder with bench/, corpus/, train/"
    )
    parser.add_argument(
        "--encoder", help="setting of another encoder: folder or name, default the shipped one"
    )
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS), help="which sets, default all")
    parser.add_argument(
        "--baselines", action="store_true", help="also bigram BM25, random and LSA vectors, fewer dimensions"
    )
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.set_defaults(run=run_encoder_command)
