"""The engine with a writer that streams and makes follow-ups whole; without a model neither happens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.engine import Assistant
from assistant.llm import LlmWriter
from assistant.stand_in_llm import ScriptedModel
from assistant.writers import StreamingWriter, rewrite_question
from tests.stand_ins import fill_store, open_assistant

TEXTS = {
    "a.txt": "江州市企业奖励办法\n\n第一条 对新认定的高新技术企业奖励20万元。\n\n第二条 对孵化器奖励30万元。\n",
}
ASKED = "江州市高新技术企业奖励多少万元？"
REPLY = "新认定的高新技术企业奖励20万元。[1]"


@pytest.fixture
def quoting(tmp_path: Path) -> Iterator[Assistant]:
    with open_assistant(fill_store(tmp_path, TEXTS)) as assistant:
        yield assistant


def test_a_model_streams_through_the_engine(quoting: Assistant) -> None:
    assistant = quoting.with_writer(LlmWriter(ScriptedModel(REPLY)))
    seen: list[str] = []
    answer = assistant.ask(ASKED, on_text=seen.append)
    assert assistant.streams and "".join(seen) == REPLY and answer.writer == "llm"


def test_without_a_model_nothing_streams(quoting: Assistant) -> None:
    seen: list[str] = []
    assert quoting.ask(ASKED, on_text=seen.append).writer == "extractive"
    assert seen == [] and not quoting.streams


@pytest.mark.parametrize(
    ("reply", "standalone"),
    [
        ("江州市对孵化器奖励多少万元？", "江州市对孵化器奖励多少万元？"),
        ("上海市奖励90万元吗？", None),  # made up: the follow-up made whole without a model is taken
    ],
)
def test_a_followup_is_made_whole_by_the_model_when_it_is_faithful(
    quoting: Assistant, reply: str, standalone: str | None
) -> None:
    history = ((ASKED, REPLY),)
    writer = LlmWriter(ScriptedModel(reply))
    query = quoting.with_writer(writer).understand("那对孵化器奖励呢？", history)
    plain = quoting.understand("那对孵化器奖励呢？", history)
    assert query.question == "那对孵化器奖励呢？"
    assert query.standalone == (plain.standalone if standalone is None else standalone)


def test_the_model_is_not_asked_without_history_or_by_a_quoting_writer(quoting: Assistant) -> None:
    model = ScriptedModel(REPLY)
    assert rewrite_question(LlmWriter(model), ASKED, ()) is None and not model.asked
    assert not isinstance(quoting, StreamingWriter)
