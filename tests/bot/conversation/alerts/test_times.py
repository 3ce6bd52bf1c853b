"""`/alerts`: when alerts come."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.alerts import places
from bot.alerts.outgoing import outbox
from bot.alerts.outgoing.outbox import Match
from bot.alerts.places import Place
from bot.alerts.schedule import Mode
from bot.alerts.tables import AlertRow
from bot.conversation.replies import Action
from corpus.deals import recording
from tests.bot.conversation.alerts.conftest import GROUP, its_times, kept, said
from tests.bot.conversation.conftest import ANN, Talk, labels
from tests.corpus.deals.makers import deal, publish


class Told:
    """Everything is for Ann."""

    def __init__(self, place: Place, key: int) -> None:
        self._match = Match(place, (key,))

    def interested(self, session: object, deal: object) -> list[Match]:
        return [self._match]


def waits(talk: Talk) -> AlertRow:
    """The alert that waits for Ann, put there if there is none."""
    with talk.sessions.writing() as session:
        row: AlertRow | None = session.scalar(select(AlertRow))
        if row is not None:
            session.expunge(row)
            return row
    article = publish(talk.sessions, "news", talk.clock.now.date().isoformat())
    with talk.sessions.writing() as session:
        draft = deal("supplier BYD, buyer Ford")
        changes = recording.record(session, article, [draft], "test reader", talk.clock.now)
        matcher = Told(places.of(ANN), kept(talk)[0].key)
        assert outbox.enqueue(session, changes, talk.clock.now, matcher) == 1
    return waits(talk)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("daily 7:30", "Alerts: in one message, daily at 07:30"),
        ("monday 9", "Alerts: in one message, every Monday at 09:00"),
        ("at once", "Alerts: at once"),
        ("quiet 22-7", "Quiet hours: 22:00 to 07:00; what comes meanwhile follows"),
        ("urgent above $2bn", "Urgent, in quiet hours too: worth USD 2 billion or more"),
        ("urgent above 500 million euros", "worth USD 540 million or more"),
        ("urgent Ford and CATL", "Urgent, in quiet hours too: Ford, CATL"),
        ("at most 12", "At most: 12 single alerts a day"),
        ("pause", "All alerts are paused here"),
    ],
)
def test_times_are_typed_and_shown(talk: Talk, typed: str, shown: str) -> None:
    assert shown in said(talk.type(f"/alerts {typed}"))
    assert shown in said(talk.type("/alerts"))


def test_what_is_said_in_one_part_leaves_the_others(talk: Talk) -> None:
    for typed in ("weekly friday 18:00", "quiet 22-7", "urgent Tesla", "urgent over $1bn", "most 5", "daily"):
        talk.type(f"/alerts {typed}")

    its = its_times(talk)
    assert (its.mode, its.minute, its.weekday) == (Mode.DAILY, 18 * 60, 4)
    assert (its.quiet_from, its.quiet_until, its.most_a_day) == (1320, 420, 5)
    assert (its.urgent_value, its.urgent_companies) == (1e9, ("tesla",))


def test_quiet_hours_and_urgency_are_ended_in_words(talk: Talk) -> None:
    for typed in ("quiet 22-7", "urgent Tesla", "quiet off", "urgent off"):
        talk.type(f"/alerts {typed}")

    its = its_times(talk)
    assert (its.quiet_from, its.urgent_value, its.urgent_companies) == (None, None, ())


@pytest.mark.parametrize("typed", ["blah", "quiet", "quiet 25-99", "urgent", "at most 0", "most"])
def test_what_is_not_understood_changes_nothing_and_shows_examples(talk: Talk, typed: str) -> None:
    before = its_times(talk)

    assert "did not understand" in said(talk.type(f"/alerts {typed}")) and its_times(talk) == before


def test_company_is_muted_by_its_name_and_a_misspelt_one_asked_for(talk: Talk) -> None:
    talk.type("/alerts mute Ford")
    talk.type("/alerts mute Mazad")
    assert its_times(talk).muted == ("ford",)

    talk.press("Mazda")

    assert its_times(talk).muted == ("ford", "mazda")
    talk.type("/alerts unmute Ford")
    assert "Muted: Mazda" in said(talk.type("/alerts"))


def test_all_of_it_is_set_by_buttons_in_one_message(subscribed: Talk) -> None:
    subscribed.type("/alerts")
    for pressed in ("Weekly", "Th", "18:00", "Quiet hours", "22:00–07:00", "Urgent", "1 billion", "Urgent", "Ford"):
        assert subscribed.press(pressed).replaces, pressed
    for pressed in ("How many", "10"):
        subscribed.press(pressed)

    its = its_times(subscribed)
    assert (its.mode, its.weekday, its.minute) == (Mode.WEEKLY, 3, 1080)
    assert (its.quiet_from, its.quiet_until, its.most_a_day) == (1320, 420, 10)
    assert (its.urgent_value, its.urgent_companies) == (1e9, ("ford",))
    assert {"✓ Weekly", "✓ Th", "✓ 18:00"} <= set(labels(subscribed.replies[-1]))


def test_what_waits_goes_when_the_new_times_say(subscribed: Talk) -> None:
    assert waits(subscribed).due == subscribed.clock.now

    subscribed.type("/alerts daily 18:00")

    row = waits(subscribed)
    assert (row.due, row.together) == (datetime(2026, 11, 23, 18, tzinfo=UTC), "digest")


def test_what_waits_follows_the_time_zone_of_the_chat(subscribed: Talk) -> None:
    subscribed.type("/alerts daily 18:00")
    waits(subscribed)

    subscribed.type("/settings zone Tokyo")

    assert waits(subscribed).due == datetime(2026, 11, 24, 18, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert "Time zone: Asia/Tokyo" in said(subscribed.type("/alerts"))


def test_resumed_alerts_go_at_once(subscribed: Talk) -> None:
    waits(subscribed)
    subscribed.type("/alerts pause")
    subscribed.clock.passes(hours=3)
    subscribed.type("/alerts resume")

    assert waits(subscribed).due - subscribed.clock.now < timedelta(minutes=1)


def test_each_topic_has_its_own_times(talk: Talk) -> None:
    talk.type("/alerts daily", GROUP)

    assert its_times(talk, GROUP).mode is Mode.DAILY and its_times(talk).mode is Mode.INSTANT


@pytest.mark.parametrize(
    "arguments", [("mode", "hourly"), ("minute", "2000"), ("quiet", "x"), ("most", "-1"), ("weekday", "9"), ("x", "1")]
)
def test_button_with_no_time_of_ours_leads_nowhere(talk: Talk, arguments: tuple[str, str]) -> None:
    before = its_times(talk)

    assert "too old" in said(talk.do(Action("times", arguments))) and its_times(talk) == before
