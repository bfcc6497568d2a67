"""Vectors of sentences that were encoded a moment ago: the check and the writer of an answer ask for the same ones."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from index.encoder import Encoder, Vectors

_MOST = 2_000  # sentences kept, 4 MB at 512 dimensions
_kept: OrderedDict[tuple[str, str], Vectors] = OrderedDict()  # by the encoder's fingerprint and the sentence
_lock = Lock()


def encode_sentences(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """What `encoder.encode_passages` gives, shape (len(texts), dimensions); only sentences that are new are encoded."""
    keys = [(encoder.fingerprint, text) for text in texts]
    with _lock:
        known = {key: _kept[key] for key in keys if key in _kept}
    missing = list(dict.fromkeys(key for key in keys if key not in known))
    if missing:
        vectors = encoder.encode_passages([text for _, text in missing])
        known |= dict(zip(missing, vectors, strict=True))
        with _lock:
            _kept.update((key, known[key]) for key in missing)
            while len(_kept) > _MOST:
                _kept.popitem(last=False)
    return np.array([known[key] for key in keys], np.float32).reshape(len(keys), encoder.dimensions)
