"""The process, asked in all the ways that Telegram has."""

import sqlite3
from contextlib import closing

import pytest

from tests.bot.telegram.conftest import Bot
from tests.bot.telegram.scripted import until
from tests.bot.telegram.server import BOT, BotApi, Fault

Shared = tuple[BotApi, Bot]
NAME = f"@{BOT['username']}"


def test_text_in_a_private_chat_is_answered_once(shared: Shared) -> None:
    api, _ = shared

    api.says(1, "who <supplies> Mazda & co?")

    answer = api.one(1)
    api.says(1, "and then?")
    assert len(api.wait("send", 2, 1)) == 2
    assert answer.text == "You asked: who &lt;supplies&gt; Mazda &amp; co?"
    assert answer.arguments["parse_mode"] == "HTML"
    assert answer.arguments["link_preview_options"] == {"is_disabled": True}
    assert "reply_parameters" not in answer.arguments


def test_somebody_who_waits_sees_typing(shared: Shared) -> None:
    api, bot = shared

    api.says(2, "wait typing")

    assert api.wait("sendChatAction", 1, 2)[0].arguments["action"] == "typing"
    bot.let("typing")
    api.one(2)


def test_command_has_its_arguments_and_start_its_deep_link(shared: Shared) -> None:
    api, _ = shared

    api.says(3, "/start deal_ab12")
    api.says(4, f"/deals{NAME}  Mazda supply")

    assert "Command start of &lt;deal_ab12&gt;" in api.one(3).text
    assert "Command deals of &lt;Mazda supply&gt;" in api.one(4).text


def test_operators_are_known_by_their_ids(shared: Shared) -> None:
    api, _ = shared

    api.says(99, "/status")
    api.says(98, "/status")

    assert "operates" in api.one(99).text
    assert "operates" not in api.one(98).text


def test_picture_and_file_are_sent_with_their_captions(shared: Shared) -> None:
    api, _ = shared

    api.says(5, "/map Mazda")
    api.says(6, "/export")

    assert api.wait("sendPhoto", 1, 5)[0].text == "A map\n\nWhat it shows."
    document = api.wait("sendDocument", 1, 6)[0]
    assert document.text == "All deals"
    assert document.arguments["document"] == "5 bytes"


def test_long_answer_is_several_messages_in_order_and_the_last_has_the_buttons(shared: Shared) -> None:
    api, _ = shared

    api.says(7, "long")

    found = api.wait("send", 4, 7)
    paragraphs = [int(part.split()[0]) for call in found for part in call.text.split("\n\n")]
    assert paragraphs == sorted(paragraphs)
    assert [bool(call.tokens) for call in found] == [False] * (len(found) - 1) + [True]


def test_reply_to_an_answer_is_asked_with_what_it_was_about(shared: Shared) -> None:
    api, _ = shared
    api.says(8, "who supplies Mazda?")

    api.replies(8, api.one(8), "since when?")

    assert api.one(8, "since when").text == "You asked: since when? | about who supplies Mazda?"


def test_button_does_its_action_and_is_acknowledged(shared: Shared) -> None:
    api, _ = shared
    api.says(9, "who?")
    message = api.one(9)

    query = api.presses(9, message, message.tokens[0])

    assert api.one(9, "Pressed").text == "Pressed more who?"
    answered = [call for call in api.found("answerCallbackQuery") if call.arguments["callback_query_id"] == int(query)]
    assert len(answered) == 1
    assert "text" not in answered[0].arguments


def test_button_of_another_chat_and_one_that_never_was_say_kindly_that_they_are_too_old(shared: Shared) -> None:
    api, _ = shared
    api.says(10, "who?")
    message = api.one(10)
    api.says(11, "who?")
    elsewhere = api.one(11)

    queries = [api.presses(11, elsewhere, message.tokens[0]), api.presses(11, elsewhere, "nonsense")]
    api.says(11, "next")

    api.one(11, "next")
    said = {call.arguments["callback_query_id"]: call.text for call in api.found("answerCallbackQuery")}
    assert all("too old" in said[int(query)] for query in queries)
    assert api.found("send", 11, "Pressed") == []


def test_button_is_acknowledged_while_a_question_of_its_chat_is_in_work(shared: Shared) -> None:
    api, bot = shared
    api.says(12, "who?")
    message = api.one(12)
    before = len(api.found("answerCallbackQuery"))

    api.says(12, "wait ahead")
    bot.wait_asked("ahead")
    api.presses(12, message, message.tokens[0])

    api.wait("answerCallbackQuery", before + 1)
    assert api.found("send", 12, "Pressed") == []
    bot.let("ahead")
    api.one(12, "Pressed")


@pytest.mark.parametrize("query", ["mazda", "nothing"])
def test_inline_query_is_answered_in_any_case(shared: Shared, query: str) -> None:
    api, _ = shared
    before = len(api.found("answerInlineQuery"))
    person = {"id": 13, "is_bot": False, "first_name": "Ann"}

    api.update(inline_query={"id": "77", "from": person, "query": query, "offset": ""})

    results = api.wait("answerInlineQuery", before + 1)[-1].arguments["results"]
    titles = [(one["title"], one["input_message_content"]["message_text"]) for one in results]
    assert titles == ([] if query == "nothing" else [("Title of mazda", "Found &lt;mazda&gt;")])


def test_picture_without_words_is_answered_with_what_can_be_done(shared: Shared) -> None:
    api, _ = shared

    api.says(14, "", photo=[{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}])

    assert "/help" in api.one(14).text


def test_edited_message_is_not_answered_again(shared: Shared) -> None:
    api, _ = shared
    number = api.says(15, "who?")
    chat, person = {"id": 15, "type": "private"}, {"id": 15, "is_bot": False, "first_name": "Ann"}

    api.update(edited_message={"message_id": number, "date": 1, "chat": chat, "from": person, "text": "whom?"})
    api.says(15, "next")

    api.one(15, "next")
    assert api.found("send", 15, "whom") == []


def test_page_that_a_button_leads_to_takes_the_place_of_the_one_before(shared: Shared) -> None:
    api, _ = shared
    api.says(16, "pages")
    message = api.one(16, "Page 1")

    api.presses(16, message, message.tokens[0])
    turned = api.wait("editMessageText", 1, 16, "Page 2")[0]
    api.replies(16, message, "what is that?")

    assert turned.arguments["message_id"] == message.result["message_id"]
    assert api.one(16, "what is that").text == "You asked: what is that? | about page 2"
    assert turned.tokens != message.tokens
    assert api.found("send", 16, "Page 2") == []


def test_page_of_a_message_that_is_gone_is_sent_as_another(shared: Shared) -> None:
    api, _ = shared
    api.says(17, "pages")
    message = api.one(17, "Page 1")
    api.faults.append(Fault("editMessageText", 400, "Bad Request: message to edit not found", chat=17))

    api.presses(17, message, message.tokens[0])

    assert api.one(17, "Page 2").tokens


def test_page_with_a_picture_takes_the_place_of_the_text_before(shared: Shared) -> None:
    api, _ = shared
    api.says(18, "pages")
    message = api.one(18, "Page 1")
    for number in (2, 3):
        api.presses(18, message, message.tokens[0])
        message = api.wait("editMessageText", 1, 18, f"Page {number}")[0]

    api.presses(18, message, message.tokens[0])

    assert api.wait("sendPhoto", 1, 18)[0].tokens
    assert api.wait("deleteMessage", 1, 18)[0].arguments["message_id"] == message.arguments["message_id"]


def test_page_after_a_picture_is_sent_as_another(shared: Shared) -> None:
    api, _ = shared
    api.says(19, "/map")
    picture = api.one(19)
    api.faults.append(Fault("editMessageText", 400, "Bad Request: there is no text in the message to edit", chat=19))

    api.presses(19, picture, picture.tokens[0])

    assert api.one(19, "Page 2").tokens


def test_forget_erases_what_is_kept_of_a_persons_messages(shared: Shared) -> None:
    api, bot = shared
    api.says(30, "pages")
    api.one(30)

    api.says(30, "/forget")

    api.one(30, "Command forget")
    until(lambda: not _kept(bot, 30))


def _kept(bot: Bot, user: int) -> list[str]:
    """The tables that know of somebody."""
    columns = ("telegram_updates", "chat"), ("telegram_buttons", "user"), ("telegram_contexts", "user")
    with closing(sqlite3.connect(bot.home / "dealwire.db")) as database:
        counted = {
            table: database.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", (user,)).fetchone()[0]
            for table, column in columns
        }
    return [table for table, count in counted.items() if count]
