"""The assistant in llama-index: our retriever in a stock engine, our engine with any llama-index LLM."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata, MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import get_response_synthesizer

from assistant.components import PolicyQueryEngine, PolicyRetriever
from assistant.engine import Assistant
from index.build import index_paths
from index.store import Store
from tests.stand_ins import HashEncoder
from tests.tiny_policies import MEASURES, PLAN


class SaysOne(CustomLLM):
    """A llama-index LLM that always says the same."""

    reply: str = "技术合同成交额达到860亿元。[1]"

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata()

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return CompletionResponse(text=self.reply)

    def stream_complete(
        self, prompt: str, formatted: bool = False, **kwargs: Any
    ) -> Iterator[CompletionResponse]:
        for end in range(1, len(self.reply) + 1):
            yield CompletionResponse(text=self.reply[:end], delta=self.reply[end - 1])


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("policies")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "measures.txt").write_text(MEASURES, encoding="utf-8")
    encoder = HashEncoder(256)
    index_paths([folder], folder / "store", encoder)
    with Assistant(Store.open(folder / "store"), encoder) as made:
        yield made


def _texts(nodes: Sequence[Any]) -> list[str]:
    return [node.node.get_content() for node in nodes]


def test_the_retriever_gives_nodes_with_score_and_place(assistant: Assistant) -> None:
    nodes = PolicyRetriever(assistant, top_k=3).retrieve("技术合同成交额的目标")
    assert len(nodes) == 3 and "860亿元" in nodes[0].node.get_content()
    held = nodes[0].node.metadata
    assert held["document_title"] == "青州省科技工作要点" and held["label"].startswith("第一部分")
    assert PLAN[held["start"] : held["end"]] == nodes[0].node.get_content()
    assert nodes[0].score >= nodes[1].score


def test_it_serves_a_stock_query_engine(assistant: Assistant) -> None:
    engine = RetrieverQueryEngine(
        PolicyRetriever(assistant, top_k=2), get_response_synthesizer(llm=MockLLM(max_tokens=8))
    )
    assert len(engine.query("技术合同成交额的目标").source_nodes) == 2


def test_our_engine_quotes_with_citations(assistant: Assistant) -> None:
    response = PolicyQueryEngine(assistant).query("2024年技术合同成交额的目标是多少？")
    assert "860亿元" in response.response and "860亿元" in _texts(response.source_nodes)[0]
    assert response.metadata["citations"][0]["mark"] == response.source_nodes[0].node.metadata["mark"] == 1


def test_any_llama_index_model_words_the_answer(assistant: Assistant) -> None:
    response = PolicyQueryEngine(assistant, llm=SaysOne()).query("2024年技术合同成交额的目标是多少？")
    assert (response.metadata["writer"], response.response) == ("llm", "技术合同成交额达到860亿元。[1]")


def test_a_model_that_makes_things_up_is_replaced(assistant: Assistant) -> None:
    engine = PolicyQueryEngine(assistant, llm=SaysOne(reply="技术合同成交额达到999亿元。[1]"))
    response = engine.query("2024年技术合同成交额的目标是多少？")
    assert response.metadata["writer"] == "extractive" and "999" not in response.response


def test_it_works_asynchronously(assistant: Assistant) -> None:
    response = asyncio.run(PolicyQueryEngine(assistant).aquery("2024年技术合同成交额的目标是多少？"))
    assert "860亿元" in response.response


def test_a_retriever_of_nothing_is_refused(assistant: Assistant) -> None:
    with pytest.raises(ValueError):
        PolicyRetriever(assistant, top_k=0)
