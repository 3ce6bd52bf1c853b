"""What an answer of the web means: its status, its body, and what of its headers is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from corpus.web import bodies
from corpus.web.connecting import Deadline
from corpus.web.trails import Trail

#: A server that asks for more patience is asked again after this.
MAX_RETRY_AFTER_SECONDS = 7 * 86_400

_LATER = frozenset({408, 425, 429})
_NO = {
    401: "the server wants a login",
    403: "the server does not let us read it",
    404: "there is no such page",
    410: "the page is gone for good",
}
_KEPT_HEADERS = ("age", "cache-control", "content-language", "date", "expires", "link", "retry-after")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.I | re.A)


@dataclass(frozen=True)
class Fetched:
    #: As asked for.
    url: str
    #: Where it was found, in ASCII, without a fragment.
    final_url: str
    #: Where permanent redirects alone led, to be asked for from now on; None when there were none.
    permanent_url: str | None
    #: 200, or 304 when it is unchanged; then `content` is empty.
    status: int
    #: Unpacked.
    content: bytes = field(repr=False)
    #: As "text/html"; empty when the server names none.
    content_type: str
    charset: str | None
    #: With `last_modified`, what to send next time.
    etag: str | None
    last_modified: str | None
    #: As sent: those that say when to ask again (retry-after, cache-control, expires, date, age), and of the
    #: page its language and links (content-language, link).
    headers: Mapping[str, str]


def check_status(trail: Trail, response: httpx.Response, conditional: bool, now: datetime) -> None:
    """Passes 200, 203 (200 as a proxy changed it) and 304 where it was asked for."""
    status = response.status_code
    if status in (200, 203) or (status == 304 and conditional):
        return
    if 400 <= status < 500 and status not in _LATER:
        trail.refuse_by_server(f"{_NO.get(status, 'the server refuses to give it')} ({status})", status)
    retry_after = retry_after_seconds(response.headers.get("retry-after", ""), now)
    if status == 429:
        reason = "the server finds that it is asked too often (429)"
    elif status in _LATER or status >= 500:
        reason = f"the server cannot give it now ({status})"
    else:
        reason = f"the server answers with no page ({status})"
    trail.give_up(reason, status=status, retry_after=retry_after)


def content(trail: Trail, response: httpx.Response, max_bytes: int, deadline: Deadline) -> bytes:
    """The unpacked body; none of a 304, whatever comes with it."""
    if response.status_code == 304:
        return b""
    limit = f"it is larger than the limit of {max_bytes / 1e6:,.3g} MB"
    announced = response.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:18]) > max_bytes:
        trail.refuse(limit)
    assert isinstance(response.stream, httpx.SyncByteStream)
    try:
        return bodies.read(response.stream, response.headers.get("content-encoding", ""), max_bytes)
    except bodies.TooLarge as error:
        trail.refuse(limit, error)
    except bodies.Broken as error:
        trail.give_up(str(error), error, status=response.status_code)
    except httpx.TransportError as error:
        trail.broke(error, deadline)


def fetched(url: str, trail: Trail, response: httpx.Response, content: bytes, conditions: Mapping[str, str]) -> Fetched:
    headers = response.headers
    kind = headers.get("content-type", "")
    charset = _CHARSET.search(kind)
    etag, last_modified = validator(headers.get("etag")), validator(headers.get("last-modified"))
    if response.status_code == 304:  # it may leave out what has not changed
        etag = etag or conditions.get("If-None-Match")
        last_modified = last_modified or conditions.get("If-Modified-Since")
    return Fetched(
        url=url,
        final_url=str(trail.here),
        permanent_url=str(trail.permanent) if trail.permanent else None,
        status=304 if response.status_code == 304 else 200,
        content=content,
        content_type=kind.partition(";")[0].strip().lower(),
        charset=charset[1].lower() if charset else None,
        etag=etag,
        last_modified=last_modified,
        headers={name: headers[name] for name in _KEPT_HEADERS if name in headers},
    )


def retry_after_seconds(value: str, now: datetime) -> int | None:
    """How long a server asks to be left alone, `MAX_RETRY_AFTER_SECONDS` at most; None if it does not say.

    `Retry-After` may be seconds or a date (RFC 9110, 10.2.3); a past date counts as none.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        seconds = int(value[:9])
    else:
        try:
            at = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        if at <= now:
            return None
        seconds = round((at - now).total_seconds())
    return min(seconds, MAX_RETRY_AFTER_SECONDS)


def validator(value: str | None) -> str | None:
    """A validator that can be stored and sent back; servers put anything there."""
    value = (value or "").strip()
    return value if 0 < len(value) <= 1_000 and value.isascii() and value.isprintable() else None
