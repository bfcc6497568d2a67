"""mark_boilerplate: menus, widgets, header fields, spam and footers are marked; clauses never are."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.boilerplate import mark_boilerplate

SHARED = Path(__file__).parents[2] / "shared"
_BODY = "第一条 为规范管理，制定本办法。"


def list_marked(text: str) -> list[str]:
    """The marked lines, trimmed."""
    spans = mark_boilerplate(text)
    return [
        line.strip() for span in spans for line in text[span.start : span.end].splitlines() if line.strip()
    ]


@pytest.mark.parametrize(
    "line",
    [
        "當前位置:首頁 > 成果轉化 > 政策法規",
        "您现在所在的位置是: 首页 / 政务公开 / 政策文件",
        "首页 > 政务公开 > 法规",
        "【字體:",
        "字体:",
        "【字体：大 中 小】",
        "[字号：大 中 小]",
        "分享到:",
        "分享到：微信 微博",
        "浏览次数：640",
        "今天是:",
        "来源:省科技厅 更新时间:2024-03-25 浏览:7205",
        "发布时间:2013-03-03浏览次数:640【字体调整:大 中 小】",
        "索引号: A22040--2022-0003 主题分类:",
        "发布机构: 某县科技局 生成日期: 2021-12-07",
        "索引号 | A1 | 有效性 | 有效",
        "政策原文下載:關于印發《工作要點》的通知",
        "相关链接：某某政策解读",
        "上一篇：某某通知",
        "附件下载",
        "来源:网络整理 免责声明:本文仅限学习分享,如产生版权问题,请联系我们及时删除。",
        "责任编辑：王某",
        "来源：江西日报",
        "打印本页",
        "【打印】【关闭】",
        "扫一扫在手机打开当前页",
        "版权所有 某省科技厅 京ICP备12345号",
        "— 12 —",
        "第 3 页 共 8 页",
        "<!-- INFO END -->",
        "更多信息请关注官方微信",
        "国产精品久久久久久_无码视频一区_欧美高清在线观看",
    ],
)
def test_noise_line_is_marked_alone(line: str) -> None:
    assert list_marked(f"关于印发办法的通知\n{line}\n{_BODY}\n第二条 略。\n") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "资金来源：财政拨款和单位自筹。",
        "来源：（一）财政拨款；（二）社会捐赠；（三）其他收入。",
        "一、分享发展成果，促进共同富裕。",
        "打击赌博、色情等违法活动，整治网络直播。",
        "名称：某某有限公司",
        "首页应当公布监督电话。",
        "文号应当统一编制。",
        "时间：2024年6月1日至30日。",
        "附件：1.申报书",
        "发布日期早于施行日期的，以施行日期为准。",
        "作者：是指创作作品的公民。",
        "下载专区应当便于公众使用。",
        "声明：申请人应当承诺材料真实；材料不实的，取消资格。",
        "（三）浏览器应当兼容。",
        "2024年3月22日",
        "江西省科学技术厅",
        "主办单位和承办单位应当签订协议。",
        "1. 打印、复印费用按规定收取。",
        "互联网上网服务营业场所不得接纳未成年人。",
    ],
)
def test_clause_is_never_marked(line: str) -> None:
    assert list_marked(f"关于印发办法的通知\n{_BODY}\n{line}\n第三条 略。\n" + "第四条 略。\n" * 20) == []


def test_site_head_above_the_breadcrumb_is_marked() -> None:
    text = f"某县人民政府\n  • 关怀版\n  • 无障碍\n当前位置：首页 > 公开\n关于某事的通知\n{_BODY}\n"
    assert list_marked(text) == ["某县人民政府", "• 关怀版", "• 无障碍", "当前位置：首页 > 公开"]


def test_body_above_a_late_breadcrumb_is_kept() -> None:
    assert list_marked(f"{_BODY}\n当前位置：首页 > 公开\n") == ["当前位置：首页 > 公开"]


def test_weak_field_counts_only_beside_a_sure_one() -> None:
    text = f"索引号: A1\n名  称: 某某方案\n\n{_BODY}\n第二条 略。\n名称：某公司\n第三条 略。\n"
    assert list_marked(text) == ["索引号: A1", "名  称: 某某方案"]


def test_fields_and_widgets_inside_one_long_line() -> None:
    fields = "索引号：50-66 主题分类：其他 发布机构：某区 发文日期：2020-02-10"
    text = (
        f"某通知 {fields} 各单位： "
        + "应当认真贯彻执行有关规定。" * 60
        + " 责任编辑：王某 扫一扫在手机打开当前页"
    )
    assert list_marked(text) == [fields, "责任编辑：王某 扫一扫在手机打开当前页"]


@given(st.text(alphabet="首页>索引号：:来源_久无码一第条。 \n\r【】字体大中小分享到0", max_size=300))
def test_spans_are_sorted_disjoint_and_inside(text: str) -> None:
    end = 0
    for span in mark_boilerplate(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@pytest.mark.parametrize(
    "unit", ["首页 > ", "来源：", "【", "分享到：\n", "索引号：1 ", "_无码久久", " \u3000", "-1", "名 ", "字"]
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started = time.perf_counter()
    mark_boilerplate(text)
    assert time.perf_counter() - started < 5


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
def test_little_of_clean_texts_is_marked() -> None:
    with (SHARED / "bench/epidemic-policy/documents.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    marked = [text[s.start : s.end] for text in texts for s in mark_boilerplate(text)]
    assert sum(map(len, marked)) < 0.004 * sum(map(len, texts))
    assert not any("第" in words and "条 " in words for words in marked)


_NOTICE = "澜川省科学技术厅关于开展申报工作的通知\n各市科技局：\n"
_MASTHEADS = [
    ("澜川省科学技术厅文件\n" + _NOTICE, ["澜川省科学技术厅文件"]),
    ("澜川省科学技术厅 澜川省财政厅文件\n" + _NOTICE, ["澜川省科学技术厅 澜川省财政厅文件"]),
    ("澜 川 省 科 学 技 术 厅 文 件\n" + _NOTICE, ["澜 川 省 科 学 技 术 厅 文 件"]),
    ("澜川省人民政府\n" + _NOTICE, ["澜川省人民政府"]),
    (
        "临渚市人民政府\n索引号：A1 主题分类：科技\n" + _NOTICE,
        ["临渚市人民政府", "索引号：A1 主题分类：科技"],
    ),
    ("临渚市人民政府门户网站\n" + _NOTICE, ["临渚市人民政府门户网站"]),
    ("澜川省人民政府\n关于开展申报工作的通知\n各市科技局：\n", []),
    ("澜川省科学技术厅\n2025年科技工作要点\n一、略。\n", []),
    ("关于清理下列文件\n" + _BODY, []),
    ("建设互联网\n" + _BODY, []),
    (_NOTICE + "一、略。\n二、略。\n三、略。\n四、略。\n澜川省科学技术厅文件\n", []),
]


@pytest.mark.parametrize(("text", "marked"), _MASTHEADS)
def test_red_heads_and_site_names_are_marked_but_not_the_bodies_of_titles(
    text: str, marked: list[str]
) -> None:
    assert list_marked(text) == marked
