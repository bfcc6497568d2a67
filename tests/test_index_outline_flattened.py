"""Pages scraped into running text: the head of an attachment glued on, rows of a table, headings behind a sign."""
# ruff: noqa: E501 - tables read better in one line

import pytest

from index.outline import outline_text

CASES = [
    # a bare 附件 behind a date heads the attachment that the notice has named
    ("请遵照执行。附件：申报工作指南甲市科技局2024年3月1日附件申报工作指南为规范申报，制定本指南。一、甲（一）乙。（二）丙。二、丁",
     "附件 附件 附件/一 附件/一/(一) 附件/一/(二) 附件/二"),
    ("现将《企业补助管理细则》印发给你们。 甲市科技局 2024年3月1日 （此件公开发布）附件 企业补助管理细则 第一条 甲。第二条 乙。",
     "附件 附件/第一条 附件/第二条"),
    ("附件：创新平台认定名单附件创新平台认定名单1、甲公司2、乙公司3、丙公司",
     "附件 附件 附件/1 附件/2 附件/3"),
    ("各地要公示名单。甲市科技局2024年3月1日附件下载：名单",
     ""),
    ("一、提交附件材料清单。二、附件材料清单由市科技局制定。三、附则",
     "一 二 三"),
    # rows of a table count below the section that holds it
    ("一、甲。二、申请情况项目企业其他总计一、本年新收数量170000017二、上年结转数量0000000三、办理结果（一）予以公开170000017（二）不予公开1.属于秘密00000002.属于内部信息10000013.属于咨询0000000（三）总计170000017四、结转下年数量0000000　　三、问题。甲。　　四、打算。乙。",
     "一 二 二/一 二/二 二/三 二/三/(一) 二/三/(二) 二/三/(二)/1 二/三/(二)/2 二/三/(二)/3 二/三/(三) 二/四 三 四"),
    ("一、监督。举报电话：0311-12345678二、组织领导。甲。三、附则。",
     "一 二 三"),
    ("序号 名称 数量\n1 甲设备 10\n2 乙设备 20\n3 丙设备 30\n4 丁设备 40\n一、丙\n（一）丁\n二、戊\n",
     "1 2 3 4 一 一/(一) 二"),
    # headings and items behind a sign
    ("两个系统上线 ■查询系统 　　个人可查询措施。 　　■登记系统 　　企业要填报。",
     "■查询系统 ■登记系统"),
    ("■复工前的准备\n1.制定方案。\n2.储备物资。\n■复工后的防控\n1.测量体温。\n2.通风消毒。\n",
     "■复工前的准备 ■复工前的准备/1 ■复工前的准备/2 ■复工后的防控 ■复工后的防控/1 ■复工后的防控/2"),
    ("一、延期办理\n●对逾期未换证的，不予处罚。\n●学习证明到期的，统一延长。\n二、暂停考试\n●暂停初学考试，恢复时间另行通知。\n",
     "一 一/●对逾期未换证的 一/●学习证明到期的 二 二/●暂停初学考试"),
    ("一、甲\n◆乙：丙。\n◆丁：戊。\n二、己\n",
     "一 一/◆乙 一/◆丁 二"),
    ("■本报记者 甲乙\n一、丙\n二、丁\n",
     "一 二"),
    ("面积●大●中●小，等级★★★★。\n一、甲\n二、乙\n",
     "一 二"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "paths"), CASES)
def test_flattened_pages_keep_their_outline(text, paths):
    assert " ".join(section.path for section in outline_text(text)[1]) == paths


def test_a_sign_is_no_part_of_the_heading():
    sections = outline_text("■复工前的准备\n甲。\n■复工后的防控\n乙。\n")[1]
    assert [section.heading for section in sections] == ["复工前的准备", "复工后的防控"]
