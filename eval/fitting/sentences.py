"""Fits the weights by which sentences are chosen: `python -m eval.fitting.sentences --shared FOLDER --store DIR`.

Each clause of the evidence that holds the reference span of an epidemic-policy dev question is one example; its
sentences that hold the span, or lie in it, are right. The weight for questions in another language is set by hand.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import assistant as package
from assistant.engine import Assistant
from assistant.gather import gather_evidence
from assistant.records import Query
from assistant.sentence_features import FEATURES, measure_sentences
from assistant.sentences import clause_sentences
from assistant.wants import read_wants
from eval.bench_epidemic import load_epidemic
from eval.fitting.examples import Example
from eval.fitting.listwise import cross_validate, fit_weights, measure_examples
from eval.measures.facts import fold_fact
from eval.questions_file import Question
from index.encoder import Encoder
from index.load_encoder import load_encoder
from index.records import Hit

_TARGET = Path(package.__file__).parent / "sentence_weights.json"
_STRENGTH = 0.002
_FOREIGN_WEIGHT = 4.0  # similarity_alone: no sentence shares a word with the question


def collect_sentences(opened: Assistant, questions: Sequence[Question], encoder: Encoder) -> list[Example]:
    """One example for each clause of the evidence with a right and a wrong sentence; refusals do not matter here."""
    examples: list[Example] = []
    for question in questions:
        query = opened.understand(question.text)
        hits = gather_evidence(query, opened.rank(query), opened.store)
        examples += _make_examples(question, query, hits, encoder)
    return examples


def _make_examples(question: Question, query: Query, hits: Sequence[Hit], encoder: Encoder) -> list[Example]:
    asked = encoder.encode_questions([query.standalone])[0]
    groups = [[sentence.text for sentence in clause_sentences(hit.clause)] for hit in hits]
    measured = measure_sentences(
        query.core or query.question,
        groups,
        read_wants(query),
        lambda texts: [float(value) for value in encoder.encode_passages(list(texts)) @ asked],
    )
    examples = []
    for group, rows in zip(groups, measured, strict=True):
        right = np.array([_is_right(text, question.answers) for text in group], dtype=bool)
        if right.any() and not right.all():
            signals = np.array([[row[name] for name in FEATURES] for row in rows], dtype=np.float32)
            examples.append(Example(question, query, signals, right, tuple(range(len(group)))))
    return examples


def _is_right(text: str, answers: Sequence[str]) -> bool:
    folded = fold_fact(text)
    wanted = [fold_fact(answer) for answer in answers]
    return any(span in folded or (len(folded) > 5 and folded in span) for span in wanted)


def main(arguments: Sequence[str] | None = None) -> int:
    """Collect, cross-validate, fit, write; the store must hold the epidemic-policy documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds bench/")
    parser.add_argument("--store", type=Path, required=True, help="a store of its epidemic-policy documents")
    parser.add_argument("--out", type=Path, default=_TARGET, help="where the weights go")
    args = parser.parse_args(arguments)
    encoder = load_encoder()
    with Assistant.open(args.store) as opened:
        examples = collect_sentences(opened, load_epidemic(args.shared).questions, encoder)
    shares = [1.0] * len(examples)
    held_out = measure_examples(examples, cross_validate(examples, shares, strength=_STRENGTH), cut=3)
    weights = dict(zip(FEATURES, fit_weights(examples, shares, _STRENGTH).tolist(), strict=True))
    weights["similarity_alone"] = _FOREIGN_WEIGHT
    figures = {
        "clauses": len(examples),
        "folds": 5,
        "first": round(held_out.first, 3),
        "in_three": round(held_out.ten, 3),
    }
    made = {"held_out": figures, "weights": {name: round(value, 3) for name, value in weights.items()}}
    args.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"{figures}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
