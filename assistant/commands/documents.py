"""`policyqa documents`: what is indexed, with metadata."""

from __future__ import annotations

import argparse

from assistant.commands import DONE
from assistant.console import write_json, write_result, write_talk
from assistant.settings import Settings

HELP = "列出已收录的文件 / list what is indexed"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="每份文件一行 JSON / one JSON object a document")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """List the documents in the order of the store."""
    from assistant.serialize import document_to_dict
    from index.store import Store

    with Store.open(settings.store) as store:
        documents = store.documents()
    for document in documents:
        if args.json:
            write_json(document_to_dict(document))
        else:
            known = (document.number, document.issuer, document.date, document.region, document.status)
            write_result(
                f"{document.id}\t{document.title}\n    " + " · ".join(field for field in known if field)
            )
    if not documents:
        write_talk(
            "索引中没有文件。请运行 policyqa index 文件夹 / the store is empty: run policyqa index FOLDER"
        )
    return DONE
