"""When a citation is right."""

import pytest

from eval.gold import Place, find_targets, is_inline, is_right, judge_ranking
from eval.questions_file import Gold, Question


@pytest.mark.parametrize(
    ("cited", "wanted", "right"),
    [
        ("二/(五)/2", "二/(五)/2", True),
        ("二/(五)/2/(1)", "二/(五)/2", True),
        ("二/(五)/2", "二/(五)/2/(1)", True),
        ("二/(五)", "二/(五)/2/(1)", False),
        ("二/(五)", "二/(五)/2", False),
        ("二", "二/(五)", False),
        ("二/(五)/20", "二/(五)/2", False),
        ("三/2", "三/2/①", True),
        ("三/2", "三/2/一是", True),
        ("三/2", "三/2/——科技投入目标:", True),
        ("第四篇/5", "第四篇", True),
        ("", "", True),
        ("一", "", False),
        ("", "(1)", False),
    ],
)
def test_a_citation_is_right_at_below_or_just_above_an_inline_item(
    cited: str, wanted: str, right: bool
) -> None:
    assert is_right(Place("a.txt", cited), Gold("a.txt", (wanted,))) is right


@pytest.mark.parametrize(
    ("label", "inline"),
    [
        ("(1)", True),
        ("①", True),
        ("二是", True),
        ("首先", True),
        ("——目标:", True),
        ("(五)", False),
        ("1", False),
    ],
)
def test_inline_labels(label: str, inline: bool) -> None:
    assert is_inline(label) is inline


def test_another_file_is_wrong_and_folders_do_not_count() -> None:
    gold = Gold("a.txt", ("一",))
    assert not is_right(Place("b.txt", "一"), gold)
    assert is_right(Place("policies/a.txt", "一"), gold)


def test_alternatives_and_whole_files() -> None:
    assert is_right(Place("a.txt", "三"), Gold("a.txt", ("一", "三")))
    assert is_right(Place("a.txt", "九"), Gold("a.txt"))


def test_a_ranking_is_judged_by_target() -> None:
    question = Question("1", "?", "zh", "compare", (Gold("a.txt", ("一",)), Gold("b.txt", ("二",))))
    places = [Place("b.txt", "二/1"), Place("c.txt", "一"), Place("a.txt", "一")]
    assert judge_ranking(places, question) == (frozenset({1}), frozenset(), frozenset({0}))


def test_clause_ids_decide_where_a_set_has_them() -> None:
    question = Question("1", "?", "zh", "statute", (Gold("law"),), clauses=("statute-7",))
    assert find_targets(Place("law", "第一条", "statute-7"), question) == {0}
    assert not find_targets(Place("law", "第一条", "statute-8"), question)


def test_a_place_named_for_the_same_words_is_as_right_as_the_citation() -> None:
    question = Question("1", "?", "zh", "figure", (Gold("a.txt", ("一",)),))
    place = Place("b.txt", "二", also_in=(Place("c.txt", "一"), Place("a.txt", "一/1")))
    assert find_targets(place, question) == {0}
    assert not find_targets(Place("b.txt", "二", also_in=(Place("c.txt", "一"),)), question)
