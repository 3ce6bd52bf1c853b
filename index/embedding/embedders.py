"""Choosing the embedder. Light to import: onnxruntime or openai come with the choice."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The name of the model we ship, as a setting.
BUNDLED = "all-MiniLM-L6-v2"


class Embedder(Protocol):
    """Makes embeddings. Safe to share between threads. A server's may raise on every use; see `errors`.

    Not a llama-index `BaseEmbedding`, whose import alone takes longer than an answer; `index.llama` makes
    one of it.
    """

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Rows of unit length in the order of the texts: (len(texts), dimension), also for no texts.

        Raises:
            EmbeddingUnavailable, EmbeddingRefused: a server's only.
        """

    @property
    def identity(self) -> str:
        """Changes whenever the embeddings do; kept beside the index, so that another model refills it."""

    @property
    def dimension(self) -> int:
        """The length of an embedding."""


def embedder(model: str | None = None, base_url: str | None = None, api_key: str | None = None) -> Embedder:
    """The bundled embedder, if `model` is None, "" or its name; else that model of a server.

    `base_url` is of an OpenAI-compatible server ("http://localhost:11434/v1"); None is OpenAI's own. Having
    a server or a key does not move embedding there: it may serve a chat model alone. Opens no connection.
    """
    if not model or model == BUNDLED:
        from index.embedding.bundled import BundledEmbedding

        return BundledEmbedding()
    from index.embedding.api import ServerEmbedding

    return ServerEmbedding(model, base_url=base_url, api_key=api_key)
