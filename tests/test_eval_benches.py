"""The loaders of the shared benchmarks, on tiny copies of their format and, where present, on the real files."""

import gzip
import json
from pathlib import Path

import pytest

from eval.bench_epidemic import load_epidemic
from eval.bench_statutes import load_statutes
from eval.errors import BenchFailure

SHARED = Path(__file__).parents[2] / "shared"
ARTICLES = [
    {
        "id": 0,
        "law": "甲条例",
        "section": "第一章 总则",
        "article": "第一条",
        "text": "为了管理，制定本条例。",
    },
    {
        "id": 1,
        "law": "甲条例",
        "section": "第一章 总则",
        "article": "第二条",
        "text": "适用本条例。\n另有规定的除外。",
    },
    {"id": 2, "law": "甲条例", "section": "第二章 附则", "article": "第二条", "text": "即日施行。"},
    {"id": 3, "law": "乙法", "section": "", "article": "第一条", "text": "本法适用。"},
]


def write_rows(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


@pytest.fixture
def statutes(tmp_path: Path) -> Path:
    write_rows(tmp_path / "bench/statutes/articles.jsonl.gz", ARTICLES)  # type: ignore[arg-type]
    questions = [{"id": 9, "question": "何时施行？", "relevant": [2, 3]}]
    write_rows(tmp_path / "bench/statutes/questions-dev.jsonl", questions)  # type: ignore[arg-type]
    return tmp_path


def test_each_law_is_one_file_whose_clauses_stand_at_their_offsets(statutes: Path) -> None:
    laws = list(load_statutes(statutes).read_laws())
    assert [law.documents[0].title for law in laws] == ["甲条例", "乙法"]
    for law in laws:
        for clause in law.clauses:
            assert law.source.text[clause.start : clause.end] == clause.text
            assert clause.document_id == law.documents[0].id
    assert [clause.section for clause in laws[0].clauses] == [
        "第一章/第一条",
        "第一章/第二条",
        "第二章/第二条",
    ]


def test_questions_name_clause_ids(statutes: Path) -> None:
    bench = load_statutes(statutes)
    held = {clause.id for law in bench.read_laws() for clause in law.clauses}
    assert set(bench.questions[0].clauses) <= held


def test_epidemic_documents_become_files(tmp_path: Path) -> None:
    folder = tmp_path / "bench/epidemic-policy"
    write_rows(folder / "documents.jsonl", [{"docid": "d1", "text": "一、延长缴费期。"}])
    question = {"qid": "q1", "docid": "d1", "question": "延长什么？", "answer": " 缴费期 "}
    write_rows(folder / "questions-dev.jsonl", [question])
    bench = load_epidemic(tmp_path)
    (path,) = bench.write_documents(tmp_path / "out")
    assert path.read_text(encoding="utf-8") == "一、延长缴费期。"
    assert bench.questions[0].gold[0].file == path.name
    assert bench.questions[0].answers == ("缴费期",)


@pytest.mark.parametrize("load", [load_epidemic, load_statutes])
def test_a_missing_benchmark_is_one_clear_error(load, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BenchFailure, match="cannot read"):
        load(tmp_path)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_the_real_benchmarks_load() -> None:
    assert len(load_epidemic(SHARED).questions) == 496
    bench = load_statutes(SHARED)
    assert len(bench.questions) == 769
    assert len(next(iter(bench.read_laws())).clauses) == 31
