"""Asking Telegram for updates: it is told that we have them only once they are on disk."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.telegram.calls import Sleep
from bot.telegram.failures import Next, verdict
from bot.telegram.routing import KINDS

#: Takes raw updates; returns once they are safe.
Take = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]

_POLL_SECONDS = 30
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
#: One may come of our own last run, whose connection Telegram still holds.
_CONFLICTS = 3

log = logging.getLogger(__name__)


class AnotherPoller(Exception):
    """Another process asks for the updates of the same bot."""

    def __str__(self) -> str:
        return "another process runs this bot: stop it, or take another bot's TELEGRAM_BOT_TOKEN"


class TokenRefused(Exception):
    """Telegram does not know the token."""

    def __str__(self) -> str:
        return "Telegram does not know this TELEGRAM_BOT_TOKEN: take the one that @BotFather shows"


async def poll(request: BaseRequest, address: str, take: Take, sleep: Sleep = asyncio.sleep) -> None:
    """Until cancelled. `address`: the bot's, with its token.

    Raises:
        AnotherPoller, TokenRefused: going on would not help.
    """
    offset, conflicts, pause = 0, 0, _FIRST_PAUSE
    while True:
        try:
            updates = await _fetch(request, address, offset)
            await take(updates)
        except InvalidToken as error:
            raise TokenRefused from error
        except Exception as error:
            conflicts += isinstance(error, Conflict)
            if conflicts >= _CONFLICTS:
                raise AnotherPoller from error
            # Not saved: Telegram keeps them and is asked again.
            await sleep(_pause(error, pause))
            pause = min(pause * 2, _LONGEST_PAUSE)
            continue
        pause = _FIRST_PAUSE
        if updates:
            conflicts = 0
            offset = int(updates[-1]["update_id"]) + 1


async def _fetch(request: BaseRequest, address: str, offset: int) -> list[dict[str, Any]]:
    # Not by `Bot.get_updates`: it raises when one update is of a kind that this PTB cannot read, for ever.
    asked = {"offset": offset, "timeout": _POLL_SECONDS, "limit": 100, "allowed_updates": json.dumps(KINDS)}
    found = await request.post(f"{address}/getUpdates?{urlencode(asked)}", read_timeout=_POLL_SECONDS + 10)
    assert isinstance(found, list)
    return found


def _pause(error: Exception, pause: float) -> float:
    if not isinstance(error, TelegramError):
        log.error("updates not saved, asking again", exc_info=error)
        return pause
    found = verdict(error)
    log.warning("no updates, asking again error=%s", type(error).__name__)
    return found.after if found.next is Next.LATER else pause
