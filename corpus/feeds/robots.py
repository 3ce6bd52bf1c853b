"""What a site asks of robots in its robots.txt (RFC 9309)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

#: What stands after is not read (RFC 9309, 2.5).
MAX_BYTES = 500_000
#: A site that wants more time than this between two requests is asked no more often, but no more seldom either.
LONGEST_GAP_SECONDS = 30.0

#: More are not looked at: each costs time for every URL.
_MAX_RULES = 2_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for one robot on one site. Of the rules that fit, the longest holds; of two, the one that allows."""

    #: Patterns in one spelling, and whether they allow.
    rules: tuple[tuple[str, bool], ...] = ()
    gap_seconds: float = 0.0
    #: Sitemaps named, whoever the rules are for.
    sitemaps: tuple[str, ...] = ()

    def allow(self, url: str) -> bool:
        parts = urlsplit(url)
        path = _spelt(parts.path or "/") + (f"?{_spelt(parts.query)}" if parts.query else "")
        fitting = ((len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path))
        return max(fitting, default=(0, True))[1]


def parse(content: bytes, robot: str) -> Rules:
    """The rules for `robot`: those of all groups that name it, else of those for everybody."""
    lines = list(_lines(content[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")))
    named = list(_of_groups(lines, robot.lower())) or list(_of_groups(lines, "*"))
    rules = [(_spelt(value), key == "allow") for key, value in named if key in ("allow", "disallow") and value]
    gaps = [
        float(value) for key, value in named if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d{1,3})?", value)
    ]
    maps = tuple(value for key, value in lines if key == "sitemap" and value)
    return Rules(tuple(rules[:_MAX_RULES]), min(max(gaps, default=0.0), LONGEST_GAP_SECONDS), maps[:50])


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _of_groups(lines: list[tuple[str, str]], robot: str) -> Iterator[tuple[str, str]]:
    """The lines of the groups for this robot. Names of robots may stand in a row above one group."""
    is_ours = naming = False
    for key, value in lines:
        if key == "user-agent":
            is_ours = (naming and is_ours) or value.lower().partition("/")[0] == robot
            naming = True
        elif key != "sitemap":
            naming = False
            if is_ours:
                yield key, value


def _spelt(text: str) -> str:
    """In one spelling: what may be written plainly is, all else in percent signs; `*` and `$` stay."""
    return quote(unquote_to_bytes(text), safe="/*$?=&;:,+!()'@-._~")


def _fits(pattern: str, path: str) -> bool:
    """`*` is anything, `$` the end. In steps, for as a regular expression a long one could take for ever."""
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for n, part in enumerate(rest, 1):
        if ends and n == len(rest):
            return len(path) - len(part) >= at and path.endswith(part)
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not ends or at == len(path)
