"""A scripted server that speaks the protocols of OpenAI and Ollama over real HTTP, for tests of the writer."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

STATUS = {"401": 401, "402": 402, "403": 403, "404": 404, "429": 429, "500": 500, "503": 503}


@dataclass
class ScriptedServer:
    """Behaves as the model's name says: a status number, "slow", "cut", "broken", "empty", "nonsense", "html"; any
    other name says `reply`. `asked` holds the requests' bodies, `keys` their authorisation headers.
    """

    reply: str = "技术合同成交额达到860亿元。【1】"
    address: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def _event(text: str | None, finish: str | None = None) -> str:
    delta = {} if text is None else {"role": "assistant", "content": text}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    body = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"


async def _say(server: ScriptedServer, mode: str) -> AsyncIterator[str]:
    if mode == "nonsense":
        yield "data: <<这不是 JSON>>\n\ndata: [DONE]\n\n"
        return
    if mode == "slow":
        yield _event("技术合同")
        await anyio.sleep(30)
    if mode != "empty":
        for character in server.reply[: 4 if mode in ("cut", "broken") else None]:
            yield _event(character)
            await anyio.sleep(0)
    if mode == "broken":
        raise ConnectionResetError
    if mode != "cut":
        yield _event(None, "stop")
        yield "data: [DONE]\n\n"


def _build(server: ScriptedServer) -> FastAPI:
    api = FastAPI()

    @api.post("/v1/chat/completions")
    async def chat(request: Request) -> Response:
        body = await request.json()
        server.asked.append(body)
        server.keys.append(request.headers.get("authorization", ""))
        mode = body["model"]
        if mode in STATUS:
            return JSONResponse({"error": {"message": f"key {server.keys[-1]} refused"}}, STATUS[mode])
        if mode == "html":
            return HTMLResponse("<html><body>登录</body></html>")
        return StreamingResponse(_say(server, mode), media_type="text/event-stream")

    @api.post("/api/chat")
    async def ollama(request: Request) -> Response:
        server.asked.append(await request.json())
        lines = [{"message": {"role": "assistant", "content": c}, "done": False} for c in server.reply]
        lines.append({"message": {"role": "assistant", "content": ""}, "done": True})
        text = "".join(
            json.dumps({"model": "m", "created_at": "2024-01-01T00:00:00Z", **line}) + "\n" for line in lines
        )
        return Response(text, media_type="application/x-ndjson")

    return api


@contextmanager
def run_server() -> Iterator[ScriptedServer]:
    """The server on a free port of this machine while the block runs."""
    server = ScriptedServer()
    config = uvicorn.Config(
        _build(server), host="127.0.0.1", port=0, log_level="critical", ws="none", lifespan="off"
    )
    running = uvicorn.Server(config)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    thread = threading.Thread(target=running.run, args=([listener],), daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    try:
        yield server
    finally:
        running.should_exit = running.force_exit = True
        thread.join(10)
        listener.close()
