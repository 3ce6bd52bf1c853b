"""When a page was published: every claim read, and the most trusted one taken that can be true."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from corpus.text import dates, moments

#: There was no news on the web before; an older date is a clock that was never set.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
#: A clock that goes wrong, or a time zone left out; beyond, it is no date of publication.
AHEAD = timedelta(hours=15)

_NUMBERS = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
    r"|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>(?:19|20)\d\d)"
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d)(?P<m3>[01]\d)(?P<d3>[0-3]\d)(?!\d)"
)
_CLOCK = re.compile(r"\D{0,12}?(?<!\d)(?P<h>[01]?\d|2[0-3])[:時](?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?(?!\d)")
_ZONE = re.compile(
    r"\s*(?P<name>Z|UTC|GMT|JST|KST|CST|MEZ|MESZ|CET|CEST)\b|\s*(?P<sign>[+-])(?P<hh>\d\d):?(?P<mm>\d\d)\b"
)
#: Hours ahead of UTC. CST is China's where these pages use it.
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "JST": 9, "KST": 9, "CST": 8, "MEZ": 1, "CET": 1, "MESZ": 2, "CEST": 2}
_SAYS_ZONE = re.compile(r"(?:Z|UTC|GMT|[A-Z]{2,4}T|MES?Z|[+-]\d\d:?\d\d|^\d{10,13})$")
#: From UTC.
_FARTHEST_ZONES = timedelta(hours=14)
_EPOCH = re.compile(r"(?P<seconds>[1-9]\d{9})(?:\d{3})?")
_IN_PATH = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2]|[1-9](?=[/-]))[/-]?(?P<d>[0-3]?\d)(?!\d)")


@dataclass(frozen=True)
class Claim:
    #: For people: "its JSON-LD", "its address".
    by: str
    #: None when nothing readable is said.
    moment: datetime | None
    #: A time that came without its zone, and was taken for UTC.
    is_local: bool = False


@dataclass(frozen=True)
class Published:
    #: Aware, UTC; midnight when only a day is known.
    moment: datetime | None
    #: What was mended, for people; None: nothing.
    note: str | None = None


def claim(by: str, said: str) -> Claim:
    moment = read(said)
    return Claim(by, moment, is_local=moment is not None and not is_day(moment) and not _SAYS_ZONE.search(said.strip()))


def decide(claims: Iterable[Claim], now: datetime) -> Published:
    """The first claim that can be true, by a later one to the minute if it tells the day alone.

    One that is a little ahead of `now` is now; those further ahead, and those before there was a web, are passed
    over. Both leave a note. A time without a zone is that of a later claim which has one, if they show the same minute.
    """
    claims = _zoned(claims)
    made = [(claim.by, claim.moment) for claim in claims if claim.moment is not None]
    absurd = [(by, moment) for by, moment in made if not EARLIEST <= moment <= now + AHEAD]
    sane = [each for each in made if each not in absurd]
    if not sane:
        return Published(None, _passed_over(absurd[0], None) if absurd else None)
    by, moment = sane[0]
    if is_day(moment):
        moment = next((exact for _, exact in sane if exact.date() == moment.date() and not is_day(exact)), moment)
    if moment > now:
        return Published(now, f"by {by} it is of {moment:%Y-%m-%d %H:%M} UTC, which is yet to come: taken as of now")
    first = made[0]
    return Published(moment, _passed_over(first, (by, moment)) if first in absurd else None)


def read(text: str) -> datetime | None:
    """A moment as pages write it, aware, UTC; without a zone it is UTC. None when it is not understood."""
    text = " ".join(text.split())[:80]
    for reader in (dates.from_iso, _rfc_date, _epoch, _numbers, _words):
        try:
            found = reader(text)
            if found is not None:
                return found.astimezone(UTC).replace(microsecond=0)
        except (ValueError, OverflowError):
            continue
    return None


def in_url(url: str | None) -> datetime | None:
    """The day in a URL's path: /2024/03/29/, /20240329/."""
    match = _IN_PATH.search(_path(url))
    if match is None:
        return None
    try:
        return datetime(int(match["y"]), int(match["m"]), int(match["d"]), tzinfo=UTC)
    except ValueError:
        return None


def is_day(moment: datetime) -> bool:
    """Whether it is a day, and not a time on it."""
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def _zoned(claims: Iterable[Claim]) -> list[Claim]:
    made = [claim for claim in claims if claim.moment is not None]
    known = [claim.moment for claim in made if claim.moment and not claim.is_local and not is_day(claim.moment)]
    return [
        replace(claim, moment=next((each for each in known if _same_clock(each, claim.moment)), claim.moment))
        if claim.is_local and claim.moment
        else claim
        for claim in made
    ]


def _same_clock(one: datetime, other: datetime) -> bool:
    """Whether they are one moment, told by clocks of two zones."""
    apart = abs(one - other)
    return apart <= _FARTHEST_ZONES and not apart % timedelta(minutes=15)


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path
    except ValueError:
        return ""


def _passed_over(absurd: tuple[str, datetime], taken: tuple[str, datetime] | None) -> str:
    by, moment = absurd
    instead = f"taken is {taken[1]:%Y-%m-%d} by {taken[0]}" if taken else "it is kept without a date"
    return f"by {by} it is of {moment:%Y-%m-%d}, which cannot be: {instead}"


def _rfc_date(text: str) -> datetime:
    if not re.match(r"(?:[A-Z][a-z]{2},? )?\d{1,2} [A-Z][a-z]{2} \d{4}", text):
        raise ValueError
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _epoch(text: str) -> datetime | None:
    match = _EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(match["seconds"]), UTC) if match else None


def _numbers(text: str) -> datetime | None:
    match = _NUMBERS.search(text)
    if match is None:
        return None
    year, month, day = (int(match[n] or match[f"{n}2"] or match[f"{n}3"]) for n in "ymd")
    moment = datetime(year, month, day, tzinfo=UTC)
    clock = _CLOCK.match(text, match.end())
    if clock is None:
        return moment
    moment = moment.replace(hour=int(clock["h"]), minute=int(clock["min"]), second=int(clock["s"] or 0))
    return moment - _offset(text, clock.end())


def _offset(text: str, position: int) -> timedelta:
    zone = _ZONE.match(text, position)
    if zone is None:
        return timedelta(0)
    if zone["name"]:
        return timedelta(hours=_ZONES[zone["name"]])
    ahead = timedelta(hours=int(zone["hh"]), minutes=int(zone["mm"]))
    return ahead if zone["sign"] == "+" else -ahead


def _words(text: str) -> datetime | None:
    """As "March 29, 2024"."""
    found = next((m for m in moments.find(text) if m.precision == "day"), None)
    return datetime(found.first.year, found.first.month, found.first.day, tzinfo=UTC) if found else None
