"""The whole site: the HTTP API with the page in Chinese at `/` and in English at `/en/`."""

from __future__ import annotations

import gradio as gr
from fastapi import FastAPI

from assistant.api import build_api
from assistant.web.desk import Desk
from assistant.web.guard import Guard
from assistant.web.page import CSS_FILE, SCRIPT_FILE, build_page, build_theme
from assistant.web.texts import CHINESE, ENGLISH, Texts


def build_site(desk: Desk) -> Guard:
    """The ASGI application to serve; nothing it sends makes a browser ask another host."""
    site = build_api(desk)
    _mount_page(site, desk, ENGLISH, "/en")
    _mount_page(site, desk, CHINESE, "/")
    return Guard(site)


def _mount_page(site: FastAPI, desk: Desk, texts: Texts, path: str) -> None:
    """Mount the page in one language; nothing on disk is offered and nothing can be uploaded."""
    script = SCRIPT_FILE.read_text(encoding="utf-8")
    gr.mount_gradio_app(
        site,
        build_page(desk, texts),
        path=path,
        footer_links=[],
        theme=build_theme(),
        css_paths=[CSS_FILE],
        head=f"<script>{script}</script>",
        show_error=False,
        ssr_mode=False,
        max_file_size=0,
        enable_monitoring=False,
        mcp_server=False,
    )
