"""🔔 below what is looked up."""

import pytest

from bot.alerts.wishes.rules import Rule
from bot.conversation.replies import Action
from corpus.deals.drafts import DealType
from tests.bot.conversation.alerts.conftest import kept, said
from tests.bot.conversation.conftest import Talk, labels


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("/company Mazda", Rule(companies=("mazda",))),
        ("/company Rivian", Rule(companies=("rivian",))),
        ("/deals Mazda supply", Rule(companies=("mazda",), types=(DealType.SUPPLY,))),
        ("/deals Mazda licensing", Rule(companies=("mazda",), types=(DealType.LICENSING,))),
        ("/between Ford, CATL", Rule(companies=("ford",), others=("catl",))),
        ("/latest", Rule()),
    ],
)
def test_what_is_looked_up_can_be_subscribed_to(talk: Talk, typed: str, rule: Rule) -> None:
    talk.type(typed)
    assert not talk.press("🔔").replaces
    talk.press("Subscribe")

    assert [each.rule for each in kept(talk)] == [rule]


def test_deal_offers_those_between_its_companies(talk: Talk) -> None:
    talk.type("/deals Cuberg")
    talk.press("1. ")

    assert "deals between Lyten and Cuberg" in said(talk.press("🔔"))


def test_answer_offers_the_company_it_asks_about(talk: Talk) -> None:
    reply = talk.ask("Who supplies Mazda?")

    assert labels(reply)[-1] == "🔔 Alerts"
    assert "deals involving Mazda" in said(talk.press("🔔"))


def test_abstention_offers_to_tell_when_something_comes(talk: Talk) -> None:
    talk.ask("Who supplies solar cells to Rivian?")

    assert "supply deals involving Rivian about “solar” and “cells”" in said(talk.press("Tell me when something comes"))


def test_abstention_without_a_company_offers_the_question_itself(talk: Talk) -> None:
    reply = talk.do(Action("subscribe", ("Which towns build tram lines with hydrogen engines inside?",)))

    assert "answering “Which towns build tram lines" in said(reply)


def test_newcomer_is_told_of_alerts_once(talk: Talk) -> None:
    first, second = talk.ask("Who supplies Mazda?"), talk.ask("Who supplies Ford?")

    assert "🔔 tells you as soon as the next deal of Mazda is reported" in said(first)
    assert "tells you as soon as" not in said(second)


def test_who_has_subscribed_is_told_nothing_of_it(subscribed: Talk) -> None:
    assert "tells you as soon as" not in said(subscribed.ask("Who supplies Mazda?"))


def test_help_and_start_name_the_commands(talk: Talk) -> None:
    assert "/subscribe" in said(talk.type("/start"))
    assert all(name in said(talk.type("/help")) for name in ("/subscribe", "/subscriptions", "/alerts"))
    assert {"subscribe", "subscriptions", "alerts"} <= {name for name, _ in talk.desk.commands("de", "group")}
