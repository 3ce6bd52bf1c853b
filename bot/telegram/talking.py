"""The conversation, asked from the event loop: in threads, no more of them at a time than the machine bears."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from bot.conversation.replies import Action, Reply
from bot.conversation.talk import Conversation, Found, OnText, Who
from bot.telegram.admins import Admins
from bot.telegram.membership import MESSENGER
from bot.telegram.routing import Place, Speaker
from bot.telegram.threads import apart

_T = TypeVar("_T")
#: Done in the worker's thread, ahead of the work.
First = Callable[[], None]
#: The action that asks a question.
_ASKING = "next"
#: Of the workers, for what is not a question: a look-up never waits for eight slow answers.
_LOOKUPS_SHARE = 4


class Talking:
    """`workers`: how many questions and look-ups are answered at a time. `operators`: the ids of admins."""

    def __init__(
        self, conversation: Conversation, admins: Admins, workers: int, operators: Collection[int] = ()
    ) -> None:
        self._conversation = conversation
        self._admins = admins
        self._operators = frozenset(operators)
        lookups = max(1, workers // _LOOKUPS_SHARE)
        self._lookups = asyncio.Semaphore(lookups)
        # Whoever types one is shown nothing that comes some seconds late: not behind pictures and tables.
        self._inline = asyncio.Semaphore(lookups)
        self._questions = asyncio.Semaphore(max(1, workers - lookups))

    async def question(self, who: Who, text: str, about: Sequence[str], on_text: OnText, first: First) -> Reply:
        return await _within(self._questions, first, lambda: self._conversation.question(who, text, about, on_text))

    async def command(self, who: Who, name: str, arguments: str, first: First) -> Reply:
        return await _within(self._lookups, first, lambda: self._conversation.command(who, name, arguments))

    async def document(self, who: Who, name: str, content: bytes, first: First) -> Reply:
        return await _within(self._lookups, first, lambda: self._conversation.document(who, name, content))

    async def action(self, who: Who, action: Action, first: First) -> Reply:
        slots = self._questions if action.name == _ASKING else self._lookups
        return await _within(slots, first, lambda: self._conversation.action(who, action))

    async def inline(self, speaker: Speaker, query: str, first: First) -> Sequence[Found]:
        who = await self.who(Place(speaker.user), speaker)
        return await _within(self._inline, first, lambda: self._conversation.inline(who, query))

    async def who(self, place: Place, speaker: Speaker, may_change: bool = False) -> Who:
        """`may_change`: ask Telegram whether the person manages the chat; a question changes nothing."""
        return Who(
            messenger=MESSENGER,
            chat=place.chat,
            topic=place.topic,
            user=speaker.user,
            language=speaker.language,
            is_group=place.is_group,
            manages_chat=not place.is_group or (may_change and await self._admins.manages(place, speaker)),
            is_admin=speaker.user in self._operators,
        )


async def _within(slots: asyncio.Semaphore, first: First, function: Callable[[], _T]) -> _T:
    def worked() -> _T:
        first()
        return function()

    await slots.acquire()
    work = asyncio.ensure_future(apart(worked))
    # Not when we cease to wait: the thread goes on, and is counted until it ends.
    work.add_done_callback(lambda _: slots.release())
    return await asyncio.shield(work)
