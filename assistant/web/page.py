"""The chat page: conversation on the left, the cited clauses on the right. Handlers are thin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.records import Answer
from assistant.requests import MAX_QUESTION
from assistant.web.cards import render_cards
from assistant.web.conversation import (
    Conversation,
    ask_again,
    find_dropped,
    render_conversation,
)
from assistant.web.desk import Desk
from assistant.web.sample_questions import find_samples
from assistant.web.stream import stream_next
from assistant.web.texts import Texts

READERS = 16  # questions answered at the same time
CSS_FILE = Path(__file__).with_name("page.css")
SCRIPT_FILE = Path(__file__).with_name("page.js")
FONTS = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "system-ui",
    "sans-serif",
]


def build_theme() -> gr.themes.Base:
    """Colours and fonts; only fonts of the reader's own machine."""
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=FONTS, font_mono=["monospace"])


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page that change or are listened to."""

    conversation: gr.State
    talk: gr.HTML
    limits: gr.CheckboxGroup
    question: gr.Textbox
    send: gr.Button
    clear: gr.Button
    samples: gr.Row
    sample_buttons: tuple[gr.Button, ...]
    cards: gr.HTML
    state: gr.HTML


def build_page(desk: Desk, texts: Texts) -> gr.Blocks:
    """The page in one language over an open assistant."""
    with gr.Blocks(title=texts.title, analytics_enabled=False, fill_width=True) as page:
        _wire(_lay_out(desk, texts), desk, texts)
    return page


def _lay_out(desk: Desk, texts: Texts) -> Parts:
    """Put the components where they stand."""
    gr.HTML(_render_head(texts))
    with gr.Row(elem_classes="pq-columns"):
        with gr.Column(scale=3, min_width=320):
            talk = gr.HTML(render_conversation(Conversation(), texts), elem_id="pq-talk")
            limits = gr.CheckboxGroup(
                label=texts.understood, info=texts.understood_hint, visible=False, elem_id="pq-limits"
            )
            with gr.Row(elem_classes="pq-ask"):
                question = gr.Textbox(
                    placeholder=texts.ask_hint, show_label=False, label=texts.ask, lines=1, max_lines=6, scale=6,
                    max_length=MAX_QUESTION, container=False, elem_id="pq-question",
                )  # fmt: skip
                send = gr.Button(texts.ask, variant="primary", scale=1, min_width=88, elem_id="pq-send")
                clear = gr.Button(texts.clear, scale=1, min_width=88, elem_id="pq-clear")
            asked_first = find_samples(desk, texts)
            with gr.Row(elem_classes="pq-samples", visible=bool(asked_first)) as samples:
                gr.HTML(f'<p class="pq-label">{texts.samples}</p>')
                buttons = tuple(
                    gr.Button(words, size="sm", elem_classes="pq-sample") for words in asked_first
                )
        with gr.Column(scale=2, min_width=320):
            cards = gr.HTML(render_cards(None, texts), elem_id="pq-cards")
    state = gr.HTML(_render_state(desk, texts, None), elem_id="pq-state")
    conversation = gr.State(Conversation())
    return Parts(conversation, talk, limits, question, send, clear, samples, buttons, cards, state)


def _wire(parts: Parts, desk: Desk, texts: Texts) -> None:
    """Connect the components: inputs, the conversation with one more answer, what is shown of it."""

    def show(current: Conversation) -> tuple[Any, ...]:
        answer = current.last
        return (
            current,
            render_conversation(current, texts),
            _offer_limits(answer, texts),
            render_cards(answer, texts, current.counted),
            _render_state(desk, texts, answer),
            gr.Row(visible=bool(parts.sample_buttons) and not current.turns),
        )

    def on_ask(asked: str, current: Conversation) -> Iterator[tuple[Any, ...]]:
        for made in stream_next(desk, current, asked):
            if _is_awaited(made):
                waiting = render_conversation(made, texts)
                yield ("", gr.skip(), waiting, *[gr.skip()] * (len(shown) - 2))
            else:
                yield ("", *show(made))

    def on_drop(kept: list[str], current: Conversation) -> tuple[Any, ...]:
        return show(ask_again(desk, current, find_dropped(current, kept)))

    shown = [parts.conversation, parts.talk, parts.limits, parts.cards, parts.state, parts.samples]
    quiet: dict[str, Any] = {
        "api_visibility": "private",
        "show_progress": "hidden",
        "concurrency_limit": READERS,
    }
    question, conversation = parts.question, parts.conversation
    gr.on([parts.send.click, question.submit], on_ask, [question, conversation], [question, *shown], **quiet)
    for button in parts.sample_buttons:
        button.click(on_ask, [button, conversation], [question, *shown], **quiet)
    parts.limits.input(on_drop, [parts.limits, conversation], shown, **quiet)
    parts.clear.click(lambda: show(Conversation()), None, shown, **quiet)


def _is_awaited(conversation: Conversation) -> bool:
    """Whether the last question has no answer yet."""
    last = conversation.turns[-1]
    return last.answer is None and not last.failure


def _offer_limits(answer: Answer | None, texts: Texts) -> Any:
    """The filters understood from the question, all ticked; hidden when there are none."""
    filters = () if answer is None else answer.filters
    choices: dict[str, str] = {}
    for item in filters:
        held = "" if item.held else f"（{texts.not_held}）"
        words = f"{item.value}{held}"
        choices[item.field] = f"{choices[item.field]}、{words}" if item.field in choices else words
    labels = [(f"{texts.fields.get(name, name)}：{words}", name) for name, words in choices.items()]
    return gr.CheckboxGroup(choices=labels, value=list(choices), visible=bool(labels))


def _render_head(texts: Texts) -> str:
    return (
        f'<header class="pq-head"><div><h1>{texts.title}</h1><p>{texts.tagline}</p></div>'
        f'<a href="{texts.other_address}">{texts.other_language}</a></header>'
    )


def _render_state(desk: Desk, texts: Texts, answer: Answer | None) -> str:
    """One line at the foot: what is held, how the answer was made and how long it took."""
    held = len(desk.store.documents())
    if not held:
        return f'<p class="pq-state">{texts.state_empty}</p>'
    if answer is None:
        return f'<p class="pq-state">{texts.held.format(documents=held)}</p>'
    words = texts.state.format(
        documents=held,
        writer=texts.writers[answer.writer],
        milliseconds=round(answer.timing_ms.get("total", 0.0)),
        store=answer.store[:8],
    )
    return f'<p class="pq-state">{words}</p>'
