"""Hand-made documents of an invented province, and of real places, for the tests of understanding."""

from __future__ import annotations

from index.records import Document


def make_document(id: str, title: str, **fields: object) -> Document:
    """A document whose other fields are given by name."""
    return Document(id=id, file=f"{id}.txt", title=title, start=0, end=1, **fields)  # type: ignore[arg-type]  # any field by its name


DOCUMENTS = (
    make_document(
        "hn-plan", "关于印发《湖南省2024年科技工作要点》的通知", region="湖南省", level="province", years=(2024,),
        number="湘科发〔2024〕7号", issuer="湖南省科学技术厅", date="2024-02-20",
    ),
    make_document("hn-award", "湖南省科学技术奖励办法", region="湖南省", level="province", date="2021-05-01"),
    make_document(
        "hn-award-rules", "湖南省科学技术奖励办法实施细则", region="湖南省", level="province", date="2022-01-10",
        status="repealed",
    ),
    make_document("zz-plan", "2023年全市科技工作要点", region="株洲市", level="city", years=(2023,)),
    make_document(
        "ly-three", "浏阳市产业创新能力大提升三年行动方案(2022-2024年)", region="浏阳市", level="county",
        years=(2022, 2023, 2024),
    ),
    make_document("xx-plan", "2012年全州工作要点", region="湘西州", level="city", years=(2012,)),
    make_document("law", "中华人民共和国专利法", level="national", date="2020-10-17"),
    make_document("sea-loan", "海棠省小微企业贷款贴息办法(试行)", issuer="海棠省财政厅", date="2023-03-01"),
    make_document("sea-plan", "海棠省2025年科技工作要点", issuer="海棠省科学技术厅", years=(2025,)),
    make_document("bare", "在座谈会上的讲话"),
)  # fmt: skip
