"""Who manages a group, as Telegram says."""

from collections.abc import Callable
from time import monotonic

from telegram import Bot
from telegram.constants import ChatMemberStatus

from bot.telegram.calls import Calls
from bot.telegram.routing import Place, Speaker

_MANAGING = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}
#: Whoever is made or unmade an administrator waits so long for it to count here.
_KEPT_SECONDS = 60.0
_MOST_KEPT = 10_000


class Admins:
    """Asks Telegram, and remembers for a minute."""

    def __init__(self, bot: Bot, calls: Calls, clock: Callable[[], float] = monotonic) -> None:
        self._bot = bot
        self._calls = calls
        self._clock = clock
        self._known: dict[tuple[int, int], tuple[float, bool]] = {}

    async def manages(self, place: Place, speaker: Speaker) -> bool:
        """Always in one's own chat; in a group its administrators, and nobody while Telegram does not say."""
        if not place.is_group or speaker.anonymous:
            return True
        key = (place.chat, speaker.user)
        at, known = self._known.get(key, (None, False))
        if at is not None and self._clock() - at < _KEPT_SECONDS:
            return known
        member = await self._calls.try_(lambda: self._bot.get_chat_member(place.chat, speaker.user))
        if member is None:
            return False
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        self._known[key] = (self._clock(), member.status in _MANAGING)
        return self._known[key][1]
