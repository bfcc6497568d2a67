"""The README tells the truth: its commands run, its settings and files exist, and both languages say the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from assistant.cli import COMMANDS
from assistant.settings import Settings, read_settings

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh.md")
SETTINGS = dict.fromkeys(
    ("STORE", "ENCODER", "LLM_MODEL", "LLM_API_KEY", "LLM_TIME_LIMIT", "RERANKER", "DEBUG"), "1"
)


def _read(readme: Path) -> str:
    return readme.read_text(encoding="utf-8")


def _commands(readme: Path) -> list[str]:
    return [
        line for block in re.findall(r"```bash\n(.*?)```", _read(readme), re.S) for line in block.splitlines()
    ]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples, in which the README's commands run one after another."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "samples").symlink_to(ROOT / "samples")
    return folder


@pytest.mark.parametrize("command", _commands(READMES[0]))
def test_a_command_of_the_readme_runs(command: str, elsewhere: Path) -> None:
    assert "policyqa " in command
    called = command.replace("policyqa ", f"{sys.executable} -m assistant ", 1)
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", called],
        cwd=elsewhere, env=environ, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_both_languages_give_the_same_commands() -> None:
    assert _commands(READMES[0]) == _commands(READMES[1]) != []


@pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.name)
def test_every_command_is_told(readme: Path) -> None:
    assert set(re.findall(r"^\| `policyqa (\w+)", _read(readme), re.M)) == set(COMMANDS)


@pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.name)
def test_every_setting_is_told_and_read(readme: Path) -> None:
    told = set(re.findall(r"^\| `POLICYQA_(\w+)`", _read(readme), re.M))
    assert told == {*SETTINGS, "LLM_BASE_URL"}
    environ = {f"POLICYQA_{name}": value for name, value in SETTINGS.items()}
    read = read_settings(environ | {"POLICYQA_LLM_BASE_URL": "http://127.0.0.1:1/v1"})
    assert [
        known.name for known in fields(read) if getattr(read, known.name) == getattr(Settings(), known.name)
    ] == []


@pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.name)
def test_what_the_readme_points_to_exists(readme: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", _read(readme))
    assert links and [link for link in links if not (ROOT / link).exists()] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"`make (\w+)`", _read(readme)))
    assert targets and all(re.search(rf"^{target}:", makefile, re.M) for target in targets)


def test_a_key_never_shows() -> None:
    assert "geheim" not in repr(read_settings({"POLICYQA_LLM_API_KEY": "geheim", "POLICYQA_LLM_MODEL": "m"}))
