"""The bot put together, run until it is told to stop, and stopped so that nothing is lost."""

import asyncio
import logging
import os
import secrets
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from sqlalchemy.orm import Session
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.conversation.talk import Conversation, Who
from bot.telegram import api, feed_notes, heap, inbox, lag, memory, polling, publishing
from bot.telegram.admins import Admins
from bot.telegram.answering import Answering
from bot.telegram.arrivals import Arrivals
from bot.telegram.calls import Calls
from bot.telegram.carrying import Carrying
from bot.telegram.delivering import Delivering
from bot.telegram.failures import verdict
from bot.telegram.gate import Gate
from bot.telegram.handling import Handling
from bot.telegram.intake import Intake, Reading
from bot.telegram.lanes import Lanes
from bot.telegram.links import TelegramLinks
from bot.telegram.membership import Chats
from bot.telegram.options import Options, Webhook
from bot.telegram.polling import TokenRefused
from bot.telegram.preparing import Preparing
from bot.telegram.routing import KINDS, Me
from bot.telegram.sending import Sender
from bot.telegram.talking import Talking
from bot.telegram.threads import beside
from corpus.db import Sessions

#: How long what is in work may go on once we are told to stop.
_PATIENCE_SECONDS = 2.0
_HOUSEKEEPING_SECONDS = 3600.0
_CONNECTIONS = 64
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0

log = logging.getLogger(__name__)


def now() -> datetime:
    return datetime.now(UTC)


async def run(
    options: Options,
    sessions: Sessions,
    conversation: Conversation,
    on_stop: Callable[[], None] = lambda: None,
) -> None:
    """Until SIGTERM or SIGINT, of which `on_stop` is told; then within five seconds.

    Raises:
        AnotherPoller, TokenRefused: going on would not help.
    """
    heap.share()
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows: Ctrl-C alone, which asyncio.run turns into a cancellation
            loop.add_signal_handler(number, stop.set)
    serving = asyncio.ensure_future(_serve(options, sessions, conversation))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    on_stop()
    stopping.cancel()
    serving.cancel()
    with suppress(asyncio.CancelledError):
        await serving
    log.info("stopped")


async def _serve(options: Options, sessions: Sessions, conversation: Conversation) -> None:
    polled = HTTPXRequest(connection_pool_size=1)
    request = HTTPXRequest(connection_pool_size=_CONNECTIONS, pool_timeout=10.0)
    bot = api.bot(options.token, options.api_url, request, polled)
    try:
        await _reach(bot)
        async with _working(bot, options, sessions, conversation) as intake:
            if options.webhook:
                await _listen(bot, options.webhook, intake)
            else:
                await _until_done(bot.delete_webhook)
                await polling.poll(polled, bot.base_url, intake.take)
    finally:
        with suppress(TelegramError, RuntimeError, TimeoutError):
            await asyncio.wait_for(bot.shutdown(), 1.0)


async def _listen(bot: Bot, hook: Webhook, intake: Intake) -> None:
    # Not at the top: who polls starts without a web server.
    from bot.telegram import webhook

    with webhook.listening(hook, intake.take):
        await _until_done(lambda: bot.set_webhook(hook.url, secret_token=hook.secret, allowed_updates=KINDS))
        log.info("listening host=%s port=%d", hook.host, hook.port)
        await asyncio.Event().wait()


@asynccontextmanager
async def _working(bot: Bot, options: Options, sessions: Sessions, conversation: Conversation) -> AsyncIterator[Intake]:
    """What handles updates, going; at the end what is in work is put back."""
    gate, chats = Gate(), Chats(sessions, now)
    calls = Calls(gate, chats.moved)
    talking = Talking(conversation, Admins(bot, calls), options.workers, options.operators)
    sender = Sender(bot, calls, sessions, now)
    answering = Answering(bot, calls, sender, talking, sessions, now)
    delivering = _delivering(bot, calls, sender, sessions, options)
    reading = Reading(bot, Me(bot.id, bot.username))
    lanes = Lanes(Handling(sessions, reading, answering, chats).handle)
    intake = Intake(sessions, reading, lanes, answering.at_once, now)
    beside_it = [
        asyncio.create_task(one)
        for one in (
            gate.run(),
            delivering.run(),
            publishing.publish(bot, calls, conversation, options.operators),
            feed_notes.run(sender, sessions, options.operators),
            _housekeeping(sessions),
            lag.watch(),
        )
    ]
    try:
        await intake.resume()
        yield intake
    finally:
        await asyncio.gather(lanes.stop(_PATIENCE_SECONDS), delivering.stop(_PATIENCE_SECONDS))
        await beside(inbox.put_back, sessions, sorted(lanes.in_work))
        for task in beside_it:
            task.cancel()


def _delivering(bot: Bot, calls: Calls, sender: Sender, sessions: Sessions, options: Options) -> Delivering:
    def lets_in(session: Session, who: Who) -> bool:
        return who.user in options.operators or options.access.lets_in(session, who)

    # No other process has this name, nor had it before.
    worker, gate = f"{os.getpid()}-{secrets.token_hex(8)}", calls.gate
    arrivals = Arrivals(bot, calls, sender.numbers, sessions, now)
    preparing = Preparing(sessions, TelegramLinks(bot.username), arrivals, now, lets_in)
    carrying = Carrying(sender, arrivals, gate, sessions, worker, now)
    return Delivering(sessions, preparing, carrying, gate, worker, now)


async def _reach(bot: Bot) -> None:
    """Learns who we are; waits for a network that is not there yet.

    Raises:
        TokenRefused: Telegram does not know us.
    """
    try:
        await _until_done(bot.initialize)
    except InvalidToken as error:
        raise TokenRefused from error
    log.info("started bot=%d name=%s", bot.id, bot.username)


async def _until_done(call: Callable[[], Awaitable[object]]) -> None:
    """Again and again while Telegram cannot be reached or wants us to wait."""
    pause = _FIRST_PAUSE
    while True:
        try:
            await call()
            return
        except NetworkError as error:
            if isinstance(error, BadRequest):
                raise
            log.warning("Telegram not reached, trying again in=%.1f error=%s", pause, type(error).__name__)
        except RetryAfter as error:
            pause = max(pause, verdict(error).after)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


async def _housekeeping(sessions: Sessions) -> None:
    while True:
        await beside(inbox.prune, sessions, now())
        await beside(memory.prune, sessions, now())
        await asyncio.sleep(_HOUSEKEEPING_SECONDS)
