"""Places read from the beginning of titles and bodies' names, in the table or not; ordinary words are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.regions import find_leading_region, official_name, read_level, read_region

_NAMED = [
    ("澜川省青岑市科学技术局", "青岑市", "city"),
    ("江西省白鹿溪县人力资源和社会保障局", "白鹿溪县", "county"),
    ("关于印发澜川省科技办法的通知", "澜川省", "province"),
    ("第二篇：2008年云岫县要点", "云岫县", "county"),
    ("2024年云岫县科技工作要点", "云岫县", "county"),
    ("岫屿特别合作区长者资助办法", "岫屿特别合作区", "county"),
    ("国家税务总局望澜市税务局", "望澜市", "city"),
    ("中共云岫县委", "云岫县", "county"),
    ("望澜市市场监管局", "望澜市", "city"),
    ("望澜市民政局", "望澜市", "city"),
    ("澜川省委办公厅", "澜川省", "province"),
    ("青城市人民政府", "青城市", "city"),
    ("团结镇人民政府", "团结镇", "township"),
    ("河北省蓄滞洪区管理办法", "河北省", "province"),
    ("河北省城镇化规划", "河北省", "province"),
    ("湘西自治州科学技术局", "湘西土家族苗族自治州", "city"),
    ("霁川高新技术产业开发区管理委员会", "霁川高新技术产业开发区", "county"),
    ("天津经济技术开发区管理委员会", "天津市", "province"),
    ("鼓楼区教育局", "鼓楼区", "county"),
    ("望澜市小泉市财政局", "小泉市", "county"),
]


@pytest.mark.parametrize(("words", "name", "level"), _NAMED)
def test_the_lowest_place_of_the_row_is_read(words: str, name: str, level: str) -> None:
    found = find_leading_region(words)
    assert found is not None
    assert (found.name, found.level) == (name, level)
    assert 0 <= found.start < found.end <= len(words)


_ORDINARY = (
    "试点县名单 老旧小区改造方案 推进县域经济 重点镇建设 城市更新办法 工业园区管委会 经济开发区优惠政策 支持省级平台 "
    "加强市县财政 自然保护区管理办法 行政区划 本市 推动企业上市方案 自贸区条例 各省科技厅 "
    "全市科技工作要点 菜价在合理区间 国家发展改革委 中国人民银行 把我省建设成高地"
).split()


@pytest.mark.parametrize("words", _ORDINARY)
def test_ordinary_words_name_no_place(words: str) -> None:
    assert find_leading_region(words) is None


def test_official_names_and_levels() -> None:
    assert (official_name("湘西州"), official_name("全国")) == ("湘西土家族苗族自治州", None)
    assert (official_name("岫屿特别合作区"), read_region("青岑市2025年科技工作要点")) == (
        "岫屿特别合作区",
        "青岑市",
    )
    assert (read_level("某自治区"), read_level("某自治州"), read_level("某处")) == ("province", "city", None)


@given(st.text(alphabet="省市县区镇乡澜川自治第篇关于2024年《合作x ", max_size=60))
def test_any_words_are_read(words: str) -> None:
    found = find_leading_region(words)
    assert found is None or 0 <= found.start < found.end <= len(words)


@pytest.mark.parametrize("unit", ["澜川省", "自治", "澜川市民", "国家", "中国人民银行"])
def test_long_words_take_linear_time(unit: str) -> None:
    begun = time.perf_counter()
    find_leading_region(unit * 20_000)
    assert time.perf_counter() - begun < 1
