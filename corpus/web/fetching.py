"""Fetching a page or a feed of the web, whatever the server does: bounded in place, size, time and hops."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Self

import httpx

from corpus.errors import NotServed, Refused, Unavailable
from corpus.web import bodies, responses
from corpus.web.connecting import Barred, Deadline, GuardedTransport, Resolve, look_up
from corpus.web.responses import Fetched, retry_after_seconds
from corpus.web.trails import REDIRECTS, Trail

__all__ = ["Fetched", "Fetcher", "NotServed", "Refused", "Unavailable", "retry_after_seconds"]

MAX_BYTES = 10_000_000
_ACCEPT = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, */*;q=0.5"


class Fetcher:
    """Fetches for as long as it is open; may be shared between threads. Keeps no cookies.

    `resolve` looks names up; a `transport` replaces the network, and with it every check of addresses
    but the URL's own. `clock` counts seconds, `now` is aware.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allow_private: bool = False,
        resolve: Resolve = look_up,
        transport: httpx.BaseTransport | None = None,
        connect_seconds: float = 10,
        read_seconds: float = 15,
        total_seconds: float = 45,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._transport = transport or GuardedTransport(allow_private=allow_private, resolve=resolve)
        self._user_agent = user_agent
        self._timeout = httpx.Timeout(read_seconds, connect=connect_seconds).as_dict()
        self._total_seconds = total_seconds
        self._clock = clock
        self._now = now

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.close()

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> Fetched:
        """What is at `url`, redirects followed.

        From https to http too: what is read is public, and nothing secret is sent. `etag` and
        `last_modified` are those of the last time; the conditions go along with redirects.

        Raises:
            Refused: it is not to be fetched; `NotServed` when that is the server's word.
            Unavailable: trying later may help.
        """
        trail = Trail(url)
        deadline = Deadline(self._clock() + self._total_seconds, self._clock)
        conditions = _conditions(etag, last_modified)
        while True:
            response = self._send(trail, conditions, deadline)
            try:
                if response.status_code in REDIRECTS:
                    trail.follow(response)
                    continue
                responses.check_status(trail, response, bool(conditions), self._now())
                content = responses.content(trail, response, max_bytes, deadline)
            finally:
                response.close()
            return responses.fetched(url, trail, response, content, conditions)

    def _send(self, trail: Trail, conditions: Mapping[str, str], deadline: Deadline) -> httpx.Response:
        headers = {
            "User-Agent": self._user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": bodies.ACCEPT_ENCODING,
            "Connection": "close",
        }
        extensions = {"timeout": self._timeout, "deadline": deadline}
        request = httpx.Request("GET", trail.here, headers={**headers, **conditions}, extensions=extensions)
        try:
            return self._transport.handle_request(request)
        except Barred as error:
            trail.refuse(f"it leads to {error}, which is not read from", error)
        except httpx.TransportError as error:
            trail.broke(error, deadline)


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    asked = {
        "If-None-Match": responses.validator(etag),
        "If-Modified-Since": responses.validator(last_modified),
    }
    return {name: value for name, value in asked.items() if value}
