"""What the weights are fitted on: question sets with their documents and how a candidate is judged right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.retrieve import Candidate
from eval.gold import Place, is_right
from eval.questions_file import Question
from eval.sets import EvalSet, choose_set
from index.fold import fold_text

Judge = Callable[[Question, Candidate], bool]
_LONG_ANSWER = 30  # characters; of a longer answer the first half is enough, as a clause may be cut inside it


@dataclass(frozen=True, slots=True)
class Source:
    """One set to fit on; `share` is how much it counts beside the others, `store` names the store it is put to."""

    name: str
    chosen: EvalSet
    judge: Judge
    share: float
    store: str


def list_sources(shared: Path) -> list[Source]:
    """The sets, each with the documents that make it hard. Raises EvalFailure when a file is missing."""
    policies, hebei = (shared / "policies",), (shared / "corpus" / "hebei",)
    province = policies + hebei
    return [
        Source("statutes", choose_set("statutes", (), (), shared), judge_clause, 2.0, "statutes"),
        Source("epidemic", choose_set("epidemic", (), hebei, shared), judge_answer, 1.5, "epidemic"),
        Source("policies", choose_set("policies", policies, (), None), judge_place, 3.0, "policies"),
        Source("samples", choose_set("samples", (), (), None), judge_place, 1.2, "samples"),
        Source(
            "english-policy", choose_set("english-policy", province, (), None), judge_place, 1.0, "province"
        ),
        Source("hebei", choose_set("hebei", province, (), None), judge_place, 1.5, "province"),
    ]


def judge_clause(question: Question, candidate: Candidate) -> bool:
    """Right when it is one of the clauses the set names."""
    return candidate.clause.id in question.clauses


def judge_place(question: Question, candidate: Candidate) -> bool:
    """Right when its section is one the set names."""
    place = Place(
        candidate.document.file, candidate.clause.section, candidate.clause.id, candidate.clause.text
    )
    return any(is_right(place, gold) for gold in question.gold)


def judge_answer(question: Question, candidate: Candidate) -> bool:
    """Right when it is of the right file and holds the reference answer."""
    if candidate.document.file != question.gold[0].file:
        return False
    answer, text = _squeeze(question.answers[0]), _squeeze(candidate.clause.text)
    return answer in text or (len(answer) > _LONG_ANSWER and answer[: len(answer) // 2] in text)


@lru_cache(maxsize=100_000)
def _squeeze(text: str) -> str:
    return fold_text(text).replace(" ", "")
