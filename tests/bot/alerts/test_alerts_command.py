"""`dealwire alerts`, and what `dealwire status` and the other commands make of alerts."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import bootstrap, settings
from bot.alerts import subscriptions
from bot.alerts.outgoing import delivery
from bot.alerts.outgoing.claiming import ATTEMPTS, claim
from bot.alerts.tables import AlertRow
from bot.alerts.wishes.rules import Rule
from corpus.db import Sessions
from tests.bot.alerts.makers import place, states
from tests.bot.conftest import Run
from tests.bot.telling import Teller, mazda
from tests.corpus.deals.makers import deal

TODAY = datetime.now(UTC).date()


def within(do: Callable[[Sessions], object]) -> None:
    """Does something in the home of the commands."""
    with bootstrap.corpus(settings.load()) as opened:
        do(opened.sessions)


def subscribe(sessions: Sessions) -> None:
    with sessions.writing() as session:
        for chat, topic in ((1, 0), (-2, 5)):
            subscriptions.add(session, place(chat, topic), 7, Rule(), "everything", datetime.now(UTC))


def fail(sessions: Sessions) -> None:
    """Until it is given up."""
    now = datetime.now(UTC)
    for _ in range(ATTEMPTS):
        now += timedelta(hours=3)
        for parcel in claim(sessions, now, "bot", 10):
            delivery.failed(sessions, parcel.keys, now, "bot", "Telegram said:\nno")


def outbox() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def look(sessions: Sessions) -> None:
        with sessions.reading() as session:
            found.extend(states(session.scalars(select(AlertRow).order_by(AlertRow.key))))

    within(look)
    return found


@pytest.fixture
def told(home: Path, run: Run, teller: Teller) -> Run:
    """Two chats that asked for everything, and a deal of today."""
    within(subscribe)
    assert run("ingest", teller.tells("first", TODAY.isoformat(), mazda()))[0] == 0
    return run


def test_article_taken_in_by_a_command_is_an_alert_for_each_subscriber(told: Run) -> None:
    assert outbox() == [("new", "waiting")] * 2


def test_command_that_looks_deals_up_alerts_of_those_it_reads_first(told: Run, teller: Teller) -> None:
    later = (TODAY + timedelta(days=1)).isoformat()
    teller.patience = 1
    told("ingest", teller.tells("toyota", later, deal("supplier CATL, buyer Toyota")))
    assert outbox() == [("new", "waiting")] * 2
    teller.patience = None

    told("deals", "Toyota")

    assert outbox() == [("new", "waiting")] * 4


def test_deals_made_one_by_a_command_are_told_once(told: Run, teller: Teller) -> None:
    told("ingest", teller.tells("other", TODAY.isoformat(), deal("supplier CATL, buyer Mazda")))
    one, other = (each["id"] for each in json.loads(told("deals", "--json")[1]))
    assert outbox() == [("new", "waiting")] * 4

    told("deals", "--merge", one, other)

    assert sorted(outbox()) == [("new", "dropped")] * 2 + [("new", "waiting")] * 2


def test_deal_whose_article_is_forgotten_is_not_told(told: Run) -> None:
    told("forget", "first")

    assert outbox() == [("new", "dropped")] * 2


def test_status_counts_subscriptions_and_alerts(told: Run) -> None:
    status = json.loads(told("status", "--json")[1])

    assert status["subscriptions"] == 2
    assert status["alerts"].pop("oldest_due") is not None
    assert status["alerts"] == {"waiting": 2, "overdue": 2, "sent_last_day": 0, "dead": 0}
    assert "2 subscriptions; 2 waiting, 2 of them overdue since 20" in told("status")[1]


def test_alerts_given_up_are_listed_with_the_reason_and_sent_again(told: Run) -> None:
    within(fail)

    code, out, _ = told("alerts", "--json")

    second, first = json.loads(out)
    assert code == 0
    assert (first["chat"], first["topic"], second["chat"], second["topic"]) == (1, None, -2, 5)
    assert (first["attempts"], first["problem"]) == (ATTEMPTS, "Telegram said:\nno")
    assert first["deal"] == json.loads(told("deals", "--json")[1])[0]["id"]
    printed = told("alerts")[1]
    assert "telegram -2, topic 5  new: " in printed and "tried 6 times: Telegram said: no" in printed
    assert "2 given up" in told("status")[1]
    assert json.loads(told("alerts", "--retry", first["key"], "--json")[1]) == {"retried": 1}
    assert outbox() == [("new", "waiting"), ("new", "dead")]
    assert told("alerts", "--retry", "all")[0] == 0
    assert outbox() == [("new", "waiting")] * 2


def test_list_says_how_many_more_there_are(told: Run) -> None:
    within(fail)

    code, out, err = told("alerts", "--limit", 1)

    assert (code, len(out.splitlines())) == (0, 2)
    assert "1 of 2 alerts" in err


def test_nothing_given_up_is_said_so(told: Run) -> None:
    assert told("alerts") == (3, "", "No alert was given up.\n")
    assert told("alerts", "--json")[1] == "[]\n"
    assert told("alerts", "--retry", "all")[0] == 3
    assert told("alerts", "--retry", "x")[0] == 2
