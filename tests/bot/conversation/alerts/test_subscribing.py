"""`/subscribe`, from what is typed to what is kept."""

from dataclasses import replace
from datetime import timedelta
from time import perf_counter

import pytest

from bot.alerts import subscriptions
from bot.alerts.wishes.rules import Amount, Rule
from bot.conversation.replies import Action
from corpus.deals.drafts import DealType
from tests.bot.conversation.alerts.conftest import GROUP, MEMBER, TERMINAL, kept, said
from tests.bot.conversation.conftest import ANN, Talk, button, labels
from tests.corpus.deals.makers import deal, tell

SUPPLY = DealType.SUPPLY


def test_wish_is_shown_with_what_it_would_have_told_before_it_is_kept(talk: Talk) -> None:
    talk.clock.passes(days=-40)  # the day is 14 October

    reply = talk.type("/subscribe Ford supply over $1bn")

    assert "supply deals involving Ford, worth USD 1 billion or more" in said(reply)
    assert "In the last 30 days there would have been 1 alert:" in said(reply) and "CATL → Ford" in said(reply)
    assert kept(talk) == ()


def test_wish_without_recent_news_shows_what_it_fits_of_older_deals(talk: Talk) -> None:
    reply = talk.type("/subscribe Mazda")

    assert "there would have been no alert. Of older deals these would fit: 1. Panasonic" in said(reply)


def test_wish_that_nothing_fits_says_so(talk: Talk) -> None:
    assert "none of the newest deals here fits" in said(talk.type("/subscribe Rivian"))


def test_saved_wish_is_kept_with_its_words_and_says_how_to_change_it(talk: Talk) -> None:
    talk.type("/subscribe CATL with Ford licences")

    reply = talk.press("Subscribe")

    (made,) = kept(talk)
    assert made.rule == Rule(companies=("catl",), others=("ford",), types=(DealType.LICENSING,))
    assert made.said == "CATL with Ford licences" and made.made == talk.clock.now
    assert "/subscriptions" in said(reply) and "/alerts" in said(reply) and reply.replaces


def test_nothing_is_kept_when_the_offer_is_cancelled(talk: Talk) -> None:
    talk.type("/subscribe Ford")

    assert "Nothing was saved" in said(talk.press("Cancel"))
    assert kept(talk) == ()


def test_saving_is_undone_at_once(subscribed: Talk) -> None:
    subscribed.press("Undo")

    assert kept(subscribed) == ()


def test_same_wish_in_other_words_is_known_already(subscribed: Talk) -> None:
    reply = subscribed.type("/subscribe all deals of FORD, please")

    assert "subscribed to this already" in said(reply) and "Subscribe" not in " ".join(labels(reply)[1:])
    assert "Since: 23 Nov 2026" in said(subscribed.press("Show it"))


def test_offer_that_was_saved_elsewhere_meanwhile_is_not_saved_twice(subscribed: Talk) -> None:
    reply = subscribed.do(Action("offer_save", ('{"companies":["ford"]}', "Ford")))

    assert "already" in said(reply) and len(kept(subscribed)) == 1
    assert "Undo" not in " ".join(labels(reply))


def test_what_no_rule_can_say_and_names_put_right_are_told(talk: Talk) -> None:
    reply = said(talk.type("/subscribe Volkswagon except Porsche"))

    assert "I took “Volkswagon” for Volkswagen" in reply and "no effect: “except Porsche”" in reply
    assert "Volkswagen counts with what it controls: " in reply


def test_either_of_two_companies_is_offered_where_both_may_be_meant(talk: Talk) -> None:
    talk.type("/subscribe Ford and CATL")

    reply = talk.press("Or rather")

    assert "deals involving Ford or CATL" in said(reply) and reply.replaces
    talk.press("Subscribe")
    assert [each.rule for each in kept(talk)] == [Rule(companies=("ford", "catl"))]


def test_keyword_that_may_be_a_company_can_be_made_one(talk: Talk) -> None:
    talk.type("/subscribe Northvold batteries")
    if "deals involving Northvolt" not in said(talk.replies[-1]):
        talk.press("is Northvolt")

    talk.press("Subscribe")

    assert kept(talk)[0].rule == Rule(companies=("northvolt",), words=("batteries",))


def test_alone_it_teaches_with_wishes_of_the_corpus(talk: Talk) -> None:
    reply = talk.type("/subscribe")

    assert "/subscribe confirmed supply deals of Ford" in said(reply)
    assert "Deals between CATL and Ford" in labels(reply) and "Every deal" in labels(reply)
    assert "deals between CATL and Ford" in said(talk.press("Deals between CATL"))


@pytest.mark.parametrize("words", ["🙂", "German carmakers", "!!"])
def test_words_that_ask_for_nothing_are_answered_with_examples(talk: Talk, words: str) -> None:
    reply = talk.type(f"/subscribe {words}")

    assert "did not understand" in said(reply) and "Every deal" in labels(reply)


def test_full_place_says_so(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "MOST", 1)
    talk.type("/subscribe Ford")
    talk.press("Subscribe")
    talk.type("/subscribe Mazda")

    assert "no room for more" in said(talk.press("Subscribe")) and len(kept(talk)) == 1


def test_many_alerts_a_day_propose_one_message_for_all(talk: Talk) -> None:
    for n in range(160):
        draft = deal(f"supplier Maker {n}, buyer Ford", sentence=f"Maker {n} supplies Ford.")
        tell(talk.sessions, f"many{n}", "2026-11-20", draft, text=f"Maker {n} supplies Ford.")

    reply = said(talk.type("/subscribe Ford"))

    assert "160 alerts, for example" in reply and "/alerts daily puts them together" in reply


def test_question_is_kept_as_one_and_can_be_asked_wider(talk: Talk) -> None:
    reply = talk.type("/subscribe Does Ford buy cells of iron phosphate from a Chinese maker these days?")

    assert "answering “Does Ford buy cells" in said(reply)
    talk.press("Or rather")
    assert said(talk.replies[-1]).startswith("I would tell you of: deals involving Ford Ford counts")


@pytest.mark.parametrize(
    ("message", "wish"),
    [
        ("notify me about Ford", "deals involving Ford"),
        ("Subscribe me to supply deals of Mazda", "supply deals involving Mazda"),
        ("keep me posted on CATL with Ford", "deals between CATL and Ford"),
        ("Benachrichtige mich über Ford", "deals involving Ford"),
        ("avísame de Ford", "deals involving Ford"),
    ],
)
def test_message_that_asks_for_alerts_is_one(talk: Talk, message: str, wish: str) -> None:
    assert wish in said(talk.ask(message))


def test_question_that_only_sounds_like_it_is_answered(talk: Talk) -> None:
    assert "Panasonic" in said(talk.ask("Who supplies Mazda?"))


def test_member_of_a_group_is_told_who_may_save_and_an_administrator_may(talk: Talk) -> None:
    offered = talk.type("/subscribe Ford", MEMBER)
    refused = talk.press("Subscribe", MEMBER)

    assert "An administrator of this group can save this" in said(offered)
    assert "Only administrators" in said(refused) and kept(talk, GROUP) == ()
    save = button(offered, "Subscribe").action
    assert save is not None
    talk.do(save, GROUP)
    assert [each.place.topic for each in kept(talk, GROUP)] == [3] and kept(talk) == ()


def test_terminal_is_shown_what_there_would_be_and_where_alerts_come_from(talk: Talk) -> None:
    reply = talk.type("/subscribe Ford", TERMINAL)

    assert "deals involving Ford" in said(reply) and "dealwire bot" in said(reply)
    assert "Subscribe" not in " ".join(labels(reply))
    assert "dealwire bot" in said(talk.do(Action("offer_save", ("{}", "")), TERMINAL)) and not kept(talk, TERMINAL)
    assert "dealwire bot" in said(talk.type("/alerts daily", TERMINAL))


@pytest.mark.parametrize("carried", ["", "[]", '{"types":["bargain"]}', '{"companies":7}', "no json"])
def test_button_that_carries_no_rule_leads_nowhere(talk: Talk, carried: str) -> None:
    assert "too old" in said(talk.do(Action("offer_save", (carried, "")))) and kept(talk) == ()


def test_wish_in_three_languages_is_said_in_each(talk: Talk) -> None:
    spoken = [replace(ANN, language=code) for code in ("de", "es")]
    told = [said(talk.type("/subscribe Mazda supply of batteries in Germany", who)) for who in spoken]

    assert "Lieferungen rund um Mazda zu „batteries“ in Deutschland" in told[0]
    assert "suministros con participación de Mazda sobre «batteries» en Alemania" in told[1]


def test_preview_of_a_month_with_hundreds_of_deals_is_quick(talk: Talk) -> None:
    for n in range(300):
        draft = deal(f"supplier Maker {n}, buyer Buyer {n}", sentence=f"Maker {n} supplies Buyer {n}.")
        tell(talk.sessions, f"month{n}", "2026-11-20", draft, text=f"Maker {n} supplies Buyer {n}.")
    talk.type("/subscribe Ford")

    before = perf_counter()
    reply = talk.type("/subscribe batteries over 5 GWh")

    # Here it takes 0.5 seconds; others work beside it.
    assert timedelta(seconds=perf_counter() - before) < timedelta(seconds=3)
    assert "no alert" in said(reply)


def test_least_quantity_and_value_are_kept_as_asked(talk: Talk) -> None:
    talk.type("/subscribe supply above 10 GWh and 500 million euros")
    talk.press("Subscribe")

    rule = kept(talk)[0].rule
    assert (rule.types, rule.quantity, rule.value) == ((SUPPLY,), Amount(10, "GWh"), Amount(5e8, "EUR"))
