"""Errors of the eval layer: one tree, each message says what is wrong, what was wanted and what to do.

EvalFailure
├── QuestionsFailure  a question set that is missing or breaks its format
├── BenchFailure      benchmark files that are missing or not as expected
└── BaselineFailure   a saved baseline that is missing or of another set
"""


class EvalFailure(Exception):
    """Base class of everything the eval layer raises on purpose."""


class QuestionsFailure(EvalFailure):
    """A question set is missing or breaks its format; the message names the line."""


class BenchFailure(EvalFailure):
    """Benchmark files are missing or not as expected."""


class BaselineFailure(EvalFailure):
    """A saved baseline is missing or was made from another question set."""
