"""Signs that an answer is being made: "typing …", and the answer itself while it is written."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import TelegramError

from bot.telegram.calls import Calls
from bot.telegram.failures import Next, verdict
from bot.telegram.markup import stream
from bot.telegram.markup.messages import Message
from bot.telegram.routing import Place
from bot.telegram.sending import NO_PREVIEW
from bot.telegram.stopping import Stopped

#: Telegram shows it for five seconds.
_TYPING_SECONDS = 4.5
_DRAFT_SECONDS = 1.0
_EDIT_SECONDS = 3.0
#: How many of the twenty messages a group may get in a minute edits leave alone.
_SPARE = 12

log = logging.getLogger(__name__)


@asynccontextmanager
async def typing(bot: Bot, calls: Calls, place: Place, after_seconds: float = 0.0) -> AsyncIterator[None]:
    """Shows "typing …" while the block runs."""

    async def show() -> None:
        await asyncio.sleep(after_seconds)
        while True:
            await calls.sign(lambda: bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.topic))
            await asyncio.sleep(_TYPING_SECONDS)

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


class Streaming:
    """Shows an answer while it is written: by drafts in private chats, elsewhere by a message that is edited.

    Both are extras: what Telegram does not take or has no room for is left out.
    """

    def __init__(self, bot: Bot, calls: Calls, place: Place, question: int) -> None:
        self._bot = bot
        self._calls = calls
        self._place = place
        self._question = question
        self._loop = asyncio.get_running_loop()
        self._text = ""
        self._news = asyncio.Event()
        self._over = asyncio.Event()
        #: The message in a group that shows the answer so far, known once `running` is over: the answer is to take
        #: its place.
        self.shown: int | None = None

    def on_text(self, text: str) -> None:
        """`talk.OnText`, from any thread.

        Raises:
            Stopped: nobody waits for the answer any more; it need not be written to its end.
        """
        if self._over.is_set():
            raise Stopped
        self._loop.call_soon_threadsafe(self._take, text)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Shows while the block runs."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            self._over.set()
            self._news.set()
            # Not cancelled: a draft must not come after the answer, and a message of ours must be known.
            await task

    def _take(self, text: str) -> None:
        self._text = text
        self._news.set()

    async def _run(self) -> None:
        pause = _EDIT_SECONDS if self._place.is_group else _DRAFT_SECONDS
        while True:
            await self._news.wait()
            self._news.clear()
            if self._over.is_set():
                return
            if message := stream.so_far(self._text):
                await self._show(message)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), pause)

    async def _show(self, message: Message) -> None:
        place = self._place
        try:
            if not place.is_group:
                await self._draft(message)
                return
            async with self._calls.gate.at_once(place.chat, place.is_group, _SPARE) as may:
                if may:
                    await self._say(message)
        except TelegramError as error:
            found = verdict(error)
            if found.next is Next.LATER:
                self._calls.gate.postpone(place.chat, place.is_group, found.after)
            log.info("not shown while written next=%s", found.next.name)

    async def _draft(self, message: Message) -> None:
        await self._bot.send_message_draft(
            self._place.chat, self._question, message.html, self._place.topic, parse_mode=ParseMode.HTML
        )

    async def _say(self, message: Message) -> None:
        place = self._place
        if self.shown is None:
            sent = await self._bot.send_message(
                place.chat,
                message.html,
                ParseMode.HTML,
                message_thread_id=place.topic,
                link_preview_options=NO_PREVIEW,
                disable_notification=True,
                reply_parameters=ReplyParameters(self._question, allow_sending_without_reply=True),
            )
            self.shown = sent.message_id
        else:
            await self._bot.edit_message_text(
                message.html,
                place.chat,
                self.shown,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
            )
