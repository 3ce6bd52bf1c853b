"""When an alert may go, and which go in one message: pure, told the time, so that a test can live through a year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Protocol, TypeVar

#: Alerts due in one place at once: more than so many go in one message.
BURST = 5
#: Alerts in one message: with a line or two for each, it is one of Telegram's.
MOST_TOGETHER = 20
#: An alert that failed as often goes by itself: one that cannot be sent must not hold up others.
_ALONE_AFTER = 2
_DAY = timedelta(days=1)


class Mode(StrEnum):
    INSTANT = "instant"
    DAILY = "daily"
    WEEKLY = "weekly"


class Together(StrEnum):
    """What a message of several alerts is."""

    DIGEST = "digest"
    CATCH_UP = "catch_up"  #: what came in quiet hours, or while nothing could be sent


@dataclass(frozen=True, slots=True)
class Times:
    """When a place wants its alerts. Minutes are of its own day."""

    mode: Mode = Mode.INSTANT
    #: At which a digest goes.
    minute: int = 8 * 60
    #: 0 is Monday; of a weekly digest.
    weekday: int = 0
    #: Equal or None: no quiet hours.
    quiet_from: int | None = None
    quiet_until: int | None = None
    #: In US dollars.
    urgent_value: float | None = None
    #: Slugs.
    urgent_companies: tuple[str, ...] = ()
    #: Single alerts a day; the rest goes in a digest.
    most_a_day: int = 30
    #: Slugs of companies of which nothing is wanted.
    muted: tuple[str, ...] = ()
    #: Nothing at all.
    paused: bool = False
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Slot:
    """When an alert goes."""

    due: datetime
    #: None: by itself.
    together: Together | None = None


def slot(times: Times, now: datetime, *, singles: int = 0, urgent: bool = False) -> Slot | None:
    """When an alert made now may go; None: not at all.

    `singles`: how many have gone by themselves since `day_start`, or are about to. An urgent one waits for nothing.
    """
    if times.paused:
        return None
    if urgent:
        return Slot(now)
    if times.mode is not Mode.INSTANT:
        return Slot(_out_of_quiet(times, _digest(times, now)), Together.DIGEST)
    if after := quiet_end(times, now):
        return Slot(after, Together.CATCH_UP)
    if singles >= times.most_a_day:
        return Slot(_out_of_quiet(times, _digest(times, now)), Together.DIGEST)
    return Slot(now)


def day_start(now: datetime, zone: tzinfo) -> datetime:
    """When the day began that it is there."""
    return _moment(now.astimezone(zone).date(), 0, zone)


def quiet_end(times: Times, now: datetime) -> datetime | None:
    """When the quiet hours end that it is in; None: it is in none.

    Compared as moments, not as what the clock shows: when clocks are put back it shows an hour twice.
    """
    begin, until = times.quiet_from, times.quiet_until
    if begin is None or until is None or begin == until:
        return None
    today = now.astimezone(times.zone).date()
    for day in (today - _DAY, today):
        end = _moment(day + _DAY if until < begin else day, until, times.zone)
        if _moment(day, begin, times.zone) <= now < end:
            return end
    return None


class Waits(Protocol):
    """An alert that is due."""

    @property
    def together(self) -> str | None: ...
    @property
    def urgent(self) -> bool: ...
    @property
    def attempts(self) -> int: ...
    @property
    def edits(self) -> bool:
        """It changes a message that was sent."""


_W = TypeVar("_W", bound=Waits)


def next_message(due: Sequence[_W]) -> tuple[list[_W], Together | None]:
    """Which of the alerts due in one place go in its next message, and what that is; at least one is due.

    Their order is kept, urgent ones first. What is by itself goes first: it is what was to go at once.
    """
    ordered = sorted(due, key=lambda each: not each.urgent)
    alone = [each for each in ordered if _alone(each)]
    if alone and (alone[0].urgent or len(ordered) == len(alone)):
        return alone[:1], None
    many = [each for each in ordered if not _alone(each)]
    single = [each for each in many if each.together is None]
    if single and len(single) <= BURST:
        return single[:1], None
    kinds = {each.together for each in many}
    together = Together.DIGEST if Together.DIGEST in kinds else Together.CATCH_UP
    if len(many) == 1 and together is Together.CATCH_UP:
        return many, None
    return many[:MOST_TOGETHER], together


def _alone(each: Waits) -> bool:
    return each.urgent or each.edits or each.attempts >= _ALONE_AFTER


def _digest(times: Times, now: datetime) -> datetime:
    """The next one after now."""
    weekly = times.mode is Mode.WEEKLY
    days = (day for day in _days(times.zone, now) if not weekly or day.weekday() == times.weekday)
    return next(moment for day in days if (moment := _moment(day, times.minute, times.zone)) > now)


def _out_of_quiet(times: Times, moment: datetime) -> datetime:
    return quiet_end(times, moment) or moment


def _days(zone: tzinfo, now: datetime) -> Iterator[date]:
    """Today and those after it."""
    today = now.astimezone(zone).date()
    # A week and a day: this weekday's hour may be over.
    return (today + n * _DAY for n in range(9))


def _moment(day: date, minute: int, zone: tzinfo) -> datetime:
    """Of two such times that day the first; one that there is not is as long after the gap as it is into it.

    So says RFC 5545, 3.3.5: 02:30 is 03:30 when clocks go from 2 to 3.
    """
    return datetime.combine(day, time(minute // 60, minute % 60), zone).astimezone(UTC)
