"""An update from disk to its answer: understood, given to the conversation, said; and what happens when that fails."""

import json
import logging
import secrets

from bot.telegram import inbox
from bot.telegram.answering import Answering
from bot.telegram.calls import Undelivered
from bot.telegram.inbox import Begun, Waiting
from bot.telegram.intake import Reading
from bot.telegram.membership import Chats
from bot.telegram.routing import Asked, Commanded, Filed, Meant, Membership, Moved, Pressed, Sought, Wordless
from bot.telegram.threads import beside
from corpus.db import Sessions

log = logging.getLogger(__name__)


class Handling:
    """`handle` is what `Lanes` runs."""

    def __init__(self, sessions: Sessions, read: Reading, answering: Answering, chats: Chats) -> None:
        self._sessions = sessions
        self._read = read
        self._answering = answering
        self._chats = chats

    async def handle(self, waiting: Waiting) -> None:
        """Never raises: a person whose update fails is told so, with an id that is in the log."""
        try:
            begun = await beside(inbox.begin, self._sessions, waiting.update_id)
            if begun is None:
                return
            await self._apologising(waiting, begun)
            # Only now: whatever kills us before, it is handled again.
            await beside(inbox.end, self._sessions, waiting.update_id)
        except Exception:
            log.exception("update not ended update=%d", waiting.update_id)

    async def _apologising(self, waiting: Waiting, begun: Begun) -> None:
        one = self._read(json.loads(begun.payload))
        if one is None:
            return
        id_ = secrets.token_hex(4)
        try:
            if begun.hopeless:
                log.error("update given up id=%s update=%d", id_, waiting.update_id)
                await self._answering.apologise(one, lambda texts: texts("bot.interrupted", id=id_))
            else:
                await self._do(waiting.update_id, one)
        except Undelivered as error:
            log.warning("not delivered id=%s update=%d reason=%s", id_, waiting.update_id, type(error).__name__)
        except Exception:
            log.exception("update failed id=%s update=%d", id_, waiting.update_id)
            await self._answering.apologise(one, lambda texts: texts("bot.apology", id=id_))

    async def _do(self, update_id: int, one: Meant) -> None:
        match one:
            case Asked():
                await self._answering.question(update_id, one)
            case Commanded():
                await self._answering.command(update_id, one)
            case Pressed():
                await self._answering.press(update_id, one)
            case Sought():
                await self._answering.inline(update_id, one)
            case Filed():
                await self._answering.file(update_id, one)
            case Wordless():
                await self._answering.say(one, lambda texts: texts("bot.wordless"))
            case Membership():
                if back := await self._chats.membership(one):
                    await self._answering.say(one, lambda texts: texts.counted("start.back", back))
            case Moved():
                await self._chats.moved(one.old, one.new)
