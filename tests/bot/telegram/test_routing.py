from typing import Any

import pytest
from telegram import Update

from bot.telegram.routing import (
    Asked,
    Commanded,
    Filed,
    Me,
    Meant,
    Membership,
    Moved,
    Place,
    Pressed,
    Sought,
    Speaker,
    Wordless,
    home,
    meant,
)

ME = Me(5, "dealwire_bot")
ANN = {"id": 1, "is_bot": False, "first_name": "Ann", "language_code": "de"}
US = {"id": 5, "is_bot": True, "first_name": "Dealwire", "username": "dealwire_bot"}
ALONE = {"id": 1, "type": "private", "first_name": "Ann"}
GROUP = {"id": -1, "type": "supergroup", "title": "Group"}
SPEAKER = Speaker(1, "de")


def route(**update: Any) -> Meant | None:
    return meant(Update.de_json({"update_id": 1, **update}), ME)


def said(text: str, chat: dict[str, Any] = ALONE, entities: str = "", **more: Any) -> Meant | None:
    """A message; `entities`: "mention" or "bot_command", each the first word that is one."""
    marks = {"mention": "@", "bot_command": "/"}
    found = []
    for kind in entities.split():
        start = text.index(marks[kind])
        length = len(text[start:].split()[0].rstrip(",?"))
        # Telegram counts UTF-16 code units.
        before = len(text[:start].encode("utf-16-le")) // 2
        found.append({"type": kind, "offset": before, "length": length})
    content = {"message_id": 9, "date": 1, "chat": chat, "from": ANN, "text": text or None, "entities": found}
    return route(message=content | more)


def test_text_in_a_private_chat_is_a_question() -> None:
    assert said("who?") == Asked(Place(1), SPEAKER, "who?", 9)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("@dealwire_bot who?", "who?"),
        ("@Dealwire_Bot, who?", "who?"),
        ("so 🚗🔋 who, @dealwire_bot?", "so 🚗🔋 who,  ?"),
        ("@dealwire_bot\nwho?", "who?"),
    ],
)
def test_question_in_a_group_is_what_is_said_beside_our_name(text: str, question: str) -> None:
    assert said(text, GROUP, "mention") == Asked(Place(-1, None, True), SPEAKER, question, 9)


def test_our_bare_name_asks_what_can_be_asked() -> None:
    found = said("@dealwire_bot", GROUP, "mention")

    assert found == Commanded(Place(-1, None, True), SPEAKER, "help", "", 9)


@pytest.mark.parametrize("text", ["who?", "@other_bot who?", "@dealwire_bots who?", "me@dealwire_bot.com"])
def test_what_others_say_in_a_group_is_nothing_to_us(text: str) -> None:
    assert said(text, GROUP, "mention" if text.startswith("@") else "") is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/deals Mazda supply", ("deals", "Mazda supply")),
        ("/DEALS@dealwire_bot\nMazda", ("deals", "Mazda")),
        ("/start deal_ab12", ("start", "deal_ab12")),
    ],
)
def test_command_has_its_name_and_arguments(text: str, command: tuple[str, str]) -> None:
    found = said(text, GROUP, "bot_command")

    assert isinstance(found, Commanded)
    assert (found.name, found.arguments) == command


def test_command_of_another_bot_is_nothing_to_us_even_in_a_private_chat() -> None:
    assert said("/deals@other_bot", GROUP, "bot_command") is None
    assert said("/deals@other_bot", ALONE, "bot_command") is None


def test_reply_to_a_message_of_ours_is_about_it() -> None:
    ours = {"message_id": 4, "date": 1, "chat": GROUP, "from": US, "text": "an answer"}

    found = said("since when?", GROUP, reply_to_message=ours)

    assert found == Asked(Place(-1, None, True), SPEAKER, "since when?", 9, about=4)


def test_reply_to_somebody_else_is_nothing_to_us() -> None:
    theirs = {"message_id": 4, "date": 1, "chat": GROUP, "from": ANN, "text": "a remark"}

    assert said("since when?", GROUP, reply_to_message=theirs) is None


def test_topic_is_kept_and_a_thread_outside_forums_is_none() -> None:
    in_topic = said("/help", GROUP, "bot_command", message_thread_id=3, is_topic_message=True)
    in_thread = said("/help", GROUP, "bot_command", message_thread_id=3)

    assert isinstance(in_topic, Commanded)
    assert isinstance(in_thread, Commanded)
    assert (in_topic.place.topic, in_thread.place.topic) == (3, None)
    assert home(in_topic) != home(in_thread)


def test_picture_is_wordless_in_a_private_chat_and_its_caption_a_question() -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]

    assert said("", photo=photo) == Wordless(Place(1), SPEAKER, 9)
    assert said("", photo=photo, caption="who?") == Asked(Place(1), SPEAKER, "who?", 9)
    assert said("", GROUP, photo=photo) is None


def test_bots_and_what_comes_by_itself_are_not_talked_to() -> None:
    robot = {"id": 8, "is_bot": True, "first_name": "Robot"}

    by_robot: dict[str, Any] = {"from": robot}
    assert said("who?", **by_robot) is None
    assert said("who?", via_bot=US) is None
    assert said("@dealwire_bot who?", GROUP, "mention", is_automatic_forward=True) is None
    assert said("", pinned_message={"message_id": 4, "date": 1, "chat": ALONE}) is None


def test_group_itself_speaks_through_its_administrators() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}

    by_group: dict[str, Any] = {"from": anonymous, "sender_chat": GROUP}
    found = said("/settings", GROUP, "bot_command", **by_group)

    assert isinstance(found, Commanded)
    assert found.speaker.anonymous


def test_press_has_the_place_of_its_message_and_none_when_it_is_inline() -> None:
    query = {"id": "q", "from": ANN, "chat_instance": "1", "data": "token"}
    message = {"message_id": 4, "date": 1, "chat": GROUP, "from": US, "text": "an answer"}
    old = {"message_id": 4, "date": 0, "chat": GROUP}

    places = [
        (found.place, found.message)
        for extra in ({"message": message}, {"message": old}, {"inline_message_id": "i"})
        if isinstance(found := route(callback_query=query | extra), Pressed)
    ]

    assert places == [(Place(-1, None, True), 4), (Place(-1, None, True), 4), (None, None)]


def test_inline_query_is_its_persons_own() -> None:
    found = route(inline_query={"id": "q", "from": ANN, "query": "mazda", "offset": ""})

    assert found == Sought(SPEAKER, "q", "mazda")
    assert home(found) == (1, "inline/1")


RIGHTS = (
    "can_add_web_page_previews can_change_info can_invite_users can_manage_topics can_pin_messages can_send_audios "
    "can_send_documents can_send_messages can_send_other_messages can_send_photos can_send_polls can_send_video_notes "
    "can_send_videos can_send_voice_notes can_edit_tag can_react_to_messages"
).split()
ADMIN_RIGHTS = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
    "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
).split()


def restricted(**rights: bool) -> dict[str, Any]:
    return {"status": "restricted", "is_member": True, **dict.fromkeys(RIGHTS, False), **rights}


def administrator(**rights: bool) -> dict[str, Any]:
    return {"status": "administrator", **dict.fromkeys(ADMIN_RIGHTS, False), **rights}


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ({"status": "member"}, True),
        ({"status": "left"}, False),
        ({"status": "kicked"}, False),
        (restricted(), False),
        (restricted(can_send_messages=True), True),
        (restricted(can_send_messages=True, is_member=False), False),
        (administrator(), True),
        (administrator(can_post_messages=True), True),
        (administrator(can_post_messages=False), False),
    ],
)
def test_membership_says_whether_we_may_write(now: dict[str, Any], is_open: bool) -> None:
    was, is_ = ({"user": US, "until_date": 0, **one} for one in ({"status": "member"}, now))

    found = route(
        my_chat_member={"chat": GROUP, "from": ANN, "date": 1, "old_chat_member": was, "new_chat_member": is_}
    )

    assert found == Membership(Place(-1, None, True), SPEAKER, is_open)


def test_group_that_becomes_a_supergroup_moves() -> None:
    assert said("", GROUP, migrate_to_chat_id=-100) == Moved(-1, -100)


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "edited_channel_post"])
def test_what_was_not_asked_for_is_nothing_to_us(kind: str) -> None:
    assert route(**{kind: {"message_id": 1, "date": 1, "chat": ALONE, "from": ANN, "text": "who?"}}) is None


def test_new_kinds_of_updates_are_nothing_to_us() -> None:
    assert route(something_new={"id": 1}) is None


JSON = {"file_id": "f", "file_unique_id": "u", "file_name": "mine.json", "file_size": 12}


def test_file_that_can_be_read_is_one_whatever_is_said_with_it() -> None:
    assert said("", document=JSON) == Filed(Place(1), SPEAKER, 9, "f", "mine.json", 12)
    assert said("", document=JSON, caption="look") == Filed(Place(1), SPEAKER, 9, "f", "mine.json", 12)
    nameless = {"file_id": "f", "file_unique_id": "u", "mime_type": "application/json"}
    assert said("", document=nameless) == Filed(Place(1), SPEAKER, 9, "f", "", 0)


def test_file_of_another_kind_has_nothing_to_read() -> None:
    assert said("", document=JSON | {"file_name": "mine.pdf"}) == Wordless(Place(1), SPEAKER, 9)


def test_file_in_a_group_is_for_us_only_as_a_reply_to_us() -> None:
    assert said("", GROUP, document=JSON) is None
    ours = {"message_id": 4, "date": 1, "chat": GROUP, "from": US, "text": "Send it."}
    assert isinstance(said("", GROUP, document=JSON, reply_to_message=ours), Filed)


CHANNEL = {"id": -7, "type": "channel", "title": "Channel"}


def posted(text: str, **more: Any) -> Meant | None:
    length = len(text.split()[0]) if text.startswith("/") else 0
    entities = [{"type": "bot_command", "offset": 0, "length": length}] if length else []
    content = {"message_id": 9, "date": 1, "chat": CHANNEL, "sender_chat": CHANNEL, "text": text, "entities": entities}
    return route(channel_post=content | more)


def test_command_posted_in_a_channel_is_its_administrators() -> None:
    found = posted("/subscribe Mazda")

    speaker = Speaker(-7, "", anonymous=True)
    assert found == Commanded(Place(-7, None, is_group=True, is_channel=True), speaker, "subscribe", "Mazda", 9)
    assert home(found) == (-7, "-7/")


@pytest.mark.parametrize(
    "text", ["Our news of today", "@dealwire_bot who supplies Mazda?", "/subscribe@other_bot Mazda"]
)
def test_other_posts_of_a_channel_are_not_for_us(text: str) -> None:
    assert posted(text) is None
