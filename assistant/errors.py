"""Errors of the assistant layer, each with what is wrong, what was wanted and what to do.

AssistantFailure
├── UsageFailure      wrong words on the command line or in a request
└── WriterFailure     a language model that did not deliver
"""


class AssistantFailure(Exception):
    """Base class of everything the assistant layer raises on purpose."""


class UsageFailure(AssistantFailure):
    """A command or request that cannot be carried out as given."""


class WriterFailure(AssistantFailure):
    """A language model is down, slow, out of quota or returned nothing usable."""
