"""The whole way from a question to an answer: what is cited, what is refused and why, whatever is asked."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.engine import Assistant
from assistant.extractive import Draft
from assistant.records import Answer, Decision, Evidence, Query
from index.errors import EncoderFailure, StoreFailure
from index.static_encoder import StaticEncoder
from index.store_writer import StoreWriter
from tests.stand_ins import HashEncoder, fill_store, open_assistant
from tests.tiny_policies import SOURCES

TEXTS = {f"{name}.txt": text for name, text in SOURCES.items()}
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder.load()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder) -> Iterator[Assistant]:
    with open_assistant(fill_store(tmp_path_factory.mktemp("engine"), TEXTS, encoder), encoder) as opened:
        yield opened


def _name(answer: Answer) -> list[str]:
    return [f"{item.document.id}#{item.section}" for item in answer.citations]


@pytest.mark.parametrize(
    ("question", "place", "words"),
    [
        ("首次认定的高新技术企业奖励多少万元？", "plan#二/(二)/2", "20万元"),
        ("中小企业创新资助办法第二条", "measures#第二条", "注册满两年"),
        ("引进的高层次人才可以拿多少安家补贴？", "talent#第一條", "50萬元"),
        ("青州省中小企业创新资助办法何时施行？", "measures#", "2024年5月1日"),
    ],
)
def test_the_answer_cites_the_words_of_the_source(
    assistant: Assistant, question: str, place: str, words: str
) -> None:
    answer = assistant.ask(question, id="q")
    assert not answer.refused and _name(answer)[0] == place and words in answer.text
    for item in (*answer.citations, *answer.nearest):
        assert item.quote == assistant.store.source_text(item.document.id)[item.start : item.end]
    assert (answer.id, answer.store, answer.nearest) == ("q", assistant.store.fingerprint, ())


@pytest.mark.parametrize(
    ("question", "reason", "words"),
    [
        ("", "empty_question", ""),
        (" \n\u3000", "empty_question", ""),
        ("你好", "smalltalk", ""),
        ("深圳市的高新技术企业奖励多少？", "scope_not_held", "深圳市"),
        ("2019年高新技术企业目标是多少？", "scope_not_held", "2019年"),
        ("中小企业创新资助办法第九十九条", "clause_not_found", "第九十九条"),
    ],
)
def test_a_refusal_says_why_and_cites_nothing(
    assistant: Assistant, question: str, reason: str, words: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.refused, answer.reason, answer.citations) == (True, reason, ())
    assert words in answer.text and answer.text


def test_what_is_held_instead_of_the_place_asked_for_is_shown(assistant: Assistant) -> None:
    answer = assistant.ask("深圳市的高新技术企业奖励多少？")
    assert "《青州省科技工作要点》" in answer.text
    assert answer.nearest[0].section == "二/(二)/2"
    assert [(item.value, item.held) for item in answer.filters] == [("深圳市", False)]


def test_a_filter_taken_off_no_longer_refuses(assistant: Assistant) -> None:
    answer = assistant.ask("深圳市的高新技术企业奖励多少？", dropped=["region"])
    assert not answer.refused and _name(answer)[0] == "plan#二/(二)/2"


def test_a_clause_of_several_documents_is_the_readers_choice(tmp_path: Path) -> None:
    texts = {f"{n}.txt": f"{n}县租房办法\n第一条 略。\n第二条 {n}县每月补贴。\n" for n in "甲乙"}
    with open_assistant(fill_store(tmp_path, texts)) as assistant:
        answer = assistant.ask("第二条是什么？")
    assert (answer.reason, answer.citations) == ("clause_ambiguous", ())
    assert {item.document.id for item in answer.nearest} == {"甲", "乙"}


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    with open_assistant(fill_store(tmp_path, {})) as assistant:
        answer = assistant.ask("租房补贴多少元？")
        assert (answer.reason, answer.refused) == ("empty_store", True) and "policyqa index" in answer.text
        assert assistant.search("租房补贴") == [] and assistant.ask("你好").reason == "smalltalk"


def test_evidence_too_weak_is_no_answer_but_the_nearest_is_shown(tmp_path: Path) -> None:
    with open_assistant(fill_store(tmp_path, TEXTS), bias=-3.0) as assistant:
        answer = assistant.ask("高新技术企业奖励多少？")
    assert (answer.refused, answer.reason, answer.citations) == (True, "no_match", ())
    assert 0 < len(answer.nearest) <= 3


@pytest.mark.parametrize(
    "question", ["租" * 20_000, "第一条" * 6_667, "（" * 20_000, "a " * 10_000, "2024年" * 4_000]
)
def test_a_question_of_any_length_is_answered_in_time(assistant: Assistant, question: str) -> None:
    started = time.process_time()
    answer = assistant.ask(question)
    assert time.process_time() - started < 5 and answer.text
    assert len(assistant.search(question, 3)) <= 3


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("首次認定的高新技術企業獎勵多少萬元？", "首次认定的高新技术企业奖励多少万元？"),
        ("引進的高層次人才補貼", "引进的高层次人才补贴"),
        ("支持青年科技人才有哪些措施", "支持青年科技人才有哪些措施"),
        ("申請資助應當具備哪些條件", "申请资助应当具备哪些条件"),
        ("省科技廳負責什麼", "省科技厅负责什么"),
    ],
)
def test_both_scripts_give_the_same_ranking(assistant: Assistant, traditional: str, simplified: str) -> None:
    one, other = (
        [(hit.clause.id, hit.score) for hit in assistant.search(question, 20)]
        for question in (traditional, simplified)
    )
    assert one == other and len(one) > 5


def test_a_named_document_is_all_that_is_searched(assistant: Assistant) -> None:
    hits = assistant.search("《青州省中小企业创新资助办法》里高新技术企业奖励多少？", 50)
    assert hits and {hit.document.id for hit in hits} == {"measures"}


def test_search_counts_its_ranks_and_repeats_itself(assistant: Assistant) -> None:
    hits = assistant.search("青年科技人才", 4)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4] and hits == assistant.search("青年科技人才", 4)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert assistant.search("青年科技人才", 2) == hits[:2] and assistant.search("青年", 0) == []


_REMOVE = """
import sys
from pathlib import Path
from index.build import remove_documents
from tests.stand_ins import HashEncoder
remove_documents(Path(sys.argv[1]), ["plan.txt"], HashEncoder())
"""


def test_what_another_process_removed_is_never_cited_again(tmp_path: Path) -> None:
    store = fill_store(tmp_path, TEXTS)
    with open_assistant(store) as assistant:
        question = "高新技术企业奖励多少万元？"
        assert _name(assistant.ask(question))[0].startswith("plan#")
        subprocess.run([sys.executable, "-c", _REMOVE, str(store)], cwd=ROOT, check=True)
        answer = assistant.ask(question)
        assert "plan" not in {item.document.id for item in (*answer.citations, *answer.nearest)}
        assert "plan" not in {hit.document.id for hit in assistant.search(question, 50)}
        assert "plan" not in assistant.priors and "plan" not in assistant.holdings.by_id
        assert assistant.ask("《青州省科技工作要点》第一部分").refused


def test_what_is_added_later_is_found(tmp_path: Path) -> None:
    with open_assistant(fill_store(tmp_path, {})) as assistant:
        assert assistant.ask("租房补贴多少元？").refused
        fill_store(tmp_path, {"a.txt": "某县租房办法\n第一条 租房补贴每月500元。\n"})
        assert "500元" in assistant.ask("租房补贴多少元？").text


class Declining:
    """A writer that finds nothing in the evidence, and remembers it."""

    def __init__(self) -> None:
        self.evidence: Sequence[Evidence] = ()

    def write(self, query: Query, evidence: Sequence[Evidence], decision: Decision) -> Draft:
        self.evidence = evidence
        return Draft("无", (), declined=True)


def test_a_writer_that_declines_is_a_refusal(assistant: Assistant) -> None:
    writer = Declining()
    answer = assistant.with_writer(writer).ask("高新技术企业奖励多少万元？")
    assert (answer.refused, answer.reason, answer.citations) == (True, "no_match", ())
    assert [item.mark for item in writer.evidence] == list(range(1, len(writer.evidence) + 1))
    assert not assistant.ask("高新技术企业奖励多少万元？").refused


def test_a_comparison_gives_the_writer_a_clause_of_each_document(tmp_path: Path) -> None:
    texts = {
        f"{n}.txt": f"{n}房补贴办法\n第一条 {n}房补贴每月500元。\n第二条 {n}房补贴另议。\n" for n in "租购"
    }
    writer = Declining()
    with open_assistant(fill_store(tmp_path, texts)) as assistant:
        assistant.with_writer(writer).ask("比较《租房补贴办法》和《购房补贴办法》的补贴")
    assert sorted(item.hit.document.id for item in writer.evidence) == ["租", "购"]


class Backwards:
    """A reranker that likes the last."""

    def score_passages(self, question: str, passages: Sequence[str]) -> list[float]:
        return [float(place) for place in range(len(passages))]


def test_a_reranker_has_the_last_word(assistant: Assistant) -> None:
    other = Assistant(assistant.store, assistant.search_index.encoder, reranker=Backwards())
    plain = [hit.clause.id for hit in assistant.search("青年科技人才", 50)]
    assert [hit.clause.id for hit in other.search("青年科技人才", 50)] == plain[:30][::-1] + plain[30:]


def test_threads_share_an_assistant(assistant: Assistant) -> None:
    questions = ["高新技术企业奖励多少万元？", "第三条是什么？", "你好", "引进的高层次人才补贴"] * 3
    alone = [assistant.ask(question) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(assistant.ask, questions))
    assert [replace(item, timing_ms={}) for item in together] == [
        replace(item, timing_ms={}) for item in alone
    ]


def test_times_are_told_by_stage(assistant: Assistant) -> None:
    timing = assistant.ask("高新技术企业奖励多少？").timing_ms
    assert set(timing) == {"understand", "retrieve", "write", "total"}
    assert timing["total"] == pytest.approx(sum(timing.values()) - timing["total"], abs=0.01)


def test_a_store_that_cannot_be_opened_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreFailure, match="policyqa index"):
        Assistant.open(tmp_path)
    store = fill_store(tmp_path, TEXTS)
    with pytest.raises(StoreFailure, match="encoder"):
        Assistant.open(store)
    with pytest.raises(EncoderFailure):
        Assistant.open(store, str(tmp_path / "none"))


def test_closing_releases_the_store(tmp_path: Path) -> None:
    with open_assistant(fill_store(tmp_path, TEXTS)) as assistant:
        pass
    with pytest.raises(StoreFailure):
        assistant.store.documents()
    with StoreWriter(tmp_path / "store", HashEncoder()):
        pass
