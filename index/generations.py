"""Files that show one state of the store: the name carries the generation, so a file is never half right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def name_generation(folder: Path, stem: str, suffix: str, generation: int) -> Path:
    """Where the file of a generation lies. Example: ("vectors", ".faiss", 7) -> folder/vectors-7.faiss."""
    return folder / f"{stem}-{generation}{suffix}"


def write_generation(
    folder: Path, stem: str, suffix: str, generation: int, write: Callable[[Path], None]
) -> None:
    """Write aside with `write`, rename, then drop the files of other generations."""
    target = name_generation(folder, stem, suffix, generation)
    aside = target.with_suffix(".new")
    write(aside)
    aside.replace(target)
    for other in folder.glob(f"{stem}-*{suffix}"):
        if other != target:
            other.unlink(missing_ok=True)
