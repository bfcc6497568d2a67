"""The HTTP API: ask, search, documents, and an address for every clause. Handlers are thin; the store is only read.

Names in addresses are looked up among what is held; none ever becomes a path on disk. Errors are `{"error": one line}`.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import UsageFailure
from assistant.locate import clause_address, locate_passage
from assistant.requests import check_question, parse_request
from assistant.serialize import answer_to_dict, document_to_dict, hits_to_dict
from assistant.web.clause_page import render_clause_page
from assistant.web.desk import Desk
from assistant.web.texts import CHINESE, ENGLISH
from index.errors import IndexFailure

MAX_HITS = 100

JsonBody = Annotated[Any, Body()]


def build_api(desk: Desk) -> FastAPI:
    """An application with the routes of the API; its own pages of documentation, which load from outside, are off."""
    api = FastAPI(title="PolicyQA", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    _add_error_handlers(api)

    @api.post("/api/ask")
    def ask(data: JsonBody) -> JSONResponse:
        request = parse_request(data)
        answer = desk.ask(request.question, history=request.history, dropped=request.dropped)
        return JSONResponse(_with_addresses(answer_to_dict(answer)) | {"id": request.id})

    @api.post("/api/search")
    def search(data: JsonBody) -> JSONResponse:
        request = parse_request(data)
        hits = hits_to_dict(request.question, desk.search(request.question, _read_k(data)))
        return JSONResponse(_with_addresses(hits) | {"id": request.id})

    @api.get("/api/documents")
    def documents() -> JSONResponse:
        held = [document_to_dict(document) for document in desk.store.documents()]
        return JSONResponse({"store": desk.store.fingerprint, "documents": held})

    @api.get("/clause/{document}/{section:path}")
    def clause(document: str, section: str, request: Request) -> HTMLResponse:
        texts = ENGLISH if request.headers.get("accept-language", "").startswith("en") else CHINESE
        try:
            passage = locate_passage(desk.store, check_question(document), section)
        except UsageFailure as failure:
            raise HTTPException(404, str(failure)) from failure
        return HTMLResponse(render_clause_page(passage, texts))

    return api


def _add_error_handlers(api: FastAPI) -> None:
    """Every error is one line in `error`, under the status that fits it."""

    def say(status: int, words: str) -> JSONResponse:
        return JSONResponse({"error": words}, status)

    @api.exception_handler(UsageFailure)
    def say_usage(_: Request, failure: UsageFailure) -> JSONResponse:
        return say(400, str(failure))

    @api.exception_handler(IndexFailure)
    def say_index(_: Request, failure: IndexFailure) -> JSONResponse:
        return say(503, str(failure))

    @api.exception_handler(HTTPException)
    def say_http(_: Request, failure: HTTPException) -> JSONResponse:
        return say(failure.status_code, str(failure.detail))

    @api.exception_handler(RequestValidationError)
    def say_invalid(_: Request, __: RequestValidationError) -> JSONResponse:
        return say(
            400, '请求体不是 JSON。应为 {"question": "…"} / the body is not JSON: expected {"question": "…"}'
        )


def _read_k(data: dict[str, Any]) -> int:
    """How many hits are wanted, 10 unless told; raises UsageFailure outside 1 to 100."""
    k = data.get("k", 10)
    if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= MAX_HITS:
        raise UsageFailure(f"k 应为 1 到 {MAX_HITS} 的整数 / k must be a whole number from 1 to {MAX_HITS}")
    return k


def _with_addresses(found: dict[str, Any]) -> dict[str, Any]:
    """The same object, each of its citations with the `address` that opens it."""
    return {
        name: [item | {"address": clause_address(item["document"]["id"], item["section"])} for item in value]
        if name in ("citations", "nearest", "hits") and isinstance(value, list)
        else value
        for name, value in found.items()
    }
