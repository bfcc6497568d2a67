"""`SectionNodeParser`: our clauses as nodes of any llama-index pipeline, each with its path, headings and offsets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, MetadataMode, NodeRelationship, TextNode

from index.parse import parse_file
from index.records import Clause, Document, SourceText

_SHOWN_TO_MODELS = ("title", "section", "headings")


class SectionNodeParser(NodeParser):  # type: ignore[misc]  # llama-index is not typed here
    """Cuts documents at their own sections instead of at a number of tokens.

    A node's metadata hold `title`, `issuer`, `number`, `date`, `region`, `status`, `document`, `section` (the path),
    `label` (the reader's words), `headings`, `lead_in`, `units`, `kind`, `part`, `start` and `end`; what is not printed
    is left out. `start_char_idx` and `end_char_idx` are the clause's own offsets. Embeddings and language models see
    title, section and headings beside the text.

    Example: SectionNodeParser().get_nodes_from_documents([Document(text="一、目标\\n（一）投入增长10%。")])
    """

    @classmethod
    def class_name(cls) -> str:
        """The name under which llama-index writes this component down."""
        return "SectionNodeParser"

    def _parse_nodes(self, nodes: Sequence[BaseNode], *_args: Any, **_options: Any) -> list[BaseNode]:
        return [made for node in nodes for made in _cut_node(node)]

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, Any]
    ) -> list[BaseNode]:
        """As in llama-index, but the offsets stay ours: a search for the text finds the first of equal clauses."""
        processed = super()._postprocess_parsed_nodes(nodes, parent_doc_map)
        for node in processed:
            if isinstance(node, TextNode) and "start" in node.metadata:
                node.start_char_idx, node.end_char_idx = node.metadata["start"], node.metadata["end"]
        return list(processed)


def _cut_node(node: BaseNode) -> Iterator[TextNode]:
    name = str(node.metadata.get("file_name") or node.node_id)
    parsed = parse_file(SourceText(node.get_content(MetadataMode.NONE), name, "txt", "utf-8"), node.node_id)
    documents = {document.id: document for document in parsed.documents}
    relation = {NodeRelationship.SOURCE: node.as_related_node_info()}
    for clause in parsed.clauses:
        metadata = list_metadata(clause, documents[clause.document_id])
        hidden = [key for key in metadata if key not in _SHOWN_TO_MODELS]
        yield TextNode(
            id_=clause.id,
            text=clause.text,
            start_char_idx=clause.start,
            end_char_idx=clause.end,
            metadata=metadata,
            excluded_embed_metadata_keys=hidden,
            excluded_llm_metadata_keys=hidden,
            relationships=dict(relation),
        )


def list_metadata(clause: Clause, document: Document) -> dict[str, Any]:
    """Metadata of a node, flat and plain, so that every vector store takes them; absent values are left out."""
    known: dict[str, Any] = {
        "title": document.title,
        "issuer": document.issuer,
        "number": document.number,
        "date": document.date,
        "region": document.region,
        "status": document.status,
        "document": document.id,
        "section": clause.section,
        "label": clause.label,
        "headings": " > ".join(clause.headings),
        "lead_in": clause.lead_in,
        "units": "、".join(clause.units),
        "kind": clause.kind,
        "part": clause.part,
        "start": clause.start,
        "end": clause.end,
    }
    return {key: value for key, value in known.items() if value is not None and value != ""}
