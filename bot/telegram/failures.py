"""Telegram's errors, sorted by what to do next."""

from dataclasses import dataclass
from enum import Enum, auto

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut


class Next(Enum):
    """What to do about a call that failed."""

    #: It was not carried out: again, when `Verdict.after` seconds are over.
    AGAIN = auto()
    #: It may have been carried out; doing it twice may show.
    PERHAPS_DONE = auto()
    #: Telegram said when: nothing for this chat before.
    LATER = auto()
    #: The chat is another now.
    ELSEWHERE = auto()
    #: We may not write there.
    CLOSED = auto()
    #: What it says cannot be drawn: plainer.
    PLAINER = auto()
    #: There is nothing to do: already so.
    DONE = auto()
    #: It came too late to matter: a button or an inline query that waits no more.
    TOO_LATE = auto()
    #: A defect, ours or theirs.
    NEVER = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    next: Next
    #: Seconds, of LATER.
    after: float = 0.0
    #: The new chat, of ELSEWHERE.
    chat: int = 0


_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)
#: In lower case, as Telegram says them with 400.
_CLOSED = (
    "chat not found",
    "chat_write_forbidden",
    "user is deactivated",
    "peer_id_invalid",
    "not enough rights to send",
    "have no rights to send",
    "need administrator rights",
    "group chat was deactivated",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
)


def verdict(error: TelegramError) -> Verdict:
    """What to do next. PTB's own classes overlap: a `BadRequest` is a `NetworkError` to it."""
    match error:
        case RetryAfter():
            return Verdict(Next.LATER, after=_seconds(error))
        case ChatMigrated():
            return Verdict(Next.ELSEWHERE, chat=error.new_chat_id)
        case Forbidden():
            return Verdict(Next.CLOSED)
        case BadRequest():
            return Verdict(_refused(error.message.lower()))
        case TimedOut() | NetworkError():
            return Verdict(_unreached(error))
    # A 200 that is no JSON: somebody answered, perhaps Telegram.
    return Verdict(Next.PERHAPS_DONE if "Invalid server response" in error.message else Next.NEVER)


def _refused(message: str) -> Next:
    if "message is not modified" in message:
        return Next.DONE
    if "query is too old" in message or "query id is invalid" in message:
        return Next.TOO_LATE
    if any(said in message for said in _CLOSED):
        return Next.CLOSED
    return Next.PLAINER


def _unreached(error: NetworkError) -> Next:
    cause = error.__cause__
    if isinstance(cause, httpx.HTTPError):
        return Next.AGAIN if isinstance(cause, _UNSENT) else Next.PERHAPS_DONE
    # An answer with a status of 500 or more: refused, unless a gateway only ceased to wait for it.
    return Next.PERHAPS_DONE if "gateway time" in error.message.lower() else Next.AGAIN


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()
