"""The entry of the web page: `python app.py`. Wires, nothing else; the parts are in assistant/web/."""

from __future__ import annotations

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
