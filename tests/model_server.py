"""A chat model's server on loopback that answers as a test tells it, misbehaviour included."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from threading import Event, Thread
from typing import Any

from index.writing.chat_model import ChatModel
from index.writing.chat_reply import BOUNDS, Bounds

#: What goes over the wire, status line and all; maybe without end.
Reply = Iterable[bytes]


class Clock:
    """Time that passes only when told to; what slept for is kept."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self._looked_at = Event()

    def __call__(self) -> float:
        now = self.now
        self._looked_at.set()
        return now

    def paced(self, pieces: Iterable[bytes], seconds: float) -> Iterator[bytes]:
        """The time goes on before each piece, and only once whoever reads has had the piece before."""
        for piece in pieces:
            self.now += seconds
            self._looked_at.clear()
            yield piece
            self._looked_at.wait(10)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class ModelServer:
    """Gives the replies in turn, the last one again and again; keeps what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.replies: list[Reply | Callable[[dict[str, Any]], Reply]] = []
        self.clock = Clock()

    def reply(self, asked: dict[str, Any], key: str | None) -> Reply:
        self.asked.append(asked)
        self.keys.append(key)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply(asked) if callable(reply) else reply

    def says(self, *texts: str) -> None:
        """Streams these texts, one a question."""
        self.replies = [list(streamed(*_pieces(text))) for text in texts]

    def model(self, max_retries: int = 1, bounds: Bounds = BOUNDS) -> ChatModel:
        return ChatModel(
            "some-model",
            self.url,
            "secret",
            bounds=bounds,
            max_retries=max_retries,
            clock=self.clock,
            sleep=self.clock.sleep,
        )


def head(status: int = 200, kind: str = "text/event-stream", **headers: str) -> bytes:
    lines = {"Content-Type": kind, "Connection": "close", **{n.replace("_", "-"): v for n, v in headers.items()}}
    return (f"HTTP/1.1 {status} Said\r\n" + "".join(f"{n}: {v}\r\n" for n, v in lines.items()) + "\r\n").encode()


def event(data: Any) -> bytes:
    return f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n".encode()


def delta(text: str | None, finish: str | None = None, **more: Any) -> bytes:
    choice = {"index": 0, "delta": {"content": text, **more}, "finish_reason": finish}
    return event({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]})


def streamed(*pieces: str, finish: str = "stop") -> Iterator[bytes]:
    """As a good server does."""
    yield head() + delta("", role="assistant")
    for piece in pieces:
        yield delta(piece)
    yield delta(None, finish) + event("[DONE]")


def cut(*pieces: str) -> Iterator[bytes]:
    """The connection ends in the midst of the answer."""
    yield head()
    for piece in pieces:
        yield delta(piece)


def endless(piece: str) -> Iterator[bytes]:
    yield head()
    yield from repeat(delta(piece))


def pings(clock: Clock, seconds: float) -> Iterator[bytes]:
    """Signs of life, never a word."""
    yield head()
    yield from clock.paced(repeat(b": still here\n\n"), seconds)


def whole(text: Any) -> Iterator[bytes]:
    """Not streamed, though asked to."""
    body = json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}).encode()
    yield head(kind="application/json", Content_Length=str(len(body))) + body


def failing(status: int, code: str = "", **headers: str) -> list[bytes]:
    body = json.dumps({"error": {"message": "told to fail", "code": code}}).encode()
    return [head(status, "application/json", Content_Length=str(len(body)), **headers) + body]


def page(status: int = 200) -> list[bytes]:
    return [
        head(status, "text/html") + b"<html><body><h1>It works!</h1> <a href='https://evil.example'>x</a></body></html>"
    ]


@contextmanager
def receiving(reply: Callable[[dict[str, Any], str | None], Reply]) -> Iterator[str]:
    """Serves whatever is posted: `reply` is told the JSON and the Authorization; the address, with its /v1."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with suppress(OSError):  # a client that has had enough closes in the midst
                for piece in reply(asked, self.headers["Authorization"]):
                    self.wfile.write(piece)
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/v1"
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


@contextmanager
def serving() -> Iterator[ModelServer]:
    server = ModelServer()
    with receiving(server.reply) as server.url:
        yield server


def _pieces(text: str) -> list[str]:
    """As tokens come: three characters at a time, so that markers and links are cut through."""
    return [text[at : at + 3] for at in range(0, len(text), 3)]
