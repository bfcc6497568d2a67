"""`policyqa serve`: the web page and the HTTP API, on this machine only unless told otherwise."""

from __future__ import annotations

import argparse

from assistant.commands import DONE
from assistant.errors import UsageFailure
from assistant.settings import DEFAULT_HOST, DEFAULT_PORT, Settings

HELP = "打开网页和 HTTP 接口 / the web page and the HTTP API"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default=DEFAULT_HOST, help=f"默认 {DEFAULT_HOST}，仅本机 / this machine only unless told"
    )
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help=f"默认 {DEFAULT_PORT} / {DEFAULT_PORT} unless told"
    )


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Serve until interrupted."""
    if not 0 <= args.port <= 65535:
        raise UsageFailure(f"端口 {args.port} 不在 0 到 65535 之间 / the port must be from 0 to 65535")
    from assistant.web.serve import serve_site

    serve_site(settings, args.host, args.port)
    return DONE
