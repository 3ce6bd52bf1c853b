"""Which addresses of the web may be visited: by their spelling, and by the machine they lead to."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

_CLOUD = "a cloud's own address"  # where machines ask for their passwords
_LINK_LOCAL = "a link-local address"
_MULTICAST = "a multicast address"
_NEVER = frozenset({_CLOUD, _LINK_LOCAL, _MULTICAST})

# The first that fits says what it is. From IANA's registries of special-purpose addresses (RFC 6890), written
# out: what `ipaddress` calls global differs between versions of Python, and a firewall should not.
_NOT_PUBLIC_4 = tuple(
    (IPv4Network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "an unspecified address"),
        ("10.0.0.0/8", "a private address"),
        ("100.100.100.200/32", _CLOUD),  # Alibaba's
        ("100.64.0.0/10", "a private address"),  # carrier-grade NAT
        ("127.0.0.0/8", "a loopback address"),
        ("168.63.129.16/32", _CLOUD),  # Azure's, in the midst of public ones
        ("169.254.169.254/32", _CLOUD),
        ("169.254.0.0/16", _LINK_LOCAL),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.192/32", _CLOUD),  # Oracle's
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "a reserved address"),
        ("192.88.99.0/24", "a reserved address"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "a reserved address"),
        ("198.51.100.0/24", "a reserved address"),
        ("203.0.113.0/24", "a reserved address"),
        ("224.0.0.0/4", _MULTICAST),
        ("240.0.0.0/4", "a reserved address"),
    )
)
_NOT_PUBLIC_6 = tuple(
    (IPv6Network(network), kind)
    for network, kind in (
        ("::/128", "an unspecified address"),
        ("::1/128", "a loopback address"),
        ("2001::/23", "a reserved address"),  # Teredo and other tunnels, benchmarks, identifiers
        ("2001:db8::/32", "a reserved address"),
        ("2002::/16", "a reserved address"),  # 6to4: hides an IPv4 address, and nobody serves news by it
        ("3fff::/20", "a reserved address"),
        ("fd00:ec2::254/128", _CLOUD),  # Amazon's
        ("fc00::/7", "a private address"),
        ("fe80::/10", _LINK_LOCAL),
        ("fec0::/10", "a private address"),
        ("ff00::/8", _MULTICAST),
    )
)
_UNICAST_6 = IPv6Network("2000::/3")  # all that has been given out
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")

_LONGEST_HOST = 253
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_DOTTED_QUAD = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def why_barred(address: str, allow_private: bool = False) -> str | None:
    """What an IP address is, if one not to connect to, as "a loopback address"; else None.

    `allow_private` opens what an intranet may use, not what no news comes from: clouds' metadata,
    link-local and multicast addresses. An IPv4 address in IPv6 dress is judged as what it leads to:
    mapped (::ffff:…) and NAT64 (64:ff9b::…, by which networks without IPv4 reach all of it).

    Raises:
        ValueError: it is not an IP address.
    """
    ip = _undressed(ip_address(address))
    if isinstance(ip, IPv4Address):
        kind = next((kind for network, kind in _NOT_PUBLIC_4 if ip in network), None)
    else:
        other = None if ip in _UNICAST_6 else "a reserved address"
        kind = next((kind for network, kind in _NOT_PUBLIC_6 if ip in network), other)
    return None if allow_private and kind not in _NEVER else kind


def _undressed(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv6Address) and (ip in _MAPPED or ip in _NAT64):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def parse(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """The URL of a page, in ASCII, without a fragment; a relative one as meant on the page `base`.

    Raises:
        ValueError: it is none to visit; the message is for people.
    """
    try:
        parsed = (base.join(url) if base else httpx.URL(url)).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise ValueError("it is not a proper web address") from error
    if parsed.scheme not in ("http", "https"):
        raise ValueError("only addresses that begin with http:// or https:// are fetched")
    if parsed.userinfo:
        raise ValueError("it holds a user name or password; leave them out")
    _check_host(parsed.raw_host.decode("ascii"))
    if parsed.port is not None and not 1 <= parsed.port <= 65_535:
        raise ValueError("its port is not between 1 and 65535")
    return parsed


def without_secrets(url: str) -> str:
    """The URL as it may be shown and logged: user name and password left out, a huge one cut."""
    shown = re.sub(r"(?<=//)[^/?#]*@", "", url)
    return shown if len(shown) <= 500 else shown[:499] + "…"


def _check_host(host: str) -> None:
    if ":" in host and "%" not in host:
        return  # IPv6, parsed already; never of one network interface ("%eth0")
    if len(host.rstrip(".")) > _LONGEST_HOST or not _HOST.fullmatch(host):
        raise ValueError("it names no proper host")
    # C libraries read 2130706433, 0x7f.1 and 127.1 as 127.0.0.1; only who hides something writes them.
    last = host.rstrip(".").rpartition(".")[2]
    if _NUMBER.fullmatch(last) and not _DOTTED_QUAD.fullmatch(host):
        raise ValueError("its host is an odd spelling of an IP address; write four decimal numbers")
