"""A year of alerts lived through in SQL: clocks put forward and back, nights, digests, busy days, a holiday of ours."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.alerts import schedule, times
from bot.alerts.outgoing import claiming, delivery
from bot.alerts.places import Place
from bot.alerts.schedule import Mode, Times
from bot.alerts.tables import AlertRow
from bot.conversation import preferences
from bot.conversation.preferences import Preferences
from bot.conversation.talk import Who
from corpus.db import Sessions
from tests.bot.alerts.makers import ByHeart, alerts, place, tell
from tests.corpus.deals.makers import deal

BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
#: Nobody delivered in these days.
AWAY = (datetime(2026, 8, 3, 6, tzinfo=UTC), datetime(2026, 8, 4, 18, tzinfo=UTC))
COMPANIES = "Ford, Mazda, Toyota, Honda, Nissan, Stellantis, CATL, BYD, SK On, Samsung SDI, Rivian, Lucid".split(", ")

PLACES = {
    place(1): ("America/New_York", Times(quiet_from=22 * 60, quiet_until=7 * 60 + 30)),
    place(2): ("Europe/Berlin", Times(Mode.DAILY, minute=8 * 60)),
    place(3): ("Australia/Lord_Howe", Times(Mode.WEEKLY, minute=9 * 60 + 15, weekday=4)),
    place(4): ("Asia/Kathmandu", Times(most_a_day=2, minute=18 * 60)),
}


@dataclass(frozen=True)
class Told:
    """A message that arrived."""

    place: Place
    deals: tuple[int, ...]
    at: datetime
    together: str | None

    @property
    def shown(self) -> datetime:
        """As the clocks there show it."""
        return self.at.astimezone(ZoneInfo(PLACES[self.place][0]))

    @property
    def minute(self) -> int:
        return self.shown.hour * 60 + self.shown.minute


@pytest.fixture(scope="module")
def made() -> dict[int, datetime]:
    """When each deal came."""
    return {}


@pytest.fixture
def year(sessions: Sessions, made: dict[int, datetime]) -> list[Told]:
    matcher = ByHeart(sessions)
    for where, (zone, chosen) in PLACES.items():
        matcher.subscribe(where, made=BEGIN - timedelta(days=30))
        with sessions.writing() as session:
            times.keep(session, where, chosen)
            preferences.keep(session, Who("telegram", where.chat, None, 7), Preferences(zone=zone))
    return list(_lived(matcher, made))


def _lived(matcher: ByHeart, made: dict[int, datetime]) -> Iterator[Told]:
    """Deals come at any hour, on some days four at once; messages go when they are due."""
    rng = random.Random(6)
    pairs = iter(combinations(COMPANIES, 2))
    now, coming = BEGIN, BEGIN + timedelta(hours=5)
    while now < END:
        if now >= coming:
            for _ in range(rng.choice((1, 1, 1, 4))):
                if pair := next(pairs, None):
                    draft = deal(f"supplier {pair[0]}, buyer {pair[1]}", type_="supply")
                    (change,) = tell(matcher, f"{pair}", now.date().isoformat(), draft, now=now)
                    made[change.deal_key] = now
            coming = now + timedelta(minutes=rng.randrange(60, 16_000))
        if not AWAY[0] <= now < AWAY[1]:
            yield from _delivered(matcher.sessions, now)
        now = min(coming, _next_due(matcher.sessions, now) or END)


def _delivered(sessions: Sessions, now: datetime) -> Iterator[Told]:
    while parcels := claiming.claim(sessions, now, "us", 10):
        for parcel in parcels:
            delivery.sent(sessions, parcel.keys, now, 41)
            yield Told(parcel.place, tuple(alert.deal_key for alert in parcel.alerts), now, parcel.together)


def _next_due(sessions: Sessions, now: datetime) -> datetime | None:
    with sessions.reading() as session:
        due = session.scalar(select(func.min(AlertRow.due)).where(AlertRow.state == "waiting"))
    if due is not None and AWAY[0] <= max(due, now) < AWAY[1]:
        return AWAY[1]
    return due


def test_a_year_of_alerts(year: list[Told], made: dict[int, datetime], sessions: Sessions) -> None:
    told = Counter((message.place, number) for message in year for number in message.deals)
    waits = {(place(row.chat), row.deal_key) for row in alerts(sessions, AlertRow.state == "waiting")}
    by_place: defaultdict[Place, list[Told]] = defaultdict(list)
    for message in year:
        by_place[message.place].append(message)

    # Each deal was told each place once, or still waits for the first digest of the next year.
    assert len(made) > 60
    assert set(told.values()) == {1}
    assert set(told) | waits == {(where, number) for where in PLACES for number in made}
    assert all(row.due >= END for row in alerts(sessions, AlertRow.state == "waiting"))
    _instant_with_quiet_nights(by_place[place(1)], made)
    _daily(by_place[place(2)], made)
    _weekly(by_place[place(3)])
    _few_a_day(by_place[place(4)])


def _instant_with_quiet_nights(messages: list[Told], made: dict[int, datetime]) -> None:
    zone, chosen = PLACES[place(1)]
    quiet = replace(chosen, zone=ZoneInfo(zone))
    awake = [message for message in messages if not _was_away(message, made)]
    assert all(7 * 60 + 30 <= message.minute < 22 * 60 for message in messages)
    assert {message.minute for message in awake if message.together} <= {7 * 60 + 30}
    for message in awake:
        came = made[message.deals[0]]
        assert message.at == (schedule.quiet_end(quiet, came) or came)
    # In summer and in winter, by night and by day.
    assert {message.shown.utcoffset() for message in awake if message.minute == 450} == {
        timedelta(hours=-4),
        timedelta(hours=-5),
    }
    assert any(message.together == "catch_up" for message in awake)


def _daily(messages: list[Told], made: dict[int, datetime]) -> None:
    awake = [message for message in messages if not _was_away(message, made)]
    assert {message.minute for message in awake} == {8 * 60}
    assert {message.together for message in messages} == {"digest"}
    assert max(Counter(message.shown.date() for message in awake).values()) == 1
    assert all(message.at - made[number] <= timedelta(hours=25) for message in awake for number in message.deals)
    assert {message.shown.utcoffset() for message in awake} == {timedelta(hours=1), timedelta(hours=2)}


def _weekly(messages: list[Told]) -> None:
    assert {(message.shown.weekday(), message.minute) for message in messages} == {(4, 9 * 60 + 15)}
    assert max(Counter(message.shown.date() for message in messages).values()) == 1


def _few_a_day(messages: list[Told]) -> None:
    singles: Counter[date] = Counter(message.shown.date() for message in messages if message.together is None)
    digests = [message for message in messages if message.together == "digest"]
    assert max(singles.values()) == 2
    assert digests
    assert {message.minute for message in digests} == {18 * 60}


def _was_away(message: Told, made: dict[int, datetime]) -> bool:
    return message.at == AWAY[1] or any(AWAY[0] <= made[number] < AWAY[1] for number in message.deals)
