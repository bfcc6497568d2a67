"""Tiny policies of an invented province and the evidence made of them, for the tests of writers, marks and checks."""

from __future__ import annotations

from assistant.records import Decision, Evidence, Kind, Language, Query
from index.records import Clause, Document, Hit, Span

PLAN = """青州省科技工作要点
一、主要目标
全社会研发经费支出占地区生产总值比重达到2.4%；技术合同成交额达到860亿元；有效期内高新技术企业达到4200家。
二、重点任务
（一）支持青年人才
1.支持青年科技人才挑大梁。40岁以下青年科技人才担任省级项目负责人的比例不低于45%。增设青年科技奖，促进青年科技人才成长。优化评价机制，减少填表和评审。
（二）培育企业
2.壮大高新技术企业。对首次认定的高新技术企业给予20万元奖励。每季度组织一次申报辅导。（责任单位：省科技厅、省财政厅、各市（县）人民政府）
"""
MEASURES = """青州省中小企业创新资助办法
第一条 本办法所称中小企业，是指在青州省注册、从业人员不超过300人的企业。
第二条 申请资助应当具备下列条件：注册满两年；研发人员不少于10人；近三年没有严重失信记录。
第三条 对符合条件的企业，按研发费用的30%给予补助，最高不超过200万元。
第四条 申请人应当于2024年9月30日前登录省科技管理系统提交申请表和审计报告。
第五条 省科技厅负责受理和审核，联系电话0999-1234567。
第六条 本办法自2024年5月1日起施行，有效期三年。
"""
COUNTY = """临河县创新三年行动方案
一、目标
到2023年，高新技术企业超过150家，科技型中小企业超过90家。
"""
TRADITIONAL = """青州省人才引進辦法
第一條 引進的高層次人才可獲得50萬元安家補貼，分五年發放。
"""
PLAN_DOCUMENT = Document(
    "plan", "plan.txt", "青州省科技工作要点", 0, len(PLAN), issuer="青州省科学技术厅", number="青科发〔2024〕7号",
    date="2024-03-08", region="青州省", status="in force", years=(2024,),
)  # fmt: skip
MEASURES_DOCUMENT = Document(
    "measures", "measures.txt", "青州省中小企业创新资助办法", 0, len(MEASURES), issuer="青州省科学技术厅",
    number="青科规〔2024〕2号", date="2024-04-20", region="青州省", status="in force", years=(2024,),
)  # fmt: skip
COUNTY_DOCUMENT = Document(
    "county", "county.txt", "临河县创新三年行动方案", 0, len(COUNTY), region="临河县", status="in force",
    years=(2021, 2022, 2023),
)  # fmt: skip
TRADITIONAL_DOCUMENT = Document(
    "talent", "talent.txt", "青州省人才引進辦法", 0, len(TRADITIONAL), region="青州省"
)
SURE = Decision(True, 0.95, "certain")
WEAK = Decision(True, 0.55, "weak")


def cut_clause(
    text: str, document: Document, path: str, first: str, following: str | None, heading: str = ""
) -> Clause:
    """The clause from the words `first` up to the words `following`, or to the end."""
    start = text.index(first)
    end = len(text) if following is None else text.index(following, start + 1)
    return Clause(
        f"{document.id}#{path}", document.id, path, path.rpartition("/")[2], heading, (heading,) if heading else (),
        text[start:end], start, end, "item",
    )  # fmt: skip


GOALS = cut_clause(PLAN, PLAN_DOCUMENT, "一", "一、主要目标", "二、", "主要目标")
YOUNG = cut_clause(PLAN, PLAN_DOCUMENT, "二/(一)/1", "1.支持", "（二）", "支持青年科技人才挑大梁")
FIRMS = cut_clause(PLAN, PLAN_DOCUMENT, "二/(二)/2", "2.壮大", None, "壮大高新技术企业")
ARTICLES = tuple(
    cut_clause(
        MEASURES, MEASURES_DOCUMENT, f"第{n}条", f"第{n}条 ", f"第{following}条 " if following else None
    )
    for n, following in zip("一二三四五六", [*"二三四五六", None], strict=True)
)
COUNTY_GOALS = cut_clause(COUNTY, COUNTY_DOCUMENT, "一", "一、目标", None, "目标")
TALENT = cut_clause(TRADITIONAL, TRADITIONAL_DOCUMENT, "第一條", "第一條", None)
_DOCUMENTS = {
    item.id: item for item in (PLAN_DOCUMENT, MEASURES_DOCUMENT, COUNTY_DOCUMENT, TRADITIONAL_DOCUMENT)
}
SOURCES = {"plan": PLAN, "measures": MEASURES, "county": COUNTY, "talent": TRADITIONAL}


def make_evidence(*clauses: Clause) -> list[Evidence]:
    """The clauses as evidence, best first, marks from 1."""
    return [
        Evidence(mark, Hit(clause, _DOCUMENTS[clause.document_id], 1.0 / mark, mark, ("keyword",)))
        for mark, clause in enumerate(clauses, start=1)
    ]


def make_loose_evidence(*texts: str, title: str = "某县办法") -> list[Evidence]:
    """Evidence of texts that stand in documents of their own, one clause each."""
    made = []
    for mark, text in enumerate(texts, start=1):
        document = Document(f"d{mark}", f"d{mark}.txt", f"{title}{mark}" if mark > 1 else title, 0, len(text))
        clause = Clause(f"d{mark}#一", f"d{mark}", "一", "一", "", (), text, 0, len(text), "item")
        made.append(Evidence(mark, Hit(clause, document, 1.0 / mark, mark)))
    return made


def make_query(question: str, kind: Kind = "general", language: Language = "zh-Hans") -> Query:
    """A question that narrows nothing."""
    return Query(question, language, question, question, kind)


def read_span(document_id: str, span: Span) -> str:
    """The words of a tiny policy at a span."""
    return SOURCES[document_id][span.start : span.end]
