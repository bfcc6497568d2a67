"""The commands of `policyqa`, one a file; each says what it takes and runs itself.

Exit codes: 0 done, 1 something failed (the rest is done), 2 wrong usage.
"""

from __future__ import annotations

import argparse
from typing import Protocol

from assistant.settings import Settings

DONE, FAILED, WRONG_USAGE = 0, 1, 2


class Command(Protocol):
    """What a module of this package offers."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what the command takes."""
        ...

    def run(self, args: argparse.Namespace, settings: Settings) -> int:
        """Do it and return the exit code."""
        ...
