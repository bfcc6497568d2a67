"""A list of measures or support: one line a measure, grouped by document and section, most relevant first."""

from __future__ import annotations

from assistant.sentences import Sentence
from assistant.writing.piece import (
    Piece,
    Source,
    Task,
    Used,
    head_source,
    join_blocks,
    list_lines,
    quote_sentence,
    use,
)

_FIRST_LINES, _LINES = 4, 3  # measures shown of the first clause and of each further one
_NEAR_SHARE = 0.3  # of the clause's best score: a sentence that answers less is no measure on this topic


def write_measures(task: Task) -> Piece:
    """The measures that answer, in the source's words, each with its mark; clauses of one section stand together."""
    groups: dict[tuple[str, str], list[str]] = {}
    heads: dict[tuple[str, str], str] = {}
    used: list[Used] = []
    for source in task.sources:
        clause = source.evidence.hit.clause
        group = (clause.document_id, clause.section)
        heads.setdefault(group, head_source(source, task.language))
        shown = choose_measures(source, _FIRST_LINES if source is task.sources[0] else _LINES)
        in_order = sorted(shown, key=lambda sentence: sentence.position)
        lines = [
            quote_sentence(source, sentence) for sentence in in_order if not is_heading(source, sentence)
        ]
        groups.setdefault(group, []).extend(lines)
        used.append(use(source, *shown))
    blocks = [block for group, lines in groups.items() for block in (heads[group], list_lines(lines))]
    return Piece(join_blocks(blocks), tuple(used))


def is_heading(source: Source, sentence: Sentence) -> bool:
    """Whether a sentence only repeats the heading of its clause, which stands above the list already."""
    return sentence.text.strip(" 。：:；;") == source.evidence.hit.clause.heading.strip(" 。：:；;")


def choose_measures(source: Source, limit: int) -> list[Sentence]:
    """The sentences of a clause that are measures on the topic, best first: the best, and those near it."""
    best = source.best
    near = [sentence for sentence in source.sentences[1:] if sentence.score >= _NEAR_SHARE * best.score]
    return [best, *near[: limit - 1]]
