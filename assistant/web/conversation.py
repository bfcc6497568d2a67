"""One reader's conversation: what was asked and answered, kept by the page for that reader alone, and its HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from assistant.errors import AssistantFailure
from assistant.locate import clause_address
from assistant.records import Answer
from assistant.records import Turn as Pair
from assistant.requests import MAX_QUESTION, MAX_TURNS, check_question
from assistant.web.desk import Desk
from assistant.web.markup import render_markdown
from assistant.web.texts import Texts
from assistant.writers import OnText
from index.errors import IndexFailure


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer, or with the one line that says why there is none; neither while it is awaited.

    `partial` is the text of an awaited answer as far as it has come.
    """

    question: str
    answer: Answer | None = None
    failure: str = ""
    partial: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far, oldest first; at most 50 are kept. `counted` numbers the turns ever asked.

    `dropped` names the filters that the reader has taken off the last question.
    """

    turns: tuple[Turn, ...] = ()
    counted: int = 0
    dropped: tuple[str, ...] = ()

    @property
    def last(self) -> Answer | None:
        """The answer to the last question, None when there is none."""
        return self.turns[-1].answer if self.turns else None

    @property
    def history(self) -> tuple[Pair, ...]:
        """The answered turns as pairs, for the next question."""
        return tuple((turn.question, turn.answer.text) for turn in self.turns if turn.answer is not None)


def await_answer(conversation: Conversation, question: str) -> Conversation:
    """The conversation as it is shown while the question is being answered."""
    return Conversation((*conversation.turns, Turn(question[:MAX_QUESTION])), conversation.counted + 1)


def ask_next(
    desk: Desk, conversation: Conversation, question: str, on_text: OnText | None = None
) -> Conversation:
    """The conversation with one more turn; a failure becomes a line in it, never an exception of ours."""
    turn = _answer(desk, question, conversation.history, (), on_text)
    return Conversation((*conversation.turns, turn)[-MAX_TURNS:], conversation.counted + 1)


def ask_again(desk: Desk, conversation: Conversation, dropped: tuple[str, ...]) -> Conversation:
    """The last question answered again without the filters named; nothing happens before the first question."""
    if not conversation.turns:
        return conversation
    before = replace(conversation, turns=conversation.turns[:-1])
    turn = _answer(desk, conversation.turns[-1].question, before.history, dropped)
    return Conversation((*before.turns, turn), conversation.counted + 1, dropped)


def find_dropped(conversation: Conversation, kept: Sequence[str]) -> tuple[str, ...]:
    """The filters taken off the last question once only `kept` stay ticked; what was taken off before stays off."""
    offered = () if conversation.last is None else conversation.last.filters
    unticked = (item.field for item in offered if item.field not in kept)
    return tuple(dict.fromkeys((*conversation.dropped, *unticked)))


def render_conversation(conversation: Conversation, texts: Texts) -> str:
    """All turns as inert HTML, oldest first; the words of welcome before the first one."""
    if not conversation.turns:
        return f'<div class="pq-talk pq-new"><p class="pq-empty">{escape(texts.welcome)}</p></div>'
    first = conversation.counted - len(conversation.turns)
    turns = (_render_turn(turn, first + place, texts) for place, turn in enumerate(conversation.turns, 1))
    return f'<div class="pq-talk" role="log" aria-live="polite">{"".join(turns)}</div>'


def _answer(
    desk: Desk,
    question: str,
    history: tuple[Pair, ...],
    dropped: tuple[str, ...],
    on_text: OnText | None = None,
) -> Turn:
    try:
        asked = check_question(question)
        return Turn(asked, desk.ask(asked, history=history, dropped=dropped, on_text=on_text))
    except (AssistantFailure, IndexFailure) as failure:
        return Turn(question[:200], failure=str(failure))


def _render_turn(turn: Turn, number: int, texts: Texts) -> str:
    asked = f'<div class="pq-asked">{escape(turn.question)}</div>'
    if turn.answer is None and not turn.failure:
        so_far = (
            f'<div class="pq-answer">{render_markdown(turn.partial, {}, number)}</div>'
            if turn.partial
            else ""
        )
        return f'{asked}{so_far}<p class="pq-awaited" aria-busy="true">{escape(texts.awaited)}</p>'
    if turn.answer is None:
        return f'{asked}<div class="pq-answer pq-failed">{escape(turn.failure)}</div>'
    answer = turn.answer
    addresses = {item.mark: clause_address(item.document.id, item.section) for item in answer.citations}
    body = render_markdown(answer.text, addresses, number)
    notes = "".join(f'<p class="pq-note">{escape(note)}</p>' for note in answer.notes)
    if answer.standalone and answer.standalone != answer.question:
        notes = (
            f'<p class="pq-note">{escape(texts.standalone.format(question=answer.standalone))}</p>' + notes
        )
    if answer.refused:
        return f'{asked}<div class="pq-answer pq-refused">{body}{notes}</div>'
    trust = f'<p class="pq-trust pq-{answer.confidence}">{escape(texts.confidence[answer.confidence])}</p>'
    return f'{asked}<div class="pq-answer">{body}{notes}{trust}</div>'
