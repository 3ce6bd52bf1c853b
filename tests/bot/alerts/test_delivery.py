"""Alerts claimed, sent, put off and given up, by processes that may be killed at any moment."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.alerts import subscriptions, times
from bot.alerts.outgoing import attempts, claiming, dead_letters, delivery, waiting
from bot.alerts.outgoing.claiming import ATTEMPTS, LEASE, Parcel
from bot.alerts.places import Place
from bot.alerts.schedule import Times
from bot.alerts.subscriptions import Ending
from bot.alerts.tables import AlertRow, SubscriptionRow
from bot.alerts.wishes.rules import Rule
from corpus import db
from corpus.db import Sessions
from tests.bot.alerts.makers import alerts, place, states
from tests.fakes import NOW

MINUTE = timedelta(minutes=1)


def subscribe(sessions: Sessions, where: Place) -> int:
    with sessions.writing() as session:
        return subscriptions.add(session, where, 7, Rule(), "everything", NOW)[0].key


def put(sessions: Sessions, where: Place, *deals: int, now: datetime = NOW, **more: object) -> None:
    """Alerts of these deals, for a place that has subscribed to everything."""
    key = subscribe(sessions, where)
    rows = [_row(where, number, key, now) | more for number in deals]
    with sessions.writing() as session:
        assert waiting.put(session, rows) == len(deals)


def _row(where: Place, deal: int, subscription: int, now: datetime) -> dict[str, object]:
    at = {"messenger": where.messenger, "chat": where.chat, "topic": where.topic}
    told = {"deal_key": deal, "deal_now": deal, "revision": 1, "kind": "new", "facts": []}
    rest = {"subscriptions": [subscription], "urgent": False, "state": "waiting", "attempts": 0, "together": None}
    return {**at, **told, **rest, "made": now, "due": now}


def claimed(parcels: list[Parcel]) -> list[tuple[int, list[int]]]:
    return [(parcel.place.chat, [alert.deal_key for alert in parcel.alerts]) for parcel in parcels]


def test_what_is_due_is_claimed_once_and_one_message_of_each_place_at_a_time(sessions: Sessions) -> None:
    put(sessions, place(1), 1, 2)
    put(sessions, place(2), 1)
    put(sessions, place(3), 1, due=NOW + MINUTE)

    first = claiming.claim(sessions, NOW, "us", 10)
    second = claiming.claim(sessions, NOW, "us", 10)
    delivery.sent(sessions, first[0].keys, NOW, 41)
    third = claiming.claim(sessions, NOW, "us", 10)

    assert claimed(first) == [(1, [1]), (2, [1])]
    assert second == []
    assert claimed(third) == [(1, [2])]


def test_topics_of_one_chat_are_places_of_their_own(sessions: Sessions) -> None:
    put(sessions, place(1, topic=5), 1)
    put(sessions, place(1, topic=6), 1)

    assert [parcel.place.topic for parcel in claiming.claim(sessions, NOW, "us", 10)] == [5, 6]


def test_much_that_is_due_at_once_goes_in_one_message(sessions: Sessions) -> None:
    put(sessions, place(1), *range(7))

    (parcel,) = claiming.claim(sessions, NOW, "us", 10)
    delivery.sent(sessions, parcel.keys, NOW, 41)

    assert (len(parcel.alerts), parcel.together) == (7, "catch_up")
    assert {(row.state, row.message, row.sent) for row in alerts(sessions)} == {("sent", 41, NOW)}


def test_claim_of_a_process_that_is_no_more_is_anothers_once_its_lease_is_over(sessions: Sessions) -> None:
    put(sessions, place(1), 1)
    claiming.claim(sessions, NOW, "killed", 10)

    early = claiming.claim(sessions, NOW + LEASE - MINUTE / 60, "other", 10)
    late = claiming.claim(sessions, NOW + LEASE, "other", 10)

    assert (early, claimed(late)) == ([], [(1, [1])])
    assert late[0].alerts[0].attempts == 2


def test_lease_that_is_renewed_goes_on(sessions: Sessions) -> None:
    put(sessions, place(1), 1)
    claiming.claim(sessions, NOW, "slow", 10)

    renewed = delivery.renew(sessions, NOW + LEASE / 2, "slow")

    assert renewed == 1
    assert claiming.claim(sessions, NOW + LEASE, "other", 10) == []
    assert len(claiming.claim(sessions, NOW + LEASE * 3 / 2, "other", 10)) == 1


def test_what_arrived_is_not_sent_again_though_its_lease_was_over(sessions: Sessions) -> None:
    put(sessions, place(1), 1)
    (parcel,) = claiming.claim(sessions, NOW, "slow", 10)
    claiming.claim(sessions, NOW + LEASE, "other", 10)

    delivery.sent(sessions, parcel.keys, NOW + LEASE, 41)
    delivery.failed(sessions, parcel.keys, NOW + LEASE, "other", "the server did not answer")

    assert states(alerts(sessions)) == [("new", "sent")]


def test_failing_alert_is_tried_after_growing_waits_and_given_up_in_the_end(sessions: Sessions) -> None:
    put(sessions, place(1), 1)
    now, waits = NOW, []
    for _ in range(ATTEMPTS):
        (parcel,) = claiming.claim(sessions, now, "us", 10)
        delivery.failed(sessions, parcel.keys, now, "us", "the server did not answer")
        (row,) = alerts(sessions)
        waits.append((row.due - now) / MINUTE)
        now = max(now, row.due)

    assert waits[:-1] == [0.5, 2, 8, 32, 128]
    with sessions.reading() as session:
        (letter,) = dead_letters.listed(session)
        assert (letter.place, letter.problem) == (place(1), "the server did not answer")
        assert dead_letters.counts(session, now).dead == 1
    assert claiming.claim(sessions, now + timedelta(days=9), "us", 10) == []


def test_admin_retries_a_dead_letter(sessions: Sessions) -> None:
    put(sessions, place(1), 1, 2, state="dead", attempts=ATTEMPTS)
    key = alerts(sessions)[0].key

    with sessions.writing() as session:
        retried = dead_letters.retry(session, NOW, [key]), dead_letters.retry(session, NOW)

    assert retried == (1, 1)
    assert claimed(claiming.claim(sessions, NOW, "us", 10)) == [(1, [1])]


def test_alert_that_kills_whoever_sends_it_is_given_up(sessions: Sessions) -> None:
    put(sessions, place(1), 1)

    claims = [claiming.claim(sessions, NOW + LEASE * n, "us", 10) for n in range(ATTEMPTS + 2)]

    assert [len(parcels) for parcels in claims] == [1] * ATTEMPTS + [0, 0]
    assert states(alerts(sessions)) == [("new", "dead")]


def test_one_alert_that_cannot_be_sent_does_not_hold_up_those_it_went_with(sessions: Sessions) -> None:
    put(sessions, place(1), *range(6))
    now = NOW
    for _ in range(60):
        for parcel in claiming.claim(sessions, now, "us", 10):
            if any(alert.deal_key == 3 for alert in parcel.alerts):
                delivery.failed(sessions, parcel.keys, now, "us", "refused")
            else:
                delivery.sent(sessions, parcel.keys, now, 41)
        now += 5 * MINUTE

    assert {row.deal_key: row.state for row in alerts(sessions)} == {n: "dead" if n == 3 else "sent" for n in range(6)}


def test_chat_that_wants_to_be_left_alone_is_and_no_other(sessions: Sessions) -> None:
    put(sessions, place(1), 1, 2)
    put(sessions, place(1, topic=5), 1)
    put(sessions, place(2), 1, 2)
    first = claiming.claim(sessions, NOW, "us", 10)
    delivery.sent(sessions, first[2].keys, NOW, 41)

    waits = delivery.postponed(sessions, "telegram", 1, NOW + MINUTE)

    assert waits == 3
    (other,) = claiming.claim(sessions, NOW, "us", 10)
    delivery.sent(sessions, other.keys, NOW, 42)
    assert claimed([other]) == [(2, [2])]
    later = claiming.claim(sessions, NOW + MINUTE, "us", 10)
    assert claimed(later) == [(1, [1]), (1, [1])]
    assert later[0].alerts[0].attempts == 1  # it was no fault of the alert's


def test_worker_that_is_stopped_puts_back_what_it_did_not_send(sessions: Sessions) -> None:
    put(sessions, place(1), 1)
    put(sessions, place(2), 1)
    claiming.claim(sessions, NOW, "us", 1)
    claiming.claim(sessions, NOW, "other", 1)

    assert delivery.put_back(sessions, "us") == 1
    (again,) = claiming.claim(sessions, NOW, "other", 10)
    assert (again.place, again.alerts[0].attempts) == (place(1), 1)


def test_chat_that_shut_us_out_is_sent_nothing_more(sessions: Sessions) -> None:
    put(sessions, place(1), 1, 2)
    (parcel,) = claiming.claim(sessions, NOW, "us", 10)

    with sessions.writing() as session:
        ended = subscriptions.end_all(session, "telegram", 1, Ending.BLOCKED, NOW)
    delivery.failed(sessions, parcel.keys, NOW, "us", "forbidden")

    assert ended == 1
    assert [row.state for row in alerts(sessions)] == ["dropped", "dropped"]


def test_what_waits_for_nobody_any_more_is_dropped_and_what_is_paused_waits(sessions: Sessions) -> None:
    put(sessions, place(1), 1)
    put(sessions, place(2), 1)
    with sessions.writing() as session:
        key = session.scalars(select(SubscriptionRow.key).where(SubscriptionRow.chat == 1)).one()
        subscriptions.end(session, place(1), key, NOW)
        times.pause_all(session, place(2), True)

    paused = claiming.claim(sessions, NOW, "us", 10)
    with sessions.writing() as session:
        times.pause_all(session, place(2), False)

    assert paused == []
    assert [row.state for row in alerts(sessions)] == ["dropped", "waiting"]
    assert claimed(claiming.claim(sessions, NOW, "us", 10)) == [(2, [1])]


def test_what_was_held_up_until_the_quiet_hours_goes_after_them(sessions: Sessions) -> None:
    put(sessions, place(1), 1, 2, due=NOW - MINUTE)
    put(sessions, place(1), 3, urgent=True)
    with sessions.writing() as session:
        times.keep(session, place(1), Times(quiet_from=12 * 60, quiet_until=13 * 60))

    now = claiming.claim(sessions, NOW, "us", 10)
    delivery.sent(sessions, now[0].keys, NOW, 41)

    assert claimed(now) == [(1, [3])]
    assert claiming.claim(sessions, NOW + 59 * MINUTE, "us", 10) == []
    (parcel,) = claiming.claim(sessions, NOW + 60 * MINUTE, "us", 10)
    assert ([alert.deal_key for alert in parcel.alerts], parcel.together) == ([1, 2], "catch_up")


def test_what_cannot_be_told_any_more_is_dropped(sessions: Sessions) -> None:
    put(sessions, place(1), 1)
    (parcel,) = claiming.claim(sessions, NOW, "us", 10)

    assert delivery.dropped(sessions, parcel.keys, "the deal is gone") == 1
    assert states(alerts(sessions)) == [("new", "dropped")]


def test_place_with_much_to_tell_does_not_hide_the_others(sessions: Sessions) -> None:
    put(sessions, place(1), *range(500), due=NOW - timedelta(days=1))
    put(sessions, place(2), 1)

    told = {parcel.place.chat for _ in range(2) for parcel in claiming.claim(sessions, NOW, "us", 2)}

    assert told == {1, 2}


def test_what_waited_too_long_is_dropped_and_what_was_told_long_ago_forgotten(sessions: Sessions) -> None:
    put(sessions, place(1), 1, now=NOW - timedelta(days=15))
    put(sessions, place(1), 2, now=NOW - timedelta(days=200), state="sent")
    put(sessions, place(1), 3)

    with sessions.writing() as session:
        forgotten = waiting.prune(session, NOW)

    assert forgotten == 1
    assert [(row.deal_key, row.state) for row in alerts(sessions)] == [(1, "dropped"), (3, "waiting")]


def test_status_counts_what_waits_and_since_when(sessions: Sessions) -> None:
    put(sessions, place(1), 1, due=NOW - MINUTE)
    put(sessions, place(1), 2, due=NOW + MINUTE)
    put(sessions, place(2), 1)
    (_, second) = claiming.claim(sessions, NOW, "us", 2)
    delivery.sent(sessions, second.keys, NOW, 41)
    delivery.put_back(sessions, "us")

    with sessions.reading() as session:
        counts = dead_letters.counts(session, NOW)

    assert counts == dead_letters.Counts(
        subscriptions=2, waiting=2, due=1, oldest_due=NOW - MINUTE, sent_last_day=1, dead=0
    )


@pytest.fixture
def two(sessions: Sessions) -> Iterator[tuple[Sessions, Sessions]]:
    """Two processes of one database, as far as it can tell."""
    other = db.engine(sessions.engine.url.render_as_string(hide_password=False))
    yield sessions, Sessions(other)
    other.dispose()


def test_of_two_that_deliver_at_once_each_alert_is_claimed_by_one(two: tuple[Sessions, Sessions]) -> None:
    for chat in range(25):
        put(two[0], place(chat), 1, 2, 3)

    both_have_some = Barrier(2)

    def deliver(name: int) -> list[tuple[int, int]]:
        told: list[tuple[int, int]] = []
        parcels = claiming.claim(two[name], NOW, f"worker {name}", 3)
        both_have_some.wait(60)
        while parcels:
            for parcel in parcels:
                told += [(parcel.place.chat, alert.deal_key) for alert in parcel.alerts]
                delivery.sent(two[name], parcel.keys, NOW, 41)
            parcels = claiming.claim(two[name], NOW, f"worker {name}", 3)
        return told

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(deliver, (0, 1))

    assert first and second
    assert sorted(first + second) == [(chat, n) for chat in range(25) for n in (1, 2, 3)]


class Messenger:
    """Two workers deliver to it; it remembers what arrived, and what arrived without their marking it."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self.now = NOW
        self.arrived: Counter[tuple[int, int]] = Counter()
        self.unmarked: Counter[tuple[int, int]] = Counter()
        #: Messages in flight of a worker that was killed.
        self.lost = 0

    def deliver(self, worker: str, fates: Iterator[str]) -> None:
        for parcel in claiming.claim(self.sessions, self.now, worker, 3):
            told = [(parcel.place.chat, alert.deal_key) for alert in parcel.alerts]
            match next(fates, "sent"):
                case "sent":
                    self.arrived.update(told)
                    delivery.sent(self.sessions, parcel.keys, self.now, 41)
                case "killed with a message in flight":
                    self.arrived.update(told)
                    self.unmarked.update(told)
                    self.lost += 1
                    return
                case "killed before sending":
                    return
                case "stopped":
                    delivery.put_back(self.sessions, worker)
                    return
                case "failed":
                    delivery.failed(self.sessions, parcel.keys, self.now, worker, "no answer")
                case "postponed":
                    delivery.postponed(self.sessions, "telegram", parcel.place.chat, self.now + 3 * MINUTE)


FATES = ("sent", "killed with a message in flight", "killed before sending", "stopped", "failed", "postponed")
STEPS = st.one_of(
    st.tuples(st.just("tell"), st.integers(1, 3), st.integers(1, 8)),
    st.tuples(st.just("deliver"), st.sampled_from(["one", "two"]), st.lists(st.sampled_from(FATES), max_size=3)),
    st.tuples(st.just("wait"), st.integers(1, 200), st.none()),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=20))
def test_every_alert_arrives_once_whatever_happens_but_for_what_was_in_flight_of_the_killed(
    sessions: Sessions, steps: list[tuple[str, int | str, int | list[str] | None]]
) -> None:
    with sessions.writing() as session:
        session.execute(delete(AlertRow))
    messenger, deals, told = Messenger(sessions), iter(range(10_000)), set()
    for step in steps:
        match step:
            case ("tell", int(chat), int(many)):
                made = [next(deals) for _ in range(many)]
                put(sessions, place(chat), *made, now=messenger.now)
                told |= {(chat, number) for number in made}
            case ("deliver", str(worker), list(fates)):
                messenger.deliver(worker, iter(fates))
            case ("wait", int(seconds), None):
                messenger.now += timedelta(seconds=seconds)

    while left := alerts(sessions, AlertRow.state.in_(["waiting", "claimed"])):
        due = min(row.due if row.state == "waiting" else row.leased_until or NOW for row in left)
        messenger.now = max(messenger.now + MINUTE, due)
        messenger.deliver("one", iter(()))

    given_up = {(row.chat, row.deal_key) for row in alerts(sessions, AlertRow.state == "dead")}
    assert {row.state for row in alerts(sessions)} <= {"sent", "dead"}
    assert set(messenger.arrived) | given_up == told
    for alert, times_arrived in messenger.arrived.items():
        marked = 0 if alert in given_up else 1
        assert times_arrived == marked + messenger.unmarked[alert]


def attempt(sessions: Sessions, parcels: list[Parcel], buttons: str) -> None:
    """As it is kept before each is sent."""
    with sessions.writing() as session:
        attempts.begun(session, [(parcel.alerts, 40, buttons) for parcel in parcels])


def perhaps(parcels: list[Parcel]) -> list[list[str]]:
    return [[one.buttons for one in alert.perhaps] for parcel in parcels for alert in parcel.alerts]


def test_attempt_of_a_process_that_was_killed_is_known_to_the_next(sessions: Sessions) -> None:
    put(sessions, place(1), 1)
    attempt(sessions, claiming.claim(sessions, NOW, "killed", 10), "first")

    later = NOW + LEASE
    parcels = claiming.claim(sessions, later, "next", 10)

    assert perhaps(parcels) == [["first"]]
    delivery.sent(sessions, parcels[0].keys, later, 41)
    assert alerts(sessions)[0].perhaps is None


def test_attempt_that_is_known_to_have_failed_is_forgotten(sessions: Sessions) -> None:
    for chat in range(1, 5):
        put(sessions, place(chat), 1)
    parcels = claiming.claim(sessions, NOW, "us", 10)
    attempt(sessions, parcels, "first")

    failed, lost, _, stopped = (parcel.keys for parcel in parcels)
    delivery.failed(sessions, failed, NOW, "us", "refused")
    delivery.failed(sessions, lost, NOW, "us", "timed out", perhaps=True)
    delivery.postponed(sessions, "telegram", 3, NOW)
    delivery.put_back(sessions, "us", perhaps=stopped)

    assert [bool(row.perhaps) for row in alerts(sessions)] == [False, True, False, True]
    assert [row.attempts for row in alerts(sessions)] == [1, 1, 0, 1]


def test_of_two_attempts_the_later_is_looked_for_as_the_earlier_was(sessions: Sessions) -> None:
    put(sessions, place(1), 1)
    now = NOW
    for buttons in ("first", "second"):
        parcels = claiming.claim(sessions, now, "us", 10)
        attempt(sessions, parcels, buttons)
        delivery.failed(sessions, parcels[0].keys, now, "us", "timed out", perhaps=True)
        now += timedelta(hours=1)

    assert perhaps(claiming.claim(sessions, now, "us", 10)) == [["second"]]
