"""What the bot says by itself."""

import pytest
from sqlalchemy import text

from bot.conversation import preferences, texts
from bot.conversation.preferences import Preferences
from bot.conversation.talk import Who
from bot.telegram import words
from corpus.db import Sessions

SPANIARD = Who("telegram", -100, None, 7, "es", is_group=True)


def test_chat_that_has_chosen_a_language_is_spoken_to_in_it_whoever_writes(sessions: Sessions) -> None:
    with sessions.writing() as session:
        preferences.keep(session, SPANIARD, Preferences(language="de"))

    assert words.spoken(sessions, SPANIARD)("bot.stopped") == "Abgebrochen."


def test_chat_that_has_chosen_none_is_spoken_to_as_the_client_says(sessions: Sessions) -> None:
    assert words.spoken(sessions, SPANIARD)("bot.stopped") == "Detenido."


def test_apology_is_said_also_when_settings_cannot_be_read(sessions: Sessions) -> None:
    with sessions.writing() as session:
        session.execute(text("DROP TABLE chat_settings"))

    assert words.spoken(sessions, SPANIARD)("bot.stopped") == "Detenido."


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_word_for_an_expired_button_fits_into_what_telegram_shows_of_it(language: str) -> None:
    assert len(texts.of(language)("bot.expired")) <= 200
