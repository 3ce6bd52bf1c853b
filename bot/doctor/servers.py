"""What is examined by asking it: the embedder, the chat model, Telegram."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot import bootstrap
from bot.doctor.findings import Finding, failed, fine, note, wrong
from bot.settings import Settings
from index.errors import FindingError

if TYPE_CHECKING:
    from telegram import User, WebhookInfo

    from index.embedding.embedders import Embedder

_HELLO = [{"role": "user", "content": "Say hello in one word."}]
_TELEGRAM_SECONDS = 20.0


def embedder(loaded: Settings, model: "Embedder") -> Finding:
    """Whether texts can be embedded, by what, and how fast."""
    began = time.perf_counter()
    try:
        model.embed(["Panasonic Energy supplies Mazda."])
    except FindingError as error:
        return failed("embedder", error, "correct DEALWIRE_EMBEDDING_MODEL, OPENAI_BASE_URL or OPENAI_API_KEY")
    took = time.perf_counter() - began
    whose = "of the server" if loaded.embedding_model else "bundled"
    return fine("embedder", f"{model.identity.split('-int8/')[0]}, {whose}, {model.dimension} dimensions, {took:.1f} s")


def chat_model(loaded: Settings) -> Finding:
    """Whether the chat model answers; it is asked for one word."""
    mend = "correct OPENAI_API_KEY, OPENAI_BASE_URL or DEALWIRE_LLM_MODEL; until then answers are quoted from articles"
    began = time.perf_counter()
    try:
        with bootstrap.chat_model(loaded) as model:
            if model is None:
                return note("model", "none: answers are quoted sentences", "set OPENAI_API_KEY, or see .env.example")
            words = model.stream(_HELLO)
            next(words)
            took = time.perf_counter() - began
            words.close()
            found = f"{model.name} at {urlsplit(model.base_url).hostname}, first word after {took:.1f} s"
    except FindingError as error:
        return failed("model", error, mend)
    if took > loaded.llm_first_token_seconds / 2:
        return note("model", found, "if it falls back to quotes, raise DEALWIRE_LLM_FIRST_TOKEN_SECONDS")
    return fine("model", found)


def telegram(loaded: Settings) -> Iterator[Finding]:
    """Whether Telegram knows the token, and what the bot may do there."""
    if not loaded.telegram_bot_token:
        yield note("telegram", "no token: no bot, no alerts", "ask @BotFather for one and set TELEGRAM_BOT_TOKEN")
        return
    from telegram.error import InvalidToken, TelegramError

    host = urlsplit(str(loaded.telegram_api_url)).hostname
    try:
        me, hook = asyncio.run(_asked(loaded))
    except InvalidToken:
        yield wrong("telegram", f"{host} does not know the token", "copy it anew from @BotFather's chat")
    except (TelegramError, TimeoutError) as error:
        reason = f"{host} is not reached: {str(error) or 'it does not answer'}"
        yield wrong("telegram", reason, "check the network, a proxy (HTTPS_PROXY), and TELEGRAM_API_URL")
    else:
        yield fine("telegram", f"@{me.username}, {hook.pending_update_count} messages waiting")
        yield from _rights(loaded, me, hook)


async def _asked(loaded: Settings) -> "tuple[User, WebhookInfo]":
    from telegram.error import TelegramError

    from bot.telegram import api

    assert loaded.telegram_bot_token
    bot = api.bot(loaded.telegram_bot_token.get_secret_value(), str(loaded.telegram_api_url).rstrip("/"))
    try:
        async with asyncio.timeout(_TELEGRAM_SECONDS):
            await bot.initialize()
            return await bot.get_me(), await bot.get_webhook_info()
    finally:
        with suppress(TelegramError, RuntimeError):
            await bot.shutdown()


def _rights(loaded: Settings, me: "User", hook: "WebhookInfo") -> Iterator[Finding]:
    if not me.supports_inline_queries:
        yield note("telegram", f"@{me.username} is not offered in other chats", "@BotFather: /setinline")
    if not loaded.admins:
        mend = "set DEALWIRE_ADMINS to your id, which @userinfobot tells you"
        yield note("telegram", "nobody may merge deals or add feeds in the chat", mend)
    if hook.url and not loaded.webhook_url:
        mend = "`dealwire bot` takes it away at its start; stop the other program, or set DEALWIRE_WEBHOOK_URL"
        yield note("telegram", f"messages are sent to {urlsplit(hook.url).hostname} (a webhook)", mend)
    if loaded.webhook_url and hook.last_error_message:
        mend = "see that your proxy leads there to DEALWIRE_WEBHOOK_LISTEN"
        yield note("telegram", f"could not bring messages to the webhook: {hook.last_error_message}", mend)
