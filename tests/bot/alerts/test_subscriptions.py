"""Subscriptions made, listed, paused, ended, brought back, moved, taken along and forgotten."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.alerts import erasing, moving, porting, subscriptions, times
from bot.alerts.outgoing import claiming
from bot.alerts.places import Place
from bot.alerts.porting import BroughtIn
from bot.alerts.schedule import Mode, Times
from bot.alerts.subscriptions import Ending, Subscription
from bot.alerts.tables import AlertRow, SubscriptionCompanyRow, SubscriptionRow
from bot.alerts.wishes.rules import Amount, Rule
from corpus.db import Sessions
from corpus.deals.drafts import DealType
from corpus.errors import Refused
from tests.bot.alerts.makers import alerts, place
from tests.bot.alerts.test_delivery import put
from tests.fakes import NOW

MAZDA, TOYOTA = Rule(companies=("mazda",)), Rule(companies=("toyota",), types=(DealType.SUPPLY,))
LATER = NOW + timedelta(days=1)


def add(sessions: Sessions, rule: Rule, where: Place | None = None, user: int = 7) -> Subscription:
    with sessions.writing() as session:
        return subscriptions.add(session, where or place(), user, rule, "in my words", NOW)[0]


def listed(sessions: Sessions, where: Place | None = None) -> list[Rule]:
    with sessions.reading() as session:
        return [one.rule for one in subscriptions.page(session, where or place(), size=500).subscriptions]


def test_place_has_each_rule_once_in_whatever_order_it_is_said(sessions: Sessions) -> None:
    first = add(sessions, Rule(companies=("mazda", "toyota"), words=("Überfall",)))

    with sessions.writing() as session:
        rule = Rule(companies=("toyota", "mazda"), words=("überfall",))
        same, is_new = subscriptions.add(session, place(), 8, rule, "again", LATER)

    assert (same, is_new) == (first, False)
    assert listed(sessions, place(2)) == []
    assert add(sessions, MAZDA, place(1, topic=5)).key != first.key


def test_pages_hold_all_that_stand_in_the_order_they_were_made(sessions: Sessions) -> None:
    made = [add(sessions, Rule(words=(f"word {n}",))).key for n in range(7)]
    with sessions.writing() as session:
        subscriptions.end(session, place(), made[0], NOW)
        pages = [subscriptions.page(session, place(), number, size=3) for number in (1, 2, 99)]

    assert [[one.key for one in page.subscriptions] for page in pages] == [made[1:4], made[4:], made[4:]]
    assert [(page.number, page.pages, page.total) for page in pages] == [(1, 2, 6), (2, 2, 6), (2, 2, 6)]


def test_there_is_an_end_to_how_many_a_place_may_have(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "MOST", 1)
    first = add(sessions, TOYOTA)

    with sessions.writing() as session:
        with pytest.raises(Refused, match="1 subscriptions here already"):
            subscriptions.add(session, place(), 7, MAZDA, "", NOW)
        subscriptions.end(session, place(), first.key, NOW)
        subscriptions.add(session, place(), 7, MAZDA, "", NOW)
        with pytest.raises(Refused, match="1 subscriptions here already"):
            subscriptions.undo(session, place(), first.key)

    assert listed(sessions) == [MAZDA]


def test_deleted_subscription_is_brought_back_by_undo_as_it_was(sessions: Sessions) -> None:
    one = add(sessions, MAZDA)
    with sessions.writing() as session:
        subscriptions.pause(session, place(), one.key, True)
        ended = subscriptions.end(session, place(), one.key, LATER)
        gone = subscriptions.get(session, place(), one.key)
        back = subscriptions.undo(session, place(), one.key)

    assert ended == back
    assert gone is None
    assert back and (back.paused, back.made) == (True, NOW)


def test_rule_that_had_ended_stands_again_when_it_is_subscribed_to_again(sessions: Sessions) -> None:
    one = add(sessions, MAZDA)
    with sessions.writing() as session:
        subscriptions.end(session, place(), one.key, NOW)

        again, is_new = subscriptions.add(session, place(), 8, MAZDA, "again", LATER)

    assert (again.key, is_new, again.user, again.made) == (one.key, True, 8, LATER)
    assert listed(sessions) == [MAZDA]


def test_subscription_of_another_place_is_out_of_reach(sessions: Sessions) -> None:
    key = add(sessions, MAZDA).key
    with sessions.writing() as session:
        for elsewhere in (place(2), place(1, topic=5), Place("terminal", 1)):
            assert subscriptions.get(session, elsewhere, key) is None
            assert subscriptions.pause(session, elsewhere, key, True) is None
            assert subscriptions.end(session, elsewhere, key, NOW) is None
            assert subscriptions.undo(session, elsewhere, key) is None
            assert subscriptions.change(session, elsewhere, key, TOYOTA, "", NOW) is None

    assert listed(sessions) == [MAZDA]


def test_changed_subscription_is_found_under_its_new_companies(sessions: Sessions) -> None:
    one = add(sessions, MAZDA)

    with sessions.writing() as session:
        changed = subscriptions.change(session, place(), one.key, TOYOTA, "Toyota supply", NOW)

    assert changed and (changed.key, changed.rule, changed.said) == (one.key, TOYOTA, "Toyota supply")
    with sessions.reading() as session:
        assert session.scalars(select(SubscriptionCompanyRow.company)).all() == ["toyota"]


def test_subscription_changed_to_what_there_is_already_becomes_that(sessions: Sessions) -> None:
    one, other = add(sessions, MAZDA), add(sessions, TOYOTA)

    with sessions.writing() as session:
        changed = subscriptions.change(session, place(), one.key, TOYOTA, "", NOW)

    assert changed == other
    assert listed(sessions) == [TOYOTA]


def test_subscription_changed_to_what_had_ended_replaces_that(sessions: Sessions) -> None:
    one, other = add(sessions, MAZDA), add(sessions, TOYOTA)
    with sessions.writing() as session:
        subscriptions.end(session, place(), other.key, NOW)

        changed = subscriptions.change(session, place(), one.key, TOYOTA, "", NOW)

    assert changed and changed.key == one.key
    assert listed(sessions) == [TOYOTA]


@pytest.mark.parametrize(
    ("rule", "companies"),
    [
        (MAZDA, ["mazda"]),
        (Rule(companies=("mazda",), others=("toyota",)), ["mazda"]),
        (Rule(others=("toyota",)), ["toyota"]),
        (Rule(words=("cells",)), [""]),
    ],
)
def test_subscription_is_found_by_a_company_that_each_deal_of_it_has(
    sessions: Sessions, rule: Rule, companies: list[str]
) -> None:
    add(sessions, rule)

    with sessions.reading() as session:
        assert session.scalars(select(SubscriptionCompanyRow.company)).all() == companies


@pytest.mark.parametrize("why", [each for each in Ending if each is not Ending.DELETED])
def test_subscriptions_of_a_lost_chat_end_and_stand_again_when_it_comes_back(sessions: Sessions, why: Ending) -> None:
    deleted, kept = add(sessions, MAZDA), add(sessions, TOYOTA)
    in_topic, elsewhere = add(sessions, MAZDA, place(1, topic=5)), add(sessions, MAZDA, place(2))
    with sessions.writing() as session:
        subscriptions.end(session, place(), deleted.key, NOW)

        ended = subscriptions.end_all(session, "telegram", 1, why, NOW)
        lost = [subscriptions.get(session, one.place, one.key) for one in (kept, in_topic, elsewhere)]
        revived = subscriptions.revive(session, "telegram", 1)

    assert (ended, revived, lost) == (2, 2, [None, None, elsewhere])
    assert listed(sessions) == [TOYOTA]


def test_topic_that_is_closed_ends_its_own_subscriptions_alone(sessions: Sessions) -> None:
    add(sessions, MAZDA, place(1, topic=5))
    add(sessions, MAZDA)

    with sessions.writing() as session:
        ended = subscriptions.end_all(session, "telegram", 1, Ending.GONE, NOW, topic=5)

    assert ended == 1
    assert listed(sessions) == [MAZDA]


def test_chat_that_moves_takes_everything_along_and_keeps_what_was_chosen_since(sessions: Sessions) -> None:
    add(sessions, MAZDA)
    add(sessions, TOYOTA)
    add(sessions, TOYOTA, place(-100))
    put(sessions, place(), 1, 2, state="sent", message=41, sent=NOW)
    put(sessions, place(-100), 2)
    put(sessions, place(), 3, state="waiting", kind="corrected", message=42, sent=NOW)
    with sessions.writing() as session:
        times.keep(session, place(), Times(Mode.DAILY))
        times.keep(session, place(-100), Times(Mode.WEEKLY))

        moving.move(session, "telegram", 1, -100)

    assert listed(sessions) == []
    assert sorted(rule.companies for rule in listed(sessions, place(-100))) == [(), ("mazda",), ("toyota",)]
    # The numbers of messages are of the old chat: there is nothing left to edit.
    told = {row.deal_key: (row.chat, row.state, row.message) for row in alerts(sessions)}
    assert told == {1: (-100, "sent", None), 2: (-100, "waiting", None), 3: (-100, "sent", None)}
    with sessions.reading() as session:
        assert times.of(session, place(-100)).mode is Mode.WEEKLY
        assert times.of(session, place()).mode is Mode.INSTANT


def test_alert_that_waits_while_its_chat_moves_still_goes_though_the_new_chat_has_asked_for_the_same(
    sessions: Sessions,
) -> None:
    put(sessions, place(), 1)
    add(sessions, Rule(), place(-100))

    with sessions.writing() as session:
        moving.move(session, "telegram", 1, -100)

    (parcel,) = claiming.claim(sessions, NOW, "us", 10)
    assert (parcel.place, [alert.deal_key for alert in parcel.alerts]) == (place(-100), [1])
    with sessions.reading() as session:
        assert len(session.scalars(select(SubscriptionCompanyRow)).all()) == 1


def test_what_ended_long_ago_is_erased(sessions: Sessions) -> None:
    deleted, stands = add(sessions, MAZDA), add(sessions, TOYOTA)
    add(sessions, MAZDA, place(2))
    with sessions.writing() as session:
        subscriptions.end(session, place(), deleted.key, NOW)
        subscriptions.end_all(session, "telegram", 2, Ending.BLOCKED, NOW)

        erased = [subscriptions.prune(session, NOW + timedelta(days=days)) for days in (29, 31, 401)]

    assert erased == [0, 1, 1]
    with sessions.reading() as session:
        assert session.scalars(select(SubscriptionRow.key)).all() == [stands.key]


def test_subscriptions_taken_out_of_one_place_are_brought_into_another(sessions: Sessions) -> None:
    rules = [MAZDA, TOYOTA, Rule(value=Amount(1e9, "USD"), question="solid-state in Europe?", confirmed=True)]
    for rule in rules:
        add(sessions, rule)
    add(sessions, TOYOTA, place(2))
    with sessions.writing() as session:
        subscriptions.pause(session, place(), subscriptions.page(session, place()).subscriptions[0].key, True)
        wishes = porting.read(porting.taken_out(session, place()).encode())

        brought = porting.bring_in(session, place(2), 8, wishes, LATER)

    assert brought == BroughtIn(new=2, known=1, left_out=0)
    assert listed(sessions, place(2)) == [TOYOTA, MAZDA, rules[2]]
    with sessions.reading() as session:
        assert [one.paused for one in subscriptions.page(session, place(2)).subscriptions] == [False, True, False]


def test_what_finds_no_room_is_left_out(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "MOST", 1)
    with sessions.writing() as session:
        wishes = [porting.Wish(rule, "", False) for rule in (MAZDA, TOYOTA, Rule())]

        assert porting.bring_in(session, place(), 7, wishes, NOW) == BroughtIn(new=1, known=0, left_out=2)


def _file(rule: object, **more: object) -> bytes:
    return json.dumps({"subscriptions": [{"rule": rule, "said": "x"} | more]}).encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b" " * (porting.MOST_BYTES + 1), "larger than"),
        (b"[]", "no list"),
        (json.dumps({"subscriptions": [{"rule": {}}] * 201}).encode(), "more than 200"),
        (_file([]), "subscription 1: is none of ours"),
        (_file({}, said=5), "none of ours"),
        (_file({"types": ["theft"]}), "theft"),
        (_file({"companies": "mazda"}), "no list of texts"),
        (_file({"words": ["a"] * 51}), "too much"),
        (_file({"words": ["a" * 121]}), "too much"),
        (_file({"words": [""]}), "too much"),
        (_file({"words": ["nul\0"]}), "no text"),
        (_file({"question": "why?" * 200}), "question"),
        (_file({"value": {"amount": float("nan"), "unit": "USD"}}), "amount"),
        (_file({"value": {"amount": -1, "unit": "USD"}}), "amount"),
        (_file({"value": {"amount": 10**400, "unit": "USD"}}), "subscription 1"),
        (_file({"value": {"amount": "much"}}), "subscription 1"),
    ],
)
def test_file_that_is_none_of_ours_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        porting.read(content)


def test_person_who_is_forgotten_leaves_a_group_its_subscriptions_without_their_name(sessions: Sessions) -> None:
    add(sessions, MAZDA, place(7), user=7)
    add(sessions, TOYOTA, place(-50), user=7)
    add(sessions, MAZDA, place(8), user=8)
    put(sessions, place(7), 1)
    with sessions.writing() as session:
        times.keep(session, place(7), Times(Mode.DAILY))

        erased = erasing.forget(session, "telegram", 7)

    assert erased == 2
    with sessions.reading() as session:
        rows = session.scalars(select(SubscriptionRow).order_by(SubscriptionRow.key)).all()
        assert [(row.chat, row.user, row.said) for row in rows] == [(-50, 0, ""), (8, 8, "in my words")]
        assert len(session.scalars(select(SubscriptionCompanyRow)).all()) == 2
        assert times.of(session, place(7)).mode is Mode.INSTANT
    assert not alerts(sessions, AlertRow.chat == 7)
