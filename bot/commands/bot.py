"""`dealwire bot`: the conversation on Telegram, until it is told to stop."""

import argparse
import asyncio
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread, Timer
from typing import TYPE_CHECKING

from bot import bootstrap, jobs, logs, settings
from bot.commands.emptiness import say_if_empty
from bot.exits import DONE, FAILED
from bot.leaving import leave
from bot.settings import Settings, SettingsWrong

if TYPE_CHECKING:
    from bot.conversation.talk import Conversation
    from bot.telegram.options import Options, Webhook
    from corpus.db import Sessions
    from index.retrieval import Retriever

#: After SIGTERM. A thread that waits for a model, or a name that is not resolved, must not hold the process up:
#: what must survive is on disk all the time.
_AT_LATEST_SECONDS = 4.0
#: A model is waited for, by many at a time; quoting is work of this process, and more threads only get into each
#: other's way: with 200 questions at once, three of four answer as fast and halve what the event loop has to wait.
_WAITING_WORKERS, _COMPUTING_WORKERS = 16, 3
#: How long a thread that works may keep the event loop waiting (Python's own is 5 ms).
_SWITCH_SECONDS = 0.001


def run(arguments: argparse.Namespace) -> int:
    loaded = settings.load()
    if not loaded.telegram_bot_token:
        raise SettingsWrong("TELEGRAM_BOT_TOKEN is not set: @BotFather on Telegram gives you one")
    from bot.telegram import app, heap
    from bot.telegram.polling import AnotherPoller, TokenRefused

    logs.configure(loaded.secrets)
    sys.setswitchinterval(_SWITCH_SECONDS)
    heap.share()
    with conversing(loaded) as (conversation, sessions):
        try:
            asyncio.run(app.run(options(loaded), sessions, conversation, on_stop=_leave_in_time))
        except (AnotherPoller, TokenRefused) as error:
            print(f"dealwire: {error}", file=sys.stderr)
            return FAILED
    return leave(DONE)


def options(loaded: Settings) -> "Options":
    """What the bot needs of the settings.

    Raises:
        SettingsWrong: some of them do not go together.
    """
    from bot.conversation import rules
    from bot.telegram.options import Options

    assert loaded.telegram_bot_token
    has_model = bool(loaded.llm_model or loaded.openai_api_key)
    return Options(
        token=loaded.telegram_bot_token.get_secret_value(),
        api_url=str(loaded.telegram_api_url).rstrip("/"),
        webhook=_webhook(loaded) if loaded.webhook_url else None,
        operators=loaded.admins,
        access=rules.of(loaded).access,
        workers=loaded.bot_workers or (_WAITING_WORKERS if has_model else _COMPUTING_WORKERS),
    )


@contextmanager
def conversing(loaded: Settings) -> Iterator[tuple["Conversation", "Sessions"]]:
    """The conversation over the corpus as it is, and its database."""
    from bot.conversation import opening

    with (
        bootstrap.corpus(loaded) as opened,
        bootstrap.retriever(opened, "bot") as retriever,
        bootstrap.chat_model(loaded) as model,
    ):
        with opened.sessions.reading() as session:
            say_if_empty(session)
        # The first person should not wait until the models are read, nor until all that waits is indexed.
        Thread(target=_warm, args=(retriever,), daemon=True).start()
        with jobs.beside(bootstrap.jobs(loaded, retriever)), bootstrap.feeds_beside(opened, "bot"):
            yield opening.desk(loaded, retriever, model), opened.sessions


def _warm(retriever: "Retriever") -> None:
    from bot.conversation import opening
    from bot.telegram import heap

    opening.warm(retriever)
    heap.settle()


def _webhook(loaded: Settings) -> "Webhook":
    from bot.telegram.options import Webhook

    url, secret = loaded.webhook_url, loaded.webhook_secret
    assert url
    host, _, port = loaded.webhook_listen.rpartition(":")
    # A secret of our own serves as well as theirs: Telegram is told it at each start.
    said = secret.get_secret_value() if secret else secrets.token_urlsafe(32)
    return Webhook(str(url), host, int(port), url.path or "/", said)


def _leave_in_time() -> None:
    latest = Timer(_AT_LATEST_SECONDS, os._exit, [DONE])
    latest.daemon = True
    latest.start()
