"""`policyqa show`: a cited clause as it stands in the source, by document and section."""

from __future__ import annotations

import argparse

from assistant.commands import DONE
from assistant.console import write_json, write_result
from assistant.settings import Settings

HELP = "显示某文件某节的原文 / show a section of a document as it stands"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "document", metavar="DOCUMENT", help="文件编号、文件名或标题 / document id, file name or title"
    )
    parser.add_argument(
        "section", metavar="SECTION", nargs="?", default="", help="节的路径，如 二/(五)/2 / section path"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON 对象 / write a JSON object")


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Print the section with its place; its text unchanged."""
    from assistant.locate import locate_passage
    from assistant.places import make_reference
    from assistant.serialize import passage_to_dict
    from index.store import Store

    with Store.open(settings.store) as store:
        passage = locate_passage(store, args.document, args.section)
    if args.json:
        write_json(passage_to_dict(passage))
    else:
        write_result(f"{make_reference(passage.document, passage.section)}  {passage.heading}".rstrip())
        write_result(passage.text.strip())
    return DONE
