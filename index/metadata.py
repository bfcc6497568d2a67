"""The metadata of one document: title, issuer, number, days, region, validity, each with the span it was read from.

This file only puts the readings together; how each is read stands in metadata_*.py. What is not printed stays None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.fold import fold_script
from index.metadata_dates import find_dates, list_years, parse_date
from index.metadata_fields import Reading, read_fields
from index.metadata_imprint import find_imprint
from index.metadata_issuer import find_issuer
from index.metadata_number import find_number
from index.metadata_region import Region, find_region
from index.metadata_signature import Signature, find_signature
from index.metadata_title import find_title
from index.metadata_validity import find_effective, find_expiry, read_status
from index.records import Document, SourceText, Span

_HEAD = 2_500
_ADOPTION = re.compile(r"\s*[^\n。；]{0,60}?(?:通过|修正|修订|发布|公布)")
_HEADS_ADOPTION = re.compile(r"(?:^|[\r\n(（]\s*|根据|并经)$")
_FILE_DATE = re.compile(r"[(（_-](\d{4}-\d{2}-\d{2})[)）]?$")


def describe_document(
    source: SourceText,
    document_id: str,
    span: Span,
    boilerplate: Sequence[Span],
    first_section_start: int | None,
    part_heading: str,
) -> Document:
    """The document at `span` of `source`; `first_section_start` ends its head, None when it has no sections.

    `part_heading` names it inside a collection, else "". Example: signed 江西省科学技术厅 -> region 江西省.
    """
    head_end = min(span.end, span.start + _HEAD) if first_section_start is None else first_section_start
    fields = _read_header(source, span, head_end)
    title = find_title(source, span, boilerplate, head_end, part_heading, fields.get("title"))
    read = _read_body(source, span, boilerplate, head_end, fields, title)
    part = _read_part(source.text, span, part_heading)
    region = find_region(source.text, span, read.get("issuer"), read.get("number"), title, part)
    status, status_span = read_status(fields.get("status"), source.text, span)
    value = {name: reading.value for name, reading in read.items()}.get
    return Document(
        id=document_id,
        file=source.file,
        title=title.value,
        start=span.start,
        end=span.end,
        issuer=value("issuer"),
        number=value("number"),
        index_number=value("index_number"),
        date=value("date"),
        published=value("published"),
        effective=value("effective"),
        expires=value("expires"),
        region=region.name,
        level=region.level,
        status=status,
        subject=value("subject"),
        years=list_years(fold_script(title.value)) or list_years(fold_script(part_heading)),
        spans=_list_spans(read, title, status_span, region),
    )


def _list_spans(
    read: Mapping[str, Reading], title: Reading, status: Span | None, region: Region
) -> Mapping[str, Span]:
    spans = {name: reading.span for name, reading in read.items()}
    spans |= {"title": title.span, "years": title.span, "status": status}
    spans |= {"region": region.span, "level": region.span}
    return {name: span for name, span in spans.items() if span is not None}


def _read_body(
    source: SourceText,
    span: Span,
    boilerplate: Sequence[Span],
    head_end: int,
    fields: Mapping[str, Reading],
    title: Reading,
) -> Mapping[str, Reading]:
    """The fields by their name in Document: what the header lacks is read from the text; absent ones are left out."""
    text = source.text
    signature = find_signature(text, span, head_end)
    signed = fields.get("date") or _find_signing_day(text, span, head_end, signature, source.file)
    issued = _find_issue_day(text, fields, signature, signed)
    effective = fields.get("effective") or find_effective(text, span, head_end, issued)
    found = {
        "issuer": find_issuer(text, span, head_end, fields, title, signature, boilerplate),
        "number": fields.get("number") or find_number(text, span.start, max(head_end, span.start + 300)),
        "index_number": fields.get("index_number"),
        "date": signed or fields.get("published"),
        "published": fields.get("published"),
        "effective": effective,
        "expires": fields.get("expires") or find_expiry(text, span, effective),
        "subject": fields.get("subject"),
    }
    return {name: reading for name, reading in found.items() if reading is not None}


def _read_part(text: str, span: Span, part_heading: str) -> Reading:
    start = text.find(part_heading, span.start, span.start + _HEAD) if part_heading else -1
    return Reading(part_heading, Span(start, start + len(part_heading)) if start >= 0 else None)


_DAYS = ("date", "published", "effective", "expires")


def _read_header(source: SourceText, span: Span, head_end: int) -> Mapping[str, Reading]:
    """Header fields of the text, then those of the container; days as ISO, a field without a real day left out."""
    reach = min(span.end, max(head_end, span.start + 600))
    fields = dict(read_fields(source.text, span.start, reach))
    if span.start == 0:  # the container speaks of the file's first document
        for name, value in source.data.items():
            if value.strip():
                fields.setdefault(name, Reading(value.strip()))
    for name, printed in find_imprint(source.text, span, head_end).items():
        fields.setdefault(name, printed)
    if "number" in fields and "号" not in fold_script(fields["number"].value):
        del fields["number"]
    for name in _DAYS:
        reading = fields.pop(name, None)
        day = parse_date(reading.value) if reading is not None else None
        if reading is not None and day is not None:
            fields[name] = Reading(day, reading.span)
    return fields


_ISSUED = re.compile(r"\s*(?:(?!通过|修正|修订)[^\n。；]){0,60}?(?:发布|公布)")


def _find_issue_day(
    text: str, fields: Mapping[str, Reading], signature: Signature | None, signed: Reading | None
) -> Reading | None:
    """The day that 自发布之日起施行 speaks of: a signature's, or that of a line 公布; never a day of mere adoption."""
    if "date" in fields:
        return fields["date"]
    if signature is not None and signature.body is not None:
        return signature.day
    if signed is None or signed.span is None:
        return None
    return signed if _ISSUED.match(fold_script(text[signed.span.end : signed.span.end + 100])) else None


def _find_signing_day(
    text: str, span: Span, head_end: int, signature: Signature | None, file: str
) -> Reading | None:
    """The signature's day, else the last adoption day of a law's head, else the day in the file's name."""
    if signature is not None and signature.body is not None:
        return signature.day
    adopted: Reading | None = None
    for day in find_dates(
        text, span.start, min(max(head_end, span.start + 300), span.start + _HEAD, span.end)
    ):
        if day.span is None or not _HEADS_ADOPTION.search(text[max(0, day.span.start - 6) : day.span.start]):
            continue
        if _ADOPTION.match(fold_script(text[day.span.end : day.span.end + 100])):
            adopted = day
    if adopted is not None or signature is not None:
        return adopted or (signature.day if signature is not None else None)
    named = _FILE_DATE.search(file.rsplit(".", 1)[0])
    day_named = parse_date(named[1]) if named is not None else None
    return None if day_named is None else Reading(day_named)
