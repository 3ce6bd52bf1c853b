"""Working stand-ins for the models and the clock."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from zlib import crc32

import numpy as np

from index.store import Vectors

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class WordEmbedder:
    """Embeds a text as the words in it: texts that share words are near each other. Instant."""

    def __init__(self, identity: str = "words", dimension: int = 64) -> None:
        self.identity = identity
        self.dimension = dimension
        #: Every text embedded so far, to see what was embedded again.
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, crc32(word.encode()) % self.dimension] += 1.0
            vectors[row, 0] += 0.01  # never all zero
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True) if len(texts) else vectors
