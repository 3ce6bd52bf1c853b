"""Why an alert came, and companies muted."""

import pytest

from bot.alerts import times
from bot.conversation.replies import Action
from tests.bot.conversation.alerts.conftest import its_times, kept, said
from tests.bot.conversation.conftest import Talk


def why(talk: Talk, wish: str, deal: str = "CATL, Ford") -> str:
    """Of a subscription, and the newest deal between two companies."""
    talk.type(f"/subscribe {wish}")
    talk.press("Subscribe")
    talk.type(f"/between {deal}")
    id_ = said(talk.press("1. ")).rpartition("ID: ")[2]
    return said(talk.do(Action("why", (str(kept(talk)[-1].key), id_))))


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ("Ford", "You asked to hear of: deals involving Ford • Ford takes part."),
        ("CATL with Ford", "• CATL takes part. • Ford takes part."),
        ("supply", "Its kind: supply."),
        ("agreed deals", "Its stage: agreed."),
        ("over $1bn", "Its value: USD 1.5 billion; you asked for USD 1 billion or more."),
        ("over 10 GWh", "Its quantity: 12 GWh a year; you asked for 10 GWh or more."),
        ("batteries", "“batteries”: CATL will supply Ford with 12 GWh of iron phosphate cells"),
        ("everything", "You asked to hear of: every deal"),
    ],
)
def test_rule_is_told_with_what_in_the_deal_met_it(talk: Talk, wish: str, reason: str) -> None:
    assert reason in why(talk, wish)


def test_member_of_a_group_is_told_with_its_owner(talk: Talk) -> None:
    assert "Panasonic Energy takes part, which belongs to Panasonic." in why(
        talk, "Panasonic", "Panasonic Energy, Mazda"
    )


def test_rule_that_was_changed_since_says_so(talk: Talk) -> None:
    assert "now it would not be told" in why(talk, "Mazda")


def test_subscription_that_was_deleted_since_says_so(talk: Talk) -> None:
    why(talk, "Ford")
    action = talk.replies[-1].buttons[0][0].action
    assert action is not None
    talk.do(Action("delete_sure", action.arguments[:1]))

    assert "has been deleted since" in said(talk.do(Action("why", action.arguments)))


def test_company_is_muted_and_heard_of_again(talk: Talk) -> None:
    reply = talk.do(Action("mute", ("ford",)))

    assert "nothing more here in which Ford takes part" in said(reply) and not reply.replaces
    assert its_times(talk).muted == ("ford",)
    talk.press("Muted")
    talk.press("Hear of Ford again")
    assert its_times(talk).muted == ()
    talk.press("Undo")
    assert its_times(talk).muted == ("ford",)


def test_no_more_companies_are_muted_than_there_is_room_for(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "MOST_COMPANIES", 1)
    talk.do(Action("mute", ("ford",)))

    assert "no room for more" in said(talk.do(Action("mute", ("mazda",)))) and its_times(talk).muted == ("ford",)


def test_reasons_lead_on_to_the_subscription(talk: Talk) -> None:
    why(talk, "Ford")

    assert "You said: Ford" in said(talk.press("Change"))
