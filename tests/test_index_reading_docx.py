"""docx: Word's automatic numbers, tables as rows, text boxes, margins as boilerplate, hidden text left out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from index.errors import ReadFailure
from index.reading import read_source
from index.reading.number_formats import format_number

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(at: int, fmt: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def paragraph(text: str, num: int | None = None, at: int = 0, style: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = "" if num is None else f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p {_NS}><w:pPr>{styled}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def write_docx(path: Path, body: list[str], numbering: str = "", styles: str = "") -> Path:
    """A docx whose body, numbering and styles are given as XML."""
    document = docx.Document()
    element = document.element.body
    for block in reversed(body):
        element.insert(0, etree.fromstring(block))
    part = document.part.numbering_part.element
    for child in list(part):
        part.remove(child)
    for child in etree.fromstring(f"<r {_NS}>{numbering}</r>"):
        part.append(child)
    for child in etree.fromstring(f"<r {_NS}>{styles}</r>"):
        document.styles.element.append(child)
    document.save(str(path))
    return path


def read_lines(path: Path) -> list[str]:
    return read_source(path).text.split("\n")


_LAW = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "chineseCountingThousand", "第%1章")
    + level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')
    + level(2, "chineseCounting", "（%3）")
    + '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
)


def test_articles_run_on_over_chapters_when_the_level_never_restarts(tmp_path: Path) -> None:
    body = [
        ("总则", 0),
        ("甲", 1),
        ("乙", 1),
        ("附则", 0),
        ("丙", 1),
        ("子", 2),
        ("丑", 2),
        ("丁", 1),
        ("寅", 2),
    ]
    path = write_docx(tmp_path / "a.docx", [paragraph(text, 5, at) for text, at in body], _LAW)
    assert read_lines(path) == [
        "第一章 总则", "第一条 甲", "第二条 乙", "第二章 附则", "第三条 丙",
        "（一）子", "（二）丑", "第四条 丁", "（一）寅",
    ]  # fmt: skip


def test_dotted_levels_restart_below_each_parent(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1">'
        + level(0, "chineseCounting", "%1、")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = [
        paragraph("甲", 5),
        paragraph("乙", 5, 1),
        paragraph("丙", 5, 1),
        paragraph("丁", 5),
        paragraph("戊", 5, 1),
    ]
    assert read_lines(write_docx(tmp_path / "a.docx", body, numbering)) == [
        "一、甲",
        "1.1 乙",
        "1.2 丙",
        "二、丁",
        "2.1 戊",
    ]


def test_override_restarts_and_lists_share_counters(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1">' + level(0, "decimal", "%1.") + "</w:abstractNum>"
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = [paragraph(text, num) for text, num in (("甲", 5), ("乙", 6), ("丙", 7), ("丁", 7))]
    assert read_lines(write_docx(tmp_path / "a.docx", body, numbering)) == [
        "1. 甲",
        "2. 乙",
        "1. 丙",
        "2. 丁",
    ]


def test_style_carries_the_list_and_number_zero_switches_it_off(tmp_path: Path) -> None:
    listed = '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Tiao"><w:name w:val="Tiao"/>{listed}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Kid"><w:name w:val="Kid"/><w:basedOn w:val="Tiao"/></w:style>'
    )
    numbering = _LAW.replace('w:ilvl="1">', 'w:ilvl="1"><w:pStyle w:val="Tiao"/>', 1)
    body = [paragraph("甲", style="Tiao"), paragraph("乙", style="Kid"), paragraph("丙", 0, style="Tiao")]
    assert read_lines(write_docx(tmp_path / "a.docx", body, numbering, styles)) == [
        "第一条 甲",
        "第二条 乙",
        "丙",
    ]


def test_empty_numbered_paragraph_takes_a_number(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", [paragraph("甲", 5), paragraph("", 5), paragraph("乙", 5)], _LAW)
    assert read_lines(path) == ["第一章 甲", "第三章 乙"]


@pytest.mark.parametrize(
    ("number", "name", "printed"),
    [
        (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (12, "chineseCounting", "十二"),
        (20, "chineseCounting", "二十"), (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"), (1005, "chineseCountingThousand", "一千零五"),
        (3, "decimalEnclosedCircle", "③"), (21, "decimalEnclosedCircleChinese", "㉑"), (15, "decimalFullWidth", "１５"),
        (2, "ideographTraditional", "乙"), (12, "ideographZodiac", "亥"), (4, "decimalEnclosedParen", "⑷"),
        (4, "lowerRoman", "iv"), (27, "upperLetter", "AA"),
        (7, "decimalZero", "07"), (2, "ideographEnclosedCircle", "㊁"),
        (3, "chineseLegalSimplified", "叁"), (5, "nobodyKnows", "5"),
    ],
)  # fmt: skip
def test_number_formats(number: int, name: str, printed: str) -> None:
    assert format_number(number, name) == printed


def test_table_rows_hidden_text_and_text_box(tmp_path: Path) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl {_NS}>" + "".join(
        f"<w:tr>{cell.format(a)}{cell.format(b)}</w:tr>" for a, b in (("类别", "金额"), ("甲", "30万元"))
    )
    vanish = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
    deleted = "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
    hidden = f"<w:p {_NS}><w:r><w:t>见</w:t></w:r>{vanish}{deleted}</w:p>"
    inside = "<w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict>"
    box = f"<w:p {_NS}><w:r><w:t>文</w:t></w:r><w:r>{inside}</w:r></w:p>"
    path = write_docx(tmp_path / "a.docx", [table + "</w:tbl>", hidden, box])
    assert read_lines(path) == ["类别 | 金额", "甲 | 30万元", "见", "文", "框内"]


def test_header_and_footer_are_boilerplate(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.save(str(tmp_path / "a.docx"))
    source = read_source(tmp_path / "a.docx")
    assert source.text == "正文\n内部资料"
    assert [source.text[s.start : s.end].strip() for s in source.boilerplate] == ["内部资料"]


def test_damaged_and_locked_files_are_reported(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("a.txt", "a")
    for number, data in enumerate((b"PK\x03\x04 broken", archive.getvalue(), b"\xd0\xcf\x11\xe0old")):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(data)
        with pytest.raises(ReadFailure, match="docx"):
            read_source(path)
