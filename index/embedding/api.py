"""The embedder of an OpenAI-compatible server: OpenAI, Ollama, llama.cpp, vLLM, text-embeddings-inference."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingRefused, EmbeddingUnavailable, FindingError

if TYPE_CHECKING:
    from openai import APIStatusError

OPENAI = "https://api.openai.com/v1"


@dataclass(frozen=True)
class Limits:
    """How much a server is sent at once."""

    #: In one request. OpenAI takes 2,048; small servers run out of memory long before.
    texts: int = 64
    #: Of all texts in one request. At most 300,000 bytes, so no more tokens than OpenAI takes.
    characters: int = 75_000
    #: Of one text; the rest does not count. At most 8,000 bytes, so no more tokens than OpenAI's models read.
    text_characters: int = 2_000


LIMITS = Limits()


class ServerEmbedding:
    """Embeds over HTTP, a batch at a time. Blank texts are sent as one blank: OpenAI refuses empty ones."""

    def __init__(
        self,
        model: str,
        base_url: str | None = None,
        api_key: str | None = None,
        *,
        timeout_seconds: float = 60,
        max_retries: int = 3,
        limits: Limits = LIMITS,
    ) -> None:
        """Opens no connection.

        Raises:
            EmbeddingRefused: `base_url` is no address of a server.
        """
        from openai import OpenAI

        self.model = model
        self.base_url = (base_url or OPENAI).rstrip("/")
        self._limits = limits
        self._dimension: int | None = None
        if not self.base_url.startswith(("http://", "https://")):
            raise EmbeddingRefused(self.base_url, "not a server's address: neither http:// nor https://")
        # A server of one's own may want no key, but the client without one looks into the environment.
        key = api_key or "none"
        try:
            self._client = OpenAI(base_url=self.base_url, api_key=key, timeout=timeout_seconds, max_retries=max_retries)
        except (httpx.InvalidURL, ValueError) as error:
            raise EmbeddingRefused(self.base_url, f"not a server's address: {error}") from error

    @property
    def identity(self) -> str:
        """The server, the model and the dimension. Asks the server, unless it has been asked before."""
        return f"{_host(self.base_url)}/{self.model}/{self.dimension}"

    @property
    def dimension(self) -> int:
        """Asks the server, unless it has been asked before.

        Raises:
            EmbeddingUnavailable, EmbeddingRefused: as `embed`.
        """
        if self._dimension is None:
            self._request(["dimension"])
        assert self._dimension is not None
        return self._dimension

    def close(self) -> None:
        """Ends the connections that are kept open for the next request."""
        self._client.close()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `Embedder.embed`; of no texts, asks for the dimension.

        Raises:
            EmbeddingUnavailable: the server could not be reached, is overloaded or failed, after retries;
                or did not answer with one embedding for each text.
            EmbeddingRefused: wrong key, model or address, or the model behind the name has changed.
        """
        parts = [self._request(batch) for batch in self._batches(texts)]
        return np.concatenate(parts) if parts else np.empty((0, self.dimension), np.float32)

    def _batches(self, texts: Sequence[str]) -> Iterator[list[str]]:
        batch: list[str] = []
        size = 0
        for text in texts:
            # Half a character, from broken JSON, could not be sent.
            sent = text[: self._limits.text_characters].encode(errors="replace").decode()
            sent = sent if sent.strip() else " "
            full = len(batch) >= self._limits.texts or size + len(sent) > self._limits.characters
            if batch and full:
                yield batch
                batch, size = [], 0
            batch.append(sent)
            size += len(sent)
        if batch:
            yield batch

    def _request(self, texts: list[str]) -> NDArray[np.float32]:
        import openai

        try:
            # Asked for plain numbers: left to itself the client asks for base64, which not every server has.
            answer = self._client.embeddings.create(model=self.model, input=texts, encoding_format="float")
        except openai.APIConnectionError as error:
            raise EmbeddingUnavailable(self._subject, _cause(error)) from error
        except openai.APIStatusError as error:
            raise self._refusal(error) from error
        except (openai.OpenAIError, ValueError) as error:
            # Not JSON although it says so; or a key that no header can carry.
            raise EmbeddingRefused(self._subject, f"asking for embeddings failed: {error}") from error
        return self._checked(_rows(self._subject, answer), len(texts))

    @property
    def _subject(self) -> str:
        return f"embedding model {self.model} at {_host(self.base_url)}"

    def _refusal(self, error: "APIStatusError") -> FindingError:
        """5xx, 408, 409 and 429 pass; not so 429 for want of money, nor any other status."""
        status, reason = error.status_code, f"answered {error.status_code}: {_brief(error.message)}"
        if status in (401, 403):
            return EmbeddingRefused(self._subject, f"{reason} Check the key.")
        if status == 404:
            return EmbeddingRefused(self._subject, f"{reason} Check the model's name and the address.")
        if status >= 500 or (status in (408, 409, 429) and error.code != "insufficient_quota"):
            return EmbeddingUnavailable(self._subject, reason)
        return EmbeddingRefused(self._subject, reason)

    def _checked(self, rows: NDArray[np.float64], asked: int) -> NDArray[np.float32]:
        """The rows at unit length, once they are as many, as long and as sound as they should be."""
        if len(rows) != asked:
            reason = f"answered with {len(rows)} embeddings for {asked} texts"
            raise EmbeddingUnavailable(self._subject, reason)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise EmbeddingUnavailable(self._subject, "answered with an embedding without direction")
        if self._dimension is None:
            self._dimension = rows.shape[1]
        if rows.shape[1] != self._dimension:
            reason = f"now answers in {rows.shape[1]} dimensions, before in {self._dimension}; start again"
            raise EmbeddingRefused(self._subject, reason)
        unit: NDArray[np.float32] = (rows / lengths).astype(np.float32)
        return unit


def _rows(subject: str, answer: Any) -> NDArray[np.float64]:
    """One row an embedding, in the order of the texts. The client checks nothing of what the server sends."""
    try:
        # Sorted, for the order is by `index`; stable, for some servers number all of them 0.
        data = sorted(answer.data, key=lambda each: each.index or 0)
        rows = np.array([each.embedding for each in data], np.float64)
        if data and rows.ndim != 2:
            raise ValueError("rows that are not lists of numbers")
        return rows
    except (AttributeError, TypeError, ValueError) as error:
        reason = "answered, but not with embeddings. Does the address lack its /v1?"
        raise EmbeddingRefused(subject, reason) from error


def _host(url: str) -> str:
    """With its port; without a name and password before it."""
    return urlsplit(url).netloc.rpartition("@")[2]


def _cause(error: Exception) -> str:
    """The client says "Connection error."; what it was is in the cause."""
    return f"{error} {error.__cause__}" if error.__cause__ else str(error)


def _brief(message: str) -> str:
    """A server's page of HTML is no message."""
    return " ".join(message.split())[:200]
