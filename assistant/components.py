"""The assistant offered to llama-index: a retriever of clauses and a query engine with checked citations.

llama-index is imported here and nowhere on the way of a question; import this module only where it is wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.chat import LlamaIndexChat
from assistant.llm import DEFAULT_TIME_LIMIT_S, LlmWriter
from assistant.places import describe_place, make_reference
from assistant.records import Answer, Citation
from assistant.serialize import answer_to_dict, cited_document_to_dict
from index.records import Document, Hit

if TYPE_CHECKING:
    from assistant.engine import Assistant


def make_node(hit: Hit) -> NodeWithScore:
    """A clause as a node: its text unchanged, its place and document as metadata, its score."""
    clause = hit.clause
    metadata = _describe(hit.document, clause.section, clause.heading, clause.start, clause.end)
    metadata |= {"headings": list(clause.headings), "rank": hit.rank, "found_by": list(hit.found_by)}
    return NodeWithScore(node=_make_text_node(clause.id, clause.text, metadata), score=float(hit.score))


def make_cited_node(citation: Citation) -> NodeWithScore:
    """A citation as a source node; its mark is in the metadata."""
    metadata = _describe(citation.document, citation.section, citation.heading, citation.start, citation.end)
    metadata["mark"] = citation.mark
    identity = f"{citation.document.id}#{citation.section}@{citation.start}"
    return NodeWithScore(
        node=_make_text_node(identity, citation.quote, metadata), score=float(citation.score)
    )


def _describe(document: Document, section: str, heading: str, start: int, end: int) -> dict[str, Any]:
    held = {f"document_{name}": value for name, value in cited_document_to_dict(document).items()}
    return {
        **held,
        "section": section,
        "label": describe_place(section, "zh-Hans"),
        "heading": heading,
        "reference": make_reference(document, section),
        "start": start,
        "end": end,
    }


def _make_text_node(identity: str, text: str, metadata: dict[str, Any]) -> TextNode:
    shown = {"document_title", "label", "heading"}
    hidden = [name for name in metadata if name not in shown]
    return TextNode(
        id_=identity,
        text=text,
        metadata=metadata,
        excluded_llm_metadata_keys=hidden,
        excluded_embed_metadata_keys=hidden,
    )


class PolicyRetriever(BaseRetriever):  # type: ignore[misc]  # llama-index is not typed here
    """Our retrieval as a llama-index retriever: the `top_k` best clauses in the question's scope."""

    def __init__(
        self, assistant: Assistant, top_k: int = 8, callback_manager: CallbackManager | None = None
    ) -> None:
        if top_k < 1:
            raise ValueError("top_k 必须至少为 1 / top_k must be at least 1")
        self._assistant = assistant
        self._top_k = top_k
        super().__init__(callback_manager)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [make_node(hit) for hit in self._assistant.search(query_bundle.query_str, self._top_k)]


class PolicyQueryEngine(BaseQueryEngine):  # type: ignore[misc]  # llama-index is not typed here
    """Questions answered with our citations. With `llm` (any llama-index LLM) it words them, checked.

    The response holds the Markdown answer, the cited clauses as source nodes in the order of their marks, and the
    whole answer object of the contract as metadata.
    """

    def __init__(
        self,
        assistant: Assistant,
        llm: Any = None,
        time_limit_s: float = DEFAULT_TIME_LIMIT_S,
        callback_manager: CallbackManager | None = None,
    ) -> None:
        super().__init__(callback_manager)
        if llm is not None:
            assistant = assistant.with_writer(LlmWriter(LlamaIndexChat(llm), time_limit_s=time_limit_s))
        self._assistant = assistant

    def _query(self, query_bundle: QueryBundle) -> Response:
        return make_response(self._assistant.ask(query_bundle.query_str))

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        import asyncio

        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> dict[str, Any]:
        return {}


def make_response(answer: Answer) -> Response:
    """An answer as a llama-index response; a refusal has no source nodes."""
    cited = () if answer.refused else answer.citations
    return Response(
        response=answer.text,
        source_nodes=[make_cited_node(citation) for citation in cited],
        metadata=answer_to_dict(answer),
    )
