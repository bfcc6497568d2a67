"""How fast: latency of questions at the present size, time to index, cold start of the command line."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_COLD = "import sys; from assistant.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of single questions, one after the other: median, 95th percentile, slowest."""

    p50: float
    p95: float
    slowest: float
    count: int


def measure_latency(ask: Callable[[str], object], questions: Sequence[str], warm_up: int = 5) -> Latency:
    """Ask every question once after a few that do not count. Raises ValueError without questions."""
    if not questions:
        raise ValueError("no question to time")
    for question in questions[:warm_up]:
        ask(question)
    spent = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        spent.append((time.perf_counter() - started) * 1000)
    p50, p95 = np.percentile(spent, (50, 95))
    return Latency(float(p50), float(p95), max(spent), len(spent))


def measure_cold_start(store: Path, question: str, runs: int = 3) -> float:
    """Median seconds of `policyqa ask QUESTION` in a new process, imports and opening of the store included.

    Raises RuntimeError with the last line of its talk when the command fails.
    """
    spent = []
    for _ in range(runs):
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _COLD, "ask", question, "--store", str(store), "--json"],
            capture_output=True,
            check=False,
        )
        if done.returncode != 0:
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise RuntimeError(f"policyqa ask failed ({done.returncode}): {' '.join(last)}")
        spent.append(time.perf_counter() - started)
    return float(np.median(spent))


def count_bytes(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
