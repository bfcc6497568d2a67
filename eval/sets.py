"""What a run is over: a question set and the documents to index for it, bundled, given or a benchmark."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.bench_epidemic import EpidemicBench, load_epidemic
from eval.bench_statutes import StatutesBench, load_statutes
from eval.errors import EvalFailure
from eval.questions_file import Question, load_questions
from index.build import index_paths
from index.encoder import Encoder
from index.store_writer import StoreWriter

BUNDLED_QUESTIONS = "samples"
SAMPLES = Path(__file__).parents[1] / "samples"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class EvalSet:
    """Questions with their documents: files and folders, one benchmark, and what is indexed beside them."""

    name: str
    questions: tuple[Question, ...]
    documents: tuple[Path, ...] = ()
    beside: tuple[Path, ...] = ()
    epidemic: EpidemicBench | None = None
    statutes: StatutesBench | None = None


def choose_set(
    name: str | None, documents: Sequence[Path], beside: Sequence[Path], shared: Path | None
) -> EvalSet:
    """The set that the options name; without any, the bundled questions over the bundled samples.

    `epidemic` and `statutes` are read from `shared`. With documents beside, only questions that must stay right
    are kept: those that name their place or document, and the unanswerable ones but for `only_alone`.
    Raises EvalFailure when something is missing.
    """
    chosen = name or BUNDLED_QUESTIONS
    if chosen in ("epidemic", "statutes"):
        if shared is None:
            raise EvalFailure(
                f"{chosen} needs its files. Give --shared FOLDER, the folder that holds bench/."
            )
        if chosen == "epidemic":
            bench = load_epidemic(shared)
            return EvalSet(chosen, bench.questions, beside=tuple(beside), epidemic=bench)
        statutes = load_statutes(shared)
        return EvalSet(chosen, statutes.questions, beside=tuple(beside), statutes=statutes)
    questions = load_questions(chosen)
    if not documents and chosen != BUNDLED_QUESTIONS:
        raise EvalFailure(f"which documents do the questions of {chosen} ask about? Give --documents PATH...")
    if beside:
        questions = keep_lasting(questions)
    return EvalSet(Path(chosen).stem, questions, tuple(documents) or (SAMPLES,), tuple(beside))


def keep_lasting(questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions whose right answer is the same whatever other documents are held."""
    return tuple(
        question
        for question in questions
        if not question.only_alone and (question.scoped or not question.answerable)
    )


def fill_store(chosen: EvalSet, folder: Path, encoder: Encoder, on_progress: Progress | None = None) -> None:
    """Index what the set needs into the store at `folder`; what is there already is left as it is.

    Raises EvalFailure naming the first file that cannot be read.
    """
    paths = [*chosen.documents, *chosen.beside]
    if chosen.epidemic is not None:
        paths += chosen.epidemic.write_documents(folder.parent / f"{folder.name}-documents")
    if paths:
        outcomes = index_paths(paths, folder, encoder, on_progress=on_progress)
        failed = [outcome for outcome in outcomes if outcome.status == "failed"]
        if failed:
            raise EvalFailure(f"{failed[0].file} cannot be indexed: {failed[0].reason}")
    if chosen.statutes is not None:
        fill_laws(chosen.statutes, folder, encoder, on_progress)


def fill_laws(
    bench: StatutesBench, folder: Path, encoder: Encoder, on_progress: Progress | None = None
) -> None:
    """Put every law of the benchmark into the store, one file a law; laws held already are skipped."""
    with StoreWriter(folder, encoder) as writer:
        for done, law in enumerate(bench.read_laws(), start=1):
            digest = hashlib.blake2b(law.source.text.encode(), digest_size=16).hexdigest()
            held = writer.find_file(law.source.file)
            if held is None or held[1] != digest:
                writer.put_file(law.documents[0].id, law.source.file, digest, law)
            if on_progress is not None:
                on_progress(done, done)
