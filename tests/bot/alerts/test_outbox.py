"""What recording deals puts into the outbox."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.alerts import subscriptions, times
from bot.alerts.outgoing import claiming, delivery, outbox, waiting
from bot.alerts.outgoing.outbox import Match
from bot.alerts.schedule import Mode, Times
from bot.alerts.wishes.rules import Amount
from bot.conversation import preferences
from bot.conversation.preferences import Preferences
from bot.conversation.talk import Who
from corpus import articles
from corpus.db import Sessions
from corpus.deals import changes, corrections, recording
from corpus.deals.changes import Change, unheard
from corpus.models import DealRow
from tests.bot.alerts.makers import MAZDA, TODAY, TOYOTA, ByHeart, alerts, place, states, tell
from tests.corpus.deals.makers import READER, deal, publish
from tests.fakes import NOW

YESTERDAY = (NOW - timedelta(days=1)).date().isoformat()
VENTURE = "partner Panasonic Energy, partner Mazda"
LAST_MONTH = (NOW - timedelta(days=30)).date().isoformat()


@pytest.fixture
def matcher(sessions: Sessions) -> ByHeart:
    return ByHeart(sessions)


def deliver(sessions: Sessions, message: int = 100) -> list[int]:
    """Sends all that is due, each in a message of its own; the numbers of these."""
    numbers: list[int] = []
    while parcels := claiming.claim(sessions, NOW, "us", 10):
        for parcel in parcels:
            numbers.append(message + len(numbers))
            delivery.sent(sessions, parcel.keys, NOW, numbers[-1])
    return numbers


def test_new_deal_makes_one_alert_for_each_place_that_asks_for_it(sessions: Sessions, matcher: ByHeart) -> None:
    for where in (place(1), place(2), place(2, topic=5)):
        matcher.subscribe(where)
    matcher.subscribe(place(3), "toyota")

    tell(matcher, "a", TODAY, deal(MAZDA))

    made = alerts(sessions)
    assert [(row.chat, row.topic, row.kind, row.state) for row in made] == [
        (1, 0, "new", "waiting"),
        (2, 0, "new", "waiting"),
        (2, 5, "new", "waiting"),
    ]
    assert {(row.made, row.due, row.together) for row in made} == {(NOW, NOW, None)}


def test_deal_and_alert_are_stored_together_or_not_at_all(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    article = publish(sessions, "a", TODAY)

    with pytest.raises(RuntimeError), sessions.writing() as session:
        outbox.enqueue(session, recording.record(session, article, [deal(MAZDA)], READER, NOW), NOW, matcher)
        raise RuntimeError

    with sessions.reading() as session:
        assert not session.scalars(select(DealRow)).all()
    assert not alerts(sessions)


def test_the_same_changes_twice_add_nothing(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    told = tell(matcher, "a", TODAY, deal(MAZDA))
    told += tell(matcher, "b", TODAY, deal(TOYOTA))

    with sessions.writing() as session:
        again = outbox.enqueue(session, told, NOW, matcher)

    assert again == 0
    assert len(alerts(sessions)) == 2


def test_deal_reported_twice_is_one_alert(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())

    tell(matcher, "a", TODAY, deal(MAZDA))
    tell(matcher, "b", TODAY, deal(MAZDA), source="Wire")

    assert states(alerts(sessions)) == [("new", "waiting")]


@pytest.mark.parametrize("published", [LAST_MONTH, None])
def test_old_news_read_late_and_news_of_no_date_alert_nobody(
    sessions: Sessions, matcher: ByHeart, published: str | None
) -> None:
    matcher.subscribe(place())

    tell(matcher, "a", published, deal(MAZDA))

    assert not alerts(sessions)


def test_deal_that_is_only_recalled_alerts_nobody_until_it_is_news(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    tell(matcher, "a", TODAY, deal(MAZDA, background=True))
    recalled = alerts(sessions)

    tell(matcher, "b", TODAY, deal(MAZDA))

    assert not recalled
    assert states(alerts(sessions)) == [("new", "waiting")]


def test_subscription_hears_nothing_of_what_was_told_before_the_day_it_was_made(
    sessions: Sessions, matcher: ByHeart
) -> None:
    matcher.subscribe(place(), made=NOW)

    tell(matcher, "a", YESTERDAY, deal(MAZDA))
    tell(matcher, "b", TODAY, deal(TOYOTA))

    assert len(alerts(sessions)) == 1


def test_paused_and_ended_subscriptions_and_paused_and_muted_places_hear_nothing(
    sessions: Sessions, matcher: ByHeart
) -> None:
    paused, ended = matcher.subscribe(place(1)), matcher.subscribe(place(2))
    for chat in (3, 4, 5):
        matcher.subscribe(place(chat))
    with sessions.writing() as session:
        subscriptions.pause(session, place(1), paused, True)
        subscriptions.end(session, place(2), ended, NOW)
        times.pause_all(session, place(3), True)
        times.mute(session, place(4), "panasonic", True)  # of which Panasonic Energy is a part

    tell(matcher, "a", TODAY, deal(MAZDA))

    assert [row.chat for row in alerts(sessions)] == [5]


def test_new_stage_is_an_update_in_answer_to_the_alert(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    tell(matcher, "a", YESTERDAY, deal(MAZDA, stage="talks"))
    deliver(sessions, message=41)

    tell(matcher, "b", TODAY, deal(MAZDA))

    assert states(alerts(sessions)) == [("new", "sent"), ("update", "waiting")]
    ((alert,),) = [parcel.alerts for parcel in claiming.claim(sessions, NOW, "us", 10)]
    assert (alert.kind, alert.facts, alert.earlier, alert.message) == ("update", ("stage",), 41, None)


def test_what_still_waits_tells_the_new_stage_by_itself(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    tell(matcher, "a", YESTERDAY, deal(MAZDA, stage="talks"))

    tell(matcher, "b", TODAY, deal(MAZDA))

    assert states(alerts(sessions)) == [("new", "waiting")]


def test_update_goes_to_whom_the_deal_was_told_though_their_rule_does_not_match_any_more(
    sessions: Sessions, matcher: ByHeart
) -> None:
    key = matcher.subscribe(place())
    tell(matcher, "a", YESTERDAY, deal(MAZDA))
    deliver(sessions)
    matcher.wants[key] = "toyota"

    tell(matcher, "b", TODAY, deal(MAZDA, stage="ended"))

    assert states(alerts(sessions)) == [("new", "sent"), ("update", "waiting")]


def test_nobody_is_updated_who_unsubscribed(sessions: Sessions, matcher: ByHeart) -> None:
    key = matcher.subscribe(place())
    tell(matcher, "a", YESTERDAY, deal(MAZDA))
    deliver(sessions)
    with sessions.writing() as session:
        subscriptions.end(session, place(), key, NOW)

    tell(matcher, "b", TODAY, deal(MAZDA, stage="ended"))

    assert states(alerts(sessions)) == [("new", "sent")]


def test_who_subscribed_since_is_told_when_the_deal_comes_further_but_not_when_a_value_is_added(
    sessions: Sessions, matcher: ByHeart
) -> None:
    tell(matcher, "a", LAST_MONTH, deal(MAZDA, stage="talks"))
    matcher.subscribe(place(1))
    matcher.subscribe(place(2), value=Amount(1e8, "USD"))

    tell(matcher, "b", TODAY, deal(MAZDA, stage="talks", value=(1e9, "USD")))
    valued = [(row.chat, row.kind, row.facts) for row in alerts(sessions)]
    tell(matcher, "c", TODAY, deal(MAZDA, value=(1e9, "USD")))

    # The second one asked for a value: the deal is what it wants for the first time.
    assert valued == [(2, "new", ["value"])]
    assert [(row.chat, row.facts) for row in alerts(sessions)] == [(2, ["value"]), (1, ["stage"])]


def test_alert_is_edited_when_its_article_is_changed(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    tell(matcher, "a", TODAY, deal(MAZDA, value=(5e9, "USD")))
    deliver(sessions, message=41)

    tell(matcher, "a", TODAY, deal(MAZDA, value=(6e9, "USD")), now=NOW + timedelta(hours=1), text="Corrected.")

    assert states(alerts(sessions)) == [("corrected", "waiting")]
    ((alert,),) = [parcel.alerts for parcel in claiming.claim(sessions, NOW + timedelta(hours=1), "us", 10)]
    assert (alert.message, alert.earlier) == (41, None)
    delivery.sent(sessions, [alert.key], NOW + timedelta(hours=1), 41)
    assert states(alerts(sessions)) == [("corrected", "sent")]
    assert alerts(sessions)[0].sent == NOW


def test_what_waits_of_a_deal_that_nothing_tells_any_more_is_dropped(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    tell(matcher, "a", TODAY, deal(MAZDA))

    with sessions.writing() as session:
        articles.forget(session, "a")
        outbox.enqueue(session, recording.settle(session, NOW), NOW, matcher)

    assert states(alerts(sessions)) == [("new", "dropped")]
    assert deliver(sessions) == []


def test_message_of_a_deal_that_nothing_tells_any_more_is_edited(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    tell(matcher, "a", TODAY, deal(MAZDA))
    deliver(sessions, message=41)

    with sessions.writing() as session:
        articles.forget(session, "a")
        outbox.enqueue(session, recording.settle(session, NOW), NOW + timedelta(hours=1), matcher)

    assert states(alerts(sessions)) == [("corrected", "waiting")]
    ((alert,),) = [parcel.alerts for parcel in claiming.claim(sessions, NOW + timedelta(hours=1), "us", 10)]
    assert alert.message == 41


def two_deals(matcher: ByHeart, second: str = "agreed") -> list[str]:
    """Two deals that an admin will find to be one; their ids."""
    (one,) = tell(matcher, "a", TODAY, deal(MAZDA, places=("Osaka",), product="cells"))
    (two,) = tell(matcher, "b", TODAY, deal(MAZDA, stage=second, places=("Kansas",), product="cathodes"))
    return [one.deal_id, two.deal_id]


def merge(matcher: ByHeart, one: str, other: str) -> None:
    with matcher.sessions.writing() as session:
        told = corrections.merge(session, other, one, NOW, unheard)
        assert changes.Kind.MERGED in [change.kind for change in told]
        outbox.enqueue(session, told, NOW + timedelta(minutes=1), matcher)


def test_of_two_deals_that_are_one_a_place_is_told_once(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    ids = two_deals(matcher)

    merge(matcher, *ids)

    assert states(alerts(sessions)) == [("new", "waiting"), ("new", "dropped")]
    assert len(deliver(sessions)) == 1


def test_of_two_deals_that_are_one_the_second_is_not_told_after_the_first(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    (one,) = tell(matcher, "a", TODAY, deal(MAZDA, places=("Osaka",), product="cells"))
    deliver(sessions)
    (two,) = tell(matcher, "b", TODAY, deal(MAZDA, places=("Kansas",), product="cathodes"))

    merge(matcher, one.deal_id, two.deal_id)

    assert states(alerts(sessions)) == [("new", "sent"), ("new", "dropped")]


def test_the_second_of_two_deals_that_are_one_is_an_update_when_it_tells_more(
    sessions: Sessions, matcher: ByHeart
) -> None:
    matcher.subscribe(place())
    (one,) = tell(matcher, "a", YESTERDAY, deal(MAZDA, stage="talks", places=("Osaka",), product="cells"))
    deliver(sessions, message=41)
    (two,) = tell(matcher, "b", TODAY, deal(MAZDA, places=("Kansas",), product="cathodes"))

    merge(matcher, one.deal_id, two.deal_id)

    assert states(alerts(sessions)) == [("new", "sent"), ("update", "waiting")]
    ((alert,),) = [parcel.alerts for parcel in claiming.claim(sessions, NOW, "us", 10)]
    assert alert.earlier == 41


def test_alert_that_slipped_through_is_edited_to_point_to_the_first(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    ids = two_deals(matcher)
    deliver(sessions, message=41)

    merge(matcher, *ids)

    assert states(alerts(sessions)) == [("new", "sent"), ("merged", "waiting")]
    ((alert,),) = [parcel.alerts for parcel in claiming.claim(sessions, NOW + timedelta(minutes=1), "us", 10)]
    assert (alert.kind, alert.message, alert.earlier) == ("merged", 42, 41)
    with sessions.reading() as session:
        assert session.get(DealRow, alert.deal_key) is not None


def test_alert_in_flight_while_its_deal_becomes_part_of_another_is_edited_once_it_arrived(
    sessions: Sessions, matcher: ByHeart
) -> None:
    matcher.subscribe(place())
    ids = two_deals(matcher)
    (first,) = claiming.claim(sessions, NOW, "us", 10)
    delivery.sent(sessions, first.keys, NOW, 41)
    (second,) = claiming.claim(sessions, NOW, "us", 10)

    merge(matcher, *ids)
    in_flight = states(alerts(sessions))
    delivery.sent(sessions, second.keys, NOW + timedelta(minutes=1), 42)

    assert in_flight == [("new", "sent"), ("new", "claimed")]
    assert states(alerts(sessions)) == [("new", "sent"), ("merged", "waiting")]


def test_update_of_two_deals_that_are_one_answers_the_message_that_is_left(
    sessions: Sessions, matcher: ByHeart
) -> None:
    matcher.subscribe(place())
    ids = two_deals(matcher)
    deliver(sessions, message=41)
    merge(matcher, *ids)
    later = NOW + timedelta(days=1)
    delivery.sent(sessions, claiming.claim(sessions, later, "us", 10)[0].keys, later, 42)

    tell(matcher, "c", later.date().isoformat(), deal(MAZDA, stage="completed", places=("Osaka",)), now=later)

    assert states(alerts(sessions)) == [("new", "sent"), ("merged", "sent"), ("update", "waiting")]
    ((alert,),) = [parcel.alerts for parcel in claiming.claim(sessions, later, "us", 10)]
    assert alert.earlier == 41


def test_alerts_beyond_the_days_most_go_in_a_digest(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    with sessions.writing() as session:
        times.keep(session, place(), Times(most_a_day=2))

    for number, name in enumerate(("CATL", "LG Energy Solution", "SK On", "Samsung SDI")):
        tell(matcher, f"a{number}", TODAY, deal(f"supplier {name}, buyer Toyota"))

    assert [(row.together, row.due) for row in alerts(sessions)] == [
        (None, NOW),
        (None, NOW),
        ("digest", NOW + timedelta(hours=20)),
        ("digest", NOW + timedelta(hours=20)),
    ]


def test_urgent_alert_waits_for_no_digest(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    matcher.urgent = True
    with sessions.writing() as session:
        times.keep(session, place(), Times(mode=Mode.WEEKLY))

    tell(matcher, "a", TODAY, deal(MAZDA))

    assert [(row.urgent, row.due, row.together) for row in alerts(sessions)] == [(True, NOW, None)]


def test_what_waits_has_other_times_when_those_of_its_place_change(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    with sessions.writing() as session:
        times.keep(session, place(), Times(mode=Mode.WEEKLY))
    tell(matcher, "a", TODAY, deal(MAZDA))

    with sessions.writing() as session:
        times.keep(session, place(), replace(times.of(session, place()), mode=Mode.INSTANT))
        waiting.reschedule(session, place(), NOW)

    assert [(row.due, row.together) for row in alerts(sessions)] == [(NOW, None)]


def test_unfit_times_are_refused(sessions: Sessions) -> None:
    for unfit in (Times(minute=1440), Times(quiet_from=-1), Times(weekday=7), Times(muted=("a",) * 101)):
        with pytest.raises(ValueError), sessions.writing() as session:
            times.keep(session, place(), unfit)


def test_chat_is_told_at_the_hour_of_its_own_zone(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())
    with sessions.writing() as session:
        times.keep(session, place(), Times(mode=Mode.DAILY, minute=9 * 60))
        preferences.keep(session, Who("telegram", 1, None, 7), Preferences(zone="Asia/Tokyo"))

    tell(matcher, "a", TODAY, deal(MAZDA))

    (row,) = alerts(sessions)
    assert row.due.astimezone(ZoneInfo("Asia/Tokyo")).isoformat() == "2026-11-24T09:00:00+09:00"


def test_change_of_a_deal_that_is_gone_by_now_is_passed_over(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())

    with sessions.writing() as session:
        made = outbox.enqueue(session, [Change(changes.Kind.NEW, 99, "x", 1, told=NOW)], NOW, matcher)

    assert made == 0


def test_alert_names_the_subscriptions_that_stand(sessions: Sessions, matcher: ByHeart) -> None:
    ended, stands = matcher.subscribe(place()), matcher.subscribe(place(), words=("cells",))
    with sessions.writing() as session:
        subscriptions.end(session, place(), ended, NOW)

    class Both:
        def interested(self, session: object, deal: object) -> list[Match]:
            return [Match(place(), (ended, stands))]

    article = publish(sessions, "a", TODAY)
    with sessions.writing() as session:
        outbox.enqueue(session, recording.record(session, article, [deal(MAZDA)], READER, NOW), NOW, Both())

    assert [row.subscriptions for row in alerts(sessions)] == [[stands]]


def test_a_venture_and_the_supply_for_it_in_one_article_are_told_once(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())

    changed = tell(matcher, "a", TODAY, deal(MAZDA), deal(VENTURE, "joint_venture"))

    assert len(changed) == 2
    assert len(alerts(sessions)) == 1


def test_deals_of_one_article_with_different_companies_are_each_told(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())

    tell(matcher, "a", TODAY, deal(MAZDA), deal(TOYOTA))

    assert len(alerts(sessions)) == 2


def test_two_articles_on_a_venture_and_the_supply_for_it_are_each_told(sessions: Sessions, matcher: ByHeart) -> None:
    matcher.subscribe(place())

    tell(matcher, "a", TODAY, deal(MAZDA))
    tell(matcher, "b", TODAY, deal(VENTURE, "joint_venture"))

    assert len(alerts(sessions)) == 2
