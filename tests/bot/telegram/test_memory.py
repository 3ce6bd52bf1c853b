from datetime import timedelta

from sqlalchemy import select

from bot.conversation.replies import Action
from bot.telegram import memory
from bot.telegram.tables import TelegramButtonRow
from corpus.db import Sessions
from tests.fakes import NOW

MORE = Action("more", ("a", "b"))


def test_button_does_what_it_was_made_for_in_its_chat_until_it_expires(sessions: Sessions) -> None:
    token = memory.keep_buttons(sessions, 1, 5, [MORE], NOW)[MORE]

    assert memory.action(sessions, token, 1, NOW) == MORE
    assert memory.action(sessions, token, 2, NOW) is None
    assert memory.action(sessions, token, 1, NOW + memory.KEPT) is None
    assert memory.action(sessions, "guessed", 1, NOW) is None


def test_tokens_fit_into_a_button_and_no_two_are_the_same(sessions: Sessions) -> None:
    tokens = [memory.keep_buttons(sessions, 1, 5, [MORE], NOW)[MORE] for _ in range(20)]

    assert len(set(tokens)) == 20
    assert all(0 < len(token.encode()) <= 64 for token in tokens)


def test_edited_message_is_about_what_it_says_now(sessions: Sessions) -> None:
    memory.keep_context(sessions, 1, 5, [10, 11], ("who?",), NOW)
    memory.keep_context(sessions, 1, 5, [11], ("whom?",), NOW)

    assert memory.context(sessions, 1, 10) == ("who?",)
    assert memory.context(sessions, 1, 11) == ("whom?",)
    assert memory.context(sessions, 2, 10) == ()


def test_chat_that_was_closed_can_be_opened_again(sessions: Sessions) -> None:
    def is_closed() -> bool:
        with sessions.reading() as session:
            return memory.closed(session, 1)

    with sessions.writing() as session:
        memory.close(session, 1, "blocked", NOW)
        memory.close(session, 1, "blocked again", NOW)
    after_closing = is_closed()
    with sessions.writing() as session:
        memory.reopen(session, 1)

    assert after_closing
    assert not is_closed()


def test_moved_chat_keeps_its_buttons_and_not_the_numbers_of_its_messages(sessions: Sessions) -> None:
    token = memory.keep_buttons(sessions, -1, 5, [MORE], NOW)[MORE]
    memory.keep_context(sessions, -1, 5, [10], ("who?",), NOW)

    with sessions.writing() as session:
        memory.move(session, -1, -100)

    assert memory.action(sessions, token, -100, NOW) == MORE
    assert memory.context(sessions, -1, 10) == ()
    assert memory.context(sessions, -100, 10) == ()


def test_forgotten_person_leaves_nothing_and_others_stay(sessions: Sessions) -> None:
    tokens = [memory.keep_buttons(sessions, -1, user, [MORE], NOW)[MORE] for user in (5, 6)]
    for user in (5, 6):
        memory.keep_context(sessions, -1, user, [user], ("who?",), NOW)

    with sessions.writing() as session:
        memory.forget(session, 5)

    assert [memory.action(sessions, token, -1, NOW) for token in tokens] == [None, MORE]
    assert [memory.context(sessions, -1, user) for user in (5, 6)] == [(), ("who?",)]


def test_pruning_takes_what_is_too_old_alone(sessions: Sessions) -> None:
    memory.keep_buttons(sessions, 1, 5, [MORE], NOW - memory.KEPT)
    memory.keep_context(sessions, 1, 5, [10], ("old",), NOW - memory.KEPT - timedelta(days=1))
    token = memory.keep_buttons(sessions, 1, 5, [MORE], NOW)[MORE]
    memory.keep_context(sessions, 1, 5, [11], ("new",), NOW)

    memory.prune(sessions, NOW)

    assert memory.action(sessions, token, 1, NOW) == MORE
    assert memory.context(sessions, 1, 10) == ()
    assert memory.context(sessions, 1, 11) == ("new",)
    with sessions.reading() as session:
        assert session.scalars(select(TelegramButtonRow.token)).all() == [token]
