"""A small web server on 127.0.0.1 that sends whatever bytes a test wants, misbehaviour included."""

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import Self


@dataclass(frozen=True)
class Request:
    path: str
    #: Names in lower case.
    headers: dict[str, str]


Answer = bytes | Iterable[bytes]


def response(
    body: bytes = b"", status: int = 200, headers: dict[str, str] | None = None, length: int | None = None
) -> bytes:
    """A whole answer as it goes over the wire; `length` is a Content-Length that need not be right."""
    lines = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
    lines["Content-Length"] = str(len(body) if length is None else length)
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode("latin-1") + body


class Loopback:
    """Serves while it is open, one connection at a time, one request each; other paths are 404."""

    def __init__(self) -> None:
        self._answers: dict[str, Callable[[Request], Answer]] = {}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = Thread(target=self._accept, daemon=True)
        #: What was asked for, in order.
        self.requests: list[Request] = []

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def serve(self, path: str, answer: Answer | Callable[[Request], Answer]) -> str:
        """Answers `path` with these bytes, these pieces (maybe without end) or what the function returns."""
        self._answers[path] = answer if callable(answer) else lambda _: answer
        return self.url(path)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        return self.serve(path, response(status=status, headers={"Location": target}))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # Closing alone would leave the thread waiting in accept().
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=10)
        assert not self._thread.is_alive(), "a client never closed its connection"

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):  # a client that has had enough closes in the midst
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        request = _read(connection)
        if request is None:
            return
        self.requests.append(request)
        answer = self._answers.get(request.path, _no_such_page)(request)
        for piece in [answer] if isinstance(answer, bytes) else answer:
            connection.sendall(piece)


def _no_such_page(_: Request) -> Answer:
    return response(b"no such page", 404)


def _read(connection: socket.socket) -> Request | None:
    """None for what is no HTTP, as the start of a TLS handshake."""
    received = b""
    while not received.endswith(b"\r\n\r\n"):
        piece = connection.recv(65_536)
        received += piece
        if not piece or not received.startswith(b"G"):
            return None
    first, *lines = received.decode("latin-1").strip().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Request(first.split(" ")[1], {name.lower(): value for name, value in headers.items()})
