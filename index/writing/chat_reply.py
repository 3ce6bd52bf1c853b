"""A chat model's reply as it comes over the wire: read within bounds, whatever its server does."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class Bounds:
    """How long a model is waited for, and how much it is given and may say."""

    connect_seconds: float = 5
    #: Also between any two signs of life later.
    first_token_seconds: float = 20
    #: Of the whole answer, retries included.
    total_seconds: float = 60
    #: A server that asks for a longer wait is not waited for: a person is.
    retry_seconds: float = 2
    output_tokens: int = 500
    #: Text beyond is not read: some servers know no limit of tokens, and some models no end.
    output_characters: int = 4_000
    #: What a prompt's maker keeps to: some 6,000 tokens, which small models' windows hold. Two cores read a
    #: prompt of 5,000 to a model of 1.5 billion weights in 20 to 40 seconds.
    prompt_characters: int = 20_000
    #: On the wire. A stream wraps each word in some hundred bytes.
    reply_bytes: int = 4_000_000


BOUNDS = Bounds()


class Watch:
    """What is known of one answer while it comes; times out what httpx would wait for for ever."""

    def __init__(self, bounds: Bounds, clock: Callable[[], float]) -> None:
        self._bounds, self._clock, self._began, self._bytes = bounds, clock, clock(), 0
        self.spoken = self.ended = False
        #: What the server asked to be left alone for when it last failed.
        self.asked_seconds = 0.0

    def left(self) -> float:
        return self._began + self._bounds.total_seconds - self._clock()

    def note(self, piece: bytes) -> None:
        # Some servers say ": still here" each second, which no timeout between two bytes minds.
        waited = self._clock() - self._began
        if not self.spoken and waited > self._bounds.first_token_seconds:
            raise httpx.ReadTimeout(f"no word within {self._bounds.first_token_seconds:g} s")
        if waited > self._bounds.total_seconds:
            raise httpx.ReadTimeout(f"not done within {self._bounds.total_seconds:g} s")
        self._bytes += len(piece)
        if self._bytes > self._bounds.reply_bytes:
            raise httpx.ReadError(f"sent more than {self._bounds.reply_bytes} bytes")
        # The client ends alike at the end that the server marks and at the end of the connection.
        self.ended = self.ended or b"[DONE]" in piece


class Watched(httpx.SyncByteStream):
    """The bytes of a reply, each noted as it comes."""

    def __init__(self, stream: Any, watch: Watch) -> None:
        self._stream, self._watch = stream, watch

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._stream:
            self._watch.note(piece)
            yield piece

    def close(self) -> None:
        self._stream.close()


def streamed(chunks: Any, watch: Watch) -> Iterator[str]:
    """The text of a stream's chunks, which the client has not checked."""
    for chunk in chunks:
        for choice in (chunk.choices or [])[:1]:
            if choice.finish_reason:
                watch.ended = True
            # Models that think aloud first do so in a field of their own.
            if getattr(choice.delta, "reasoning_content", None) or getattr(choice.delta, "reasoning", None):
                watch.spoken = True
            if isinstance(choice.delta.content, str) and choice.delta.content:
                yield choice.delta.content


def whole(response: httpx.Response, watch: Watch) -> Iterator[str]:
    """The text of a server that does not stream though asked to."""
    text = json.loads(response.read())["choices"][0]["message"]["content"]
    watch.ended = True
    if isinstance(text, str) and text:
        yield text
