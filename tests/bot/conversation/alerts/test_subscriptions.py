"""`/subscriptions`: what is subscribed to, and all that can be done with it."""

import json
from dataclasses import replace

import pytest

from bot.alerts import places, subscriptions
from bot.alerts.wishes.rules import Rule
from bot.conversation.replies import Action
from corpus.deals.drafts import DealType, Stage
from tests.bot.conversation.alerts.conftest import GROUP, MEMBER, TERMINAL, its_times, kept, said
from tests.bot.conversation.conftest import ANN, BEN, Talk, labels

NAMES = ["Ford", "Mazda", "CATL", "Tesla", "Toyota", "Honda", "Nissan", "Rivian", "Stellantis", "Renault"]


def many(talk: Talk) -> None:
    with talk.sessions.writing() as session:
        for name in NAMES:
            rule = Rule(companies=(name.lower(),))
            subscriptions.add(session, places.of(ANN), ANN.user, rule, name, talk.clock.now)


def opened(talk: Talk) -> Talk:
    talk.type("/subscriptions")
    talk.press("✎ 1")
    return talk


def test_place_without_any_says_how_to_begin(talk: Talk) -> None:
    assert "/subscribe Mazda" in said(talk.type("/subscriptions"))
    assert "Say what you want to hear of" in said(talk.press("New"))


def test_list_is_turned_page_by_page(talk: Talk) -> None:
    many(talk)

    first, second = talk.type("/subscriptions"), talk.press("Next")

    assert "10 subscriptions" in said(first) and "8. Deals involving Rivian" in said(first)
    assert "2. Deals involving Renault" in said(second) and second.replaces
    assert talk.press("Back") == replace(first, replaces=True)


def test_one_shows_what_was_said_and_what_it_would_have_told(subscribed: Talk) -> None:
    reply = said(opened(subscribed).replies[-1])

    assert "You said: Ford" in reply and "Since: 23 Nov 2026" in reply and "CATL → Ford" in reply


def test_one_is_paused_and_resumed_in_its_place(subscribed: Talk) -> None:
    opened(subscribed)

    assert "paused" in said(subscribed.press("Pause")) and kept(subscribed)[0].paused
    assert "⏸ paused" in said(subscribed.type("/subscriptions"))
    subscribed.press("✎ 1")
    assert subscribed.press("Resume").replaces and not kept(subscribed)[0].paused


def test_one_is_deleted_only_when_that_is_confirmed_and_comes_back_by_undo(subscribed: Talk) -> None:
    opened(subscribed)
    asked = subscribed.press("Delete")

    assert "Delete this subscription? Deals involving Ford" in said(asked) and len(kept(subscribed)) == 1
    assert "Since" in said(subscribed.press("Keep it"))
    subscribed.press("Delete")
    assert "Deleted: deals involving Ford" in said(subscribed.press("Delete")) and not kept(subscribed)
    assert "stands again" in said(subscribed.press("Undo")) and len(kept(subscribed)) == 1


def test_unsubscribing_below_an_alert_asks_first_and_leaves_the_alert(subscribed: Talk) -> None:
    reply = subscribed.do(Action("unsubscribe", (str(kept(subscribed)[0].key),)))

    assert not reply.replaces and "Pause" in " ".join(labels(reply))
    subscribed.press("Delete")
    assert not kept(subscribed)


def test_one_is_narrowed_by_what_its_deals_have(subscribed: Talk) -> None:
    opened(subscribed)
    choices = subscribed.press("Narrow")

    assert {"Only supply deals", "Only with CATL", "Only confirmed", "without subsidiaries"} <= set(labels(choices))
    reply = subscribed.press("Only with CATL")
    assert "From now on I tell you here of: deals between Ford and CATL" in said(reply)
    assert kept(subscribed)[0].rule == Rule(companies=("ford",), others=("catl",))
    subscribed.press("Undo")
    assert kept(subscribed)[0].rule == Rule(companies=("ford",)) and kept(subscribed)[0].said == "Ford"


def test_narrowing_below_an_alert_begins_with_what_its_deal_has(subscribed: Talk) -> None:
    subscribed.type("/subscribe everything")
    subscribed.press("Subscribe")
    key = str(kept(subscribed)[1].key)
    cuberg = next(each for each in labels(subscribed.type("/deals Cuberg")) if "Cuberg" in each)
    deal = subscribed.press(cuberg)
    id_ = said(deal).rpartition("ID: ")[2]

    reply = subscribed.do(Action("narrow", (key, id_)))

    assert labels(reply)[0] == "Only acquisitions" and "Only of Lyten" in labels(reply) and not reply.replaces
    assert subscribed.do(Action("narrow", (key,))).buttons


def test_offer_is_narrowed_before_it_is_saved(talk: Talk) -> None:
    talk.type("/subscribe Ford")
    talk.press("Narrow")
    talk.press("Only agreed or completed")
    assert "at this stage: agreed or completed" in said(talk.replies[-1])

    talk.press("Subscribe")

    assert kept(talk)[0].rule == Rule(companies=("ford",), stages=(Stage.AGREED, Stage.COMPLETED))


def test_narrowed_into_another_that_stands_it_is_deleted_and_can_be_had_back(subscribed: Talk) -> None:
    subscribed.type("/subscribe Ford supply")
    subscribed.press("Subscribe")
    opened(subscribed)
    subscribed.press("Narrow")

    reply = subscribed.press("Only supply deals")

    assert "There is such a subscription here already" in said(reply) and len(kept(subscribed)) == 1
    subscribed.press("Undo")
    assert len(kept(subscribed)) == 2


def test_words_in_a_reply_change_it_once_they_are_confirmed(subscribed: Talk) -> None:
    opened(subscribed)
    asked = subscribed.press("In other words")

    offered = subscribed.ask("Mazda supply", about=asked.context)

    assert "Instead I would tell you of: supply deals involving Mazda" in said(offered)
    assert kept(subscribed)[0].rule == Rule(companies=("ford",))
    subscribed.press("Change it to this")
    changed = kept(subscribed)[0]
    assert changed.rule == Rule(companies=("mazda",), types=(DealType.SUPPLY,)) and changed.said == "Mazda supply"
    subscribed.press("Undo")
    assert kept(subscribed)[0].said == "Ford"


def test_reply_that_asks_for_nothing_changes_nothing(subscribed: Talk) -> None:
    asked = opened(subscribed).press("In other words")

    assert "did not understand" in said(subscribed.ask("!!", about=asked.context))
    assert "already" in said(subscribed.ask("ford", about=asked.context)) and len(kept(subscribed)) == 1


def test_all_are_paused_and_resumed_from_the_list(subscribed: Talk) -> None:
    subscribed.type("/subscriptions")

    assert "All alerts are paused here" in said(subscribed.press("Pause all")) and its_times(subscribed).paused
    subscribed.type("/subscribe Mazda")
    assert "All alerts are paused" in said(subscribed.press("Subscribe"))
    subscribed.type("/subscriptions")
    subscribed.press("Resume all")
    assert not its_times(subscribed).paused


def test_file_taken_out_of_one_chat_is_brought_into_another(subscribed: Talk) -> None:
    subscribed.type("/subscriptions")
    document = subscribed.press("As a file").document
    assert document is not None and json.loads(document.content)["subscriptions"][0]["said"] == "Ford"

    once = subscribed.desk.document(BEN, "mine.json", document.content)
    again = subscribed.desk.document(BEN, "mine.json", document.content)

    assert "1 subscription is new." in said(once) and "0 subscriptions are new. 1 was here already." in said(again)
    assert [each.rule for each in kept(subscribed, BEN)] == [Rule(companies=("ford",))]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[]", b'{"subscriptions": [1]}', b'{"subscriptions"' + b"[" * 9999]
)
def test_file_of_another_kind_is_refused_kindly(talk: Talk, content: bytes) -> None:
    assert "cannot read this file" in said(talk.desk.document(ANN, "x.json", content))


def test_members_of_a_group_see_its_subscriptions_and_change_none(talk: Talk) -> None:
    talk.type("/subscribe Ford", GROUP)
    talk.press("Subscribe", GROUP)
    assert "Deals involving Ford" in said(talk.type("/subscriptions", MEMBER))
    key = str(kept(talk, GROUP)[0].key)

    for action in (
        Action("pause", (key, "1", "1")), Action("delete", (key, "1")), Action("delete_sure", (key,)),
        Action("change", (key, "{}", "")), Action("edit", (key,)), Action("narrow", (key,)), Action("mute", ("ford",)),
        Action("pause_all", ("1", "1")), Action("times", ("mode", "daily")), Action("port", ("in",)),
        Action("undelete", (key,)), Action("unsubscribe", (key,)), Action("times_choose", ("quiet",)),
    ):  # fmt: skip
        assert "Only administrators" in said(talk.do(action, MEMBER)), action
    assert "Only administrators" in said(talk.desk.document(MEMBER, "x.json", b"{}"))
    assert not kept(talk, GROUP)[0].paused and not its_times(talk, GROUP).paused


def test_buttons_of_another_chat_or_of_what_is_gone_do_nothing(subscribed: Talk) -> None:
    key = str(kept(subscribed)[0].key)

    for name, more in (("subscription", ("1",)), ("pause", ("1", "1")), ("delete_sure", ()), ("narrow", ())):
        assert "too old" in said(subscribed.do(Action(name, (key, *more)), BEN))
    assert kept(subscribed)[0].paused is False
    assert "too old" in said(subscribed.do(Action("subscription", ("nonsense", "1"))))


def test_terminal_has_none(talk: Talk) -> None:
    assert "dealwire bot" in said(talk.type("/subscriptions", TERMINAL))
