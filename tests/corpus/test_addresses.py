import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.web.addresses import parse, why_barred, without_secrets

PUBLIC = [
    "8.8.8.8",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "192.0.1.1",
]
PUBLIC_6 = ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2001:4860:4860::8888", "::ffff:8.8.8.8"]
NAT64_PUBLIC = "64:ff9b::808:808"
PRIVATE = ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255"]
LOOPBACK = ["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]
RESERVED = ["192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "240.0.0.1", "255.255.255.255"]
RESERVED_6 = ["2001:db8::1", "2002:7f00:1::", "2001:0:4136:e378::1", "::7f00:1", "64:ff9b:1::a00:1", "100::1"]
CLOUD = ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192"]
LOCAL_LINK = ["169.254.1.1", "fe80::1", "fe80::1%eth0", "::ffff:169.254.1.1"]
MULTICAST = ["224.0.0.1", "239.255.255.250", "ff02::1"]


@pytest.mark.parametrize("address", [*PUBLIC, *PUBLIC_6, NAT64_PUBLIC])
def test_public_addresses_are_open(address: str) -> None:
    assert why_barred(address) is None


@pytest.mark.parametrize(
    ("kind", "addresses"),
    [
        ("a private address", [*PRIVATE, "fc00::1", "fd12::1", "fec0::1", "::ffff:10.0.0.1"]),
        ("a loopback address", LOOPBACK),
        ("a reserved address", [*RESERVED, *RESERVED_6]),
        ("an unspecified address", ["0.0.0.0", "0.1.2.3", "::"]),
        ("a cloud's own address", [*CLOUD, "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"]),
        ("a link-local address", LOCAL_LINK),
        ("a multicast address", MULTICAST),
    ],
)
def test_other_addresses_are_barred_with_their_kind(kind: str, addresses: list[str]) -> None:
    assert {address: why_barred(address) for address in addresses} == dict.fromkeys(addresses, kind)


@pytest.mark.parametrize("address", [*PRIVATE, *LOOPBACK, "fd12::1", "198.18.0.1"])
def test_an_intranet_may_open_its_own_addresses(address: str) -> None:
    assert why_barred(address, allow_private=True) is None


@pytest.mark.parametrize("address", [*CLOUD, *LOCAL_LINK, *MULTICAST])
def test_where_no_news_comes_from_stays_barred_on_intranets(address: str) -> None:
    assert why_barred(address, allow_private=True)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "http:// or https://"),
        ("news.example/feed", "http:// or https://"),
        ("file:///etc/passwd", "http:// or https://"),
        ("ftp://news.example/", "http:// or https://"),
        ("javascript:alert(1)", "http:// or https://"),
        ("http://", "no proper host"),
        ("http:///feed", "no proper host"),
        ("http://a b/", "no proper host"),
        ("http://127%2e0.0.1/", "no proper host"),
        ("http://news..example/", "no proper host"),
        (f"http://{'a' * 64}.example/", "no proper host"),
        (f"http://{'a.' * 130}example/", "no proper host"),
        ("http://[fe80::1%25eth0]/", "no proper host"),
        ("http://[::1", "proper"),
        ("http://news.example/\r\nHost: evil", "proper web address"),
        ("http://news.example:port/", "proper web address"),
        ("http://300.1.1.1/", "proper web address"),
        ("http://0177.0.0.1/", "proper web address"),
        ("http://news.example:0/", "port"),
        ("http://news.example:99999/", "port"),
        ("http://me:secret@news.example/", "user name"),
        ("http://me@news.example/", "user name"),
        ("http://news.example\\@evil.example/", "user name"),
        ("http://2130706433/", "odd spelling"),
        ("http://0x7f000001/", "odd spelling"),
        ("http://0x7f.1/", "odd spelling"),
        ("http://127.1/", "odd spelling"),
        ("http://127.0.0.0x1/", "odd spelling"),
        ("http://127.0.0.1./", "odd spelling"),
    ],
)
def test_a_url_that_is_none_to_visit_is_refused_with_the_reason(url: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse(url)


@pytest.mark.parametrize(
    ("url", "parsed"),
    [
        ("https://news.example/feed?a=1#top", "https://news.example/feed?a=1"),
        ("HTTP://News.Example:80/", "http://news.example/"),
        ("http://bücher.example/ü", "http://xn--bcher-kva.example/%C3%BC"),
        ("http://1.news.example./", "http://1.news.example./"),
        ("http://3com.example/", "http://3com.example/"),
        ("http://[2001:4860:4860::8888]:8080/", "http://[2001:4860:4860::8888]:8080/"),
        ("http://under_score.example/", "http://under_score.example/"),
    ],
)
def test_a_url_is_written_in_ascii_without_its_fragment(url: str, parsed: str) -> None:
    assert str(parse(url)) == parsed


@given(st.text(max_size=60) | st.text(alphabet="htps:/@[]%.0x1a\\#?& \t٣", max_size=40).map("http://".__add__))
def test_any_text_is_parsed_or_refused(url: str) -> None:
    try:
        parsed = parse(url)
    except ValueError:
        return

    assert parsed.scheme in ("http", "https") and parsed.host and not parsed.userinfo


def test_what_is_shown_of_a_url_holds_no_password() -> None:
    assert without_secrets("https://me:secret@news.example/@you") == "https://news.example/@you"
