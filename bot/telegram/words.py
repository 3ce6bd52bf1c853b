"""What the bot says by itself, around what the conversation says: the texts `bot.…` of the interface."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from bot.conversation import preferences, texts
from bot.conversation.talk import Who
from bot.conversation.texts import Texts
from corpus.db import Sessions

log = logging.getLogger(__name__)


def spoken(sessions: Sessions, who: Who) -> Texts:
    """As their chat wants to be spoken to; as their client says when that cannot be read: apologies must not fail."""
    try:
        with sessions.reading() as session:
            return preferences.spoken(session, who)
    except SQLAlchemyError as error:
        log.warning("settings not read error=%s", type(error).__name__)
        return texts.of(who.language)
