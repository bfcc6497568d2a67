"""Opening the assistant and serving its site until interrupted."""

from __future__ import annotations

import os
import socket

from assistant.console import write_talk
from assistant.errors import UsageFailure
from assistant.opening import open_assistant
from assistant.settings import Settings


def serve_site(settings: Settings, host: str, port: int) -> None:
    """Serve on that host and port; port 0 takes any that is free. Raises UsageFailure when the address is taken."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read by gradio as it is imported
    with open_assistant(settings) as assistant, _bind(host, port) as bound:
        write_talk("正在打开网页 / opening the page…")
        import uvicorn

        from assistant.web.site import build_site

        site = build_site(assistant)
        bound.listen()  # from here on a reader who follows the address waits instead of being refused
        address = f"http://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}/"
        write_talk(f"网页 page: {address}   接口 API: {address}api/ask   按 Ctrl+C 停止 / Ctrl+C stops")
        uvicorn.Server(uvicorn.Config(site, log_level="warning", lifespan="on")).run(sockets=[bound])


def _bind(host: str, port: int) -> socket.socket:
    """A socket bound to the address, so that a taken port is said before anything slow happens."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError as error:
        raise UsageFailure(
            f"无法使用 {host}:{port}（{error.strerror}）。请用 --port 换一个端口 / "
            f"cannot listen on {host}:{port}: choose another --port"
        ) from error
    return bound
