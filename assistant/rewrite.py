"""A follow-up question made whole by a language model, when one is set; what the model adds must stand in the talk."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat import ChatModel, Message, ModelFailure, read_reply
from assistant.figures import holds_figure, read_figures
from assistant.injection import looks_like_instruction
from assistant.records import Language, Turn
from index.words import cut_content_words
from prompts import choose_fence, enclose_data, load_prompt

_TURNS = 4  # the last turns that are sent
_LONGEST = 300  # characters of a rewritten question
_SHARE = 0.7  # of its content words must stand in the question or the talk


def rewrite_followup(
    model: ChatModel, question: str, history: Sequence[Turn], language: Language, time_limit_s: float = 10.0
) -> str:
    """The standalone wording of a follow-up, or the question unchanged when the model fails or makes things up."""
    if not history:
        return question
    talk = "\n".join(f"Q: {asked}\nA: {answered[:600]}" for asked, answered in history[-_TURNS:])
    fence = choose_fence([talk, question])
    prompt = load_prompt("rewrite_followup", "en" if language == "en" else "zh")
    text = prompt.render(history=enclose_data(talk, fence), question=enclose_data(question, fence))
    try:
        reply = read_reply(model, [Message("user", text)], time_limit_s).strip()
    except ModelFailure:
        return question
    return reply if _is_faithful(reply, f"{talk}\n{question}") else question


def _is_faithful(reply: str, talk: str) -> bool:
    """Whether a rewritten question is one line that says nothing beyond the talk."""
    if not reply or len(reply) > _LONGEST or "\n" in reply or looks_like_instruction(reply):
        return False
    held = read_figures(talk)
    if not all(holds_figure(figure, held) for figure in read_figures(reply)):
        return False
    said, known = set(cut_content_words(reply)), set(cut_content_words(talk))
    return bool(said) and len(said & known) / len(said) >= _SHARE
