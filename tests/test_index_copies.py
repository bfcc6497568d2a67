"""Copies of a clause are found by its words alone, whatever its script, spacing, punctuation and label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from index.copies import digest_clause, find_copies, pack_folded
from index.fold import fold_text
from index.records import Clause
from index.store import Store
from tests.stand_ins import fill_store

RULE = "对首次认定的高新技术企业给予20万元奖励，奖励资金一次性拨付。"
OWN = "一、总则\n青州市推进创新。\n二、奖励\n"
LIST = "1.支持青年人才。具体措施：（1）设立青年科技奖；（2）给予租房补贴；（3）优先立项。"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("给予 20万元，奖励。", "给予２０万元奖励", True),
        ("給予獎勵", "给予奖励", True),
        ("补助10.5万元", "补助105万元", False),
        ("补助1,000元", "补助1000元", False),
        ("增长50%", "增长50", False),
        ("增速：-5%", "增速：5%", False),
        ("分1 2两类", "分12两类", False),
        ("2020—2022年", "2020-2022年", False),
    ],
)
def test_only_what_changes_no_word_or_figure_is_packed_away(one: str, other: str, same: bool) -> None:
    assert (pack_folded(fold_text(one)) == pack_folded(fold_text(other))) is same


@pytest.mark.parametrize(
    ("text", "section", "packed"),
    [
        ("（一）给予奖励。", "二/(一)", "给予奖励"),
        ("1.给予奖励。", "二/1", "给予奖励"),
        ("一、给予奖励。", "一", "给予奖励"),
        ("第十条 给予奖励。", "第十条", "给予奖励"),
        ("第十条之一 给予奖励。", "第十条之一", "给予奖励"),
        ("第十條　给予奖励。", "第十條/第一款", "给予奖励"),
        ("一是给予奖励；", "二/1/一是", "给予奖励"),
        ("①给予奖励。", "二/①", "给予奖励"),
        ("## 一、给予奖励。", "一", "给予奖励"),
        ("二季度给予奖励。", "二", "二季度给予奖励"),
        ("1%的企业", "1", "1%的企业"),
        ("主要目标：增长", "主要目标", "主要目标增长"),
    ],
)
def test_a_printed_label_does_not_count(text: str, section: str, packed: str) -> None:
    assert pack_folded(fold_text(text), section) == packed


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    texts = {
        "a.txt": f"青州市科技政策\n{OWN}（一）{RULE}\n（二）青州市另设奖项。\n{LIST}\n",
        "b.txt": "临河县科技政策\n第一条 对首次认定的高新技術企業給予２０萬元獎勵;奖励资金一次性拨付。\n"
        f"第二条 临河县设立专项资金。\n三、人才\n{LIST}\n",
        "c.txt": "东山县科技政策\n一、奖励\n对首次认定的高新技术企业给予30万元奖励，奖励资金一次性拨付。\n",
        "d.txt": f"西山县科技政策\n一、奖励\n1.{RULE}\n2.西山县另行通知。\n二、附件\n1.{RULE}\n2.其他。\n",
    }
    with Store.open(fill_store(tmp_path_factory.mktemp("copies"), texts)) as opened:
        yield opened


def _find(store: Store, document_id: str, words: str) -> Clause:
    return next(clause for clause in store.clauses_of(document_id) if words in clause.text)


def test_other_documents_and_other_places_of_one_file_are_found(store: Store) -> None:
    clause = _find(store, "a", "20万元")
    found = {(copy.document_id, copy.section) for copy in find_copies(store, clause)}
    assert found == {("b", "第一条"), ("d", "一/1"), ("d", "二/1")}
    own = _find(store, "d", "20万元")
    assert ("d", "二/1") in {(copy.document_id, copy.section) for copy in find_copies(store, own)}


def test_another_figure_is_no_copy(store: Store) -> None:
    assert find_copies(store, _find(store, "c", "30万元")) == []


def test_an_item_under_another_lead_in_is_no_copy() -> None:
    item = Clause(
        "x", "a", "一/(一)", "", "", (), "（一）未按期完成的；", 0, 10, "item", lead_in="下列项目不予支持："
    )
    numbered = replace(item, section="三/1", text="1.未按期完成的。", lead_in="下列项目不予支持:")
    assert digest_clause(item) == digest_clause(numbered)
    assert digest_clause(item) != digest_clause(replace(item, lead_in="下列项目予以支持："))


def test_what_is_not_held_has_no_copies(store: Store) -> None:
    clause = _find(store, "a", "20万元")
    cut = Clause("x", "a", "x", "x", "", (), clause.text[2:], clause.start + 2, clause.end, "item")
    assert find_copies(store, cut) == []
