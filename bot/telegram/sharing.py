"""Buttons that lead here from elsewhere, and those that hand something of ours on, as links that Telegram opens."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from bot.conversation.replies import Button
from bot.telegram.links import TelegramLinks

_SHARE = "https://t.me/share/url?url="


def linked(rows: Sequence[Sequence[Button]], username: str) -> tuple[tuple[Button, ...], ...]:
    """The rows with their links; without those that no link can be made for. `username`: ours, without its @."""
    links = TelegramLinks(username)
    return tuple(tuple(_linked(row, links)) for row in rows)


def _linked(row: Sequence[Button], links: TelegramLinks) -> Iterator[Button]:
    for button in row:
        code = button.start or button.share
        if not code:
            yield button
        elif link := links.start(code):
            yield replace(button, link=link if button.start else _SHARE + quote(link, safe=""))
