"""What is indexed of a clause: it is matched with its title and headings, by field."""

from __future__ import annotations

from dataclasses import replace

from index.passage import compose_passage, cut_clause
from index.records import Clause, Document

DOCUMENT = Document("a", "a.txt", "青州省贈地辦法", 0, 9, region="青州省", number="青科发〔2024〕7号")
CLAUSE = Clause(
    "a#一/1", "a", "一/1", "一1", "补贴", ("支持措施", "补贴"), "（1）每月五百元。", 0, 9, "item", lead_in="给予："
)  # fmt: skip


def test_title_headings_and_lead_in_stand_before_the_text() -> None:
    assert compose_passage(DOCUMENT, CLAUSE) == "青州省贈地辦法\n支持措施 补贴\f给予：\n（1）每月五百元。"


def test_what_is_not_there_leaves_no_empty_line() -> None:
    bare = replace(CLAUSE, headings=(), lead_in="")
    assert compose_passage(DOCUMENT, bare) == "青州省贈地辦法\f（1）每月五百元。"


def test_a_form_feed_of_the_source_ends_nothing() -> None:
    passage = compose_passage(replace(DOCUMENT, title="甲\f办法"), replace(CLAUSE, text="一\f二"))
    assert passage.count("\f") == 1


def test_a_long_text_is_embedded_by_its_beginning() -> None:
    passage = compose_passage(DOCUMENT, replace(CLAUSE, text="始" + "长" * 5_000))
    assert "始长" in passage and len(passage) < 1_300


def test_words_are_kept_by_field() -> None:
    words = cut_clause(DOCUMENT, CLAUSE)
    assert {"青州", "2024", "7", "号"} <= set(words.title.split())
    assert words.heading.split() == ["支持", "措施", "补贴"]
    assert set(words.body.split()) >= {"给予", "1", "每月"} and "补贴" not in words.body
    assert (words.folded, words.named) == ("给予: (1)每月五百元。", "青州省赠地办法支持措施补贴")


def test_a_clause_without_anything_around_it() -> None:
    words = cut_clause(replace(DOCUMENT, region=None, number=None), replace(CLAUSE, headings=(), lead_in=""))
    assert (words.heading, words.folded, words.named) == ("", "(1)每月五百元。", "青州省赠地办法")
