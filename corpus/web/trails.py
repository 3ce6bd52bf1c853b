"""The way of a fetch, from the URL asked for along its redirects, and the errors it can end in."""

import socket
import ssl
from collections.abc import Iterator
from typing import NoReturn

import httpx

from corpus.errors import NotServed, Refused, Unavailable
from corpus.web import addresses
from corpus.web.connecting import Deadline

MAX_REDIRECTS = 5

_PERMANENT = frozenset({301, 308})
REDIRECTS = _PERMANENT | {302, 303, 307}


class Trail:
    """Where a fetch stands. Its errors name the URL asked for; their reason says how far it came."""

    def __init__(self, url: str) -> None:
        self._subject = addresses.without_secrets(url)
        self._visited: list[httpx.URL] = []
        #: Where permanent redirects alone have led; never from https to http.
        self.permanent: httpx.URL | None = None
        self._go(url)

    @property
    def here(self) -> httpx.URL:
        return self._visited[-1]

    def follow(self, response: httpx.Response) -> None:
        """Goes where this redirect points, if that is allowed."""
        before, target = self.here, response.headers.get("location", "").strip()
        if not target:
            self.give_up("it redirects without saying where", status=response.status_code)
        if len(self._visited) > MAX_REDIRECTS:
            self.give_up(f"it redirects more than {MAX_REDIRECTS} times", status=response.status_code)
        self._go(target)
        all_permanent = before == (self.permanent or self._visited[0])
        downgraded = before.scheme == "https" and self.here.scheme == "http"
        if all_permanent and response.status_code in _PERMANENT and not downgraded:
            self.permanent = self.here

    def _go(self, target: str) -> None:
        try:
            url = addresses.parse(target, base=self.here if self._visited else None)
        except ValueError as error:
            where = f"where it redirects to, {addresses.without_secrets(target)}: " if self._visited else ""
            raise Refused(self._subject, f"{where}{error}") from error
        if url in self._visited:
            self.give_up("it redirects in a circle")
        self._visited.append(url)

    def refuse(self, reason: str, cause: Exception | None = None) -> NoReturn:
        raise Refused(self._subject, self._located(reason)) from cause

    def refuse_by_server(self, reason: str, status: int) -> NoReturn:
        raise NotServed(self._subject, self._located(reason), status)

    def give_up(
        self,
        reason: str,
        cause: Exception | None = None,
        *,
        status: int | None = None,
        retry_after: int | None = None,
    ) -> NoReturn:
        raise Unavailable(self._subject, self._located(reason), status, retry_after) from cause

    def broke(self, error: httpx.TransportError, deadline: Deadline) -> NoReturn:
        self.give_up("it took too long to come" if deadline.passed else _what_failed(error), error)

    def _located(self, reason: str) -> str:
        if len(self._visited) < 2:
            return reason
        return f"where it redirects to, {addresses.without_secrets(str(self.here))}: {reason}"


def _what_failed(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "the server did not answer in time"
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not valid: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return "no secure connection could be made"
        if isinstance(cause, socket.gaierror):
            return "the name of its host does not resolve"
        if isinstance(cause, OSError) and cause.strerror:
            return f"the connection failed: {cause.strerror.lower()}"
    if isinstance(error, httpx.ProtocolError):
        return "its answer is cut off or not proper HTTP"
    return "the connection failed"


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause:
        yield cause
        cause = cause.__cause__
