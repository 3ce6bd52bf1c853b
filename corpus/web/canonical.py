"""URLs without what tracks their readers, and the one form that the variants of a URL share."""

import re
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from corpus.web import trackers

#: Of a host: labels that lead to the same article in another dress.
_DRESSES = frozenset("www m mobile amp wap".split())
#: Under a country's top level these are no site's own name: "m.co.uk" is a site.
_SECOND_LEVEL = frozenset("ac co com edu go gob gov gr mil ne net nom or org sch".split())

# Google's copies of AMP pages: "/c/s/example.com/a", where "s" stands for https.
_AMP_CACHE = re.compile(r"/(?:[cvi]|wp|mbv)/(?:s/)?(?P<host>[^/]+\.[^/]+)(?P<path>/.*)?")
_AMP_VIEWER = re.compile(r"/amp/(?:s/)?(?P<host>[^/]+\.[^/]+)(?P<path>/.*)?")

_INDEX = re.compile(r"(?:index|default)\.(?:html?|php|aspx?|jsp)", re.I)
_AMP_ENDING = re.compile(r"(?<=[^.])\.amp(?=\.html?$|$)", re.I)
#: What an article is called, not a section: a date, a number of its own, a file, or words with hyphens between.
_ARTICLE = re.compile(r"\d{4,}|\.(?:s?html?|php|aspx?)$|[^-]+-[^-]+-[^-]+", re.I)
#: What no host has (URL Standard, forbidden host code points), brackets and colons of IPv6 apart.
_NO_HOST = re.compile(r"[\x00-\x20\x7f\"#%<>?@\\^`{|}]")
_ESCAPED = re.compile(r"%[0-9a-f]{2}|%|[^%]+", re.I)
_UNRESERVED = re.compile(r"[\w.~-]", re.A)


def canonical(url: str) -> str:
    """The form that a URL's variants share; the same given that form. A text that is no http(s) URL comes
    back without its outer white space.

    Variants are: http, www, mobile, AMP (the site's own and Google's copies) and print addresses, tracking
    parameters, another order of parameters, fragments. Parameters and paths that may tell one article from
    another stay; not made to be visited.
    """
    parts = _parsed(url)
    if parts is None:
        return url.strip()
    parts = _uncached(parts)
    host, port = _host(parts.hostname or ""), parts.port
    where = f"[{host}]" if ":" in host else host
    where += f":{port}" if port not in {None, 80, 443} else ""
    query = "&".join(sorted(_normal_pair(pair) for pair in trackers.kept(parts.query) if not trackers.is_dress(pair)))
    route = _normal(parts.fragment) if parts.fragment.startswith("!/") else ""
    return urlunsplit(("https", where, _path(parts.path), query, route))


def clean(url: str) -> str:
    """The URL without tracking parameters, for people to follow; any other text comes back as it is."""
    parts = _parsed(url)
    if parts is None:
        return url
    fragment = "" if trackers.in_fragment(parts.fragment) else parts.fragment
    query = "&".join(trackers.kept(parts.query))
    cleaned = urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, query, fragment))
    # Left bare at the end, it would be lost with the next white space around the URL.
    return re.sub(r"\s", lambda space: quote(space[0]), cleaned)


def _parsed(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").strip(".")
        is_host = bool(host) and not _NO_HOST.search(host) and not re.search(r"\s", parts.netloc)
        usable = parts.scheme in {"http", "https"} and is_host and parts.port != 0
    except ValueError:  # half an IPv6 address, a port that is no number
        return None
    return parts if usable else None


def _uncached(parts: SplitResult) -> SplitResult:
    """The page that one of Google's AMP copies was made of."""
    page = parts
    for _ in range(5):  # a copy of a copy happens; more of them are made by hand, and no page
        inner = _copied(page)
        if inner is None:
            return page
        page = inner
    return parts


def _copied(parts: SplitResult) -> SplitResult | None:
    host = _host(parts.hostname or "")
    is_google = re.fullmatch(r"google\.\w{2,3}(?:\.\w{2})?", host)
    pattern = _AMP_CACHE if host.endswith(".cdn.ampproject.org") else _AMP_VIEWER if is_google else None
    match = pattern.fullmatch("/" + "/".join(_segments(_normal(parts.path)))) if pattern else None
    inner = _parsed(f"https://{unquote(match['host'])}{match['path'] or '/'}") if match else None
    return inner._replace(query=parts.query) if inner else None


def _host(host: str) -> str:
    labels = _ascii(".".join(_labels(host.lower()))).split(".")
    while len(labels) > 2 and labels[0] in _DRESSES and not _is_suffix(labels[1:]):
        labels = labels[1:]
    while len(labels) > 3 and labels[1] == "m":  # en.m.wikipedia.org
        del labels[1]
    return ".".join(_labels(".".join(labels)))


def _labels(host: str) -> list[str]:
    return [label for label in host.split(".") if label]


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host


def _is_suffix(labels: list[str]) -> bool:
    return len(labels) == 2 and len(labels[1]) == 2 and labels[0] in _SECOND_LEVEL


def _path(path: str) -> str:
    segments = list(_segments(_normal(path)))
    while (shorter := _undressed(segments)) != segments:
        segments = shorter
    return "/" + "/".join(segments)


def _segments(path: str) -> list[str]:
    """Without empty segments, and those that climb resolved."""
    found: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del found[-1:]
        elif segment not in {"", "."}:
            found.append(segment)
    return found


def _undressed(segments: list[str]) -> list[str]:
    """One mark of AMP, print or an index file taken off, where an article's own name is left."""
    if not segments:
        return segments
    first, last = segments[0].lower(), segments[-1].lower()
    if _INDEX.fullmatch(last):
        return segments[:-1]
    if _AMP_ENDING.search(last):
        return [*segments[:-1], _AMP_ENDING.sub("", segments[-1])]
    if last in {"amp", "amp.html", "print"} and _names_article(segments[:-1]):
        return segments[:-1]
    if first in {"amp", "print"} and _names_article(segments[1:]):
        return segments[1:]
    return segments


def _names_article(segments: list[str]) -> bool:
    """Else "/shares/amp" is what it says: a page about AMP."""
    return bool(segments) and bool(_ARTICLE.search(segments[-1]) or re.fullmatch(r"\d+", segments[-1]))


def _normal_pair(pair: str) -> str:
    key, equals, value = pair.partition("=")
    return _normal(key) + equals + _normal(value)


def _normal(part: str) -> str:
    """One spelling of a URL's part: escaped is what must be. The bytes stay: not every site writes UTF-8."""
    return "".join(_spelled(match[0]) for match in _ESCAPED.finditer(part))


def _spelled(piece: str) -> str:
    if piece == "%":
        return "%25"
    if piece[0] != "%":
        return quote(piece, safe="/:@!$&'()*+,;=~", errors="replace")
    character = chr(int(piece[1:], 16))
    return character if _UNRESERVED.match(character) else piece.upper()
