"""An Answer as the JSON object of the contract, and citations back from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.cite import cite_hits
from assistant.locate import Passage
from assistant.places import describe_place, make_reference
from assistant.records import Answer, Citation, Evidence, OtherPlace
from index.records import Document, Hit, Span

Json = dict[str, Any]


def cited_document_to_dict(document: Document) -> Json:
    """The document of a citation; fields that are not printed are null."""
    return {
        "id": document.id,
        "title": document.title,
        "file": document.file,
        "issuer": document.issuer,
        "number": document.number,
        "date": document.date,
        "region": document.region,
        "status": document.status,
    }


def citation_to_dict(citation: Citation) -> Json:
    """One citation with its offsets into the source; `sentences` are the ranges of the sentences that answer."""
    return {
        "mark": citation.mark,
        "document": cited_document_to_dict(citation.document),
        "section": citation.section,
        "label": citation.label,
        "heading": citation.heading,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "score": round(float(citation.score), 6),
        "reference": make_reference(citation.document, citation.section),
        "sentences": [[span.start, span.end] for span in citation.sentences],
        "also_in": [_other_place_to_dict(place) for place in citation.also_in],
        "also_in_more": citation.also_in_more,
    }


def _other_place_to_dict(place: OtherPlace) -> Json:
    """Another place of the same words: enough of its document to name it and to open it."""
    document = place.document
    return {
        "document": {
            "id": document.id,
            "title": document.title,
            "file": document.file,
            "status": document.status,
        },
        "section": place.section,
        "label": place.label,
    }


def document_to_dict(document: Document) -> Json:
    """Everything known of a document, with its span in the file."""
    return {
        **cited_document_to_dict(document),
        "index_number": document.index_number,
        "published": document.published,
        "effective": document.effective,
        "expires": document.expires,
        "level": document.level,
        "years": list(document.years),
        "subject": document.subject,
        "start": document.start,
        "end": document.end,
    }


def hits_to_dict(question: str, hits: Sequence[Hit], id: str | None = None) -> Json:
    """The ranked clauses of a search, no answer: citation objects without mark, with their rank."""
    return {"id": id, "question": question, "hits": [_hit_to_dict(hit) for hit in hits]}


def _hit_to_dict(hit: Hit) -> Json:
    shaped = citation_to_dict(cite_hits([Evidence(0, hit)])[0])
    for key in ("mark", "sentences", "also_in", "also_in_more"):
        del shaped[key]
    return {"rank": hit.rank, **shaped}


def passage_to_dict(passage: Passage) -> Json:
    """A section as it stands in the source, with its document and place."""
    return {
        "document": cited_document_to_dict(passage.document),
        "section": passage.section,
        "label": describe_place(passage.section, "zh-Hans"),
        "heading": passage.heading,
        "reference": make_reference(passage.document, passage.section),
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "previous": passage.previous,
        "following": passage.following,
    }


def answer_to_dict(answer: Answer) -> Json:
    """The answer object of the contract, with what was understood beside it."""
    return {
        "id": answer.id,
        "question": answer.question,
        "language": answer.language,
        "refused": answer.refused,
        "reason": answer.reason,
        "answer": answer.text,
        "citations": [] if answer.refused else [citation_to_dict(citation) for citation in answer.citations],
        "nearest": [citation_to_dict(citation) for citation in answer.nearest],
        "store": answer.store,
        "writer": answer.writer,
        "kind": answer.kind,
        "confidence": answer.confidence,
        "standalone": answer.standalone or answer.question,
        "understood": [
            {"field": item.field, "value": item.value, "words": item.words, "held": item.held}
            for item in answer.filters
        ],
        "notes": list(answer.notes),
        "prompts": dict(answer.prompts),
        "timing_ms": {name: round(value, 3) for name, value in answer.timing_ms.items()} or {"total": 0.0},
    }


def read_citation(shaped: Mapping[str, Any]) -> Citation:
    """A citation from its JSON; fields the contract does not carry are None. Raises KeyError when one is missing."""
    held = shaped["document"]
    document = Document(
        id=held["id"],
        file=held["file"],
        title=held["title"],
        start=0,
        end=0,
        issuer=held["issuer"],
        number=held["number"],
        date=held["date"],
        region=held["region"],
        status=held["status"],
    )
    return Citation(
        mark=shaped.get("mark", 0),
        document=document,
        section=shaped["section"],
        label=shaped["label"],
        heading=shaped["heading"],
        quote=shaped["quote"],
        start=shaped["start"],
        end=shaped["end"],
        score=shaped["score"],
        sentences=tuple(Span(start, end) for start, end in shaped.get("sentences", ())),
        also_in=tuple(_read_other_place(place) for place in shaped.get("also_in", ())),
        also_in_more=shaped.get("also_in_more", 0),
    )


def _read_other_place(shaped: Mapping[str, Any]) -> OtherPlace:
    held = shaped["document"]
    document = Document(held["id"], held["file"], held["title"], 0, 0, status=held.get("status", "unknown"))
    return OtherPlace(document, shaped["section"], shaped["label"])
