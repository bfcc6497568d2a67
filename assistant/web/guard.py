"""What stands before every request: no large bodies, no uploads, and a policy that keeps the browser on this host."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY = 1 << 20  # bytes
# The page's own toolkit needs inline scripts and styles; nothing may come from or go to another host.
POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
_CLOSED = ("/gradio_api/upload", "/gradio_api/proxy=", "/gradio_api/file=", "/gradio_api/file/")


class Guard:
    """An ASGI application around another one; answers what is not allowed itself, passes on the rest."""

    def __init__(self, inner: Application) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        if any(closed in scope["path"] for closed in _CLOSED):
            await _refuse(send, 404, b'{"error": "not offered"}')
            return
        body = await _read_body(receive) if scope["method"] in ("POST", "PUT", "PATCH") else b""
        if body is None:
            await _refuse(
                send, 413, f'{{"error": "请求超过 {MAX_BODY} 字节 / larger than {MAX_BODY} bytes"}}'.encode()
            )
            return
        await self._inner(scope, _replay(body, receive), _harden(send))


async def _read_body(receive: Receive) -> bytes | None:
    """The whole body, None as soon as it is larger than allowed."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MAX_BODY:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body already read, then whatever comes after it."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def _harden(send: Send) -> Send:
    """A `send` that adds our headers to the head of every response."""

    async def send_hardened(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)

    return send_hardened


async def _refuse(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"application/json; charset=utf-8"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
