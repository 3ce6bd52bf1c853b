"""What an inline query found, as Telegram takes it."""

from collections.abc import Sequence

from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode

from bot.conversation.talk import Found
from bot.telegram.markup import letters
from bot.telegram.markup.messages import messages
from bot.telegram.sending import NO_PREVIEW, markup
from bot.telegram.sharing import linked

#: More are refused.
_RESULTS = 50
_TITLE, _DESCRIPTION = 120, 250
#: Bytes.
_ID = 64


def results(found: Sequence[Found], username: str, plain: bool = False) -> list[InlineQueryResultArticle]:
    """Each id once; without what has no text to send. `username`: ours. `plain`: without looks and links."""
    made: dict[str, InlineQueryResultArticle] = {}
    for one in found:
        if one.id in made or not 0 < len(one.id.encode()) <= _ID or len(made) == _RESULTS:
            continue
        if result := _result(one, username, plain):
            made[one.id] = result
    return list(made.values())


def _result(one: Found, username: str, plain: bool) -> InlineQueryResultArticle | None:
    first = next((message for message in messages(one.reply) if message.plain), None)
    if first is None:
        return None
    # Buttons that do something are kept for a chat, and Telegram does not tell which this will be.
    leading = tuple(tuple(button for button in row if button.link) for row in linked(one.reply.buttons, username))
    return InlineQueryResultArticle(
        one.id,
        letters.shortened(one.title, _TITLE) or "…",
        InputTextMessageContent(
            first.plain if plain else first.html,
            parse_mode=None if plain else ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
        ),
        reply_markup=markup(leading, lambda action: ""),
        description=letters.shortened(one.description, _DESCRIPTION),
    )
