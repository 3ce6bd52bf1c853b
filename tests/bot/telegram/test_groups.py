"""The process in groups: it speaks when it is spoken to."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from bot.alerts import subscriptions
from bot.alerts.places import Place
from bot.alerts.wishes.rules import Rule
from corpus import db
from corpus.db import Sessions
from tests.bot.telegram.conftest import Bot
from tests.bot.telegram.scripted import until
from tests.bot.telegram.server import BOT, BotApi, Fault
from tests.fakes import NOW

Shared = tuple[BotApi, Bot]
NAME = f"@{BOT['username']}"


def test_talk_of_others_is_neither_answered_nor_kept(shared: Shared) -> None:
    api, bot = shared

    api.says(1, "what a private matter", -101)
    api.says(1, "is it, @other_bot?", -101)
    api.says(1, "/deals@other_bot", -101)
    api.says(1, f"{NAME}, who supplies Mazda?", -101)

    assert [call.text for call in api.wait("send", 1, -101)] == ["You asked: who supplies Mazda?"]
    with closing(sqlite3.connect(bot.home / "dealwire.db")) as database:
        (kept,) = database.execute("SELECT count(*) FROM telegram_updates WHERE chat = -101").fetchone()
    assert kept == 1


def test_answer_in_a_group_replies_to_its_question(shared: Shared) -> None:
    api, _ = shared

    number = api.says(1, f"who supplies Mazda, {NAME.upper()}?", -102)

    answer = api.one(-102)
    assert answer.arguments["reply_parameters"]["message_id"] == number


def test_reply_to_the_bot_needs_no_mention_and_one_to_others_does(shared: Shared) -> None:
    api, _ = shared
    api.says(1, f"{NAME} who?", -103)

    api.replies(2, api.one(-103), "since when?", -103)

    assert api.one(-103, "since when").text == "You asked: since when? | about who?"


def test_answer_stays_in_its_topic(shared: Shared) -> None:
    api, _ = shared

    api.says(1, "/deals", -104, message_thread_id=7, is_topic_message=True)
    # Outside forums a thread is a chain of replies, and sending to it fails.
    api.says(1, "/latest", -104, message_thread_id=8)

    assert api.one(-104, "deals").arguments["message_thread_id"] == 7
    assert "message_thread_id" not in api.one(-104, "latest").arguments


def test_first_message_of_a_topic_is_no_reply_to_its_creator(shared: Shared) -> None:
    api, _ = shared
    created = {"message_id": 7, "date": 1, "chat": {"id": -105, "type": "supergroup"}, "from": BOT}
    created["forum_topic_created"] = {"name": "Deals", "icon_color": 1}

    api.says(1, "hello all", -105, message_thread_id=7, is_topic_message=True, reply_to_message=created)
    api.says(1, "/help", -105)

    api.one(-105, "help")
    assert len(api.found("send", -105)) == 1


def test_only_administrators_manage_a_group(shared: Shared) -> None:
    api, _ = shared
    api.statuses[-106, 1] = "administrator"

    api.says(1, "/settings a", -106)
    api.says(2, "/settings b", -106)
    anonymous = {"id": -106, "type": "supergroup", "title": "Group"}
    api.says(3, "/settings c", -106, sender_chat=anonymous)

    assert "manages" in api.one(-106, "of &lt;a&gt;").text
    assert "manages" not in api.one(-106, "of &lt;b&gt;").text
    assert "manages" in api.one(-106, "of &lt;c&gt;").text


def test_group_that_became_a_supergroup_keeps_its_buttons(shared: Shared) -> None:
    api, _ = shared
    api.says(1, f"{NAME} who?", -107)
    message = api.one(-107)

    person = {"id": 1, "is_bot": False, "first_name": "Ann"}
    api.update(message=message.result | {"from": person, "text": None, "migrate_to_chat_id": -1007})
    api.says(1, "/help", -107)
    api.one(-107, "help")
    there = message.result | {"chat": {"id": -1007, "type": "supergroup", "title": "Group"}}
    api.presses(1, replace(message, result=there), message.tokens[0])

    assert api.one(-1007, "Pressed").text == "Pressed more who?"


def test_answer_goes_to_the_supergroup_that_the_group_has_become_meanwhile(shared: Shared) -> None:
    api, bot = shared
    moved = {"migrate_to_chat_id": -1008}
    api.faults.append(Fault("sendMessage", 400, "Bad Request: group chat was upgraded", moved, chat=-108))

    api.says(1, f"{NAME} who?", -108)

    assert api.one(-1008).text == "You asked: who?"
    with closing(sqlite3.connect(bot.home / "dealwire.db")) as database:
        chats = database.execute("SELECT chat FROM telegram_buttons WHERE chat IN (-108, -1008)").fetchall()
    assert chats == [(-1008,)]


def test_removed_bot_remembers_that_it_may_not_write_there_until_it_is_let_in(shared: Shared) -> None:
    api, bot = shared

    def closed() -> list[int]:
        with closing(sqlite3.connect(bot.home / "dealwire.db")) as database:
            return [chat for (chat,) in database.execute("SELECT chat FROM telegram_closed WHERE chat = -109")]

    def changes(old: str, new: str) -> None:
        chat, person = {"id": -109, "type": "supergroup", "title": "G"}, {"id": 1, "is_bot": False, "first_name": "A"}
        was, is_ = ({"user": BOT, "status": status, "until_date": 0} for status in (old, new))
        api.update(
            my_chat_member={"chat": chat, "from": person, "date": 1, "old_chat_member": was, "new_chat_member": is_}
        )

    changes("member", "kicked")
    until(lambda: closed() == [-109])
    changes("kicked", "member")
    until(lambda: closed() == [])


def test_chat_that_lets_the_bot_in_again_is_told_that_its_subscriptions_stand(shared: Shared) -> None:
    api, bot = shared
    sessions = Sessions(db.engine(f"sqlite:///{bot.home / 'dealwire.db'}"))
    with sessions.writing() as session:
        subscriptions.add(session, Place("telegram", -111), 1, Rule(), "everything", NOW)

    def stands() -> bool:
        with sessions.reading() as session:
            return bool(subscriptions.page(session, Place("telegram", -111)).total)

    def changes(old: str, new: str) -> None:
        chat, person = {"id": -111, "type": "supergroup", "title": "G"}, {"id": 1, "is_bot": False, "first_name": "A"}
        was, is_ = ({"user": BOT, "status": status, "until_date": 0} for status in (old, new))
        api.update(
            my_chat_member={"chat": chat, "from": person, "date": 1, "old_chat_member": was, "new_chat_member": is_}
        )

    changes("member", "left")
    until(lambda: not stands())
    changes("left", "member")

    assert "stands again" in api.one(-111).text
    assert stands()


def test_answer_is_shown_in_one_message_while_it_is_written(shared: Shared) -> None:
    api, bot = shared

    api.says(1, f"{NAME} write group", -110)
    first = api.one(-110)
    bot.let("group")

    final = api.wait("editMessageText", 1, -110, "The end.")[0]
    assert first.text == "The first sentence. …"
    assert final.arguments["message_id"] == first.result["message_id"]
    assert len(api.found("send", -110)) == 1
