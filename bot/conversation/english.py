"""That most articles are in English: told once to a chat that speaks another language, and is answered by quotes."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.conversation import memory
from bot.conversation.texts import LANGUAGES
from bot.conversation.turn import Parts, Turn
from index.asking.foreign import rendering

if TYPE_CHECKING:
    from index.answering.answer import Answer


def is_foreign(parts: Parts, turn: Turn) -> bool:
    """Whether this person's questions are put into English words and answered by quotes: a model needs neither."""
    return not parts.model and turn.texts.language != LANGUAGES[0]


def note(session: Session, turn: Turn, made: "Answer") -> str | None:
    """Before this answer is kept: with the chat's first one, unless its quotes are in that other language."""
    quotes = [citation.quote for citation in made.citations]
    if not memory.is_empty(session, turn.who) or not (made.abstained or any(map(_is_english, quotes))):
        return None
    return turn.texts("ask.english")


def _is_english(quote: str) -> bool:
    return rendering.in_english(quote) == quote
