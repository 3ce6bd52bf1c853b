"""What people say given to the conversation, and what it says given back, one update at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import BadRequest

from bot.conversation.replies import Action, Button, Reply, paragraph
from bot.conversation.talk import LARGEST_DOCUMENT, Who
from bot.conversation.texts import Texts
from bot.telegram import inbox, memory, words, working
from bot.telegram.calls import Calls
from bot.telegram.failures import Next, verdict
from bot.telegram.inline import results
from bot.telegram.routing import Asked, Commanded, Filed, Meant, Membership, Place, Pressed, Sought, Wordless
from bot.telegram.sending import Envelope, Sender
from bot.telegram.stopping import Stopped, Stopping
from bot.telegram.talking import First, Talking
from bot.telegram.threads import beside
from corpus.db import Sessions

CANCEL, FORGET, START = "cancel", "forget", "start"
#: A button of ours that asks a question once more.
_AGAIN = "ask_again"
#: Commands and buttons are usually answered before anybody could read "typing …".
_TYPING_AFTER_SECONDS = 0.4
#: Seconds for which Telegram answers the same query by itself.
_INLINE_CACHE = 60

log = logging.getLogger(__name__)


class Answering:
    def __init__(
        self,
        bot: Bot,
        calls: Calls,
        sender: Sender,
        talking: Talking,
        sessions: Sessions,
        clock: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._calls = calls
        self._sender = sender
        self._talking = talking
        self._sessions = sessions
        self._clock = clock
        self._stopping = Stopping()
        #: Presses answered, or about to be, as they came.
        self._pressed: dict[int, asyncio.Task[None]] = {}

    def at_once(self, update_id: int, one: Meant) -> None:
        """What must not wait for what is ahead of it in its chat."""
        if isinstance(one, Commanded) and one.name == CANCEL:
            self._stopping.stop(one.place.lane, update_id)
        elif isinstance(one, Pressed):
            self._pressed[update_id] = asyncio.create_task(self._acknowledge(one))

    async def question(self, update_id: int, one: Asked) -> None:
        who = await self._talking.who(one.place, one.speaker)
        about = await beside(memory.context, self._sessions, one.place.chat, one.about) if one.about is not None else ()
        streaming = working.Streaming(self._bot, self._calls, one.place, one.message)
        try:
            async with working.typing(self._bot, self._calls, one.place), streaming.running():
                asking = self._talking.question(who, one.text, about, streaming.on_text, self._trying(update_id))
                reply = await self._stopping.unless_stopped(one.place.lane, update_id, asking)
        except Stopped:
            if streaming.shown is not None:
                await self._sender.withdraw(one.place.chat, streaming.shown)
            return
        await self._sender.send(reply, _to(one.place, who, one.message, streaming.shown))

    async def command(self, update_id: int, one: Commanded) -> None:
        if one.name == CANCEL:
            something = self._stopping.done(one.place.lane, update_id)
            await self.say(one, lambda texts: texts("bot.stopped" if something else "bot.nothing_to_stop"))
            return
        if one.name == FORGET:
            # What we keep of them; the conversation erases and tells the rest.
            await beside(self._forget, one.speaker.user)
        if one.name == START:
            # Whatever it seemed: whoever says something there can be answered. What stands again, it is told.
            await beside(self._reopen, one.place.chat)
        who = await self._talking.who(one.place, one.speaker, may_change=True)
        commanding = self._talking.command(who, one.name, one.arguments, self._trying(update_id))
        if reply := await self._looked_up(update_id, one.place, commanding):
            await self._sender.send(reply, _to(one.place, who, one.message))

    async def file(self, update_id: int, one: Filed) -> None:
        content = b""
        if one.size <= LARGEST_DOCUMENT:
            content = await self._calls.try_(lambda: self._fetched(one.file)) or b""
        if not content:
            key = "bot.unfetched" if one.size <= LARGEST_DOCUMENT else "bot.large"
            await self.say(one, lambda texts: texts(key, kb=LARGEST_DOCUMENT // 1024))
            return
        who = await self._talking.who(one.place, one.speaker, may_change=True)
        reading = self._talking.document(who, one.name, content, self._trying(update_id))
        if reply := await self._looked_up(update_id, one.place, reading):
            await self._sender.send(reply, _to(one.place, who, one.message))

    async def press(self, update_id: int, one: Pressed) -> None:
        # After a restart nobody has answered it yet.
        await (self._pressed.pop(update_id, None) or self._acknowledge(one))
        action = await self._action(one)
        if action is None or one.place is None:
            return
        if action.name == _AGAIN:
            text, message, about = action.arguments
            question = Asked(one.place, one.speaker, text, int(message), int(about) if about else None)
            await self.question(update_id, question)
            return
        who = await self._talking.who(one.place, one.speaker, may_change=True)
        if one.place.is_channel and not who.manages_chat:
            return  # what a reader of a channel presses would be answered to all of them
        acting = self._talking.action(who, action, self._trying(update_id))
        if reply := await self._looked_up(update_id, one.place, acting):
            turned = one.message if reply.replaces else None
            await self._sender.send(reply, _to(one.place, who, shown=turned))

    async def inline(self, update_id: int, one: Sought) -> None:
        found = await self._talking.inline(one.speaker, one.text, self._trying(update_id))
        for plain in (False, True):
            answer = await beside(results, found, self._bot.username, plain)
            try:
                # Personal: in the person's language, and an allow-list may let in one and not another.
                await self._bot.answer_inline_query(one.query, answer, cache_time=_INLINE_CACHE, is_personal=True)
                return
            except BadRequest as error:
                if verdict(error).next is Next.TOO_LATE:
                    return
                log.warning("inline results refused plain=%s error=%s", plain, error)

    async def say(self, one: Meant, choose: Callable[[Texts], str], again: Action | None = None) -> None:
        """Something of the bot's own, to whoever is answered there; nothing where nobody is."""
        if isinstance(one, Asked | Commanded | Filed | Wordless | Pressed | Membership) and one.place:
            message = None if isinstance(one, Pressed | Membership) else one.message
            who = await self._talking.who(one.place, one.speaker)
            texts = await beside(words.spoken, self._sessions, who)
            buttons = ((Button(texts("bot.again"), again),),) if again else ()
            await self._sender.send(Reply((paragraph(choose(texts)),), buttons), _to(one.place, who, message))

    async def apologise(self, one: Meant, choose: Callable[[Texts], str]) -> None:
        """Says so, with a button that asks the same again where it was a question."""
        try:
            await self.say(one, choose, await self._again(one))
        except SQLAlchemyError:  # of the button nothing can be kept
            await self.say(one, choose)

    async def _again(self, one: Meant) -> Action | None:
        if isinstance(one, Asked):
            return Action(_AGAIN, (one.text, str(one.message), "" if one.about is None else str(one.about)))
        action = await self._action(one) if isinstance(one, Pressed) else None
        return action if action and action.name == _AGAIN else None

    async def _fetched(self, id_: str) -> bytes:
        return bytes(await (await self._bot.get_file(id_)).download_as_bytearray())

    def _trying(self, update_id: int) -> First:
        return partial(inbox.try_, self._sessions, update_id)

    def _reopen(self, chat: int) -> None:
        with self._sessions.writing() as session:
            memory.reopen(session, chat)

    def _forget(self, user: int) -> None:
        with self._sessions.writing() as session:
            memory.forget(session, user)

    async def _looked_up(self, update_id: int, place: Place, looking: Awaitable[Reply]) -> Reply | None:
        """None when it was stopped."""
        try:
            async with working.typing(self._bot, self._calls, place, _TYPING_AFTER_SECONDS):
                return await self._stopping.unless_stopped(place.lane, update_id, looking)
        except Stopped:
            return None

    async def _acknowledge(self, one: Pressed) -> None:
        """Ends the button's waiting, with a word if it does nothing any more."""
        text = None
        if await self._action(one) is None:
            who = await self._talking.who(one.place or Place(one.speaker.user), one.speaker)
            text = (await beside(words.spoken, self._sessions, who))("bot.expired")
        await self._calls.try_(lambda: self._bot.answer_callback_query(one.query, text))

    async def _action(self, one: Pressed) -> Action | None:
        if one.place is None:
            return None
        return await beside(memory.action, self._sessions, one.token, one.place.chat, self._clock())


def _to(place: Place, who: Who, question: int | None = None, shown: int | None = None) -> Envelope:
    """In a group it is to be seen whose question was answered."""
    return Envelope(place, who.user, replying_to=question if place.is_group else None, instead_of=shown)
