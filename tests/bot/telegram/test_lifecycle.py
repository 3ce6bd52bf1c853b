"""The process as it starts, is killed, is stopped, and starts again."""

import json
import signal
import socket
import time
import urllib.request
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.bot.telegram.conftest import Start
from tests.bot.telegram.scripted import until
from tests.bot.telegram.server import BotApi, Fault


def test_question_in_work_when_the_process_is_killed_is_answered_after_the_next_start(
    api: BotApi, start: Start
) -> None:
    bot = start(api)
    api.says(1, "wait killed")
    api.says(1, "and behind it")
    bot.wait_asked("killed")
    api.wait_confirmed()

    bot.kill()
    bot = start(api)
    bot.wait_asked("killed", 2)
    bot.let("killed")

    assert [call.text for call in api.wait("send", 2, 1)] == ["You asked: wait killed", "You asked: and behind it"]


def test_question_that_kills_the_process_twice_is_apologised_for_and_those_behind_it_are_answered(
    api: BotApi, start: Start
) -> None:
    api.says(1, "wait killing")
    api.says(1, "and behind it")
    for times in (1, 2):
        bot = start(api)
        bot.wait_asked("killing", times)
        api.wait_confirmed()
        bot.kill()

    start(api)

    first, second = api.wait("send", 2, 1)
    assert "interrupted" in first.text
    assert second.text == "You asked: and behind it"


def test_question_that_only_waited_for_its_turn_is_answered_however_often_the_process_is_killed(
    api: BotApi, start: Start
) -> None:
    api.says(1, "wait killing")
    for times in (1, 2):
        bot = start(api, DEALWIRE_BOT_WORKERS="2")
        bot.wait_asked("killing", times)
        api.says(2, f"{times} behind it")
        api.wait("sendChatAction", times, 2)  # its turn in its chat has come
        bot.kill()

    start(api, DEALWIRE_BOT_WORKERS="2")

    assert "interrupted" in api.one(1).text
    assert [call.text for call in api.wait("send", 2, 2)] == ["You asked: 1 behind it", "You asked: 2 behind it"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_process_ends_within_five_seconds_and_its_question_is_answered_by_the_next(
    api: BotApi, start: Start, number: int
) -> None:
    api.says(1, "wait stopped")
    bot = start(api)
    for times in (1, 2, 3):  # which would be too often, were being stopped its fault
        bot.wait_asked("stopped", times)
        begun = time.monotonic()
        code = bot.stop(number)
        assert code == 0
        assert time.monotonic() - begun < 5
        bot = start(api)

    bot.let("stopped")

    assert api.one(1).text == "You asked: wait stopped"
    assert "Traceback" not in bot.log


def test_idle_process_ends_at_once(api: BotApi, start: Start) -> None:
    bot = start(api)
    api.says(1, "who?")
    api.one(1)

    begun = time.monotonic()
    code = bot.stop()

    assert code == 0
    assert time.monotonic() - begun < 2
    assert "Traceback" not in bot.log


def test_another_process_with_the_same_token_ends_this_one_with_a_clear_message(api: BotApi, start: Start) -> None:
    said = "Conflict: terminated by other getUpdates request"
    api.faults.append(Fault("getUpdates", 409, said, times=3))

    bot = start(api)

    assert bot.process.wait(15) == 1
    until(lambda: "another process runs this bot" in bot.log)
    assert "Traceback" not in bot.log


def test_one_conflict_as_after_a_quick_restart_is_lived_through(api: BotApi, start: Start) -> None:
    api.faults.append(Fault("getUpdates", 409, "Conflict: terminated by other getUpdates request"))

    start(api)
    api.says(1, "who?")

    api.one(1)


def test_unknown_token_is_said(api: BotApi, start: Start) -> None:
    bot = start(api, TELEGRAM_BOT_TOKEN="1:wrong")

    assert bot.process.wait(15) == 1
    until(lambda: "does not know this TELEGRAM_BOT_TOKEN" in bot.log)
    assert "1:wrong" not in bot.log


def test_missing_token_is_said(api: BotApi, start: Start) -> None:
    bot = start(api, TELEGRAM_BOT_TOKEN="")

    assert bot.process.wait(15) == 1
    until(lambda: "TELEGRAM_BOT_TOKEN is not set" in bot.log)


def test_telegram_that_cannot_be_reached_at_first_is_waited_for(api: BotApi, start: Start) -> None:
    api.faults.append(Fault("getMe", 502, "Bad Gateway"))

    start(api)
    api.says(1, "who?")

    api.one(1)


def test_commands_are_published_for_each_language_and_scope(api: BotApi, start: Start) -> None:
    start(api, DEALWIRE_ADMINS="7")

    told = api.wait("setMyCommands", 9)

    scopes = {(call.arguments["scope"]["type"], call.arguments.get("language_code", "")) for call in told}
    kinds = ("all_private_chats", "all_group_chats", "chat")
    assert scopes == {(kind, language) for kind in kinds for language in ("", "de", "es")}
    descriptions = {one["description"] for call in told for one in call.arguments["commands"]}
    assert {"help in de for group", "help in en for admin"} <= descriptions


def test_webhook_brings_updates_with_the_secret_alone(api: BotApi, start: Start) -> None:
    port = _free_port()
    address = f"http://127.0.0.1:{port}/telegram"
    start(
        api,
        DEALWIRE_WEBHOOK_URL="https://example.com/telegram",
        DEALWIRE_WEBHOOK_SECRET="a_secret",
        DEALWIRE_WEBHOOK_LISTEN=f"127.0.0.1:{port}",
    )
    (hook,) = api.wait("setWebhook")
    api.says(1, "who?")

    codes = [_bring(address, api.updates[max(api.updates)], secret) for secret in ("", "wrong", "a_secret", "a_secret")]
    answer = api.one(1)
    nonsense = _bring(address, {"update_id": "no number"}, "a_secret")

    assert codes == [403, 403, 200, 200]
    assert nonsense == 400
    assert hook.arguments["url"] == "https://example.com/telegram"
    assert hook.arguments["secret_token"] == "a_secret"
    assert answer.text == "You asked: who?"
    assert len(api.found("send", 1)) == 1


def _bring(address: str, update: dict[str, Any], secret: str) -> int:
    """What the bot answers to a webhook's call."""
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
    request = urllib.request.Request(address, json.dumps(update).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return int(response.status)
    except HTTPError as error:
        with error:
            return error.code


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
