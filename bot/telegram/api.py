"""The Bot API of Telegram's server, or of one's own."""

import os

from telegram import Bot
from telegram.request import BaseRequest


def bot(token: str, url: str, request: BaseRequest | None = None, polled: BaseRequest | None = None) -> Bot:
    """`url`: of the server, without a slash at its end. `polled`: what updates are asked for with; None: as others."""
    # python-telegram-bot reads it when it gives out a duration: as one, without a warning for each.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    return Bot(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=request,
        get_updates_request=polled,
    )
