"""What a question is read with, and in which language it is understood."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from bot.conversation import asking, next_questions, texts
from bot.conversation.replies import Reply, plain
from corpus.deals.drafts import Role
from index.answering.answer import Answer
from index.answering.answers import answer
from index.asking import lookups
from index.asking.foreign import rendering
from index.retrieval import Retriever
from tests.bot.conversation.conftest import ANN, Talk, button, labels
from tests.bot.conversation.test_asking import QUESTION, history
from tests.corpus.deals.makers import publish

GERMAN, SPANISH = replace(ANN, language="de"), replace(ANN, language="es-MX")


def test_question_of_its_own_is_not_completed_from_the_one_before(talk: Talk) -> None:
    talk.ask(QUESTION)

    reply = plain(talk.ask("What's the weather in Paris tomorrow?"))

    assert history(talk) == [] and reply.startswith("The articles do not say.") and "They do say" not in reply


def test_question_about_what_the_articles_before_tell_is_completed(talk: Talk) -> None:
    talk.ask(QUESTION)

    reply = plain(talk.ask("How many GWh a year?"))

    assert history(talk) == [QUESTION] and "12 GWh" in reply


def test_what_led_nowhere_is_no_part_of_the_conversation(talk: Talk) -> None:
    talk.ask(QUESTION)
    talk.ask("What's the weather in Paris tomorrow?")

    talk.ask("And when was that?")

    assert history(talk) == [QUESTION]


#: What each relation of a card asks for; partners have no side.
ASKED = {
    "suppliers": Role.SUPPLIER,
    "customers": Role.BUYER,
    "investors": Role.INVESTOR,
    "invested_in": Role.INVESTEE,
    "acquirers": Role.ACQUIRER,
    "acquired": Role.TARGET,
    "licensors": Role.LICENSOR,
    "licensees": Role.LICENSEE,
}


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("relation", ASKED)
def test_each_question_offered_is_understood_when_it_is_typed(language: str, relation: str) -> None:
    asked = texts.of(language)(f"next.{relation}.all", company="LG Energy Solution")

    assert lookups.asked_role(rendering.in_english(asked)) == ("lg_energy_solution", ASKED[relation])


def test_german_and_spanish_questions_and_what_follows_them_are_answered(talk: Talk) -> None:
    assert "AESC" in plain(talk.ask("Wer beliefert Mazda?", who=GERMAN))
    assert "CATL" in plain(talk.ask("Und Ford?", who=GERMAN))
    assert "AESC" in plain(talk.ask("¿Quién suministra baterías a Mazda?", who=SPANISH))


def test_question_not_understood_is_answered_by_the_deals_of_its_companies(talk: Talk) -> None:
    reply = talk.ask("Was kostet das alles Ford?", who=GERMAN)

    assert "1. CATL → Ford: Lieferung" in plain(reply) and "auf Englisch" in plain(reply)
    assert "1. CATL → Ford" in labels(reply)
    english = plain(talk.ask("What is the colour of the roof of Ford?"))
    assert "CATL → Ford: supply" not in english and "in English" not in english


def test_chat_in_another_language_is_told_once_that_articles_are_in_english(talk: Talk) -> None:
    first, second = (plain(talk.ask(question, who=GERMAN)) for question in ("Wer beliefert Mazda?", "Und Ford?"))
    elsewhere = plain(talk.ask("Wer beliefert Mazda?", who=replace(GERMAN, chat=GERMAN.chat + 1)))

    assert "auf Englisch" in first and "auf Englisch" in elsewhere
    assert "auf Englisch" not in second


def test_chat_that_is_quoted_articles_in_its_language_is_not_told_that_they_are_in_english(talk: Talk) -> None:
    publish(
        talk.sessions, "german", "2026-11-01",
        text="BYD wird Umicore mit Batteriezellen aus Ungarn beliefern.", url="https://a.example/"
    )  # fmt: skip
    talk.desk._parts.retriever.update()

    reply = plain(talk.ask("Was beliefert BYD Umicore?", who=GERMAN))

    assert "[1]" in reply and "auf Englisch" not in reply


def test_what_stands_around_quotes_is_said_in_the_persons_language(talk: Talk) -> None:
    publish(
        talk.sessions, "old", "2021-01-01", text="SK On will supply Ford with cells from Georgia.", url="https://a.example/"
    )  # fmt: skip
    talk.desk._parts.retriever.update()

    reply = plain(talk.ask(QUESTION, who=GERMAN))

    assert "Stand 2. Okt. 2026: “" in reply and "Früher (1. Jan. 2021): “" in reply
    assert "“CATL will supply Ford" in reply


def test_questions_offered_below_an_answer_are_not_tried(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr(next_questions, "answer", lambda retriever, question: tried.append(question))

    offered = [label for label in labels(talk.ask("Is it true that Panasonic Energy supplies Mazda?")) if "?" in label]

    assert offered and tried == []


def test_examples_are_tried_again_when_something_new_is_there_for_a_while(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def counted(retriever: Retriever, question: str) -> Answer:
        tried.append(question)
        return answer(retriever, question)

    monkeypatch.setattr(next_questions, "answer", counted)

    talk.type("/help")
    first = len(tried)
    talk.type("/start")
    assert first > 0 and len(tried) == first
    publish(talk.sessions, "new", "2026-11-01")
    talk.type("/help")
    assert len(tried) == first, "so soon nobody is to wait for it"
    talk.clock.passes(minutes=11)
    talk.type("/help")

    assert len(tried) > first


def test_examples_are_tried_once_for_all_who_come_at_the_same_time(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    going = Barrier(4, timeout=10)

    def slow(retriever: Retriever, question: str) -> Answer:
        tried.append(question)
        return answer(retriever, question)

    def start(user: int) -> Reply:
        going.wait()
        return talk.desk.command(replace(talk.who, chat=user, user=user), "start", "")

    monkeypatch.setattr(next_questions, "answer", slow)
    with ThreadPoolExecutor(4) as threads:
        replies = list(threads.map(start, range(4)))

    assert len(tried) == len(set(tried)) and all(reply == replies[0] for reply in replies)


def test_question_on_a_button_that_no_sentence_answers_is_answered_by_its_deals(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.ask("Is it true that Panasonic Energy supplies Mazda?")
    pressed = button(talk.replies[-1], "?").action
    assert pressed is not None

    def refused(retriever: Retriever, question: str, *more: object, **others: object) -> Answer:
        return replace(answer(retriever, question), abstained=True, citations=(), answer="")

    monkeypatch.setattr(asking, "answer", refused)

    reply = talk.do(pressed)

    assert "do not say" not in plain(reply) and any(" → " in label for label in labels(reply))


def test_follow_up_without_an_answer_is_shown_the_deals_with_the_company_before(talk: Talk) -> None:
    talk.ask("Is it true that Panasonic Energy supplies Mazda?")

    reply = plain(talk.ask("And what did AESC pay for the roof of its zoo?"))

    assert "Deals of theirs that I know" in reply and "1. AESC → Mazda: supply" in reply
