"""Header fields of a saved page or a table head: 索引号, 发布机构, 生成日期 and the like, each with its span.

A field counts only in a line that begins with one; a value ends where the next field begins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.fold import fold_script
from index.lines import list_lines, trim_span
from index.records import Span

_REACH = 6_000  # characters of a document's head in which header fields stand
_LONGEST_LINE = 600
_RUN_REACH = 1_500
_RUN_GAP = 100  # characters between the fields of one run
_RUN_FIELDS = 3
_NAMES = {
    "title": "信息名称|文件名称|公文名称|名称|标题",
    "issuer": "发布机构|发文机关|发文机构|发文单位|发布单位|发布机关|公开机构|制定机关|印发机关|责任部门",
    "number": "发布文号|发文字号|文件编号|公文文号|文件字号|文号",
    "index_number": "信息索引号|索引号|索取号",
    "date": "颁布日期|颁布时间|成文日期|成文时间|生成日期|发文日期|发文时间|印发日期|签发日期",
    "published": "发布日期|发布时间|公开日期|公开时间|公布日期|发表时间|更新时间|更新日期",
    "effective": "施行日期|实施日期|生效日期|实施时间|生效时间|执行日期",
    "expires": "失效日期|废止日期|失效时间|有效期至|截止日期",
    "status": "有效性|时效|时效性|效力状态|公文时效|文件状态|有效状态|时效状态|是否有效",
    "subject": "主题分类|信息分类|主题词|主题类别|公文主题",
    "source": "信息来源|文章来源|稿件来源|来源",
    "": "附加码|体裁分类|组配分类|服务对象分类|服务对象|公开方式|公开形式|公开范围|公开类别|公文种类|浏览次数|浏览量|"
    "浏览|点击数|点击次数|阅读次数|作者|编辑|责任编辑|关键词|关键字|字体大小|字体调整|字体|字号|内容概述|语种|有效期|打印",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split("|")}
_SPELLED = "|".join(r"[ \t\u3000\xa0]*".join(name) for name in sorted(_FIELD_OF, key=len, reverse=True))
_MARK = r"(?:\s*[:：][ \t\u3000\xa0|丨]*|\s*[|丨\t][ \t\u3000\xa0|丨]*|[】\]]\s*[:：]?\s*)"
_KEY = re.compile(rf"(?:^|(?<=[\s|丨【\[(（\d)）】\]次;；,，:：]))[【\[(（]?(?:{_SPELLED}){_MARK}")
_GLUED = re.compile(r"(?:浏览|点击|阅读)(?:次数|量|数)?\s*[:：]|[【\[(（]?字[体号](?:大小|调整)?\s*[:：]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of metadata and the span it was read from; no span when it was read outside the text."""

    value: str
    span: Span | None = None


def read_text(text: str, span: Span) -> Reading:
    """The words at `span`, white space and line ends inside them made one space."""
    return Reading(_SPACE.sub(" ", text[span.start : span.end]).strip(), span)


def read_fields(text: str, start: int, end: int) -> Mapping[str, Reading]:
    """Header fields between `start` and `end` by their name in Document, and `source`; the first of a name wins.

    Example: "索引号: A1 主题分类: 科技" -> index_number "A1", subject "科技". Empty fields are left out.
    """
    found: dict[str, Reading] = {}
    for line in list_lines(text, start, min(end, start + _REACH)):
        if line.end - line.start > _LONGEST_LINE:
            run = find_field_run(text, line)
            line = line if run is None else run
        if line.end - line.start <= _LONGEST_LINE:
            for name, reading in _read_line(text, line):
                found.setdefault(name, reading)
    return found


def find_field_run(text: str, line: Span) -> Span | None:
    """The run of three header fields or more near the start of a long line, as pages saved on one line have it.

    Its last value ends at the first space, and is left out when it is an addressee (各单位：).
    """
    folded = fold_script(text[line.start : min(line.end, line.start + _RUN_REACH)])
    run: list[re.Match[str]] = []
    for key in _KEY.finditer(folded):
        if run and key.start() - run[-1].end() > _RUN_GAP:
            if len(run) >= _RUN_FIELDS:
                break
            run.clear()
        run.append(key)
    if len(run) < _RUN_FIELDS:
        return None
    last = re.match(r"\S{0,80}", folded[run[-1].end() :])
    value = last.group() if last is not None else ""
    end = run[-1].end() + (0 if value.endswith(("：", ":")) or "。" in value else len(value))
    return trim_span(text, line.start + run[0].start(), line.start + end)


def _read_line(text: str, line: Span) -> list[tuple[str, Reading]]:
    folded = fold_script(text[line.start : line.end])
    keys = list(_KEY.finditer(folded))
    if not keys or folded[: keys[0].start()].strip(" |丨•·【[(（"):
        return []
    ends = [key.start() for key in keys[1:]] + [len(folded)]
    readings = []
    for key, value_end in zip(keys, ends, strict=True):
        field = _FIELD_OF.get(re.sub(r"[^\u4e00-\u9fff]", "", key.group()), "")
        glued = _GLUED.search(folded, key.end(), value_end)
        span = trim_span(text, line.start + key.end(), line.start + (glued.start() if glued else value_end))
        span = _trim_marks(text, span)
        if field and span.start < span.end:
            readings.append((field, read_text(text, span)))
    return readings


def _trim_marks(text: str, span: Span) -> Span:
    """Without the bars and open brackets that part one field from the next."""
    end = span.end
    while end > span.start and text[end - 1] in "|丨【[ \t\u3000\xa0":
        end -= 1
    return Span(span.start, end)
