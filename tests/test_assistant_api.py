"""The HTTP API over a stand-in: shapes, addresses that open, bad requests refused in one line."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from assistant.api import build_api
from assistant.web.guard import MAX_BODY, POLICY, Guard
from tests.stand_in_desk import CITATION, TEXT, StandInDesk


@pytest.fixture
def desk() -> StandInDesk:
    return StandInDesk()


@pytest.fixture
def client(desk: StandInDesk) -> TestClient:
    return TestClient(Guard(build_api(desk)), raise_server_exceptions=False)


def test_ask_gives_the_answer_object_under_the_given_id(client: TestClient, desk: StandInDesk) -> None:
    asked = {"question": " 占比? ", "id": 7, "history": [["问", "答"]], "dropped": ["region"]}
    answer = client.post("/api/ask", json=asked).json()
    assert (answer["id"], answer["refused"], answer["citations"][0]["section"]) == (7, False, "二/(一)")
    assert desk.asked == [("占比?", (("问", "答"),), ("region",))]


def test_every_citation_has_an_address_that_opens_it(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "占比?"}).json()
    page = client.get(answer["citations"][0]["address"])
    assert page.status_code == 200
    assert "青年科研人员占比不低于50%" in page.text


def test_a_refusal_has_no_citations_and_its_nearest_open(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "月亮?"}).json()
    assert answer["refused"] and answer["citations"] == []
    assert client.get(answer["nearest"][0]["address"]).status_code == 200


def test_search_gives_ranked_clauses(client: TestClient) -> None:
    found = client.post("/api/search", json={"question": "占比", "k": 5, "id": "a"}).json()
    assert (found["id"], found["hits"][0]["rank"], "mark" in found["hits"][0]) == ("a", 1, False)
    assert found["hits"][0]["quote"] == TEXT[found["hits"][0]["start"] : found["hits"][0]["end"]]


def test_documents_lists_what_is_held(client: TestClient) -> None:
    held = client.get("/api/documents").json()
    assert [document["id"] for document in held["documents"]] == ["qingzhou"]


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/api/ask", b""),
        ("/api/ask", b"not json"),
        ("/api/ask", b"[1]"),
        ("/api/ask", b"{}"),
        ("/api/ask", b'{"question": ""}'),
        ("/api/ask", b'{"question": 3}'),
        ("/api/ask", b'{"question": "\\ud800"}'),
        ("/api/ask", b'{"question": "a", "history": "b"}'),
        ("/api/ask", b'{"question": "a", "history": [["b"]]}'),
        ("/api/ask", b'{"question": "a", "dropped": [1]}'),
        ("/api/ask", b'{"question": "a", "id": {}}'),
        ("/api/ask", b"[" * 100_000),
        ("/api/ask", json.dumps({"question": "长" * 20_000}).encode()),
        ("/api/search", b'{"question": "a", "k": 0}'),
        ("/api/search", b'{"question": "a", "k": true}'),
        ("/api/search", b'{"question": "a", "k": 101}'),
    ],
)
def test_a_bad_request_gets_one_line(client: TestClient, address: str, body: bytes) -> None:
    reply = client.post(address, content=body, headers={"content-type": "application/json"})
    assert reply.status_code == 400
    assert reply.json()["error"] and "\n" not in reply.json()["error"]


def test_a_body_over_the_limit_is_refused(client: TestClient, desk: StandInDesk) -> None:
    body = b'{"question": "' + b"a" * MAX_BODY + b'"}'
    assert client.post("/api/ask", content=body).status_code == 413
    assert desk.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "/clause/../../etc/passwd",
        "/clause/..%2f..%2fetc%2fpasswd/",
        "/clause/%2e%2e/%2e%2e/etc/passwd",
        "/clause/qingzhou/九/九",
        "/clause/other/二",
        "/clause/qingzhou/..%5c..%5csettings.py",
        "/clause/%00/x",
    ],
)
def test_an_address_never_leaves_the_store(client: TestClient, address: str) -> None:
    reply = client.get(address)
    assert reply.status_code == 404
    assert "root:" not in reply.text


@pytest.mark.parametrize(
    "address", ["/gradio_api/upload", "/en/gradio_api/upload", "/gradio_api/file=pyproject.toml"]
)
def test_nothing_can_be_uploaded_and_no_file_fetched(client: TestClient, address: str) -> None:
    assert client.post(address, files={"files": ("../x", b"1")}).status_code == 404
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/docs", "/redoc"])
def test_no_page_that_loads_from_outside(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_reply_keeps_the_browser_on_this_host(client: TestClient) -> None:
    for reply in (
        client.get("/api/documents"),
        client.get("/gradio_api/file=x"),
        client.get("/clause/qingzhou/二"),
    ):
        assert reply.headers["content-security-policy"] == POLICY


def test_a_clause_page_shows_html_of_a_document_as_text(client: TestClient) -> None:
    page = client.get("/clause/qingzhou/二/(一)").text
    assert "&lt;b&gt;见[9]" in page and "<b>" not in page


def test_the_clause_page_finds_a_section_in_any_width(client: TestClient) -> None:
    assert CITATION.heading in client.get("/clause/qingzhou/二/（一）").text
