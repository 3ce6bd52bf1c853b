"""Fetching as a good guest: one request at a time to a host, with pauses, as its robots.txt allows."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlsplit

from corpus.errors import NotServed, Refused, Unavailable
from corpus.feeds import robots
from corpus.feeds.robots import Rules
from corpus.web import addresses
from corpus.web.fetching import MAX_BYTES, Fetched, Fetcher

#: By this name a robots.txt speaks of us.
ROBOT = "dealwire"
#: Between the end of a request and the next one to the same host, at least.
GAP_SECONDS = 1.0
#: A robots.txt is believed for a day (RFC 9309, 2.4), and asked for again sooner where it could not be had.
_BELIEVED_SECONDS, _FAILED_SECONDS = 86_400.0, 600.0
#: Of more hosts, those not asked for longest are forgotten.
_MAX_HOSTS = 2_000


class Disallowed(Refused):
    """The site's robots.txt asks us not to fetch it."""


class Paused(Unavailable):
    """The host asked to be left alone, and was not asked."""


@dataclass(slots=True)
class _Host:
    lock: Lock = field(default_factory=Lock)
    #: By our clock: when it may be asked again, and until when its rules are believed.
    free_at: float = 0.0
    believed_until: float = float("-inf")
    rules: Rules | None = None
    #: Why there are no rules, if that is not that there is no robots.txt.
    problem: str = ""
    retry_after: int | None = None


class Web:
    """The web behind a fetcher; may be shared between threads. `clock` counts seconds, `sleep` waits them."""

    def __init__(
        self,
        fetcher: Fetcher,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        gap_seconds: float | None = None,
    ) -> None:
        self._fetcher, self._clock, self._sleep = fetcher, clock, sleep
        self._gap = GAP_SECONDS if gap_seconds is None else gap_seconds
        self._hosts: OrderedDict[str, _Host] = OrderedDict()
        self._lock = Lock()

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, max_bytes: int = MAX_BYTES
    ) -> Fetched:
        """As the fetcher's; waits until the host may be asked.

        Raises:
            Disallowed: its robots.txt says no.
            Paused: the host wants to be left alone for more than a moment.
        Refused, Unavailable: as the fetcher's.
        """
        with self._alone(url) as host:
            self._check(url, host)
            try:
                return self._fetcher.get(url, etag=etag, last_modified=last_modified, max_bytes=max_bytes)
            except Unavailable as error:
                if error.retry_after:
                    host.free_at = self._clock() + error.retry_after
                raise
            finally:
                gap = max(self._gap, host.rules.gap_seconds if host.rules else 0.0)
                host.free_at = max(host.free_at, self._clock() + gap)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Those that the robots.txt of this page's site names."""
        with self._alone(url) as host:
            return host.rules.sitemaps if host.rules else ()

    @contextmanager
    def _alone(self, url: str) -> Iterator[_Host]:
        """Nobody else asks this host meanwhile; its rules are known where they can be."""
        host = self._host(host_of(url))
        with host.lock:
            wait = host.free_at - self._clock()
            if wait > robots.LONGEST_GAP_SECONDS + self._gap:
                raise Paused(url, "the server asked to be left alone for a while", retry_after=round(wait))
            if wait > 0:
                self._sleep(wait)
            if self._clock() >= host.believed_until:
                self._learn(url, host)
            yield host

    def _host(self, name: str) -> _Host:
        with self._lock:
            host = self._hosts.setdefault(name, _Host())
            self._hosts.move_to_end(name)
            if len(self._hosts) > _MAX_HOSTS:
                oldest = next(iter(self._hosts))
                if not self._hosts[oldest].lock.locked():
                    del self._hosts[oldest]
            return host

    def _learn(self, url: str, host: _Host) -> None:
        host.rules, host.problem, host.retry_after, believed = None, "", None, _BELIEVED_SECONDS
        try:
            fetched = self._fetcher.get(_robots_url(url), max_bytes=4 * robots.MAX_BYTES)
            host.rules = robots.parse(fetched.content, ROBOT)
        except NotServed:
            host.rules = Rules()  # there is none, or none for us: all is allowed (RFC 9309, 2.3.1.3)
        except Refused:
            host.rules = Rules()  # too large, or leading nowhere; the page itself will say what is wrong
        except Unavailable as error:
            # All is forbidden while it cannot be had (RFC 9309, 2.3.1.4).
            host.problem, host.retry_after, believed = error.reason, error.retry_after, _FAILED_SECONDS
        host.believed_until = self._clock() + believed

    def _check(self, url: str, host: _Host) -> None:
        if host.rules is None:
            # In the words of the page: a host that is down says the same of both.
            raise Unavailable(url, f"{host.problem} (asked for its robots.txt)", retry_after=host.retry_after)
        if not host.rules.allow(url):
            raise Disallowed(addresses.without_secrets(url), "the site's robots.txt asks programs not to read it")


def host_of(url: str) -> str:
    """The host, with its port where that is not the usual one; "" for what is no URL."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    name = parts.hostname or ""
    return f"{name}:{port}" if port and port != usual else name


def _robots_url(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
