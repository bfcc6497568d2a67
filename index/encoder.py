"""What an encoder is; the shipped static encoder and sentence-transformers models are beside this file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
NAMED_END = "\f"  # in a passage: between what names a clause (title, headings) and what it says


class Encoder(Protocol):
    """Turns texts into unit vectors; questions and passages may be treated differently.

    `fingerprint` changes whenever the vectors would; it is stored with the index and checked on opening.
    """

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit row vectors of shape (len(texts), dimensions); a text without known words gives a zero row.

        A text may hold `NAMED_END`; an encoder may weigh what stands before it apart from the rest.
        """
        ...

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The same for questions."""
        ...
