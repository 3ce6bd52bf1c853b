"""Alerts on their way to Telegram: the process as it runs, with an outbox filled from outside."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.alerts.outgoing.claiming import ATTEMPTS
from bot.alerts.outgoing.waiting import State
from bot.alerts.schedule import Together
from bot.alerts.subscriptions import Ending
from tests.bot.telegram import outboxes
from tests.bot.telegram.conftest import Bot, Start, starting
from tests.bot.telegram.outboxes import Outbox
from tests.bot.telegram.scripted import until
from tests.bot.telegram.server import BotApi, Fault, serving

GROUP = -1_000_000_000_900


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with outboxes.opened(tmp_path / "home") as made:
        yield made


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BotApi, Outbox, Bot]]:
    """One bot for many tests, each with deals and chats of its own."""
    home = tmp_path_factory.mktemp("bot") / "home"
    with ExitStack() as stack:
        api, outbox = stack.enter_context(serving()), stack.enter_context(outboxes.opened(home))
        yield api, outbox, stack.enter_context(starting(home))(api)


def states(outbox: Outbox, chat: int) -> list[tuple[str, str]]:
    return [(row.kind, row.state) for row in outbox.rows() if row.chat == chat]


def test_deal_recorded_beside_the_running_bot_is_told_once_in_each_place(
    api: BotApi, start: Start, outbox: Outbox
) -> None:
    outbox.subscribe(1, 2, GROUP)
    outbox.subscribe(GROUP, topic=5)
    start(api)

    outbox.tell("a", product="cells")
    outbox.wait(*[State.SENT] * 4)

    told = api.wait("send", 4)
    places = [(call.chat, call.arguments.get("message_thread_id")) for call in told]
    assert sorted(places, key=str) == [(GROUP, 5), (GROUP, None), (1, None), (2, None)]
    assert all("cells" in call.text and "https://paper.com/a" in call.text for call in told)
    assert {row.message for row in outbox.rows()} == {call.result["message_id"] for call in told}


def test_bot_that_is_stopped_puts_back_what_is_not_on_its_way_and_the_next_one_sends_it(
    api: BotApi, start: Start, outbox: Outbox
) -> None:
    chats = range(1, 101)
    outbox.subscribe(*chats)
    outbox.tell("a")
    bot = start(api)
    api.wait("send", 30)

    assert bot.stop() == 0
    before = len(api.found("send"))
    sent = outbox.states().count(State.SENT)
    start(api)
    outbox.wait(*[State.SENT] * 100)

    assert State.CLAIMED not in outbox.states() and before == sent < 100
    assert sorted(call.chat or 0 for call in api.found("send")) == list(chats)


def test_alerts_that_a_killed_bot_had_in_hand_are_sent_by_the_next_one(
    api: BotApi, start: Start, outbox: Outbox
) -> None:
    outbox.subscribe(*range(1, 61))
    outbox.tell("a")
    bot = start(api)
    api.wait("send", 10)
    bot.kill()
    unmarked = {row.chat for row in outbox.rows() if row.state == State.CLAIMED}
    outbox.lease_is_over()

    start(api)
    outbox.wait(*[State.SENT] * 60)

    chats = [call.chat for call in api.found("send")]
    twice = {chat for chat in chats if chats.count(chat) > 1}
    assert set(chats) == set(range(1, 61))
    # Those whose arrival nobody could write down any more, and no more of them than may be on the way.
    assert twice <= unmarked and len(twice) <= 8


def test_message_that_arrived_before_anybody_wrote_it_down_is_found_by_the_next_process(
    api: BotApi, start: Start, outbox: Outbox
) -> None:
    outbox.subscribe(1, 2)
    first = start(api)
    outbox.tell("known", "supplier CATL, buyer Works 1")
    outbox.wait(*[State.SENT] * 2)
    api.faults.append(Fault("sendMessage", 0, chat=1, carried_out=True))
    api.faults.append(Fault("sendMessage", 0, chat=2))
    outbox.tell("lost", "supplier CATL, buyer Works 2")
    until(lambda: [row.attempts for row in outbox.rows() if row.problem] == [1, 1])
    first.kill()
    for chat in (1, 2):
        outbox.change_of(chat, due=outbox.rows()[0].made)

    start(api)
    outbox.wait(*[State.SENT] * 4)

    assert [len(api.found("send", chat)) for chat in (1, 2)] == [2, 2]
    messages = {call.result["message_id"] for call in api.found("send")}
    assert {row.message for row in outbox.rows()} == messages
    assert all(row.perhaps is None for row in outbox.rows())


def test_chat_told_to_wait_is_told_later_and_others_at_once(served: tuple[BotApi, Outbox, Bot]) -> None:
    api, outbox, _ = served
    outbox.subscribe(11, 12)
    api.faults.append(Fault("sendMessage", 429, "Too Many Requests: retry after 3", {"retry_after": 3}, chat=11))

    outbox.tell("later", "supplier CATL, buyer Works 11")

    (first,), (second,) = api.wait("send", 1, 12), api.wait("send", 1, 11)
    assert second.at - first.at > 2.5
    until(lambda: states(outbox, 11) == [("new", State.SENT)])
    assert [row.attempts for row in outbox.rows() if row.chat == 11] == [1]


@pytest.mark.parametrize(
    ("chat", "status", "said", "why"),
    [
        (21, 403, "Forbidden: bot was blocked by the user", Ending.BLOCKED),
        (22, 403, "Forbidden: user is deactivated", Ending.DEACTIVATED),
        (GROUP - 23, 403, "Forbidden: bot was kicked from the supergroup chat", Ending.KICKED),
        (24, 400, "Bad Request: chat not found", Ending.GONE),
    ],
)
def test_chat_that_takes_nothing_any_more_ends_what_it_subscribed_to(
    served: tuple[BotApi, Outbox, Bot], chat: int, status: int, said: str, why: Ending
) -> None:
    api, outbox, _ = served
    outbox.subscribe(chat)
    api.faults.append(Fault("sendMessage", status, said, chat=chat, times=99))

    outbox.tell(f"closed{chat}", f"supplier CATL, buyer Works {abs(chat)}")

    until(lambda: states(outbox, chat) == [("new", State.DROPPED)])
    assert outbox.endings()[chat, 0] == why
    assert len(api.wait_refused("sendMessage", chat)) == 1
    api.faults.clear()


def test_topic_that_is_gone_ends_its_own_subscriptions_alone(served: tuple[BotApi, Outbox, Bot]) -> None:
    api, outbox, _ = served
    group = GROUP - 30
    outbox.subscribe(group, topic=5)
    outbox.subscribe(group)
    gone = "Bad Request: message thread not found"
    api.faults.append(Fault("sendMessage", 400, gone, chat=group, contains="Works 30", times=1))

    outbox.tell("topic", "supplier CATL, buyer Works 30")

    until(lambda: sorted(states(outbox, group)) == [("new", State.DROPPED), ("new", State.SENT)])
    ended = [why for (chat, _), why in outbox.endings().items() if chat == group]
    assert sorted(ended, key=str) == [None, Ending.GONE] or sorted(ended, key=str) == [Ending.GONE, None]


def test_chat_that_became_another_is_told_there_once(served: tuple[BotApi, Outbox, Bot]) -> None:
    api, outbox, _ = served
    old, new = -40, GROUP - 40
    outbox.subscribe(old)
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    api.faults.append(Fault("sendMessage", 400, moved, {"migrate_to_chat_id": new}, chat=old, times=99))

    outbox.tell("moved", "supplier CATL, buyer Works 40")

    until(lambda: states(outbox, new) == [("new", State.SENT)])
    assert len(api.wait("send", 1, new)) == 1 and states(outbox, old) == []


def test_alert_whose_looks_telegram_refuses_is_sent_plain(served: tuple[BotApi, Outbox, Bot]) -> None:
    api, outbox, _ = served
    outbox.subscribe(50)
    api.faults.append(Fault("sendMessage", 400, "Bad Request: can't parse entities: so it is", chat=50))

    outbox.tell("plain", "supplier CATL, buyer Works 50")

    call = api.one(50)
    assert "parse_mode" not in call.arguments and "<b>" not in call.text and call.tokens


def test_alert_that_nothing_helps_is_tried_again_and_then_a_dead_letter_while_others_go_on(
    served: tuple[BotApi, Outbox, Bot],
) -> None:
    api, outbox, _ = served
    outbox.subscribe(60, 61)
    api.faults.append(Fault("sendMessage", 400, "Bad Request: we do not like it", chat=60, times=999))

    outbox.tell("poison", "supplier CATL, buyer Works 60")

    api.one(61, "Works 60")
    until(lambda: any(row.problem for row in outbox.rows() if row.chat == 60))
    (row,) = [row for row in outbox.rows() if row.chat == 60]
    assert (row.state, row.attempts) == (State.WAITING, 1) and "do not like it" in (row.problem or "")
    outbox.change_of(60, attempts=ATTEMPTS - 1, due=row.made)
    until(lambda: states(outbox, 60) == [("new", State.DEAD)])
    api.faults.clear()


@pytest.mark.parametrize(("chat", "carried_out"), [(70, False), (71, True), (GROUP - 72, False), (GROUP - 73, True)])
def test_message_whose_answer_was_lost_arrives_once(
    served: tuple[BotApi, Outbox, Bot], chat: int, carried_out: bool
) -> None:
    api, outbox, _ = served
    outbox.subscribe(chat)
    name = f"Works {abs(chat)}"
    outbox.tell(f"before{chat}", f"supplier CATL, buyer {name}", stage="mou")
    api.one(chat)
    until(lambda: states(outbox, chat) == [("new", State.SENT)])
    api.faults.append(Fault("sendMessage", 0, chat=chat, carried_out=carried_out))

    outbox.tell(f"lost{chat}", f"supplier CATL, buyer {name}", stage="agreed")
    until(lambda: [row.attempts for row in outbox.rows() if row.chat == chat and row.problem] == [1])
    outbox.change_of(chat, due=next(row.made for row in outbox.rows() if row.chat == chat))

    until(lambda: states(outbox, chat) == [("new", State.SENT), ("update", State.SENT)])
    told = api.found("send", chat)
    assert ["Update" in call.text for call in told] == [False, True]
    assert [row.message for row in outbox.rows() if row.chat == chat] == [call.result["message_id"] for call in told]


def test_update_answers_what_told_the_deal_and_says_what_was_before(served: tuple[BotApi, Outbox, Bot]) -> None:
    api, outbox, _ = served
    outbox.subscribe(80)
    outbox.tell("first", "supplier CATL, buyer Works 80", stage="mou")
    told = api.one(80)
    until(lambda: states(outbox, 80) == [("new", State.SENT)])

    outbox.tell("second", "supplier CATL, buyer Works 80", stage="agreed")

    update = api.wait("send", 2, 80)[1]
    assert "MoU → agreed" in update.text and "paper.com/second" in update.text
    answered = update.arguments["reply_parameters"]
    assert answered == {"message_id": told.result["message_id"], "allow_sending_without_reply": True}


def test_what_was_told_wrongly_is_edited_and_never_sent_anew(served: tuple[BotApi, Outbox, Bot]) -> None:
    api, outbox, _ = served
    outbox.subscribe(90, 91)
    outbox.tell("wrong", "supplier CATL, buyer Works 90", product="cells")
    until(lambda: states(outbox, 90) == states(outbox, 91) == [("new", State.SENT)])
    gone = Fault("editMessageText", 400, "Bad Request: message to edit not found", chat=91, times=99)
    api.faults.append(gone)

    for chat in (90, 91):
        outbox.change_of(chat, kind="corrected", state=State.WAITING)

    (edit,) = api.wait("editMessageText", 1, 90)
    assert edit.arguments["message_id"] == api.one(90).result["message_id"] and "Corrected" in edit.text
    until(lambda: states(outbox, 90) == states(outbox, 91) == [("corrected", State.SENT)])
    assert len(api.found("send", 90)) == len(api.found("send", 91)) == 1
    api.faults.clear()


def test_much_that_became_due_while_nobody_sent_goes_in_one_message(api: BotApi, start: Start, outbox: Outbox) -> None:
    outbox.subscribe(1)
    for number in range(7):
        outbox.tell(f"a{number}", f"supplier CATL, buyer Works {number}")

    start(api)
    outbox.wait(*[State.SENT] * 7)

    (call,) = api.found("send", 1)
    assert "7 new deals" in call.text and all(f"Works {number}" in call.text for number in range(7))
    assert {row.together for row in outbox.rows()} == {Together.CATCH_UP}


def test_question_asked_while_alerts_go_out_to_many_is_answered_before_them(
    api: BotApi, start: Start, outbox: Outbox
) -> None:
    outbox.subscribe(*range(1, 151))
    outbox.tell("a")
    start(api)
    api.wait("send", 10)

    api.says(500, "meanwhile")
    answer = api.one(500)

    told = [call for call in api.found("send") if call.chat != 500]
    assert sum(call.at < answer.at for call in told) < 100
    outbox.wait(*[State.SENT] * 150)


def test_reply_to_an_alert_is_about_its_deal(served: tuple[BotApi, Outbox, Bot]) -> None:
    api, outbox, _ = served
    outbox.subscribe(95)
    outbox.tell("about", "supplier CATL, buyer Works 95")
    told = api.one(95)
    until(lambda: states(outbox, 95) == [("new", State.SENT)])
    outbox.wait_remembered(95)

    api.replies(95, told, "since when?")

    assert "about The supply deal of CATL and Works 95" in api.one(95, "You asked").text
