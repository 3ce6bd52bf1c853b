import gzip
import json
import ssl
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count, pairwise, repeat
from threading import Event, Thread
from typing import Any

import httpcore
import httpx
import pytest

from corpus.web.connecting import GuardedTransport
from corpus.web.fetching import Fetched, Fetcher, NotServed, Refused, Unavailable
from tests.loopback import Loopback, response

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PUBLIC, OTHER_PUBLIC = "93.184.215.14", "8.8.8.8"


def fetcher(**given: Any) -> Fetcher:
    return Fetcher(**{"user_agent": "dealwire-test", "allow_private": True, "now": lambda: NOW, **given})


def get(url: str, **given: Any) -> Fetched:
    with fetcher() as opened:
        return opened.get(url, **given)


def failing(url: str, **given: Any) -> Unavailable:
    with pytest.raises(Unavailable) as caught, fetcher(**given) as opened:
        opened.get(url)
    assert caught.value.subject == url
    return caught.value


@pytest.fixture
def site() -> Iterator[Loopback]:
    with Loopback() as opened:
        yield opened


class Network(httpcore.NetworkBackend):
    """The internet as a note of who was connected to; everybody sends the same answer."""

    def __init__(self, answer: bytes = response(b"hello"), unreachable: Iterable[str] = ()) -> None:
        self._answer = answer
        self._unreachable = unreachable
        self.connected: list[tuple[str, int]] = []
        self.closed = 0
        self.sent = b""
        self.certificates_for: list[str | None] = []
        self.ssl_contexts: list[ssl.SSLContext] = []

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.connected.append((host, port))
        if host in self._unreachable:
            raise httpcore.ConnectError("unreachable")
        return _Stream([self._answer], self)


class _Stream(httpcore.MockStream):
    def __init__(self, buffer: list[bytes], network: Network) -> None:
        super().__init__(buffer)
        self._network = network

    def close(self) -> None:
        self._network.closed += 1
        super().close()

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._network.sent += buffer

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self._network.ssl_contexts.append(ssl_context)
        self._network.certificates_for.append(server_hostname)
        return self


def over(network: Network, resolve: Callable[[str, int], list[str]], **given: Any) -> Fetcher:
    return fetcher(transport=GuardedTransport(resolve=resolve, network=network, **given))


# --- what comes back ------------------------------------------------------------------------------


def test_a_page_comes_with_what_the_caller_needs_of_its_headers(site: Loopback) -> None:
    headers = {
        "Content-Type": 'Text/HTML; Charset="ISO-8859-1"',
        "ETag": 'W/"one"',
        "Last-Modified": "Mon, 23 Nov 2026 09:00:00 GMT",
        "Cache-Control": "max-age=600",
        "Set-Cookie": "a=b",
    }
    url = site.serve("/page", response("é".encode("latin-1"), headers=headers))

    fetched = get(url)

    assert fetched == Fetched(
        url=url,
        final_url=url,
        permanent_url=None,
        status=200,
        content=b"\xe9",
        content_type="text/html",
        charset="iso-8859-1",
        etag='W/"one"',
        last_modified="Mon, 23 Nov 2026 09:00:00 GMT",
        headers={"cache-control": "max-age=600"},
    )


def test_a_request_says_who_asks_and_keeps_no_cookies(site: Loopback) -> None:
    url = site.serve("/", response(b"x", headers={"Set-Cookie": "seen=1"}))

    with fetcher() as opened:
        opened.get(url)
        opened.get(url)

    for request in site.requests:
        assert request.headers["user-agent"] == "dealwire-test"
        assert request.headers["host"] == f"127.0.0.1:{site.port}"
        assert request.headers["accept-encoding"] == "gzip, deflate"
        assert request.headers.keys().isdisjoint({"cookie", "if-none-match", "if-modified-since"})


def test_proxies_of_the_environment_are_not_used(site: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    assert get(site.serve("/", response(b"direct"))).content == b"direct"


def test_a_validator_that_could_not_be_sent_back_is_dropped(site: Loopback) -> None:
    url = site.serve("/", response(b"x", headers={"ETag": '"\xe9"', "Last-Modified": "x" * 2000}))

    fetched = get(url)

    assert (fetched.etag, fetched.last_modified) == (None, None)
    assert get(url, etag='"ü\n"').content == b"x"


# --- conditional GET ------------------------------------------------------------------------------


def test_unchanged_is_304_without_content_even_if_the_server_sends_some(site: Loopback) -> None:
    url = site.serve("/feed", response(b"<rss>not to be read</rss>", 304))

    fetched = get(url, etag='"one"', last_modified="Mon, 23 Nov 2026 09:00:00 GMT")

    assert (fetched.status, fetched.content) == (304, b"")
    assert (fetched.etag, fetched.last_modified) == ('"one"', "Mon, 23 Nov 2026 09:00:00 GMT")
    assert site.requests[0].headers["if-none-match"] == '"one"'
    assert site.requests[0].headers["if-modified-since"] == "Mon, 23 Nov 2026 09:00:00 GMT"


def test_an_etag_that_changes_is_the_new_one(site: Loopback) -> None:
    numbers = count(1)
    url = site.serve("/feed", lambda _: response(b"x", headers={"ETag": f'"{next(numbers)}"'}))

    assert [get(url, etag='"0"').etag, get(url, etag='"1"').etag] == ['"1"', '"2"']


def test_304_without_a_condition_is_a_broken_answer(site: Loopback) -> None:
    assert failing(site.serve("/", response(status=304))).status == 304


# --- compression and limits -----------------------------------------------------------------------

TEXT = b"Northvolt sells cells. " * 500
BARE_DEFLATE = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("x-gzip", gzip.compress(TEXT, mtime=0)),
        ("gzip", gzip.compress(TEXT[:999], mtime=0) + gzip.compress(TEXT[999:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"\0\0\0"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", BARE_DEFLATE.compress(TEXT) + BARE_DEFLATE.flush()),
        ("identity", TEXT),
        ("utf-8", TEXT),
    ],
)
@pytest.mark.parametrize("piece", [1, 7, 100_000])
def test_packed_bodies_are_unpacked_however_they_arrive(encoding: str, packed: bytes, piece: int) -> None:
    class Pieces(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            return (packed[at : at + piece] for at in range(0, len(packed), piece))

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Encoding": encoding}, stream=Pieces())

    with fetcher(transport=httpx.MockTransport(answer)) as opened:
        assert opened.get("http://news.example/").content == TEXT


def test_chunked_bodies_are_joined(site: Loopback) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    assert get(site.serve("/", head + b"5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n")).content == b"hello!"


def test_an_empty_body_is_empty_though_it_be_called_packed(site: Loopback) -> None:
    assert get(site.serve("/", response(headers={"Content-Encoding": "gzip"}))).content == b""


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compression_bomb_does_not_go_off(site: Loopback, encoding: str) -> None:
    packer = zlib.compressobj(wbits=31 if encoding == "gzip" else 15)
    first = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a block may be repeated; the checksum at the end is never reached.
    bomb = first + (packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)) * 199
    url = site.serve("/", response(bomb, headers={"Content-Encoding": encoding}))
    assert len(bomb) < 250_000
    tracemalloc.start()

    with pytest.raises(Refused, match=r"larger than the limit of 2 MB"):
        get(url, max_bytes=2_000_000)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_body_of_the_limit_is_read_and_one_byte_more_is_refused(site: Loopback) -> None:
    for path, body, headers in (("/plain", b"x" * 1000, {}), ("/packed", gzip.compress(b"x" * 1000), None)):
        url = site.serve(path, response(body, headers={"Content-Encoding": "gzip"} if headers is None else {}))

        assert len(get(url, max_bytes=1000).content) == 1000
        with pytest.raises(Refused):
            get(url, max_bytes=999)


def test_a_body_announced_too_large_is_not_read(site: Loopback) -> None:
    never = Event()

    def answer(_: object) -> Iterator[bytes]:
        yield response(length=11_000_000)
        never.wait(10)

    url = site.serve("/", answer)

    with pytest.raises(Refused, match="10 MB"):
        get(url)
    never.set()


def test_an_endless_body_is_refused_at_the_limit(site: Loopback) -> None:
    def answer(_: object) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        yield from repeat(b"x" * 50_000)

    with pytest.raises(Refused, match="larger than the limit"):
        get(site.serve("/", answer))


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip, br"])
def test_a_packing_not_asked_for_is_a_broken_answer(site: Loopback, encoding: str) -> None:
    error = failing(site.serve("/", response(b"abc", headers={"Content-Encoding": encoding})))

    assert f"not asked for ({encoding})" in error.reason


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_that_is_not_packed_as_it_says_is_a_broken_answer(site: Loopback, encoding: str) -> None:
    error = failing(site.serve("/", response(b"\xff<html>", headers={"Content-Encoding": encoding})))

    assert f"not the {encoding} it claims" in error.reason


def test_a_thousand_gzip_members_are_too_many(site: Loopback) -> None:
    members = gzip.compress(b"") * 2000
    error = failing(site.serve("/", response(members, headers={"Content-Encoding": "gzip"})))

    assert "too many pieces" in error.reason


# --- broken answers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        response(b"half of it", length=100),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf",
        response(gzip.compress(TEXT)[:60], headers={"Content-Encoding": "gzip"}),
        response(b"\x78", headers={"Content-Encoding": "deflate"}),
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: some\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
    ],
)
def test_a_cut_or_garbled_answer_is_unavailable(site: Loopback, answer: bytes) -> None:
    assert "cut off" in failing(site.serve("/", answer)).reason


def test_what_comes_after_the_announced_length_belongs_to_nothing(site: Loopback) -> None:
    url = site.serve("/", response(b"hello" + response(b"smuggled"), length=5))

    with fetcher() as opened:
        assert [opened.get(url).content, opened.get(url).content] == [b"hello", b"hello"]


@pytest.mark.parametrize("status", [204, 206, 300, 202])
def test_success_without_a_page_is_unavailable(site: Loopback, status: int) -> None:
    assert failing(site.serve("/", response(status=status))).status == status


def test_nobody_listening_is_unavailable() -> None:
    with Loopback() as closed:
        url = closed.url("/")

    assert failing(url).reason == "the connection failed: connection refused"


def test_a_name_that_does_not_resolve_is_unavailable() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    assert failing("http://news.example/", resolve=resolve).status is None
    assert failing("http://news.example/", resolve=lambda *_: []).status is None


def test_https_to_a_server_without_it_is_unavailable(site: Loopback) -> None:
    assert failing(site.url("/", scheme="https")).reason == "no secure connection could be made"


# --- time -----------------------------------------------------------------------------------------


class Ticking:
    """A clock on which every look takes a second."""

    def __init__(self) -> None:
        self._seconds = count()

    def __call__(self) -> float:
        return next(self._seconds)


def drip(start: bytes, drop: bytes) -> Callable[[object], Iterator[bytes]]:
    def answer(_: object) -> Iterator[bytes]:
        yield start
        yield from repeat(drop)

    return answer


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    ],
)
def test_a_slow_drip_ends_at_the_deadline(site: Loopback, start: bytes, drop: bytes) -> None:
    error = failing(site.serve("/", drip(start, drop)), clock=Ticking(), total_seconds=5)

    assert error.reason == "it took too long to come"


def test_a_deadline_between_connecting_and_tls_leaves_no_connection_open() -> None:
    network = Network()
    transport = GuardedTransport(resolve=lambda *_: [PUBLIC], network=network)

    error = failing("https://news.example/", transport=transport, clock=Ticking(), total_seconds=2)

    assert error.reason == "it took too long to come"
    assert (len(network.connected), network.closed, network.certificates_for) == (1, 1, [])


def test_redirects_share_one_deadline(site: Loopback) -> None:
    for number in range(4):
        url = site.redirect(f"/{number}", f"/{number + 1}")

    with pytest.raises(Unavailable, match="too long"), fetcher(clock=Ticking(), total_seconds=5) as opened:
        opened.get(site.url("/0"))
    assert url and len(site.requests) < 4


def test_a_server_that_says_nothing_is_unavailable(site: Loopback) -> None:
    over = Event()

    def answer(_: object) -> Iterator[bytes]:
        over.wait(10)
        yield b""

    error = failing(site.serve("/", answer), read_seconds=0.05)
    over.set()

    assert error.reason == "the server did not answer in time"


# --- statuses -------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_no_is_refused_with_its_status(site: Loopback, status: int) -> None:
    url = site.serve("/", response(b"no", status))

    with pytest.raises(NotServed, match=rf"\({status}\)") as caught:
        get(url)
    assert (caught.value.status, caught.value.subject) == (status, url)
    assert isinstance(caught.value, Refused)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 520])
def test_a_not_now_is_unavailable_with_its_status(site: Loopback, status: int) -> None:
    error = failing(site.serve("/", response(b"later", status)))

    assert (error.status, error.retry_after) == (status, None)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        (format_datetime(NOW + timedelta(hours=2), usegmt=True), 7200),
        ("Monday, 23-Nov-26 12:00:30 GMT", 30),
        (format_datetime(NOW - timedelta(hours=2), usegmt=True), None),
        ("99999999999999999999", 7 * 86_400),
        ("Mon, 23 Nov 9999 12:00:00 GMT", 7 * 86_400),
        ("soon", None),
        ("-5", None),
        ("²", None),
        ("Mon, 99 Nov 2026 12:00:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(site: Loopback, status: int, retry_after: str, seconds: int | None) -> None:
    error = failing(site.serve("/", response(b"", status, {"Retry-After": retry_after})))

    assert error.retry_after == seconds


# --- redirects ------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_told(site: Loopback, status: int) -> None:
    site.serve("/new", response(b"moved"))
    url = site.redirect("/old", "new#top", status)

    fetched = get(url)

    assert (fetched.url, fetched.final_url, fetched.content) == (url, site.url("/new"), b"moved")
    assert fetched.permanent_url == (site.url("/new") if status in (301, 308) else None)


def test_only_permanent_redirects_from_the_start_make_a_new_address(site: Loopback) -> None:
    for path, target, status in (("/1", "/2", 301), ("/2", "/3", 308), ("/3", "/4", 302), ("/4", "/5", 301)):
        site.redirect(path, target, status)
    site.serve("/5", response(b"there"))

    assert get(site.url("/1")).permanent_url == site.url("/3")
    assert get(site.url("/3")).permanent_url is None


def test_a_way_back_to_http_is_followed_but_is_no_new_address() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.scheme == "https":
            return httpx.Response(301, headers={"Location": "http://news.example/"})
        return httpx.Response(200, content=b"plain")

    with fetcher(transport=httpx.MockTransport(answer)) as opened:
        fetched = opened.get("https://news.example/")

    assert (fetched.final_url, fetched.permanent_url) == ("http://news.example/", None)


def test_conditions_go_along_with_redirects(site: Loopback) -> None:
    site.serve("/new", response(status=304))
    url = site.redirect("/old", "/new", 301)

    fetched = get(url, etag='"one"')

    assert (fetched.status, fetched.permanent_url) == (304, site.url("/new"))
    assert site.requests[1].headers["if-none-match"] == '"one"'


@pytest.mark.parametrize("circle", [["/a", "/a"], ["/a", "/b", "/a"], ["/a", "/b", "/c", "/b"], ["/a", "/a#b"]])
def test_a_redirect_circle_ends_as_unavailable(site: Loopback, circle: list[str]) -> None:
    for path, target in pairwise(circle):
        site.redirect(path, target)

    assert "in a circle" in failing(site.url(circle[0])).reason


def test_five_redirects_are_followed_and_six_are_not(site: Loopback) -> None:
    for number in range(6):
        site.redirect(f"/{number}", f"/{number + 1}")
    site.serve("/6", response(b"there"))

    assert get(site.url("/1")).content == b"there"
    assert "more than 5 times" in failing(site.url("/0")).reason


@pytest.mark.parametrize(
    "target",
    [
        "ftp://news.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://2130706433/",
        "http://[",
    ],
)
def test_a_redirect_to_what_is_no_page_is_refused(site: Loopback, target: str) -> None:
    with pytest.raises(Refused, match="where it redirects to"):
        get(site.redirect("/", target))


def test_a_redirect_with_a_password_is_refused_without_telling_it(site: Loopback) -> None:
    with pytest.raises(Refused, match="user name") as caught:
        get(site.redirect("/", f"http://me:secret@127.0.0.1:{site.port}/in"))
    assert "secret" not in str(caught.value)


def test_a_redirect_to_nowhere_is_unavailable(site: Loopback) -> None:
    assert "without saying where" in failing(site.serve("/", response(status=302))).reason


# --- addresses ------------------------------------------------------------------------------------


def test_a_loopback_url_is_refused_unless_allowed(site: Loopback) -> None:
    url = site.serve("/", response(b"secret"))

    for private in (url, site.url("/", host="localhost"), site.url("/", host="[::ffff:127.0.0.1]")):
        with (
            pytest.raises(Refused, match="leads to a loopback address"),
            fetcher(allow_private=False) as opened,
        ):
            opened.get(private)
    assert not site.requests
    assert get(url).content == b"secret"


def test_metadata_is_refused_even_where_private_addresses_are_allowed() -> None:
    for url in ("http://169.254.169.254/latest/meta-data", "http://[fd00:ec2::254]/latest"):
        with pytest.raises(Refused, match="a cloud's own address"):
            get(url)


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["10.0.0.1"], ["::1"], [PUBLIC, "127.0.0.1"], ["64:ff9b::a9fe:a9fe", PUBLIC]]
)
def test_a_name_with_a_private_address_is_not_connected_to(addresses: list[str]) -> None:
    network = Network()

    with pytest.raises(Refused, match="leads to"), over(network, lambda *_: addresses) as opened:
        opened.get("http://inside.example/")
    assert not network.connected


def test_a_name_is_looked_up_once_and_the_checked_address_connected_to() -> None:
    # DNS rebinding: a second look-up would lead inside.
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    network = Network()

    with over(network, lambda *_: next(answers)) as opened:
        assert opened.get("http://rebinding.example:8080/").content == b"hello"

        with pytest.raises(Refused, match="a loopback address"):
            opened.get("http://rebinding.example:8080/")
    assert network.connected == [(PUBLIC, 8080)]


def test_host_and_certificate_stay_those_of_the_name() -> None:
    network = Network()

    with over(network, lambda *_: [PUBLIC]) as opened:
        opened.get("https://news.example/feed")

    assert network.connected == [(PUBLIC, 443)]
    assert network.closed
    assert network.sent.startswith(b"GET /feed HTTP/1.1\r\nHost: news.example\r\n")
    assert network.certificates_for == ["news.example"]
    assert network.ssl_contexts[0].check_hostname
    assert network.ssl_contexts[0].verify_mode is ssl.CERT_REQUIRED


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    network = Network(unreachable=[PUBLIC])

    with over(network, lambda *_: [PUBLIC, OTHER_PUBLIC]) as opened:
        assert opened.get("http://news.example/").content == b"hello"
    assert network.connected == [(PUBLIC, 80), (OTHER_PUBLIC, 80)]


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_to_a_private_address_is_refused(status: int) -> None:
    network = Network(response(status=status, headers={"Location": "http://inside.example/admin"}))
    names = {"news.example": [PUBLIC], "inside.example": ["192.168.0.1"]}

    with (
        pytest.raises(Refused, match=r"where it redirects to, http://inside.example/admin: it leads to a private"),
        over(network, lambda host, _: names[host]) as opened,
    ):
        opened.get("http://news.example/")
    assert network.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize("url", ["", "news", "ftp://news.example/", "http://me:secret@news.example/", "http://0x7f.1/"])
def test_a_url_that_is_no_page_is_refused_before_anything_is_sent(url: str) -> None:
    network = Network()

    with pytest.raises(Refused) as caught, over(network, lambda *_: [PUBLIC]) as opened:
        opened.get(url)
    assert not network.connected and "secret" not in str(caught.value)


def test_one_fetcher_serves_many_threads() -> None:
    network = Network(response(json.dumps({"items": []}).encode()))
    done: list[bytes] = []

    with over(network, lambda *_: [PUBLIC]) as opened:
        threads = [Thread(target=lambda: done.append(opened.get("https://news.example/").content)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert done == [b'{"items": []}'] * 8
