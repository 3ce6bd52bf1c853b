"""What `/status` says of alerts, to everybody and to admins."""

from dataclasses import replace

from bot.alerts.outgoing import claiming, delivery
from bot.alerts.outgoing.waiting import State
from bot.conversation.replies import plain
from tests.bot.alerts.makers import MAZDA, TODAY, ByHeart, alerts, place, tell
from tests.bot.conversation.conftest import ANN, Talk
from tests.corpus.deals.makers import deal
from tests.fakes import NOW


def test_status_says_nothing_of_alerts_while_nobody_subscribes(talk: Talk) -> None:
    assert "Alerts" not in plain(talk.type("/status"))


def test_status_counts_alerts_and_tells_admins_of_those_given_up(talk: Talk) -> None:
    matcher = ByHeart(talk.sessions)
    for chat in (1, 2, 3):
        matcher.subscribe(place(chat))
    tell(matcher, "first", TODAY, deal(MAZDA))
    first, second, _ = claiming.claim(talk.sessions, NOW, "bot", 3)
    delivery.sent(talk.sessions, first.keys, NOW, 100)
    with talk.sessions.writing() as session:
        for row in alerts(talk.sessions):
            if row.key in second.keys:
                session.merge(row).state = State.DEAD.value

    everybodys = plain(talk.type("/status"))
    admins = plain(talk.type("/status", who=replace(ANN, is_admin=True)))

    assert "Subscriptions: 3" in everybodys
    assert "Alerts: 1 waiting, 0 of them overdue; 1 sent in 24 hours" in everybodys
    assert "given up" not in everybodys
    assert "Alerts given up: 1 (/alerts)" in admins
