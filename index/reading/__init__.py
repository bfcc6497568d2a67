"""Reading files: one reader a format. `read_source` picks the reader and gives every failure one clear line."""

from __future__ import annotations

from index.reading.source import MAX_BYTES, SUFFIXES, check_file, read_source

__all__ = ["MAX_BYTES", "SUFFIXES", "check_file", "read_source"]
