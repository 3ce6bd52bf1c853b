"""Connections to public addresses only, ended by a deadline: httpx's way to the network, guarded.

A name is looked up once; what was checked is what is connected to, so a name that changes its address
in between (DNS rebinding) gains nothing. `Host` and the name in the certificate stay the URL's.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from corpus.web.addresses import why_barred

#: Host, port -> IP addresses, the preferred first; OSError when there are none.
Resolve = Callable[[str, int], Sequence[str]]


class Barred(Exception):
    """The host is not to be connected to; the message says what it is, as "a loopback address"."""


@dataclass(frozen=True)
class Deadline:
    """When a fetch ends, whatever the server does: on a connection, each single wait is cut to fit."""

    at: float
    clock: Callable[[], float]

    @property
    def passed(self) -> bool:
        return self.clock() >= self.at

    def cap(self, timeout: float | None) -> float:
        """This timeout, or what is left if that is less.

        Raises:
            httpcore.ReadTimeout: nothing is left.
        """
        left = self.at - self.clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left if timeout is None else min(timeout, left)


def look_up(host: str, port: int) -> Sequence[str]:
    """The system's answer. It has no time limit but the system's own, some seconds."""
    found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class GuardedTransport(httpx.BaseTransport):
    """A connection per request, closed after it: what a broken server sends too much of ends with it.

    Takes a `Deadline` as the request's extension "deadline". Raises httpx's errors, and `Barred`.
    Never goes through a proxy: it would connect to what it likes. Safe to share between threads.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        resolve: Resolve = look_up,
        network: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._network = network or httpcore.SyncBackend()
        self._trusted: ssl.SSLContext | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        deadline = request.extensions["deadline"]
        url, stream = request.url, request.stream
        assert isinstance(stream, httpx.SyncByteStream)
        wire = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=stream,
            extensions=request.extensions,
        )
        connection = httpcore.HTTPConnection(
            wire.url.origin,
            ssl_context=self._ssl_context() if url.scheme == "https" else None,
            network_backend=_GuardedBackend(self._network, self._addresses, deadline),
        )
        with _httpx_errors():
            response = connection.handle_request(wire)  # closes the connection when it raises
        assert isinstance(response.stream, Iterable)
        body = _Body(response.stream, connection)
        return httpx.Response(response.status, headers=response.headers, stream=body, request=request)

    def _ssl_context(self) -> ssl.SSLContext:
        # Not from the environment; once only, for reading the certificates takes 20 ms.
        self._trusted = self._trusted or httpx.create_ssl_context(trust_env=False)
        return self._trusted

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        addresses = self._resolve(host, port)
        # One bad address condemns the name: nobody honest mixes them.
        for address in addresses:
            if kind := why_barred(address, self._allow_private):
                raise Barred(kind)
        return addresses


@contextmanager
def _httpx_errors() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        kind = httpx.NetworkError if isinstance(error, httpcore.NetworkError) else httpx.ProtocolError
        raise kind(str(error)) from error


class _Body(httpx.SyncByteStream):
    def __init__(self, chunks: Iterable[bytes], connection: httpcore.HTTPConnection) -> None:
        self._chunks = chunks
        self._connection = connection

    def __iter__(self) -> Iterator[bytes]:
        with _httpx_errors():
            yield from self._chunks

    def close(self) -> None:
        self._connection.close()


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, network: httpcore.NetworkBackend, addresses: Resolve, deadline: Deadline) -> None:
        self._network = network
        self._addresses = addresses
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = self._addresses(host, port)
        except OSError as error:
            raise httpcore.ConnectError("the name does not resolve") from error
        failure: Exception = httpcore.ConnectError("the name has no address")
        for address in addresses:
            try:
                stream = self._network.connect_tcp(
                    address, port, self._deadline.cap(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """Without it a byte within each read's timeout keeps a fetch going for hours, headers included."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.cap(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.cap(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            left = self._deadline.cap(timeout)
        except httpcore.ReadTimeout:
            self.close()  # nobody else does: there is no connection yet
            raise
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
