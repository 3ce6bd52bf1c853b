"""Replies sent: all messages of one, in order, each as plain as it must be for Telegram to take it."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram import Message as Sent
from telegram.constants import ParseMode

from bot.conversation.replies import Action, Button, Document, Picture, Reply
from bot.telegram import membership, memory
from bot.telegram.arrivals import Numbers
from bot.telegram.calls import Call, Calls, Closed, Refused, Undelivered
from bot.telegram.markup.keyboards import Keyboard, keyboard
from bot.telegram.markup.messages import Message, messages
from bot.telegram.pacing import Lane
from bot.telegram.routing import Place
from bot.telegram.sharing import linked
from bot.telegram.threads import beside
from corpus.db import Sessions

#: A preview of a page is made by fetching it: links would tell others what is read here.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

#: As Telegram says of a message that was deleted, is too old or has a picture; in lower case.
_NOT_TO_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "no text in the message to edit",
)

log = logging.getLogger(__name__)


class NotThere(Undelivered):
    """The message to edit is no more, or is not to be edited."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where a reply goes."""

    place: Place
    #: Who is answered.
    user: int
    lane: Lane = Lane.REPLY
    #: The message that it replies to.
    replying_to: int | None = None
    #: A message of ours whose text becomes that of the reply's first message.
    instead_of: int | None = None
    #: Where that cannot be, nothing is sent in its place.
    edits_only: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to send a message."""

    text: str
    mode: str | None
    keys: InlineKeyboardMarkup | None
    media: Picture | Document | None


class Sender:
    """Sends replies, and keeps what their buttons do and what they were about."""

    def __init__(self, bot: Bot, calls: Calls, sessions: Sessions, clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._calls = calls
        self._sessions = sessions
        self._clock = clock
        #: Of what was sent here.
        self.numbers = Numbers()

    async def send(self, reply: Reply, to: Envelope) -> list[int]:
        """The numbers of the messages; none when the chat is closed, which is recorded.

        Raises:
            Undelivered: Telegram took none of the forms of a message, or perhaps did.
        """
        sent: list[int] = []
        try:
            # Not on the event loop: cutting a long reply to size takes 30 ms.
            for place, message in enumerate(await beside(messages, reply)):
                envelope = to if place == 0 else replace(to, replying_to=None, instead_of=None)
                # A text cannot become a picture.
                if message.media and envelope.instead_of is not None:
                    await self.withdraw(to.place.chat, envelope.instead_of)
                keys = await self._keyboard(message, to)
                if (number := await self.send_one(message, keys, envelope)) is not None:
                    sent.append(number)
        except Closed as error:
            await beside(membership.closed, self._sessions, to.place, str(error), self._clock())
        finally:
            if sent and reply.context:
                now = self._clock()
                await beside(memory.keep_context, self._sessions, to.place.chat, to.user, sent, reply.context, now)
        return sent

    async def _keyboard(self, message: Message, to: Envelope) -> InlineKeyboardMarkup | None:
        wanted = actions(message)
        tokens = (
            await beside(memory.keep_buttons, self._sessions, to.place.chat, to.user, wanted, self._clock())
            if wanted
            else {}
        )
        return markup(linked(message.buttons, self._bot.username), tokens.__getitem__)

    async def send_one(self, message: Message, keys: InlineKeyboardMarkup | None, to: Envelope) -> int | None:
        """The number of one message of a reply, sent or edited; None: Telegram says that it is done already.

        Raises:
            Undelivered: `Closed` when the chat is, of which nothing is recorded; `NotThere`, of what `edits_only`.
        """
        refused: Refused | None = None
        for form in _forms(message, keys):
            try:
                return await self._try(form, to)
            except Refused as error:
                log.warning("message refused mode=%s error=%s", form.mode, error)
                refused = error
        assert refused
        raise refused

    async def _try(self, form: "_Form", to: Envelope) -> int | None:
        place = to.place
        if to.instead_of is not None and form.media is None:
            edit = self._edit(to.instead_of, form)
            try:
                await self._calls.send(place.chat, place.is_group, edit, to.lane, repeatable=True)
                return to.instead_of
            except Refused as error:
                if not any(said in str(error).lower() for said in _NOT_TO_EDIT):
                    raise
                if to.edits_only:
                    raise NotThere(str(error)) from error
        sent = await self._calls.send(place.chat, place.is_group, self._call(form, to), to.lane)
        if sent is None:
            return None
        self.numbers.note(sent.chat_id, sent.message_id)
        return sent.message_id

    def _edit(self, number: int, form: "_Form") -> Call[Any]:
        return lambda chat: self._bot.edit_message_text(
            form.text,
            chat,
            number,
            parse_mode=form.mode,
            link_preview_options=NO_PREVIEW,
            reply_markup=form.keys,
        )

    def _call(self, form: "_Form", to: Envelope) -> Call[Sent]:
        # The question may have been deleted meanwhile.
        question = ReplyParameters(to.replying_to, allow_sending_without_reply=True) if to.replying_to else None
        common: dict[str, Any] = {
            "parse_mode": form.mode,
            "reply_markup": form.keys,
            "message_thread_id": to.place.topic,
            "reply_parameters": question,
        }
        text = form.text
        match form.media:
            case Picture(png=png):
                return lambda chat: self._bot.send_photo(chat, png, caption=text or None, **common)
            case Document(name=name, content=content):
                return lambda chat: self._bot.send_document(
                    chat, content, caption=text or None, filename=name, **common
                )
            case None:
                return lambda chat: self._bot.send_message(chat, text, link_preview_options=NO_PREVIEW, **common)

    async def withdraw(self, chat: int, number: int) -> None:
        """Takes a message of ours back."""
        await self._calls.try_(lambda: self._bot.delete_message(chat, number))


def _forms(message: Message, keys: InlineKeyboardMarkup | None) -> Iterator[_Form]:
    """The message as it is, then plainer and plainer."""
    yield _Form(message.html, ParseMode.HTML, keys, message.media)
    yield _Form(message.plain, None, keys, message.media)
    yield _Form(message.plain, None, None, message.media)
    if isinstance(message.media, Picture):  # too long and thin for Telegram to show: then it is a file
        yield _Form(message.plain, None, None, Document("picture.png", message.media.png))


def actions(message: Message) -> list[Action]:
    """What its buttons do, each once."""
    return list(dict.fromkeys(button.action for row in message.buttons for button in row if button.action))


def markup(rows: tuple[tuple[Button, ...], ...], token_for: Callable[[Action], str]) -> InlineKeyboardMarkup | None:
    keys: Keyboard = keyboard(rows, token_for)
    if not keys:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(key.label, url=key.url, callback_data=key.data) for key in row] for row in keys]
    )
