"""The page in a real browser over a stand-in: cited answers, filters to drop, and not one outside request."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.stand_in_desk import StandInDesk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of the page's toolkit, not ours
]


class Visit:
    """A visitor's page, with every request the browser made."""

    def __init__(self, page, address: str) -> None:
        self.page, self.requests, self.answers = page, [], 0
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(address)
        page.wait_for_selector("#pq-question textarea")

    def ask(self, question: str) -> None:
        self.answers += 1
        self.page.fill("#pq-question textarea", question)
        self.page.click("#pq-send")
        self.page.wait_for_function(f"document.querySelectorAll('.pq-answer').length >= {self.answers}")

    def outside(self) -> list[str]:
        parts = [urlsplit(url) for url in self.requests]
        return [
            part.geturl()
            for part in parts
            if part.scheme not in ("data", "blob") and part.hostname != "127.0.0.1"
        ]


@pytest.fixture(scope="module")
def desk() -> StandInDesk:
    return StandInDesk()


@pytest.fixture(scope="module")
def address(desk: StandInDesk) -> Iterator[str]:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import uvicorn

    from assistant.web.site import build_site

    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(build_site(desk), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(30_000)
    yield Visit(context.new_page(), address + "/")
    context.close()


def test_an_answer_shows_its_clause(visit: Visit) -> None:
    visit.ask("青年科研人员占比？")
    card = visit.page.inner_text(".pq-card")
    for words in ("青州省支持青年科技人才若干措施", "第二部分（一）", "由省科技厅牵头", "青科发〔2024〕1号"):
        assert words in card
    assert visit.page.inner_text(".pq-card mark") == "青年科研人员占比不低于50%。"
    assert visit.page.inner_text(".pq-answer a.pq-mark") == "1"
    assert visit.outside() == []


def test_html_of_a_document_or_question_stays_text(visit: Visit) -> None:
    visit.ask('<img src="http://example.com/x" onerror="document.title=1"> [点我](http://example.com)')
    assert visit.page.query_selector(".pq-talk img") is None
    assert visit.page.query_selector(".pq-card b") is None
    assert visit.page.query_selector('a[href^="http://example"]') is None
    assert visit.outside() == []


def test_only_a_mark_with_a_citation_is_a_link(visit: Visit) -> None:
    visit.ask("占比？")
    assert "见[1]，另见[7]" in visit.page.inner_text(".pq-answer")
    assert len(visit.page.query_selector_all("a.pq-mark")) == 1


def test_a_mark_leads_to_its_card_and_the_card_to_the_source(visit: Visit) -> None:
    visit.ask("占比？")
    visit.page.click("a.pq-mark")
    visit.page.wait_for_selector(".pq-card.pq-flash")
    address = visit.page.get_attribute(".pq-card footer a", "href")
    visit.page.goto(visit.page.url.rstrip("/") + address)
    assert "青年科研人员占比不低于50%" in visit.page.inner_text(".text")


def test_a_filter_can_be_dropped(visit: Visit, desk: StandInDesk) -> None:
    visit.ask("青州的占比？")
    visit.page.click("#pq-limits input[type=checkbox]")
    visit.page.wait_for_selector("#pq-limits", state="hidden")
    assert [asked[2] for asked in desk.asked[-2:]] == [(), ("region",)]
    assert desk.asked[-1][0] == "青州的占比？" and desk.asked[-1][1] == ()


def test_a_refusal_shows_the_nearest_clauses_as_no_answer(visit: Visit) -> None:
    visit.ask("月亮上呢？")
    assert "并非答案" in visit.page.inner_text(".pq-sources h2")
    assert visit.page.query_selector("a.pq-mark") is None


def test_each_visitor_has_a_conversation_of_their_own(
    visit: Visit, browser, address: str, desk: StandInDesk
) -> None:
    visit.ask("第一问？")
    visit.ask("那责任单位呢？")
    assert [turn[0] for turn in desk.asked[-1][1]] == ["第一问？"]
    context = browser.new_context()
    other = Visit(context.new_page(), address + "/en/")
    other.ask("Who leads?")
    assert desk.asked[-1][1] == () and len(other.page.query_selector_all(".pq-asked")) == 1
    assert other.outside() == []
    context.close()


def test_a_new_conversation_forgets(visit: Visit, desk: StandInDesk) -> None:
    visit.ask("第一问？")
    visit.page.click("#pq-clear")
    visit.page.wait_for_selector(".pq-asked", state="detached")
    visit.answers = 0
    visit.ask("第二问？")
    assert desk.asked[-1][1] == ()


def test_an_empty_question_is_one_line(visit: Visit) -> None:
    visit.ask("   ")
    assert "问题为空" in visit.page.inner_text(".pq-failed")


def test_a_sample_question_can_be_clicked(visit: Visit) -> None:
    visit.page.click("button.pq-sample")
    visit.page.wait_for_selector(".pq-card")
    visit.page.wait_for_selector("button.pq-sample", state="hidden")
