"""`policyqa remove`: take documents out of the store, by id or file name."""

from __future__ import annotations

import argparse

from assistant.commands import DONE
from assistant.console import write_result
from assistant.settings import Settings

HELP = "移除文件（按编号或文件名） / take documents out, by id or file name"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "documents", nargs="+", metavar="DOCUMENT", help="文件编号或文件名 / document id or file name"
    )


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Remove all of them, or none when a name fits no document or several files."""
    from index.build import remove_documents
    from index.load_encoder import load_encoder

    for document in remove_documents(settings.store, args.documents, load_encoder(settings.encoder)):
        write_result(f"{document.id}\tremoved\t{document.title}")
    return DONE
