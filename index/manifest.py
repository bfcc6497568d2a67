"""What shaped a store: format version and fingerprints, kept in `manifest.json` beside the data."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

from index.errors import StaleStore, StoreFailure

FORMAT_VERSION = 3
PARSER_VERSION = 2  # raise it whenever the outline or the clauses of an unchanged file come out differently
MANIFEST_FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The versions and fingerprints a store was made with."""

    format: int
    parser: int
    words: str
    encoder: str


def describe_product(encoder_fingerprint: str) -> Manifest:
    """The manifest that the running program would write."""
    terms = files("index").joinpath("terms.txt").read_bytes()
    words = hashlib.blake2b(terms, digest_size=6).hexdigest()
    return Manifest(FORMAT_VERSION, PARSER_VERSION, words, encoder_fingerprint)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a store. Raises StoreFailure when there is none or it is broken, StaleStore when unknown."""
    path = folder / MANIFEST_FILE
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreFailure(
            f"没有索引 no store at {folder}: 请先运行 build it first with: policyqa index PATH --store {folder}"
        ) from None
    except (OSError, ValueError) as problem:
        raise StoreFailure(
            f"索引损坏 broken store {folder}: {MANIFEST_FILE} ({problem}). "
            f"请删除该目录后重建 delete the folder and index again"
        ) from None
    if not isinstance(values, dict) or values.get("format") != FORMAT_VERSION:
        found = values.get("format") if isinstance(values, dict) else "?"
        raise StaleStore(_explain(folder, "格式版本 format version", str(found), str(FORMAT_VERSION)))
    try:
        return Manifest(**values)
    except TypeError as problem:
        raise StoreFailure(f"索引损坏 broken store {folder}: {MANIFEST_FILE} ({problem})") from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write aside, then rename, so that a reader sees the old manifest or the new one."""
    aside = folder / (MANIFEST_FILE + ".new")
    aside.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    aside.replace(folder / MANIFEST_FILE)


def check_manifest(folder: Path, made: Manifest, wanted: Manifest) -> None:
    """Raise StaleStore, with the command that rebuilds, when anything that shaped the store has changed."""
    for name, title in (
        ("parser", "解析器 parser"),
        ("words", "词典 word list"),
        ("encoder", "向量模型 encoder"),
    ):
        if getattr(made, name) != getattr(wanted, name):
            raise StaleStore(_explain(folder, title, str(getattr(made, name)), str(getattr(wanted, name))))


def _explain(folder: Path, what: str, made: str, wanted: str) -> str:
    return (
        f"索引 store {folder}: {what} {made}, 当前为 this program has {wanted}. "
        f"请重建 rebuild it: rm -r {folder} && policyqa index PATH --store {folder}"
    )
