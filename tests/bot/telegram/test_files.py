"""Files that people send, and channels."""

from dataclasses import replace
from itertools import count
from typing import Any

from bot.conversation.talk import LARGEST_DOCUMENT
from tests.bot.telegram.conftest import Bot
from tests.bot.telegram.server import BotApi

Shared = tuple[BotApi, Bot]
_ids = count(70_001)


def sends(api: BotApi, content: bytes, user: int, chat: int | None = None, **more: object) -> None:
    id_ = f"file{user}"
    api.files[id_] = content
    document = {"file_id": id_, "file_unique_id": id_, "file_name": "mine.json", "file_size": len(content)}
    api.says(user, "", chat, document=document, **more)


def test_file_is_fetched_and_read(shared: Shared) -> None:
    api, _ = shared
    ann = next(_ids)

    sends(api, b'{"subscriptions": []}', ann)

    assert "Got mine.json of 21 bytes" in api.one(ann).text and "who manages" in api.one(ann).text


def test_file_in_a_group_comes_from_whoever_may_change_it_or_not(shared: Shared) -> None:
    api, _ = shared
    group, admin, member = -next(_ids), next(_ids), next(_ids)
    api.statuses[group, admin] = "administrator"
    api.says(admin, "/settings", group)
    asked = api.one(group)

    for user in (admin, member):
        sends(api, bytes(user), user, group, reply_to_message=asked.result)

    assert "who manages" in api.one(group, f"{admin} bytes").text
    assert "who reads" in api.one(group, f"{member} bytes").text


def test_large_file_is_not_even_fetched(shared: Shared) -> None:
    api, _ = shared
    ann = next(_ids)

    sends(api, bytes(LARGEST_DOCUMENT + 1), ann)

    assert "no files of more than 512 KB" in api.one(ann).text
    assert not [call for call in api.found("getFile") if call.arguments["file_id"] == f"file{ann}"]


def test_file_that_telegram_does_not_give_out_is_asked_for_again(shared: Shared) -> None:
    api, _ = shared
    ann = next(_ids)
    document = {"file_id": "lost", "file_unique_id": "lost", "file_name": "mine.json", "file_size": 3}

    api.says(ann, "", document=document)

    assert "could not fetch that file" in api.one(ann).text


def test_command_posted_in_a_channel_is_answered_there(shared: Shared) -> None:
    api, _ = shared
    channel: dict[str, Any] = {"id": -next(_ids), "type": "channel", "title": "Channel"}
    entities = [{"type": "bot_command", "offset": 0, "length": 10}]

    api.update(
        channel_post={
            "message_id": 3, "date": 1, "chat": channel, "sender_chat": channel, "text": "/subscribe Mazda",
            "entities": entities,
        }
    )  # fmt: skip

    told = api.one(channel["id"]).text
    assert "Command subscribe of &lt;Mazda&gt;" in told and "manages" in told


def test_button_pressed_by_a_reader_of_a_channel_is_not_answered_to_all(shared: Shared) -> None:
    api, _ = shared
    channel, admin, reader = -next(_ids), next(_ids), next(_ids)
    api.statuses[channel, admin] = "administrator"
    where = {"id": channel, "type": "channel", "title": "Channel"}
    command = [{"type": "bot_command", "offset": 0, "length": 4}]
    post = {"message_id": 3, "date": 1, "chat": where, "sender_chat": where, "text": "/map", "entities": command}
    api.update(channel_post=post)
    (page,) = api.wait("send", 1, channel, "A map")

    for user in (reader, admin):
        api.presses(user, replace(page, result=page.result | {"chat": where}), page.tokens[0])

    api.update(channel_post=post | {"message_id": 4})
    api.wait("send", 2, channel, "A map")  # handled after both

    (turned,) = api.found("editMessageText", channel)
    assert "Page 2" in turned.text
