"""Subscriptions live and die with their chats."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.alerts import subscriptions
from bot.alerts.outgoing import delivery
from bot.alerts.outgoing.claiming import claim
from bot.alerts.places import Place as AlertPlace
from bot.alerts.subscriptions import Ending
from bot.alerts.wishes.rules import Rule
from bot.telegram import membership, memory
from bot.telegram.membership import Chats
from bot.telegram.routing import Membership, Place, Speaker
from corpus.db import Sessions
from tests.bot.alerts.makers import MAZDA, TODAY, ByHeart, alerts, states, tell
from tests.corpus.deals.makers import deal
from tests.fakes import NOW

PERSON, GROUP = Place(7), Place(-7, None, True)
ANN = Speaker(7, "en")


def subscribe(sessions: Sessions, chat: int, topic: int = 0, *companies: str) -> int:
    with sessions.writing() as session:
        rule = Rule(companies=companies)
        return subscriptions.add(session, AlertPlace("telegram", chat, topic), 7, rule, "said", NOW)[0].key


def standing(sessions: Sessions, chat: int, topic: int = 0) -> int:
    with sessions.reading() as session:
        return subscriptions.page(session, AlertPlace("telegram", chat, topic)).total


def is_closed(sessions: Sessions, chat: int) -> bool:
    with sessions.reading() as session:
        return memory.closed(session, chat)


def changes(sessions: Sessions, place: Place, *opened: bool) -> Sequence[int]:
    """What is to be said after each."""
    chats = Chats(sessions, lambda: NOW)
    return [asyncio.run(chats.membership(Membership(place, ANN, is_open))) for is_open in opened]


def test_chat_that_shuts_us_out_and_lets_us_in_again_has_its_subscriptions_as_before(sessions: Sessions) -> None:
    subscribe(sessions, 7)
    subscribe(sessions, 7, 0, "mazda")
    subscribe(sessions, 8)

    assert changes(sessions, PERSON, False) == [0]

    assert (standing(sessions, 7), standing(sessions, 8)) == (0, 1)
    assert is_closed(sessions, 7)
    assert changes(sessions, PERSON, True, True) == [2, 0]
    assert standing(sessions, 7) == 2
    assert not is_closed(sessions, 7)


def test_what_a_person_deleted_does_not_come_back_with_the_chat(sessions: Sessions) -> None:
    key = subscribe(sessions, -7)
    with sessions.writing() as session:
        subscriptions.end(session, AlertPlace("telegram", -7), key, NOW)

    assert changes(sessions, GROUP, False, True) == [0, 0]
    assert standing(sessions, -7) == 0


def test_what_waits_for_a_chat_that_shut_us_out_is_dropped(sessions: Sessions) -> None:
    matcher = ByHeart(sessions)
    matcher.subscribe(AlertPlace("telegram", 7))
    matcher.subscribe(AlertPlace("telegram", 8))
    tell(matcher, "first", TODAY, deal(MAZDA))

    changes(sessions, PERSON, False)

    assert states(alerts(sessions)) == [("new", "dropped"), ("new", "waiting")]


@pytest.mark.parametrize(
    ("place", "said", "ending"),
    [
        (PERSON, "Forbidden: bot was blocked by the user", Ending.BLOCKED),
        (PERSON, "Forbidden: user is deactivated", Ending.DEACTIVATED),
        (PERSON, "Forbidden: bot can't initiate conversation with a user", Ending.BLOCKED),
        (PERSON, "Chat not found", Ending.GONE),
        (GROUP, "Forbidden: bot was kicked from the supergroup chat", Ending.KICKED),
        (GROUP, "Forbidden: bot is not a member of the channel chat", Ending.KICKED),
        (GROUP, "Forbidden: the group chat was deleted", Ending.GONE),
        (GROUP, "Have no rights to send a message", Ending.KICKED),
        (GROUP, "Need administrator rights in the channel chat", Ending.KICKED),
        (GROUP, "Forbidden: something that Telegram never said", Ending.KICKED),
        (PERSON, "Forbidden: something that Telegram never said", Ending.BLOCKED),
    ],
)
def test_what_telegram_says_ends_a_chat(sessions: Sessions, place: Place, said: str, ending: Ending) -> None:
    subscribe(sessions, place.chat)

    assert membership.closed(sessions, place, said, NOW) is ending

    assert standing(sessions, place.chat) == 0
    assert is_closed(sessions, place.chat)
    assert membership.reopen(sessions, place.chat) == 1


@pytest.mark.parametrize("said", ["Message thread not found", "TOPIC_CLOSED", "TOPIC_DELETED"])
def test_topic_that_is_gone_takes_its_subscriptions_along_and_no_others(sessions: Sessions, said: str) -> None:
    subscribe(sessions, -7, 4)
    subscribe(sessions, -7, 5)
    subscribe(sessions, -7)

    assert membership.closed(sessions, Place(-7, 4, True), said, NOW) is Ending.GONE

    assert [standing(sessions, -7, topic) for topic in (4, 5, 0)] == [0, 1, 1]
    assert not is_closed(sessions, -7)


def test_right_to_send_pictures_that_is_missing_ends_nothing(sessions: Sessions) -> None:
    subscribe(sessions, -7)

    assert membership.closed(sessions, GROUP, "Not enough rights to send photos to the chat", NOW) is None

    assert standing(sessions, -7) == 1
    assert not is_closed(sessions, -7)


def test_group_that_became_a_supergroup_is_told_there_what_it_asked_for_before(sessions: Sessions) -> None:
    matcher = ByHeart(sessions)
    matcher.subscribe(AlertPlace("telegram", -7))
    tell(matcher, "first", TODAY, deal(MAZDA))
    # As Telegram may tell it of the old one before we learn that it moved.
    subscribe(sessions, -7, 0, "mazda")
    changes(sessions, GROUP, False)
    tell(matcher, "worth", TODAY, deal(MAZDA, value=(4e8, "USD")))

    asyncio.run(Chats(sessions, lambda: NOW).moved(-7, -1007))

    assert (standing(sessions, -7), standing(sessions, -1007)) == (0, 2)
    assert {row.chat for row in alerts(sessions)} == {-1007}


def test_alert_on_its_way_while_its_group_moves_is_still_whose_who_sends_it(sessions: Sessions) -> None:
    matcher = ByHeart(sessions)
    matcher.subscribe(AlertPlace("telegram", -7))
    tell(matcher, "first", TODAY, deal(MAZDA))
    (parcel,) = claim(sessions, NOW, "bot", 1)

    asyncio.run(Chats(sessions, lambda: NOW).moved(-7, -1007))
    delivery.sent(sessions, parcel.keys, NOW, 100)

    assert [(row.chat, row.state, row.message) for row in alerts(sessions)] == [(-1007, "sent", 100)]
