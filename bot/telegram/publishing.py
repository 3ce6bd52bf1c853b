"""The commands that Telegram offers while one is typed, by language and by who types where."""

import logging
from collections.abc import Collection, Iterator
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.conversation import texts
from bot.conversation.talk import Conversation
from bot.conversation.texts import LANGUAGES
from bot.telegram.answering import CANCEL
from bot.telegram.calls import Calls
from bot.telegram.threads import beside

log = logging.getLogger(__name__)


async def publish(bot: Bot, calls: Calls, conversation: Conversation, operators: Collection[int]) -> None:
    """Leaves out what Telegram does not take: nothing depends on it. An operator gets theirs once they have
    written to the bot, and it has been started again."""
    for scope, name in _scopes(operators):
        for language in LANGUAGES:
            told = await beside(conversation.commands, language, name)
            commands = [BotCommand(*one) for one in (*told, (CANCEL, texts.of(language)("bot.cancel")))]
            # The first language is for all that have none of their own.
            code = None if language == LANGUAGES[0] else language
            await calls.try_(partial(bot.set_my_commands, commands, scope, code))
    log.info("commands published")


def _scopes(operators: Collection[int]) -> Iterator[tuple[BotCommandScope, str]]:
    yield BotCommandScopeAllPrivateChats(), "private"
    yield BotCommandScopeAllGroupChats(), "group"
    for operator in operators:
        yield BotCommandScopeChat(operator), "admin"
