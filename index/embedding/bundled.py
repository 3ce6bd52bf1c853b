"""The bundled embedder: all-MiniLM-L6-v2 in eight bits, on this machine's processor, without a network."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from index import inference
from index.embedding import tokens
from index.embedding.embedders import BUNDLED

MODEL = Path(__file__).parent.parent / "model" / "model.onnx"


@dataclass(frozen=True)
class BundledEmbedding:
    """Reads the first `max_tokens` tokens of a text; what follows does not count.

    A text's embedding does not depend on the texts beside it: each is run by itself. Padding them to one
    length and running them together costs more than it saves. So it is one thread for each text, and
    `threads` texts at a time: threads within one text wait for each other.
    """

    max_tokens: ClassVar[int] = tokens.MAX_TOKENS
    dimension: ClassVar[int] = 384

    #: Two by default, however many cores there are: the bot answers people on the others.
    threads: int = 2

    @cached_property
    def identity(self) -> str:
        """Its name, and the beginning of the SHA-256 of its two files."""
        digest = sha256(MODEL.read_bytes() + tokens.FILE.read_bytes()).hexdigest()
        return f"{BUNDLED}-int8/{digest[:12]}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows of unit length in the order of the texts: (len(texts), 384), also for no texts."""
        if len(texts) < 2 or self.threads == 1:
            rows = [_embed(text) for text in texts]
        else:
            with ThreadPoolExecutor(min(self.threads, len(texts)), "embedding") as pool:
                rows = list(pool.map(_embed, texts))
        return np.array(rows, np.float32).reshape(len(texts), self.dimension)


# A question is embedded to be searched for, and again to judge what answers it.
@lru_cache(64)
def _embed(text: str) -> NDArray[np.float32]:
    ids = np.array([tokens.model_ids(text)], np.int64)
    embedding: NDArray[np.float32] = inference.session(MODEL).run(["embedding"], {"input_ids": ids})[0][0]
    return embedding
