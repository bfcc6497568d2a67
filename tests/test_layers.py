"""The rules that keep the parts apart: import directions, size of files and functions, quiet and quick imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("index", "prompts", "assistant", "eval", "app")
MAY_IMPORT = {
    "index": {"index"},
    "prompts": {"prompts"},
    "assistant": {"assistant", "index", "prompts"},
    "eval": {"eval", "assistant", "index"},
    "app": {"app", "assistant", "index", "prompts"},
}
SLOW = {"torch", "llama_index", "sentence_transformers", "transformers", "gradio", "sklearn"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40

FILES = sorted(
    [ROOT / "app.py", *(file for layer in LAYERS for file in (ROOT / layer).rglob("*.py"))], key=str
)


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _imports(tree: ast.AST) -> Iterator[str]:
    """The top-level names of all modules imported anywhere in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else (node.module or "").partition(".")[0]


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {_name(file): ast.parse(file.read_text(encoding="utf-8")) for file in FILES}


def test_imports_point_one_way(trees: dict[str, ast.Module]) -> None:
    wrong = [
        f"{name} imports {imported}"
        for name, tree in trees.items()
        for imported in _imports(tree)
        if imported in (*LAYERS, ".")
        and imported not in MAY_IMPORT[name.partition("/")[0].removesuffix(".py")]
    ]
    assert wrong == []


def test_gradio_stays_in_the_page(trees: dict[str, ast.Module]) -> None:
    outside = [name for name in trees if not name.startswith("assistant/web/")]
    assert [name for name in outside if "gradio" in _imports(trees[name])] == []


def test_nothing_ever_unpickles(trees: dict[str, ast.Module]) -> None:
    loaders = {"pickle", "dill", "joblib", "shelve", "marshal"}
    assert [name for name, tree in trees.items() if loaders & set(_imports(tree))] == []


def test_a_file_owns_one_idea() -> None:
    lengths = {_name(file): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {name: length for name, length in lengths.items() if length >= LONGEST_FILE} == {}


def test_every_file_says_what_it_is(trees: dict[str, ast.Module]) -> None:
    assert [name for name, tree in trees.items() if tree.body and ast.get_docstring(tree) is None] == []


def test_a_function_stays_short(trees: dict[str, ast.Module]) -> None:
    long = [
        f"{name}:{node.name} {node.end_lineno - node.lineno + 1}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize(
    "module", ["assistant.cli", "assistant.engine", "assistant.opening", "index.build", "prompts"]
)
def test_importing_prints_nothing_and_stays_quick(module: str) -> None:
    code = f"import sys, {module}; print(sorted({SLOW!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
