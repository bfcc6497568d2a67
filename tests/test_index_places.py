"""find_places: official and short names, both scripts, pinyin, names that several places bear, and chains upwards."""

from __future__ import annotations

import time

import pytest

from index.places import find_abbreviated, find_place, find_places, list_chain_names, load_places


def list_names(text: str) -> list[str]:
    """Names of the places found; several possible ones joined by |."""
    return ["|".join(place.name for place in mention.places) for mention in find_places(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("贛州市和进贤县", ["赣州市", "进贤县"]),
        ("江西省赣州市", ["江西省", "赣州市"]),
        ("支持贛州發展", ["赣州市"]),
        ("湘西自治州科技局", ["湘西土家族苗族自治州"]),
        ("湘西州", ["湘西土家族苗族自治州"]),
        ("延边", ["延边朝鲜族自治州"]),
        ("内蒙古呼和浩特", ["内蒙古自治区", "呼和浩特市"]),
        ("青海南部", ["青海省"]),
        ("黄河南岸", []),
        ("孙中山", []),
        ("吉林", ["吉林省"]),
        ("吉林市", ["吉林市"]),
        ("公安机关合作共享资源", []),
        ("公安县", ["公安县"]),
        ("和平与发展", []),
        ("城区改造", []),
        ("市中区", []),
        ("乐山市市中区", ["乐山市", "市中区"]),
        ("南京市鼓楼区", ["南京市", "鼓楼区"]),
        ("全州科技工作", []),
        ("我市各县", []),
        ("浦东改革", ["浦东新区"]),
        ("雄安", ["雄安新区"]),
        ("", []),
        ("省", []),
        ("Jiangxi province", ["江西省"]),
        ("Ganzhou and Jinxian County", ["赣州市", "进贤县"]),
        ("in shaanxi", ["陕西省"]),
        ("Shanxi", ["山西省"]),
        ("Tibet, Inner Mongolia", ["西藏自治区", "内蒙古自治区"]),
        ("Xi'an", ["西安市"]),
        ("each xian and shi", []),
        ("which shop is long", []),
        ("support for young researchers", []),
    ],
)
def test_places_are_found(text: str, names: list[str]) -> None:
    assert list_names(text) == names


def test_offsets_are_those_of_the_text() -> None:
    text = "根据贛州市与 Jiangxi 的规定"
    assert [text[m.start : m.end] for m in find_places(text)] == ["贛州市", "Jiangxi"]


def test_shared_name_is_settled_by_a_place_above_it_or_left_open() -> None:
    (open_mention,) = find_places("鼓楼区")
    assert open_mention.place is None
    parents = {place.parent for place in open_mention.places}
    assert parents == {"南京市", "徐州市", "福州市", "开封市"}
    settled = find_places("福州市今年在鼓楼区试点")[-1].place
    assert settled is not None
    assert settled.parent == "福州市"


def test_same_pinyin_stays_open() -> None:
    assert list_names("Suzhou") == ["苏州市|宿州市"]


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("赣州", ("赣州市", "江西省")),
        ("进贤县", ("进贤县", "南昌市", "江西省")),
        ("海淀区", ("海淀区", "北京市")),
        ("仙桃市", ("仙桃市", "湖北省")),
        ("多拉特乡", ("多拉特乡",)),
        ("凤凰县", ("凤凰县", "湘西土家族苗族自治州", "湖南省")),
    ],
)
def test_chain_upwards(name: str, chain: tuple[str, ...]) -> None:
    assert list_chain_names(name) == chain


def test_abbreviations_and_unknown_names() -> None:
    place = find_abbreviated("贛")
    assert place is not None
    assert place.name == "江西省"
    assert find_abbreviated("科") is None
    assert find_place("鼓楼区") is None


def test_table_is_whole() -> None:
    places = load_places()
    levels = [place.level for place in places]
    assert levels.count("province") == 34
    assert 330 <= levels.count("city") <= 370
    assert levels.count("county") > 2_700
    names = {place.name for place in places}
    assert all(place.parent in names for place in places if place.parent is not None)
    assert len({(place.name, place.parent) for place in places}) == len(places)


def test_time_is_linear() -> None:
    find_places("Ganzhou 赣州")
    started = time.perf_counter()
    find_places("赣州市进贤县中华人民" * 100_000)
    assert time.perf_counter() - started < 5
