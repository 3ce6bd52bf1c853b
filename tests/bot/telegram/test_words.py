from dataclasses import asdict

from bot.conversation.texts import LANGUAGES
from bot.telegram import words


def test_every_language_of_the_conversation_is_spoken() -> None:
    assert set(words.BY_LANGUAGE) == set(LANGUAGES)
    for spoken in words.BY_LANGUAGE.values():
        assert all(asdict(spoken).values())
        assert "{id}" in spoken.apology
        assert "{id}" in spoken.interrupted
        assert len(spoken.expired) <= 200


def test_unknown_language_is_answered_in_english() -> None:
    assert words.of("tlh") is words.of("") is words.of("en-GB")
    assert words.of("de-AT").stopped == "Abgebrochen."
