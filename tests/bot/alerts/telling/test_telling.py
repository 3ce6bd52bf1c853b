"""What an alert says, in the language and the zone of its place, and where its names lead."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.alerts import subscriptions, times
from bot.alerts.outgoing.claiming import Alert, Parcel
from bot.alerts.outgoing.waiting import Kind
from bot.alerts.places import Place
from bot.alerts.schedule import Mode, Times, Together
from bot.alerts.telling import teller
from bot.alerts.telling.teller import Told
from bot.alerts.wishes.rules import Rule
from bot.conversation import access, preferences
from bot.conversation.access import Access
from bot.conversation.preferences import Preferences
from bot.conversation.replies import Action, Listing, Paragraph, Quotation, Reply, plain
from bot.conversation.talk import Who
from bot.telegram.links import TelegramLinks
from bot.telegram.markup.messages import messages
from corpus.db import Sessions
from corpus.deals.drafts import DealDraft
from corpus.deals.kept import details
from corpus.deals.views import Deal
from tests.bot.alerts.makers import place
from tests.corpus.deals.makers import deal, tell
from tests.fakes import NOW

LINKS = TelegramLinks("dealwire_bot")
HERE = place(7)
GROUP = place(-1_000_000_000_123, topic=4)
PANASONIC = "supplier Panasonic Energy, buyer Mazda"


def record(sessions: Sessions, id_: str, draft: DealDraft, day: str = "2026-11-23", **more: str) -> int:
    """The key of the deal that an article tells."""
    (change, *_) = tell(sessions, id_, day, draft, url=f"https://paper.com/{id_}", **more)
    return change.deal_key


def subscribe(sessions: Sessions, where: Place = HERE, rule: Rule | None = None) -> int:
    with sessions.writing() as session:
        return subscriptions.add(session, where, 7, rule or Rule(), "everything", NOW)[0].key


def alert(deal_key: int, kind: Kind = Kind.NEW, subscription: int = 1, **more: object) -> Alert:
    made = Alert(1, deal_key, kind, (), (subscription,), False, NOW, 1, None, None)
    return replace(made, **more)  # type: ignore[arg-type]


def told(sessions: Sessions, *alerts: Alert, where: Place = HERE, together: Together | None = None) -> Told:
    (found,) = teller.tell(sessions, [Parcel(where, alerts, together)], LINKS, NOW)
    return found


def reply(sessions: Sessions, *alerts: Alert, where: Place = HERE, together: Together | None = None) -> Reply:
    found = told(sessions, *alerts, where=where, together=together).reply
    assert found
    return found


def links(reply: Reply) -> dict[str, str]:
    """By the text that leads there."""
    found: dict[str, str] = {}
    for block in reply.blocks:
        match block:
            case Paragraph():
                parts: Sequence[Paragraph] = (block,)
            case Listing():
                parts = block.items
            case Quotation():
                parts = block.paragraphs
        found |= {span.text: span.link for part in parts for span in part.spans if span.link}
    return found


def actions(reply: Reply) -> list[list[Action | None]]:
    return [[button.action for button in row] for row in reply.buttons]


def test_new_deal_says_who_what_and_how_much_with_the_words_that_say_so(sessions: Sessions) -> None:
    sentence = "Panasonic Energy will supply Mazda with 10 GWh of cells a year for USD 1.2 billion from 2027."
    facts: dict[str, Any] = {
        "product": "cells",
        "quantity": (10.0, "GWh/yr"),
        "value": (1.2e9, "USD"),
        "places": ("Osaka",),
    }
    key = record(sessions, "a", deal(PANASONIC, sentence=sentence, start="2027", **facts))

    made = reply(sessions, alert(key, subscription=subscribe(sessions)))

    said = plain(made)
    assert said.startswith("🆕 Panasonic Energy → Mazda\n\nNew: supply, agreed, one source")
    for each in ("cells", "10 GWh a year", "USD 1.2 billion", "Osaka", "2027", sentence, "Paper, 23 Nov 2026"):
        assert each in said
    assert links(made)["Mazda"] == "https://t.me/dealwire_bot?start=company_mazda"
    assert links(made)["Title of a"] == "https://paper.com/a"
    assert links(made)["New: supply, agreed, one source"].startswith("https://t.me/dealwire_bot?start=deal_panasonic-")


def test_buttons_explain_narrow_mute_and_end_what_asked_for_it(sessions: Sessions) -> None:
    key = record(sessions, "a", deal(PANASONIC))
    subscription = subscribe(sessions, rule=Rule(companies=("mazda",)))

    (details,), (why, narrow, mute), (end, flag) = actions(reply(sessions, alert(key, subscription=subscription)))

    assert details and details.name == "deal"
    id_ = details.arguments[0]
    assert why == Action("why", (str(subscription), id_)) and narrow == Action("narrow", (str(subscription), id_))
    # Who asks for Mazda does not want to mute it.
    assert mute == Action("mute", ("panasonic_energy",))
    assert end == Action("unsubscribe", (str(subscription),)) and flag == Action("flag", (id_, ""))


def test_update_says_what_was_before_and_leaves_out_what_was_told(sessions: Sessions) -> None:
    record(sessions, "a", deal(PANASONIC, stage="talks", value=(1e9, "USD"), product="cells"), "2026-11-20")
    key = record(sessions, "b", deal(PANASONIC, stage="agreed", value=(2e9, "USD"), product="cells"))
    update = alert(key, Kind.UPDATE, facts=("stage", "value"), earlier=5)

    said = plain(reply(sessions, update))

    assert said.startswith("🔄 Panasonic Energy → Mazda\n\nUpdate: supply, agreed")
    assert "Stage: talks → agreed" in said and "Value: USD 1 billion → USD 2 billion" in said
    assert "Product: cells" not in said and "Title of b" in said


def test_update_whose_earlier_message_is_unknown_tells_all(sessions: Sessions) -> None:
    record(sessions, "a", deal(PANASONIC, stage="talks", product="cells"), "2026-11-20")
    key = record(sessions, "b", deal(PANASONIC, stage="agreed"))

    said = plain(reply(sessions, alert(key, Kind.UPDATE, facts=("stage",))))

    assert "Stage: talks → agreed" in said and "Product: cells" in said


@pytest.mark.parametrize("stage", ["ended", "denied"])
def test_deal_that_is_over_is_marked(sessions: Sessions, stage: str) -> None:
    record(sessions, "a", deal(PANASONIC), "2026-11-20")
    key = record(sessions, "b", deal(PANASONIC, stage=stage))

    assert plain(reply(sessions, alert(key, Kind.UPDATE, facts=("stage",)))).startswith("⛔")


def test_urgent_alert_says_why_it_rang(sessions: Sessions) -> None:
    assert plain(reply(sessions, alert(record(sessions, "a", deal(PANASONIC)), urgent=True))).startswith("⚡")


def test_corrected_alert_tells_what_holds_now_and_since_when(sessions: Sessions) -> None:
    key = record(sessions, "a", deal(PANASONIC, product="cells"))

    said = plain(reply(sessions, alert(key, Kind.CORRECTED, message=5)))

    assert "Corrected: supply, agreed" in said and "Product: cells" in said and "Corrected on 23 Nov 2026" in said


def test_corrected_alert_of_a_deal_that_is_gone_is_withdrawn_and_a_new_one_is_not_sent(sessions: Sessions) -> None:
    assert "Withdrawn" in plain(reply(sessions, alert(99, Kind.CORRECTED, message=5)))
    assert (told(sessions, alert(99)).reply, told(sessions, alert(99)).left_out) == (None, {1: "the deal is gone"})


def test_merged_alert_leads_to_the_first_one_where_messages_have_links(sessions: Sessions) -> None:
    key = record(sessions, "a", deal(PANASONIC))
    merged = alert(key, Kind.MERGED, message=6, earlier=5)

    in_private, in_group = reply(sessions, merged), reply(sessions, merged, where=GROUP)

    assert "The same deal as one told here before: Panasonic Energy → Mazda" in plain(in_private)
    assert links(in_group)["Go to that message"] == "https://t.me/c/123/4/5"
    assert list(links(in_private)) == ["Panasonic Energy → Mazda"]


def test_alert_speaks_the_language_and_the_zone_of_its_chat(sessions: Sessions) -> None:
    key = record(sessions, "a", deal(PANASONIC))
    with sessions.writing() as session:
        who = Who("telegram", HERE.chat, None, 7)
        preferences.keep(session, who, Preferences("de", "Asia/Tokyo"))
    late = NOW.replace(hour=20)
    corrected = Parcel(HERE, (alert(key, Kind.CORRECTED, message=5),), None)

    (found,) = teller.tell(sessions, [corrected], LINKS, late)

    assert found.reply and "Berichtigt: Lieferung" in plain(found.reply) and "24. Nov" in plain(found.reply)


def test_chat_that_wants_it_short_gets_no_quotes(sessions: Sessions) -> None:
    key = record(sessions, "a", deal(PANASONIC, sentence="A long sentence that tells it."))
    with sessions.writing() as session:
        preferences.keep(session, Who("telegram", HERE.chat, None, 7), Preferences(compact=True))

    assert "A long sentence" not in plain(reply(sessions, alert(key)))


def test_digest_counts_and_groups_and_leads_to_each_deal(sessions: Sessions) -> None:
    keys = [record(sessions, f"s{n}", deal(f"supplier CATL, buyer Works {n}")) for n in range(3)]
    keys.append(record(sessions, "b", deal("acquirer Lyten, target Cuberg", "acquisition", "completed")))
    record(sessions, "c", deal(PANASONIC, stage="talks"), "2026-11-20")
    updated = record(sessions, "d", deal(PANASONIC, stage="agreed"))
    with sessions.writing() as session:
        times.keep(session, HERE, Times(mode=Mode.WEEKLY))
    all_ = [*(alert(key) for key in keys), alert(updated, Kind.UPDATE, facts=("stage",))]

    made = reply(sessions, *all_, together=Together.DIGEST)

    said = plain(made)
    assert said.startswith("🗞 Your week's digest: 4 new deals, 1 update")
    assert said.index("Supply (3)") < said.index("Acquisition (1)") < said.index("Updates (1)")
    assert "• Panasonic Energy → Mazda: talks → agreed (Paper, 23 Nov 2026)" in said
    assert actions(made) == [[Action("alerts")]]
    assert links(made)["CATL → Works 1"].startswith("https://t.me/dealwire_bot?start=deal_catl-")


@pytest.mark.parametrize(
    ("chosen", "waited", "title"),
    [
        (Times(quiet_from=10 * 60, quiet_until=13 * 60), timedelta(), "From your quiet hours"),
        (Times(), timedelta(hours=5), "While I was away"),
        (Times(), timedelta(minutes=1), "Several at once"),
    ],
)
def test_catch_up_says_why_it_comes_now(sessions: Sessions, chosen: Times, waited: timedelta, title: str) -> None:
    key = record(sessions, "a", deal(PANASONIC))
    with sessions.writing() as session:
        times.keep(session, HERE, chosen)

    assert title in plain(reply(sessions, alert(key, made=NOW - waited), together=Together.CATCH_UP))


def test_digest_tells_what_is_left_when_a_deal_is_gone(sessions: Sessions) -> None:
    key = record(sessions, "a", deal(PANASONIC))

    found = told(sessions, alert(99, key=8), alert(key, key=9), together=Together.DIGEST)

    assert found.left_out == {8: "the deal is gone"} and found.reply and "1 new deal" in plain(found.reply)


def test_alert_that_no_words_are_found_for_does_not_keep_the_others(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = record(sessions, "a", deal(PANASONIC)), record(sessions, "b", deal("supplier CATL, buyer Ford"))
    loaded = details.load

    def load(session: Session, keys: Sequence[int]) -> list[Deal]:
        if bad in keys:
            raise RuntimeError("it cannot be read")
        return loaded(session, keys)

    monkeypatch.setattr(details, "load", load)
    parcels = [Parcel(HERE, (alert(key),), None) for key in (bad, good)]

    poisoned, other = teller.tell(sessions, parcels, LINKS, NOW)

    assert "it cannot be read" in poisoned.problem and poisoned.reply is None
    assert other.reply and not other.problem


LONG = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=400)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LONG, LONG, st.integers(1, 20))
def test_alerts_and_digests_of_whatever_deals_are_one_message(
    sessions: Sessions, product: str, sentence: str, number: int
) -> None:
    name = f"{abs(hash((product, sentence, number)))}"
    parties = ", ".join(f"partner Company {name} {n} of a rather long name" for n in range(5))
    facts: dict[str, Any] = {
        "product": product,
        "sentence": sentence,
        "value": (1.25e9, "USD"),
        "quantity": (12.5, "GWh/yr"),
    }
    key = record(sessions, name, deal(parties, "partnership", **facts), source=product)

    single = reply(sessions, alert(key, Kind.NEW))
    digest = reply(sessions, *[alert(key) for _ in range(number)], together=Together.DIGEST)

    assert len(messages(single)) == 1 and len(messages(digest)) == 1


def test_what_waited_until_a_company_was_muted_is_not_told(sessions: Sessions) -> None:
    key, other = record(sessions, "a", deal(PANASONIC)), record(sessions, "b", deal("supplier CATL, buyer Ford"))
    with sessions.writing() as session:
        # Of the group that the supplier belongs to.
        times.keep(session, HERE, Times(muted=("panasonic",)))

    assert told(sessions, alert(key)).left_out == {1: "a company of it is muted"}
    digest = told(sessions, alert(key, key=8), alert(other, key=9), together=Together.DIGEST)
    assert list(digest.left_out) == [8] and "Ford" in plain(digest.reply or Reply(()))
    # What was told is put right in any case.
    assert told(sessions, alert(key, Kind.CORRECTED, message=5)).reply


def test_whoever_is_not_let_in_any_more_is_told_nothing(sessions: Sessions) -> None:
    key, subscription = record(sessions, "a", deal(PANASONIC)), subscribe(sessions)
    parcels = [Parcel(HERE, (alert(key, subscription=subscription),), None)]

    def tell_if(rules: Access) -> Told:
        (found,) = teller.tell(sessions, parcels, LINKS, NOW, rules.lets_in)
        return found

    listed = Access(access.Mode.LIST, frozenset({7}))  # who subscribed
    assert tell_if(listed).reply and tell_if(Access()).reply
    nobody = tell_if(Access(access.Mode.LIST))
    assert nobody.reply is None and nobody.left_out == {1: "nobody who asked for it is let in any more"}
