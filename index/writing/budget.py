"""How much of a chat model may be used in a day, by all together or by one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Lock

#: Of English and its like; a server's own count is not asked for, for not every server gives one.
CHARACTERS_A_TOKEN = 4


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Allowance:
    """What a day (UTC) has; None: no end."""

    calls: int | None = None
    #: Of prompts and answers together, estimated by their characters.
    tokens: int | None = None


class Budget:
    """Spends one allowance a day, in memory: a new process begins anew. Safe to share between threads."""

    def __init__(self, allowance: Allowance, now: Callable[[], datetime] = utc_now) -> None:
        self._allowance, self._now, self._lock = allowance, now, Lock()
        self._day, self._calls, self._tokens = date.min, 0, 0

    def take(self, tokens: int) -> date | None:
        """Takes one call of at most so many tokens, if so much is left; the day it was taken from, else None."""
        with self._lock:
            self._begin_day()
            calls, most = self._allowance.calls, self._allowance.tokens
            if (calls is not None and self._calls >= calls) or (most is not None and self._tokens + tokens > most):
                return None
            self._calls += 1
            self._tokens += tokens
            return self._day

    def give_back(self, day: date, tokens: int) -> None:
        """What a call taken from that day did not use."""
        with self._lock:
            self._begin_day()
            if day == self._day:
                self._tokens -= tokens

    def _begin_day(self) -> None:
        today = self._now().astimezone(UTC).date()
        if today != self._day:
            self._day, self._calls, self._tokens = today, 0, 0


def tokens_of(characters: int) -> int:
    """About how many tokens a text of so many characters has, rounded up."""
    return -(-characters // CHARACTERS_A_TOKEN)
