"""`policyqa outline`: the section tree of one file, nothing indexed; in colour when a person looks at it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands import DONE
from assistant.console import clean_text, write_json, write_result
from assistant.settings import Settings
from index.fold import fold_text

if TYPE_CHECKING:
    from index.records import Document, ParsedFile, Section

HELP = "显示一个文件的章节结构，不建索引 / the section tree of one file, nothing indexed"
_STYLES = {"part": "bold magenta", "article": "bold green", "attachment": "bold yellow", "boilerplate": "dim"}
_LEVEL_STYLES = {1: "bold cyan", 2: "cyan"}
_SHOWN = 48  # characters of a section that has no heading


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="一个文件 / one file")
    parser.add_argument(
        "--json", action="store_true", help="先一行文件信息，再每节一行 / a head line, then one a section"
    )


def run(args: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 -- a command's signature
    """Parse the file and print its tree."""
    from index.errors import ReadFailure
    from index.parse import parse_file
    from index.reading import read_source

    try:
        parsed = parse_file(read_source(args.file), args.file.name)
    except ReadFailure as failure:
        raise ReadFailure(f"{args.file}: {failure}") from failure
    if args.json:
        _write_json(parsed)
    elif sys.stdout.isatty():
        _draw_tree(parsed)
    else:
        _write_plain(parsed)
    return DONE


def _write_json(parsed: ParsedFile) -> None:
    """The shape of CONTRACT.md: a head line with the text, then one section a line in reading order."""
    fields = ("title", "issuer", "number", "date", "region", "status", "start", "end")
    documents = [{name: getattr(document, name) for name in fields} for document in parsed.documents]
    write_json({"file": parsed.source.file, "text": parsed.source.text, "documents": documents})
    for section in parsed.sections:
        write_json(
            {
                "section": section.path,
                "label": section.label,
                "heading": section.heading,
                "level": section.level,
                "start": section.start,
                "end": section.end,
                "kind": section.kind,
            }
        )


def _write_plain(parsed: ParsedFile) -> None:
    """Two spaces a level, for pipes and files."""
    for number, document in enumerate(parsed.documents):
        write_result(_describe(document))
        for section in parsed.sections:
            if section.document == number:
                label, words = _name_section(parsed, section)
                write_result("  " * section.level + f"{label} {words}".strip())


def _draw_tree(parsed: ParsedFile) -> None:
    """The same for a terminal: a tree with colours by kind."""
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    console = Console()
    for number, document in enumerate(parsed.documents):
        tree = Tree(Text(_describe(document), style="bold"), guide_style="dim")
        branches = {0: tree}
        for section in parsed.sections:
            if section.document != number:
                continue
            label, words = _name_section(parsed, section)
            line = Text(no_wrap=True, overflow="ellipsis")
            line.append(label, _STYLES.get(section.kind) or _LEVEL_STYLES.get(section.level, "green"))
            line.append(f" {words}" if label else words, "default" if section.heading else "dim")
            above = max((level for level in branches if level < section.level), default=0)
            branches = {level: branch for level, branch in branches.items() if level < section.level}
            branches[section.level] = branches[above].add(line)
        console.print(tree)


def _describe(document: Document) -> str:
    """The title and what is known of the document, on one line."""
    known = (document.number, document.issuer, document.date, document.region)
    facts = " · ".join(field for field in known if field)
    return clean_text(document.title + (f"  [{facts}]" if facts else "")).replace("\n", " ")


def _name_section(parsed: ParsedFile, section: Section) -> tuple[str, str]:
    """Label and heading of a section; one without a heading shows how it begins, with its label unless printed."""
    if section.heading:
        label = "" if section.label == section.heading else section.label
        return clean_text(label), clean_text(section.heading)
    words = " ".join(parsed.source.text[section.start : min(section.end, section.start + 4 * _SHOWN)].split())
    label = "" if fold_text(words).startswith(fold_text(section.label)) else section.label
    return clean_text(label), clean_text(words[:_SHOWN] + ("…" if len(words) > _SHOWN else ""))
