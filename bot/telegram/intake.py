"""Updates taken in: what concerns us is put on disk, then lined up."""

import json
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from telegram import Bot, Update

from bot.telegram import inbox
from bot.telegram.inbox import Arrived, Waiting
from bot.telegram.lanes import Lanes
from bot.telegram.routing import Me, Meant, home, meant
from bot.telegram.threads import beside
from corpus.db import Sessions

log = logging.getLogger(__name__)


class Intake:
    """`at_once` is told of each new update before those ahead of it in its lane are handled; it must be quick."""

    def __init__(
        self,
        sessions: Sessions,
        read: Callable[[dict[str, Any]], Meant | None],
        lanes: Lanes,
        at_once: Callable[[int, Meant], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._read = read
        self._lanes = lanes
        self._at_once = at_once
        self._clock = clock

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Returns once they are safe: Telegram may forget them."""
        new = await beside(self._keep, updates)
        log.info("updates taken seen=%d new=%d", len(updates), len(new))
        for waiting, one in new:
            self._at_once(waiting.update_id, one)
            self._lanes.add(waiting)

    async def resume(self) -> None:
        """Lines up what was not handled when we were last stopped or killed."""
        left = await beside(inbox.waiting, self._sessions)
        if left:
            log.info("updates resumed count=%d", len(left))
        for waiting in left:
            self._lanes.add(waiting)

    def _keep(self, updates: Sequence[dict[str, Any]]) -> list[tuple[Waiting, Meant]]:
        """Those that are new and concern us. Not on the event loop, which a hundred would hold up."""
        concerning = {int(raw["update_id"]): (one, raw) for raw in updates if (one := self._read(raw))}
        arrived = [
            Arrived(update_id, *home(one), json.dumps(raw, separators=(",", ":")))
            for update_id, (one, raw) in concerning.items()
        ]
        new = inbox.keep(self._sessions, arrived, self._clock())
        return [(waiting, concerning[waiting.update_id][0]) for waiting in new]


class Reading:
    """Raw updates, understood."""

    def __init__(self, bot: Bot, me: Me) -> None:
        self._bot = bot
        self._me = me

    def __call__(self, raw: dict[str, Any]) -> Meant | None:
        """None for what does not concern us, and for what this version cannot read."""
        try:
            return meant(Update.de_json(raw, self._bot), self._me)
        except Exception as error:
            log.warning("update not understood update=%s error=%s", raw.get("update_id"), type(error).__name__)
            return None
