"""The llama-index node parser: nodes carry path, headings, metadata and exact offsets."""

from llama_index.core import Document
from llama_index.core.schema import MetadataMode

from index.nodes import SectionNodeParser

HEAD = "关于科技工作的通知\n甲科发〔2024〕3号\n"
TEXT = HEAD + "一、总体目标\n（一）投入增长10%。\n（二）投入增长10%。\n二、保障措施\n加强领导。\n"


def test_nodes_carry_path_headings_and_offsets():
    nodes = SectionNodeParser().get_nodes_from_documents([Document(text=TEXT)])
    assert [node.metadata.get("section", "") for node in nodes] == ["", "一", "一/(一)", "一/(二)", "二"]
    assert all(TEXT[node.start_char_idx : node.end_char_idx] == node.text for node in nodes)
    assert nodes[3].metadata["headings"] == "总体目标"
    assert nodes[3].metadata["label"] == "第一部分（二）"


def test_nodes_link_to_their_source_and_neighbours():
    document = Document(text=TEXT, metadata={"file_name": "a.txt"})
    nodes = SectionNodeParser().get_nodes_from_documents([document])
    assert {node.ref_doc_id for node in nodes} == {document.doc_id}
    assert nodes[1].prev_node.node_id == nodes[0].node_id
    assert nodes[0].metadata["file_name"] == "a.txt"


def test_models_see_title_and_headings_not_offsets():
    node = SectionNodeParser().get_nodes_from_documents([Document(text=TEXT)])[2]
    seen = node.get_content(MetadataMode.EMBED)
    assert "总体目标" in seen and "start" not in seen


def test_parser_runs_inside_a_stock_pipeline():
    from llama_index.core.ingestion import IngestionPipeline

    nodes = IngestionPipeline(transformations=[SectionNodeParser()]).run(documents=[Document(text=TEXT)])
    assert len(nodes) == 5
    assert SectionNodeParser().to_dict()["class_name"] == "SectionNodeParser"
