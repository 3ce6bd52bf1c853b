"""Which subscriptions and places a deal is for, out of all that there are in SQL."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts import subscriptions, times
from bot.alerts.outgoing.outbox import Match
from bot.alerts.places import Place
from bot.alerts.tables import SubscriptionRow
from bot.alerts.wishes import candidates
from bot.alerts.wishes.interest import Subscribers
from bot.alerts.wishes.rules import Amount, Rule
from corpus.companies.gazetteer import gazetteer
from corpus.db import Sessions
from corpus.deals.drafts import DealType
from corpus.deals.views import Deal
from index.embedding.bundled import BundledEmbedding
from tests.bot.alerts.known import known
from tests.fakes import NOW, WordEmbedder

HERE, THERE = Place("telegram", 1), Place("telegram", 2, 5)
DEAL = known("supplier Panasonic Energy, buyer Mazda", product="battery cells", value=(1e9, "EUR"))


def subscribe(sessions: Sessions, place: Place, rule: Rule) -> int:
    with sessions.writing() as session:
        return subscriptions.add(session, place, 7, rule, "said", NOW - timedelta(days=9))[0].key


def meeting(sessions: Sessions, deal: Deal = DEAL) -> list[int]:
    with sessions.reading() as session:
        return [each.subscription for each in candidates.meeting(session, deal, gazetteer())]


def interested(sessions: Sessions, deal: Deal = DEAL, subscribers: Subscribers | None = None) -> list[Match]:
    with sessions.reading() as session:
        return list((subscribers or Subscribers(gazetteer(), WordEmbedder())).interested(session, deal))


def test_those_that_ask_for_the_deal_are_found_once_and_no_others(sessions: Sessions) -> None:
    wanted = [
        Rule(),
        Rule(companies=("mazda", "panasonic_energy")),
        Rule(companies=("panasonic",)),
        Rule(others=("mazda",)),
        Rule(words=("batteries",)),
    ]
    unwanted = [
        Rule(companies=("ford",)),
        Rule(companies=("panasonic",), group=False),
        Rule(types=(DealType.LICENSING,)),
        Rule(value=Amount(2e9, "EUR")),
    ]

    keys = [subscribe(sessions, HERE, rule) for rule in (*wanted, *unwanted)]

    assert meeting(sessions) == keys[: len(wanted)]


def test_many_who_ask_for_the_same_are_all_found(sessions: Sessions) -> None:
    keys = [subscribe(sessions, Place("telegram", chat), Rule(companies=("mazda",))) for chat in range(1, 6)]

    assert meeting(sessions) == keys


def test_paused_and_ended_subscriptions_ask_for_nothing(sessions: Sessions) -> None:
    paused, ended = subscribe(sessions, HERE, Rule()), subscribe(sessions, THERE, Rule())
    with sessions.writing() as session:
        subscriptions.pause(session, HERE, paused, True)
        subscriptions.end(session, THERE, ended, NOW)

    assert meeting(sessions) == []


def test_a_rule_that_cannot_be_read_holds_up_no_other(sessions: Sessions, caplog: pytest.LogCaptureFixture) -> None:
    broken, whole = subscribe(sessions, HERE, Rule(confirmed=True)), subscribe(sessions, THERE, Rule())
    with sessions.writing() as session:
        row = session.get(SubscriptionRow, broken)
        assert row is not None
        row.rule = {"types": ["no type"]}

    with caplog.at_level(logging.ERROR):
        assert meeting(sessions) == [whole]
    assert "cannot be read" in caplog.text


def test_a_place_is_told_once_by_the_subscription_that_says_best_why(sessions: Sessions) -> None:
    everything = subscribe(sessions, HERE, Rule())
    mazda = subscribe(sessions, HERE, Rule(companies=("mazda",), types=(DealType.SUPPLY,)))
    there = subscribe(sessions, THERE, Rule(companies=("mazda",)))

    found = interested(sessions)

    assert found == [Match(HERE, (mazda, everything)), Match(THERE, (there,))]


@pytest.mark.parametrize(
    ("least", "companies", "expected"),
    [(1e9, (), True), (2e9, (), False), (None, ("panasonic",), True), (None, ("ford",), False), (None, (), False)],
)
def test_deals_of_a_value_or_a_company_are_urgent_where_people_say_so(
    sessions: Sessions, least: float | None, companies: tuple[str, ...], expected: bool
) -> None:
    subscribe(sessions, HERE, Rule())
    with sessions.writing() as session:
        chosen = times.of(session, HERE)
        times.keep(session, HERE, replace(chosen, urgent_value=least, urgent_companies=companies))

    assert [match.urgent for match in interested(sessions)] == [expected]


def test_a_saved_question_is_answered_by_what_the_deal_is_about(sessions: Sessions) -> None:
    key = subscribe(sessions, HERE, Rule(question="any solid-state battery deal in Europe?", countries=("Europe",)))
    subscribers = Subscribers(gazetteer(), BundledEmbedding(threads=1))
    right = known(
        "supplier CATL, buyer Ford",
        product="solid-state battery cells",
        places=("Zaragoza",),
        sentence="CATL will make solid-state battery cells for Ford in Zaragoza.",
    )
    others = [
        replace(right, places=("Ningde",)),
        known(
            "supplier Umicore, buyer PowerCo",
            places=("Zaragoza",),
            product="copper wire",
            sentence="Umicore will sell copper wire to PowerCo in Zaragoza.",
        ),
        known(
            "supplier CATL, buyer Ford",
            places=("Zaragoza",),
            product="LFP batteries",
            sentence="CATL sells Ford LFP batteries made in Zaragoza for its vans.",
        ),
    ]

    assert [match.subscriptions for match in interested(sessions, right, subscribers)] == [(key,)]
    for other in others:
        assert interested(sessions, other, subscribers) == []


def test_a_deal_without_a_word_of_the_question_is_not_embedded(sessions: Sessions) -> None:
    subscribe(sessions, HERE, Rule(question="offshore wind farms?"))
    embedder = WordEmbedder()

    assert interested(sessions, DEAL, Subscribers(gazetteer(), embedder)) == []
    assert embedder.embedded == []


def test_a_question_asked_again_is_not_embedded_again(sessions: Sessions) -> None:
    subscribe(sessions, HERE, Rule(question="battery cells for cars?"))
    embedder = WordEmbedder()
    subscribers = Subscribers(gazetteer(), embedder)

    interested(sessions, DEAL, subscribers)
    interested(sessions, DEAL, subscribers)

    assert embedder.embedded.count("battery cells cars") == 1
