"""Who is let in, how much they may ask, how they are spoken to, what they say of answers, and forgetting them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.alerts import places, subscriptions
from bot.alerts.subscriptions import Ending
from bot.alerts.tables import SubscriptionRow
from bot.alerts.wishes.rules import Rule
from bot.conversation import preferences
from bot.conversation.access import Access, Mode
from bot.conversation.limits import DailyCalls, Rate, Throttle
from bot.conversation.replies import plain
from bot.conversation.rules import Rules
from bot.conversation.tables import ExchangeRow, FeedbackRow
from bot.conversation.talk import Who
from index.writing.chat_model import Message
from index.writing.chat_reply import BOUNDS
from tests.bot.conversation.conftest import ANN, BEN, MakeTalk, Talk, labels
from tests.fakes import NOW

QUESTION = "Who supplies Ford with cells?"
KEPT_OUT = "not open to everybody"
GROUP = Who("telegram", chat=-100, topic=3, user=7, language="en", is_group=True, manages_chat=False)


def subscribe(talk: Talk, who: Who, *companies: str) -> None:
    with talk.sessions.writing() as session:
        subscriptions.add(session, places.of(who), who.user, Rule(companies=companies), "said", talk.clock())


class Writer:
    """A chat model that says one thing, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.bounds, self.asked = BOUNDS, 0

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        self.asked += 1
        yield "CATL will supply Ford with 12 GWh of iron phosphate cells a year [1]."


def test_list_lets_in_those_on_it_their_chats_and_admins(make_talk: MakeTalk) -> None:
    talk = make_talk(access=Access(Mode.LIST, frozenset({ANN.user, -100})))

    assert "CATL" in plain(talk.ask(QUESTION))
    kept_out = plain(talk.ask(QUESTION, who=BEN))
    assert KEPT_OUT in kept_out and str(BEN.user) in kept_out
    assert "CATL" in plain(talk.ask(QUESTION, who=replace(BEN, chat=-100)))
    assert "CATL" in plain(talk.ask(QUESTION, who=replace(BEN, is_admin=True)))
    assert talk.desk.inline(BEN, "mazda") == [] and talk.desk.inline(ANN, "mazda")


def test_kept_out_may_still_read_what_is_kept_of_them_and_erase_it(make_talk: MakeTalk) -> None:
    talk = make_talk(access=Access(Mode.LIST))

    assert "What I keep of you" in plain(talk.type("/privacy"))
    assert "nothing of yours" in plain(talk.type("/forget"))
    assert KEPT_OUT in plain(talk.type("/deals")) and KEPT_OUT in plain(talk.type("/start"))


def test_code_lets_in_for_good_whether_sent_or_in_a_link(make_talk: MakeTalk) -> None:
    talk = make_talk(access=Access(Mode.CODE, code="open sesame"))

    assert KEPT_OUT in plain(talk.ask(QUESTION))
    assert KEPT_OUT in plain(talk.ask("open barley"))
    assert "Welcome" in plain(talk.ask(" open sesame "))
    assert "CATL" in plain(talk.ask(QUESTION))
    assert "Welcome" in plain(talk.type("/start open sesame", who=BEN))


def test_codes_cannot_be_tried_without_end(make_talk: MakeTalk) -> None:
    talk = make_talk(access=Access(Mode.CODE, code="1234"))
    for n in range(5):
        assert KEPT_OUT in plain(talk.ask(f"{n}{n}{n}{n}"))

    assert "too many tries" in plain(talk.ask("1234"))
    talk.clock.passes(hours=1, seconds=1)
    assert "Welcome" in plain(talk.ask("1234"))


def test_code_mode_without_a_code_lets_nobody_in_by_it(make_talk: MakeTalk) -> None:
    talk = make_talk(access=Access(Mode.CODE))

    assert KEPT_OUT in plain(talk.ask("None"))


def test_person_and_chat_that_ask_too_much_are_asked_to_wait(make_talk: MakeTalk) -> None:
    talk = make_talk(Rules(user=Throttle(Rate(2)), chat=Throttle(Rate(3))))
    talk.type("/status")
    talk.clock.passes(seconds=20)
    talk.type("/status")

    assert "try again in 40 seconds" in plain(talk.ask(QUESTION))
    talk.type("/status", who=replace(BEN, chat=ANN.chat))
    assert "that was a lot" in plain(talk.type("/status", who=replace(BEN, chat=ANN.chat)))
    talk.clock.passes(seconds=41)
    assert "CATL" in plain(talk.ask(QUESTION))


def test_throttle_lets_go_of_keys_that_are_idle() -> None:
    throttle = Throttle(Rate(1))
    for n in range(Throttle._MANY + 1):
        throttle.wait(n, NOW)

    throttle.wait("late", NOW + timedelta(minutes=2))

    assert len(throttle._done) == 1


def test_model_writes_so_many_answers_a_day_for_one_then_they_are_quoted(make_talk: MakeTalk) -> None:
    model = Writer()
    talk = make_talk(Rules(model_calls=DailyCalls(1)), model=model)

    talk.ask(QUESTION)
    quoted = plain(talk.ask(QUESTION))
    assert model.asked == 1 and "used up" in quoted and "CATL" in quoted
    talk.ask(QUESTION, who=BEN)
    assert model.asked == 2
    talk.clock.passes(days=1)
    assert "used up" not in plain(talk.ask(QUESTION)) and model.asked == 3


def test_language_is_the_clients_until_another_is_chosen(talk: Talk) -> None:
    german = replace(ANN, language="de-AT")
    assert "Language: English" in plain(talk.type("/settings"))

    assert "Sprache: Deutsch" in plain(talk.type("/settings", who=german))
    assert "Idioma: Español" in plain(talk.press("Español", who=german))
    assert "Últimos acuerdos" in plain(talk.type("/company Mazda", who=german))


def test_answer_and_amounts_are_said_in_the_persons_language(talk: Talk) -> None:
    german = replace(ANN, language="de")

    assert "Stand: 2. Okt. 2026." in plain(talk.ask(QUESTION, who=german))
    assert "Das steht nicht in den Artikeln." in plain(talk.ask("Who baked the apple cake of Zama?", who=german))
    assert "USD 1,5 Mrd." in plain(talk.type("/deals Ford", who=german))


def test_time_zone_is_typed_or_chosen(talk: Talk) -> None:
    assert "Time zone: Europe/Berlin" in plain(talk.type("/settings zone berlin"))
    talk.press("Time zone")
    assert "Time zone: Asia/Tokyo" in plain(talk.press("Asia/Tokyo"))
    assert "21:00 JST" in plain(talk.type("/status"))
    assert "no time zone “Nowhere”" in plain(talk.type("/settings zone Nowhere"))


def test_zone_of_several_is_asked_back(talk: Talk) -> None:
    offered = labels(talk.type("/settings zone indiana"))

    assert len(offered) > 1 and all("Indiana" in label for label in offered)


def test_compact_says_less(talk: Talk) -> None:
    full, card = plain(talk.ask(QUESTION)), plain(talk.type("/deals Ford"))
    talk.type("/settings")
    talk.press("compact")

    compact = plain(talk.ask(QUESTION))
    assert "Title of ford" in full and "Title of ford" not in compact and "[1] Paper, 2 Oct 2026" in compact
    assert len(plain(talk.type("/deals Ford"))) < len(card)


def test_only_administrators_change_the_settings_of_a_group(talk: Talk) -> None:
    talk.type("/settings", who=replace(GROUP, manages_chat=True))

    assert "Only administrators" in plain(talk.press("Deutsch", who=GROUP))
    assert labels(talk.type("/settings", who=GROUP)) == []
    assert "Only administrators" in plain(talk.type("/settings zone Asia/Tokyo", who=GROUP))
    talk.type("/settings", who=replace(GROUP, manages_chat=True))
    assert "Sprache: Deutsch" in plain(talk.press("Deutsch", who=replace(GROUP, manages_chat=True)))
    assert "Zeitzone: UTC" in plain(talk.type("/settings", who=GROUP))


def verdicts(talk: Talk) -> list[FeedbackRow]:
    with talk.sessions.reading() as session:
        return list(session.scalars(select(FeedbackRow).order_by(FeedbackRow.key)))


def test_verdict_is_kept_with_all_that_a_case_of_an_evaluation_needs(talk: Talk) -> None:
    talk.ask(QUESTION)
    talk.press("👎")

    (kept,) = verdicts(talk)
    assert (kept.good, kept.question, kept.abstained) == (False, QUESTION, False)
    assert "CATL" in kept.answer
    (citation,) = kept.citations
    assert citation["article_id"] == "ford" and citation["url"] == "https://example.com/ford"
    assert citation["quote"].startswith("CATL will supply Ford")


def test_second_verdict_goes_for_the_first_and_why_is_added(talk: Talk) -> None:
    talk.ask(QUESTION)
    reply = talk.replies[-1]
    talk.press("👍")
    talk.replies.append(reply)
    talk.press("👎")

    assert "Noted" in plain(talk.ask("Wrong because it was BYD, not CATL"))

    assert [(kept.good, kept.reason) for kept in verdicts(talk)] == [(False, "it was BYD, not CATL")]
    talk.ask("falsch, weil es BYD war")
    assert [kept.reason for kept in verdicts(talk)] == ["es BYD war"]


def test_why_without_an_answer_is_asked_back_and_another_question_is_none(talk: Talk) -> None:
    assert "do not remember" in plain(talk.ask("wrong because of this"))
    talk.ask("What went wrong because of the fire at the plant?")
    assert verdicts(talk) == []


def test_forget_erases_one_person_everywhere_and_says_what(make_talk: MakeTalk) -> None:
    talk = make_talk(access=Access(Mode.CODE, frozenset({BEN.user}), "1234"))
    talk.ask("1234")
    talk.ask(QUESTION)
    talk.press("👍")
    talk.ask(QUESTION, who=replace(ANN, chat=-100, is_group=True))
    talk.type("/settings")
    talk.press("Deutsch")
    talk.ask(QUESTION, who=BEN)
    subscribe(talk, ANN)
    subscribe(talk, BEN)

    said = plain(talk.type("/forget"))

    assert "1 Abo" in said
    assert "2 Fragen" in said and "1 Urteil" in said and "Code" in said and "Einstellungen" in said
    assert KEPT_OUT in plain(talk.ask(QUESTION))
    assert verdicts(talk) == []
    with talk.sessions.reading() as session:
        assert session.scalars(select(ExchangeRow.user)).all() == [BEN.user]
        assert session.scalars(select(SubscriptionRow.user)).all() == [BEN.user]


def test_start_brings_back_what_a_chat_that_seemed_lost_had_subscribed_to(talk: Talk) -> None:
    subscribe(talk, ANN)
    subscribe(talk, ANN, "mazda")
    with talk.sessions.writing() as session:
        subscriptions.end_all(session, ANN.messenger, ANN.chat, Ending.BLOCKED, talk.clock())

    first, second = (plain(talk.type("/start")) for _ in range(2))

    assert "2 subscriptions of this chat stand again" in first
    assert "stand again" not in second
    with talk.sessions.reading() as session:
        assert subscriptions.page(session, places.of(ANN)).total == 2


def test_what_is_said_around_the_conversation_is_in_the_language_chosen(talk: Talk) -> None:
    talk.type("/settings")
    talk.press("Deutsch")

    with talk.sessions.reading() as session:
        assert preferences.spoken(session, ANN)("bot.stopped") == "Abgebrochen."
        assert preferences.spoken(session, replace(BEN, language="es"))("bot.stopped") == "Detenido."
