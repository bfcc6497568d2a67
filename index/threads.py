"""One core a question: its products are small, and waiting for a busy second core takes longer than they do.

Two questions at a time use two cores. What trains a model uses torch, which is not touched.
"""

from __future__ import annotations

from functools import lru_cache

import faiss
from threadpoolctl import threadpool_limits


@lru_cache(maxsize=1)
def keep_to_one_core() -> None:
    """Let numpy's linear algebra and FAISS use one thread a call, in the whole process from now on."""
    threadpool_limits(limits=1, user_api="blas")
    faiss.omp_set_num_threads(1)
