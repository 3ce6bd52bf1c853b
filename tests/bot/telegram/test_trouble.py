"""The process when people, Telegram, the network or the conversation make trouble."""

import re
import sqlite3
from contextlib import closing

from tests.bot.telegram.conftest import Bot
from tests.bot.telegram.server import TOKEN, BotApi, Fault

Shared = tuple[BotApi, Bot]


def test_slow_question_blocks_its_own_chat_alone(shared: Shared) -> None:
    api, bot = shared

    api.says(201, "wait slow")
    bot.wait_asked("slow")
    api.says(201, "after it")
    api.says(202, "meanwhile")

    api.one(202, "meanwhile")
    assert api.found("send", 201) == []
    bot.let("slow")
    assert [call.text for call in api.wait("send", 2, 201)] == ["You asked: wait slow", "You asked: after it"]


def test_more_slow_questions_than_workers_leave_lookups_to_others(shared: Shared) -> None:
    api, bot = shared

    for number in range(10):
        api.says(210 + number, f"wait many{number}")
    api.says(220, "/deals")

    api.one(220, "deals")
    for number in range(10):
        bot.let(f"many{number}")
    for number in range(10):
        api.one(210 + number)


def test_slow_questions_asked_by_buttons_leave_lookups_to_others(shared: Shared) -> None:
    api, bot = shared
    for number in range(3):
        api.says(240 + number, f"offer slow{number}")
        message = api.one(240 + number)
        api.presses(240 + number, message, message.tokens[0])

    api.says(250, "/deals")

    api.one(250, "deals")
    for number in range(3):
        bot.let(f"slow{number}")
        api.one(240 + number, "Pressed next")


def test_inline_query_does_not_wait_for_lookups(shared: Shared) -> None:
    api, bot = shared
    before = len(api.found("answerInlineQuery"))
    api.says(260, "/wait lookup")
    bot.wait_asked("lookup")

    api.update(
        inline_query={
            "id": "78",
            "from": {"id": 261, "is_bot": False, "first_name": "Ann"},
            "query": "mazda",
            "offset": "",
        }
    )

    api.wait("answerInlineQuery", before + 1)
    assert api.found("send", 260) == []
    bot.let("lookup")
    api.one(260)


def test_cancel_ends_the_question_in_work_and_those_behind_it(shared: Shared) -> None:
    api, bot = shared

    api.says(203, "wait cancelled")
    bot.wait_asked("cancelled")
    api.says(203, "and this too")
    api.says(203, "/cancel")

    api.one(203, "Stopped.")
    bot.let("cancelled")
    api.says(203, "next")
    api.one(203, "next")
    api.says(203, "/cancel")
    api.one(203, "not working on anything")
    assert [call.text for call in api.found("send", 203, "You asked")] == ["You asked: next"]


def test_defect_is_apologised_for_with_an_id_that_is_in_the_log_and_nothing_else(shared: Shared) -> None:
    api, bot = shared

    api.says(204, "fail at this")

    apology = api.one(204)
    (id_,) = re.findall(r"\b[0-9a-f]{8}\b", apology.text)
    assert "secret detail" not in apology.text
    assert f"id={id_}" in bot.log
    assert "a secret detail of fail at this" in bot.log


def test_question_that_failed_is_asked_again_by_the_button_below_the_apology(shared: Shared) -> None:
    api, bot = shared
    api.says(221, "fail at that")
    apology = api.one(221)

    api.presses(221, apology, apology.tokens[0])

    _, again = api.wait("send", 2, 221)
    assert bot.log.count("a secret detail of fail at that") == 2
    assert again.tokens


def test_update_that_telegram_brings_twice_is_answered_once(shared: Shared) -> None:
    api, _ = shared
    api.says(205, "once")
    api.one(205)

    api.again(max(api.updates))
    api.wait_confirmed()
    api.says(205, "next")

    api.one(205, "next")
    assert len(api.found("send", 205)) == 2


def test_retry_after_postpones_that_chat_alone_and_nothing_is_lost(shared: Shared) -> None:
    api, _ = shared
    api.faults.append(Fault("sendMessage", 429, "Too Many Requests", {"retry_after": 1}, chat=206))

    api.says(206, "postponed")
    (refused,) = api.wait_refused("sendMessage", 206)
    api.says(207, "not postponed")

    other, late = api.one(207), api.one(206)
    assert other.at - refused.at < 0.9
    assert late.at - refused.at >= 1.0
    assert late.text == "You asked: postponed"


def test_answer_of_a_server_that_fails_is_sent_again_until_it_succeeds(shared: Shared) -> None:
    api, _ = shared
    api.faults.append(Fault("sendMessage", 502, "Bad Gateway", times=2, chat=208))

    api.says(208, "who?")

    assert api.one(208).text == "You asked: who?"


def test_answer_that_may_have_been_delivered_is_repeated_once_at_most(shared: Shared) -> None:
    api, _ = shared
    api.faults.append(Fault("sendMessage", 0, times=5, chat=209, contains="who", carried_out=True))

    api.says(209, "who?")
    api.says(209, "next")

    api.one(209, "next")
    assert len(api.found("send", 209, "who?")) == 2


def test_chat_that_blocked_the_bot_is_remembered_and_others_are_answered(shared: Shared) -> None:
    api, bot = shared
    api.faults.append(Fault("sendMessage", 403, "Forbidden: bot was blocked by the user", chat=230))

    api.says(230, "who?")
    api.wait_refused("sendMessage", 230)
    api.says(231, "who?")

    api.one(231)
    with closing(sqlite3.connect(bot.home / "dealwire.db")) as database:
        ((reason,),) = database.execute("SELECT reason FROM telegram_closed WHERE chat = 230")
    assert "blocked" in reason
    assert api.found("send", 230) == []


def test_answer_whose_looks_are_refused_is_sent_plain_with_its_buttons(shared: Shared) -> None:
    api, _ = shared
    api.faults.append(Fault("sendMessage", 400, "Bad Request: can't parse entities: no end tag", chat=232))

    api.says(232, "a < b")

    answer = api.one(232)
    assert answer.text == "You asked: a < b"
    assert "parse_mode" not in answer.arguments
    assert answer.tokens


def test_answer_whose_buttons_are_refused_is_sent_without_them(shared: Shared) -> None:
    api, _ = shared
    api.faults.append(Fault("sendMessage", 400, "Bad Request: BUTTON_URL_INVALID", times=2, chat=233))

    api.says(233, "who?")

    assert api.one(233).tokens == []


def test_log_holds_neither_the_token_nor_what_people_say(shared: Shared) -> None:
    api, bot = shared
    api.says(234, "a private matter of Ann")
    api.one(234)
    api.says(235, "fail")
    api.one(235)

    assert "updates taken" in bot.log
    assert "private matter" not in bot.log
    assert TOKEN not in bot.log
    assert TOKEN.partition(":")[2] not in bot.log
