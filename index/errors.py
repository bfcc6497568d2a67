"""Errors of the index layer: one tree, each message says what is wrong, what was wanted and what to do.

IndexFailure
├── ReadFailure       a file that cannot be read
├── StoreFailure      a store that is missing, locked or broken
│   ├── StaleStore    a store made by another version or encoder
│   └── PutFailure    a file whose content cannot be stored; the store itself is well
└── EncoderFailure    an encoder that cannot be loaded
"""


class IndexFailure(Exception):
    """Base class of everything the index layer raises on purpose."""


class ReadFailure(IndexFailure):
    """A file cannot be read; the message names the reason, not the file."""


class StoreFailure(IndexFailure):
    """A store is missing, locked or broken."""


class StaleStore(StoreFailure):
    """A store was made with another format version, parser or encoder."""


class PutFailure(StoreFailure):
    """What was read from one file cannot be stored; the store itself is well and takes other files."""


class EncoderFailure(IndexFailure):
    """An encoder cannot be loaded or does not fit."""
