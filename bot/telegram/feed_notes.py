"""The admins told of feeds that have ended: each once, as far as Telegram lets us."""

import asyncio
import logging
from collections.abc import Collection

from bot.conversation import preferences
from bot.conversation.lookups import feeds
from bot.conversation.replies import Reply
from bot.conversation.talk import Who
from bot.telegram.calls import Undelivered
from bot.telegram.membership import MESSENGER
from bot.telegram.pacing import Lane
from bot.telegram.routing import Place
from bot.telegram.sending import Envelope, Sender
from bot.telegram.threads import beside
from corpus.db import Sessions
from corpus.feeds import kept

_PAUSE_SECONDS = 60.0

log = logging.getLogger(__name__)


async def run(sender: Sender, sessions: Sessions, operators: Collection[int]) -> None:
    """Until cancelled. Without admins nobody is told: `dealwire status` says it all the same."""
    while operators:
        try:
            await tell(sender, sessions, operators)
        except Exception:  # told again in a minute
            log.exception("admins not told of feeds")
        await asyncio.sleep(_PAUSE_SECONDS)


async def tell(sender: Sender, sessions: Sessions, operators: Collection[int]) -> None:
    """Tells of those of which they were not told, in their private chats."""
    for operator in sorted(operators):
        keys, reply = await beside(_note, sessions, operator)
        if not reply:
            return
        try:
            await sender.send(reply, Envelope(Place(operator), operator, Lane.BULK))
        except Undelivered as error:
            log.warning("admin not told of feeds user=%d error=%s", operator, error)
    # After all of them: a crash in between tells the first ones twice rather than the last ones never.
    await beside(_told, sessions, keys)


def _note(sessions: Sessions, operator: int) -> tuple[list[int], Reply | None]:
    with sessions.reading() as session:
        ended = kept.untold(session)
        texts = preferences.spoken(session, Who(MESSENGER, operator, None, operator, is_admin=True))
        return [feed.key for feed in ended], feeds.ended(ended, texts) if ended else None


def _told(sessions: Sessions, keys: list[int]) -> None:
    with sessions.writing() as session:
        kept.tell(session, keys)
