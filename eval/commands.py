"""The sub-commands over a question set: answers, refusal, retrieval, speed."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.console import show_progress
from assistant.engine import Assistant
from assistant.extractive import Writer
from assistant.opening import choose_writer, open_assistant
from assistant.settings import Settings, read_settings
from eval.ablate import list_variants
from eval.baseline import compare_baseline, find_regressions, load_baseline, save_baseline
from eval.errors import EvalFailure
from eval.page import write_page
from eval.report import render_ablation, render_changes, render_failures, render_text, write_json
from eval.results import Result, describe_machine
from eval.runs import RecordingWriter, run_answers, run_retrieval
from eval.sets import EvalSet, choose_set, fill_store
from eval.speed import count_bytes, measure_cold_start, measure_latency
from index.load_encoder import load_encoder

DEFAULT_MARGIN = 0.03
_REFUSAL_MEASURES = ("refusal_recall", "refusal_precision", "wrong_refusal", "ms")
_ABLATION_MEASURES = ("success@1", "success@5", "recall@10", "all@10", "mrr@10", "ndcg@10", "ms")


@dataclass(frozen=True, slots=True)
class Opened:
    """A store filled for a set and opened; `counts` are what it holds and the seconds that filling took."""

    chosen: EvalSet
    assistant: Assistant
    folder: Path
    counts: dict[str, float]


def add_measuring_parsers(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare answers, refusal, retrieval and speed."""
    for name, run, words in (
        ("answers", run_answers_command, "citations, facts, refusals, support of sentences"),
        ("refusal", run_answers_command, "only how often it refuses, rightly and wrongly"),
        ("retrieval", run_retrieval_command, "rank of the right clauses: Success, Recall, MRR, nDCG"),
        ("speed", run_speed_command, "latency, time to index, cold start"),
    ):
        parser = subparsers.add_parser(name, help=words, description=words)
        _add_set_options(parser)
        if name != "speed":
            _add_report_options(parser)
        if name == "answers":
            parser.add_argument(
                "--llm", action="store_true", help="write with the model of POLICYQA_LLM_MODEL"
            )
        if name == "refusal":
            parser.set_defaults(llm=False)
        if name == "retrieval":
            parser.add_argument("-k", type=int, default=10, help="depth of the rankings, at least 10")
            parser.add_argument("--ablate", action="store_true", help="also rank by each part alone")
        parser.set_defaults(run=run)


def _add_set_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--questions", metavar="SET", help="a bundled set, a file, epidemic or statutes")
    parser.add_argument("--documents", nargs="+", type=Path, default=(), metavar="PATH", help="what to index")
    parser.add_argument(
        "--beside", nargs="+", type=Path, default=(), metavar="PATH", help="documents that distract"
    )
    parser.add_argument("--shared", type=Path, metavar="FOLDER", help="the folder that holds bench/")
    parser.add_argument("--store", type=Path, metavar="DIR", help="keep the index here and use it again")
    parser.add_argument("--encoder", metavar="NAME", help="another encoder than the shipped one")
    parser.add_argument("--limit", type=int, metavar="N", help="only N questions, spread over the set")


def _add_report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", type=Path, metavar="FILE", help="everything as JSON")
    parser.add_argument("--html", type=Path, metavar="FILE", help="one page with charts")
    parser.add_argument("--failures", action="store_true", help="list the questions that went wrong")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="compare with these figures")
    parser.add_argument("--margin", type=float, default=DEFAULT_MARGIN, help="drop allowed, as a share")
    parser.add_argument("--save-baseline", type=Path, metavar="FILE", help="write the figures")


@contextmanager
def open_set(args: argparse.Namespace) -> Iterator[Opened]:
    """Index what the set needs, in the store given or a temporary one, and open it."""
    chosen = choose_set(args.questions, args.documents, args.beside, args.shared)
    if args.limit is not None:
        chosen = replace(
            chosen, questions=chosen.questions[:: max(1, len(chosen.questions) // args.limit)][: args.limit]
        )
    with tempfile.TemporaryDirectory(prefix="policyqa-eval-") as scratch:
        folder = args.store if args.store is not None else Path(scratch) / "store"
        encoder = load_encoder(args.encoder)
        started = time.perf_counter()
        with show_progress("indexing") as advance:
            fill_store(chosen, folder, encoder, advance)
        seconds = time.perf_counter() - started
        settings = Settings(store=folder, encoder=args.encoder)
        with open_assistant(settings) as assistant:
            documents = assistant.store.documents()
            rows = assistant.store.read_rows("SELECT count(*) FROM clauses")
            counts = {
                "documents": float(len(documents)),
                "clauses": float(rows[0][0]),
                "index_s": round(seconds, 2),
            }
            yield Opened(chosen, assistant, folder, counts)


def run_answers_command(args: argparse.Namespace) -> int:
    """`answers` and `refusal`: ask everything, judge, report."""
    with open_set(args) as opened, show_progress("asking") as advance:
        assistant, recorder = opened.assistant, None
        if args.llm:
            recorder = RecordingWriter(_open_model(args, opened))
            assistant = assistant.with_writer(recorder)
        rows = run_answers(
            lambda question: assistant.ask(question.text, question.history, question.id),
            opened.chosen.questions,
            advance,
            recorder,
        )
    main_measure = "whole"
    if args.command == "refusal":
        kept = [{name: row.values[name] for name in _REFUSAL_MEASURES if name in row.values} for row in rows]
        rows = tuple(replace(row, values=values) for row, values in zip(rows, kept, strict=True))
        main_measure = "refusal_recall"
    result = Result(args.command, opened.chosen.name, rows, "", opened.counts, describe_machine())
    return _report(args, [result], main_measure)


def _open_model(args: argparse.Namespace, opened: Opened) -> Writer:
    settings = replace(read_settings(store=opened.folder), encoder=args.encoder)
    if not settings.uses_llm:
        raise EvalFailure(
            "--llm needs a model. Set POLICYQA_LLM_MODEL, and POLICYQA_LLM_BASE_URL unless it is Ollama."
        )
    return choose_writer(settings, opened.assistant.search_index.encoder)


def run_retrieval_command(args: argparse.Namespace) -> int:
    """`retrieval`: rank for every answerable question, judge, report; with --ablate each part alone too."""
    depth = max(10, args.k)
    with open_set(args) as opened:
        variants = list_variants(opened.assistant, depth)
        names = list(variants) if args.ablate else ["second stage"]
        results = []
        for name in ["second stage", *(one for one in names if one != "second stage")]:
            with show_progress(name) as advance:
                rows = run_retrieval(variants[name], opened.chosen.questions, advance)
            label = name if args.ablate else ""
            results.append(
                Result("retrieval", opened.chosen.name, rows, label, opened.counts, describe_machine())
            )
    if args.ablate:
        sys.stdout.write(render_ablation(results, _ABLATION_MEASURES) + "\n")
    return _report(args, results, "success@1")


def run_speed_command(args: argparse.Namespace) -> int:
    """`speed`: one line a figure."""
    with open_set(args) as opened:
        questions = [question.text for question in opened.chosen.questions]
        latency = measure_latency(opened.assistant.ask, questions)
        clauses = opened.counts["clauses"]
        lines = [
            f"machine      {describe_machine()}",
            f"held         {opened.counts['documents']:.0f} documents, {clauses:.0f} clauses",
            f"index        {opened.counts['index_s']:.1f} s (0 or so when the store was there)",
            f"store        {count_bytes(opened.folder) / 2**20:.1f} MiB on disk",
            f"question     p50 {latency.p50:.1f} ms, p95 {latency.p95:.1f} ms, slowest {latency.slowest:.1f} ms, "
            f"n {latency.count}",
        ]
        try:
            lines.append(f"cold start   {measure_cold_start(opened.folder, questions[0]):.2f} s")
        except RuntimeError as problem:
            raise EvalFailure(f"cold start cannot be measured: {problem}") from problem
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _report(args: argparse.Namespace, results: list[Result], main_measure: str) -> int:
    first = results[0]
    sys.stdout.write(render_text(first))
    if args.failures:
        sys.stdout.write("\n" + render_failures(first, main_measure))
    if args.json is not None:
        write_json(results, args.json)
    if args.html is not None:
        write_page(results, args.html)
    if args.save_baseline is not None:
        save_baseline(first, args.save_baseline)
    if args.baseline is None:
        return 0
    changes = compare_baseline(first, load_baseline(args.baseline))
    sys.stdout.write("\n" + render_changes(changes))
    worse = find_regressions(changes, args.margin)
    for change in worse:
        sys.stderr.write(f"{change.measure} fell from {change.before:.3f} to {change.now:.3f}\n")
    return 1 if worse else 0
