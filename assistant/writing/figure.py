"""A figure: first the figure with what it measures, then its sentence; clauses that disagree are shown side by side."""

from __future__ import annotations

from assistant.escape import escape_quote
from assistant.sentences import Sentence
from assistant.writing.aim import Aim, read_aims
from assistant.writing.finding import Finding, find_figure
from assistant.writing.frames import say
from assistant.writing.passage import write_passage
from assistant.writing.piece import (
    Piece,
    Source,
    Task,
    Used,
    head_source,
    join_blocks,
    list_lines,
    name_source,
    quote_block,
    quote_sentence,
    use,
)
from assistant.writing.rivals import disagree, is_rival

_OTHERS = 3


def write_figure(task: Task) -> Piece:
    """The figure, its sentence and clause; then the same or another figure that other clauses give."""
    aims = read_aims(task.query)
    if len(aims) > 1:
        several = _find_several(task, aims)
        if len(several) > 1:
            return _write_several(task, several)
    findings = _find_all(task, aims)
    if not findings or not _may_lead(task, findings[0]):
        return write_passage(task)
    first = findings[0]
    rivals = [finding for finding in findings if is_rival(finding, first, task.language == "en")]
    others = [f for f in rivals if f.figure.key != first.figure.key]
    if others:
        return _write_rivals(task, [first, *others[:_OTHERS]], findings)
    text = join_blocks([lead_figure(first), *_body(task, first)])
    used = [use(first.source, first.sentence)]
    return _name_rest(task, text, used, [f for f in rivals if f.figure.key == first.figure.key])


def _find_all(task: Task, aims: list[Aim]) -> list[Finding]:
    """One finding a clause, by the first aim that finds one there."""
    found = []
    for source in task.sources:
        finding = next((f for aim in aims if (f := find_figure(task, source, aim)) is not None), None)
        if finding is not None:
            found.append(finding)
    return found


def _find_several(task: Task, aims: list[Aim]) -> list[Finding]:
    """One finding for each thing asked, in the first clause when it holds one, else in the next; none twice."""
    several: list[Finding] = []
    for aim in aims:
        found = [
            finding for source in task.sources if (finding := find_figure(task, source, aim)) is not None
        ]
        new = (f for f in found if all(f.figure != k.figure or f.sentence is not k.sentence for k in several))
        best = next(new, None)
        if best is not None and (best.source is task.sources[0] or _may_lead(task, best)):
            several.append(best)
    return several


def _write_several(task: Task, several: list[Finding]) -> Piece:
    """A line for each figure asked for, then the sentences they stand in."""
    blocks = [list_lines([lead_figure(finding) for finding in several])]
    used: list[Used] = []
    for source in dict.fromkeys(finding.source.mark for finding in several):
        own = [finding for finding in several if finding.source.mark == source]
        sentences: list[Sentence] = list({f.sentence.span: f.sentence for f in own}.values())
        blocks.append(head_source(own[0].source, task.language))
        blocks.append(quote_block([quote_sentence(own[0].source, sentence) for sentence in sentences]))
        used.append(use(own[0].source, *sentences))
    return _name_rest(task, join_blocks(blocks), used, [])


def _may_lead(task: Task, finding: Finding) -> bool:
    """Whether an answer may begin with a figure: it stands in the first clause, or in one that matches as well."""
    first = task.sources[0]
    return finding.source is first or finding.sentence.coverage >= max(0.5, first.best.coverage)


def lead_figure(finding: Finding) -> str:
    """Example: **7000家** — 有效期内高新技术企业达7000家 [1]"""
    words, segment = escape_quote(finding.words), escape_quote(finding.segment)
    return f"**{words}** — {segment} [{finding.source.mark}]"


def _body(task: Task, finding: Finding) -> list[str]:
    head = head_source(finding.source, task.language)
    if finding.segment == finding.sentence.text.rstrip("。；;"):
        return [head]
    return [head, quote_block([quote_sentence(finding.source, finding.sentence)])]


def _write_rivals(task: Task, shown: list[Finding], findings: list[Finding]) -> Piece:
    """Several figures, and whether they disagree."""
    lines = [
        f"- {lead_figure(finding)}\n  {name_source(finding.source, task.language)} [{finding.source.mark}]"
        for finding in shown
    ]
    conflict = any(disagree(shown[0], finding) for finding in shown[1:])
    one = len({finding.source.evidence.hit.document.id for finding in shown}) == 1
    frame = say("disagree" if conflict else "several_clauses" if one else "several", task.language)
    quote = quote_block([quote_sentence(shown[0].source, shown[0].sentence)])
    text = join_blocks(["\n".join(lines), frame, quote])
    used = [use(finding.source, finding.sentence) for finding in shown]
    return _name_rest(task, text, used, [f for f in findings if f not in shown])


def _name_rest(task: Task, text: str, used: list[Used], same: list[Finding]) -> Piece:
    """Names the further clauses: those with the same figure first, then the others by place."""
    marks = {item.mark for item in used}
    lines = [
        f"{name_source(f.source, task.language)} [{f.source.mark}]"
        for f in same
        if f.source.mark not in marks
    ]
    blocks = [text]
    if lines:
        blocks += [say("same", task.language), list_lines(lines)]
    used += [use(f.source, f.sentence) for f in same if f.source.mark not in marks]
    marks |= {f.source.mark for f in same}
    rest: list[Source] = [source for source in task.sources if source.mark not in marks][:_OTHERS]
    if rest:
        blocks += [say("also", task.language)]
        blocks += [list_lines([f"{name_source(s, task.language)} [{s.mark}]" for s in rest])]
        used += [use(source, source.best) for source in rest]
    return Piece(join_blocks(blocks), tuple(used))
