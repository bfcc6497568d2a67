"""The command line end to end on two tiny policies: what comes out, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from assistant.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
PLAN = """青州省2024年科技工作要点
青科发〔2024〕1号

一、总体目标
全社会研发经费支出占地区生产总值比重达到1.9%。
二、重点任务
（一）支持青年科技人才
省级科技计划项目中，青年科技人才担任项目负责人的比例不低于50%。
（二）加强平台建设
新建省重点实验室10家。责任单位：省科技厅。

青州省科学技术厅
2024年3月22日
"""
MEASURES = """白川市养老服务补贴办法

第一条 为做好养老服务工作，制定本办法。
第二条 年满八十周岁的老年人，每人每月发放高龄津贴200元。
第三条 本办法自2025年1月1日起施行。
"""


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("policies")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "measures.txt").write_text(MEASURES, encoding="gb18030")
    return folder


@pytest.fixture(scope="module")
def store(policies: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("held") / "store"
    assert main(["index", str(policies), "--store", str(folder)]) == 0
    return str(folder)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Runs the words; gives exit code, stdout, stderr."""

    def run_words(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(word) for word in words])
        caught = capsys.readouterr()
        return code, caught.out, caught.err

    return run_words


def test_index_says_what_became_of_each_file(run, policies: Path, tmp_path: Path) -> None:
    store = tmp_path / "s"
    code, out, _ = run("index", policies, "--store", store)
    assert (code, out.splitlines()) == (0, ["measures.txt\tadded", "plan.txt\tadded"])
    _, out, _ = run("index", policies, "--store", store, "--json")
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["unchanged", "unchanged"]


def test_a_bad_file_fails_by_name_and_the_rest_is_indexed(run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    code, out, _ = run("index", tmp_path, tmp_path / "missing.txt", "--store", tmp_path / ".s")
    said = dict(line.split("\t") for line in out.splitlines())
    assert code == 1 and said["good.txt"] == "added"
    assert all(said[name].startswith("failed: ") for name in ("empty.txt", "binary.txt", "missing.txt"))


def test_documents_lists_metadata(run, store: str) -> None:
    held = [json.loads(line) for line in run("documents", "--json", "--store", store)[1].splitlines()]
    assert {document["file"]: document["number"] for document in held} == {
        "measures.txt": None,
        "plan.txt": "青科发〔2024〕1号",
    }
    assert "青科发〔2024〕1号" in run("documents", "--store", store)[1]


def test_outline_needs_no_store_and_gives_the_tree(run, policies: Path) -> None:
    head, *sections = map(json.loads, run("outline", policies / "plan.txt", "--json")[1].splitlines())
    assert head["text"] == PLAN and head["documents"][0]["number"] == "青科发〔2024〕1号"
    assert [section["section"] for section in sections][:3] == ["一", "二", "二/(一)"]
    assert all(0 <= section["start"] <= section["end"] <= len(PLAN) for section in sections)


def test_ask_answers_with_citations(run, store: str) -> None:
    code, out, err = run("ask", "高龄津贴每人每月多少元？", "--json", "--store", store)
    answer = json.loads(out)
    assert (code, err, answer["refused"]) == (0, "", False)
    cited = answer["citations"][0]
    assert cited["section"] == "第二条" and cited["quote"] == MEASURES[cited["start"] : cited["end"]]
    assert "200元" in run("ask", "高龄津贴每人每月多少元？", "--store", store)[1]


def test_search_ranks_clauses(run, store: str) -> None:
    found = json.loads(run("search", "青年科技人才", "-k", 2, "--json", "--store", store)[1])
    assert [hit["rank"] for hit in found["hits"]] == [1, 2][: len(found["hits"])]
    assert found["hits"][0]["section"] == "二/(一)" and "mark" not in found["hits"][0]


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_batch_answers_each_line_in_order(run, store: str, tmp_path: Path, command: str) -> None:
    batch = tmp_path / "batch.jsonl"
    lines = [
        '{"id": "a", "question": "高龄津贴多少元？"}',
        "broken",
        '{"id": 3, "question": "新建省重点实验室几家？"}',
    ]
    batch.write_text("\n".join(lines), encoding="utf-8")
    code, out, err = run(command, "--batch", batch, "--store", store)
    objects = [json.loads(line) for line in out.splitlines()]
    assert (code, [found["id"] for found in objects]) == (1, ["a", None, 3])
    assert "error" in objects[1] and len(err.splitlines()) == 1


def test_history_makes_a_follow_up_whole(run, store: str, tmp_path: Path) -> None:
    history = tmp_path / "history.json"
    history.write_text('[["青年科技人才有什么支持？", "比例不低于50%"]]', encoding="utf-8")
    assert run("ask", "那平台建设呢？", "--history", history, "--json", "--store", store)[0] == 0


def test_show_gives_the_clause_unchanged(run, store: str) -> None:
    code, out, _ = run("show", "plan.txt", "二/（一）", "--store", store)
    assert code == 0 and "青年科技人才担任项目负责人的比例不低于50%。" in out
    shown = json.loads(run("show", "plan", "二/(一)", "--json", "--store", store)[1])
    assert shown["text"] == PLAN[shown["start"] : shown["end"]]


def test_a_removed_document_is_never_cited_again(run, policies: Path, tmp_path: Path) -> None:
    store = tmp_path / "s"
    run("index", policies, "--store", store)
    assert run("remove", "measures.txt", "--store", store)[0] == 0
    answer = json.loads(run("ask", "高龄津贴每人每月多少元？", "--json", "--store", store)[1])
    files = {cited["document"]["file"] for cited in (*answer["citations"], *answer["nearest"])}
    assert "measures.txt" not in files


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 2),
        (["nonsense"], 2),
        (["ask"], 2),
        (["ask", ""], 2),
        (["ask", "问" * 20_000], 2),
        (["ask", "a", "--batch", "b"], 2),
        (["ask", "--batch", "missing.jsonl"], 2),
        (["ask", "a", "--history", "missing.json"], 2),
        (["search", "a", "-k", "0"], 2),
        (["search", "a", "-k", "many"], 2),
        (["show", "missing"], 2),
        (["show", "plan.txt", "九/九"], 2),
        (["remove", "missing"], 1),
        (["outline", "missing.txt"], 1),
        (["outline", "."], 1),
        (["index"], 2),
        (["serve", "--port", "70000"], 2),
    ],
)
def test_wrong_words_get_one_line(run, store: str, words: list[str], code: int) -> None:
    given = [*words, "--store", store] if words and words[0] in COMMANDS and words[0] != "outline" else words
    got, out, err = run(*given)
    assert (got, out, len(err.splitlines())) == (code, "", 1)
    assert "内部错误" not in err


@pytest.mark.parametrize(
    "words", [["ask", "a"], ["search", "a"], ["documents"], ["show", "a"], ["remove", "a"], ["serve"]]
)
def test_a_missing_store_gets_one_line(run, tmp_path: Path, words: list[str]) -> None:
    code, out, err = run(*words, "--store", tmp_path / "none")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "policyqa index" in err and not (tmp_path / "none").exists()


def test_a_store_of_another_version_gets_one_line(run, policies: Path, tmp_path: Path) -> None:
    store = tmp_path / "s"
    run("index", policies, "--store", store)
    manifest = store / "manifest.json"
    changed = json.loads(manifest.read_text(encoding="utf-8"))
    changed["format"] = 999
    manifest.write_text(json.dumps(changed), encoding="utf-8")
    code, out, err = run("ask", "津贴", "--store", store)
    assert (code, out, len(err.splitlines())) == (1, "", 1)


def _start(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *words],
        cwd=ROOT, env=os.environ | environ, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_a_traceback_is_shown_only_when_asked_for(tmp_path: Path) -> None:
    words = ("documents", "--store", str(tmp_path / "none"))
    assert "Traceback" not in _start(*words).stderr
    assert "Traceback" in _start(*words, POLICYQA_DEBUG="1").stderr


def test_ask_imports_nothing_slow(store: str) -> None:
    slow = {"torch", "llama_index", "sentence_transformers", "gradio", "transformers", "sklearn"}
    code = (
        f"import sys; from assistant.cli import main; main(['ask', '津贴多少元？', '--store', {store!r}]);"
        f"sys.exit(', '.join({slow!r} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "") and done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not on Windows")
def test_outline_is_in_colour_for_people(policies: Path) -> None:
    import pty

    reader, writer = pty.openpty()
    environ = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CI")}
    words = [sys.executable, "-m", "assistant", "outline", str(policies / "plan.txt")]
    done = subprocess.run(
        words, cwd=ROOT, stdout=writer, env=environ | {"TERM": "xterm-256color"}, check=True
    )
    os.close(writer)
    with os.fdopen(reader, "rb") as terminal:
        seen = terminal.read1(100_000).decode()
    assert done.returncode == 0 and "\x1b[" in seen and "支持青年科技人才" in seen


def test_the_page_opens_on_this_machine_and_stops_when_told(store: str) -> None:
    words = [sys.executable, "app.py", "--store", store, "--port", "0"]
    with subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            said = next(line for line in server.stderr if "API" in line)
            address = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert address is not None
            with urllib.request.urlopen(f"{address.group()}api/documents", timeout=30) as reply:
                assert len(json.load(reply)["documents"]) == 2
            server.send_signal(signal.SIGINT)
            _, rest = server.communicate(timeout=30)
        finally:
            server.kill()
    assert "Traceback" not in rest
