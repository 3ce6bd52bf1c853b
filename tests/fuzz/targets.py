"""What is fuzzed: each a function of bytes that fails when what it reads with breaks its promise, and bytes to begin
with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from corpus.errors import Refused
from corpus.feeds import listing
from corpus.web import canonical, pages, publication
from corpus.web.publication import Claim
from tests.fakes import NOW
from tests.fuzz import seeds

#: Entries whose text is read; a document may hold thousands.
_READ = 20
_TYPES = ("", "application/rss+xml", "text/xml", "application/feed+json", "application/json; charset=x", "text/html")
_DRESSES = frozenset({"www", "m", "mobile", "amp", "wap"})
_CHARSETS = (None, "utf-8", "shift_jis", "utf-16", "no-such-charset")


@dataclass(frozen=True)
class Target:
    """`check` raises on what must not be."""

    check: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


def check_url(data: bytes) -> None:
    """The canonical form has no other; it and the clean form are of the same site and the same article."""
    text = data.decode("utf-8", "replace")
    once, cleaned = canonical.canonical(text), canonical.clean(text)
    assert canonical.canonical(once) == once, "the canonical form has another one"
    assert canonical.clean(cleaned) == cleaned, "what is clean is cleaned again"
    assert canonical.canonical(cleaned) == once, "cleaning makes another article of it"
    if once != text.strip():
        assert once.startswith("https://"), "a canonical form that is no address"
        before, after = _host(text), _host(once)
        assert after and (_same_site(after, before) or _is_copy_by_google(before)), f"{before} became {after}"


def check_date(data: bytes) -> None:
    """A date that is read is a moment in UTC; one that is decided on is no later than now."""
    text = data.decode("utf-8", "replace")
    moments = [publication.read(text), publication.in_url(text)]
    if "<" in text:
        page = pages.page(text, "https://example.com/a", now=NOW)
        moments.append(page.published if page else None)
        assert page is None or page.published is None or page.published <= NOW
    for moment in moments:
        assert moment is None or (moment.tzinfo is UTC and not moment.microsecond), f"{moment!r} is not in UTC"
    decided = publication.decide([Claim("this", moment) for moment in moments], NOW)
    assert decided.moment is None or publication.EARLIEST <= decided.moment <= NOW, f"{decided} is absurd"


def check_feed(data: bytes) -> None:
    """A document is a listing or refused; what it lists can be told apart, fetched, dated and read."""
    kind, charset = (data[0], data[1]) if len(data) > 1 else (0, 0)
    content_type, encoding = _TYPES[kind % len(_TYPES)], _CHARSETS[charset % len(_CHARSETS)]
    try:
        found = listing.read(data[2:], content_type, encoding, "https://example.com/feed")
    except Refused:
        return
    for entry in found.entries[:_READ]:
        assert entry.url is None or urlsplit(entry.url).scheme in {"http", "https"}, f"{entry.url} cannot be fetched"
        assert len(entry.identity) == len(entry.fingerprint) == 64
        assert all(moment is None or _is_aware(moment) for moment in (entry.published, entry.updated))
        assert "\n" not in entry.title and len(entry.title) <= 300
        assert isinstance(entry.text, str)
    assert all(urlsplit(child.url).scheme in {"http", "https"} for child in found.children)


def _host(url: str) -> str:
    """In ASCII, as the canonical form has it."""
    host = (urlsplit(url.strip()).hostname or "").lower().rstrip(".")
    labels = ".".join(label for label in host.split(".") if label)
    try:
        return labels if labels.isascii() else labels.encode("idna").decode().lower()
    except UnicodeError:
        return labels


def _same_site(one: str, other: str) -> bool:
    """Whether nothing tells them apart but labels that choose a dress."""
    bare, other_bare = ([label for label in each.split(".") if label not in _DRESSES] for each in (one, other))
    return bare == other_bare


def _is_copy_by_google(host: str) -> bool:
    return host.endswith(".cdn.ampproject.org") or "google." in host


def _is_aware(moment: datetime) -> bool:
    return moment.utcoffset() is not None


TARGETS = {
    "urls": Target(check_url, seeds.URLS),
    "dates": Target(check_date, seeds.DATES),
    "feeds": Target(check_feed, seeds.FEEDS),
}
