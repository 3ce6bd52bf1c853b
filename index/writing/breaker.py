"""A circuit breaker: a server that keeps failing is left alone for a growing while, then tried once."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from index.errors import ModelRefused, ModelUnavailable


@dataclass(frozen=True)
class Pauses:
    """When a server is left alone, and for how long: each pause twice the one before, up to the longest."""

    #: Failures in a row that pass by themselves: down, slow, overloaded, rubbish.
    failures: int = 3
    seconds: float = 30
    longest_seconds: float = 600
    #: After one that only people can mend (no money, a wrong key): others would wait for it in vain.
    refused_seconds: float = 900
    longest_refused_seconds: float = 4 * 3600


PAUSES = Pauses()


class Breaker:
    """What is known of a server's health. Safe to share between threads."""

    def __init__(self, pauses: Pauses = PAUSES, clock: Callable[[], float] = time.monotonic) -> None:
        self._pauses, self._clock, self._lock = pauses, clock, Lock()
        self._failed, self._pause, self._until = 0, 0.0, 0.0
        self._trying = False
        #: Why it is left alone; None: it is not.
        self._why: ModelUnavailable | ModelRefused | None = None

    def enter(self, trial_seconds: float) -> None:
        """Before each call. After a pause one caller is let through, the others once that one has reported.

        A caller that never reports is not waited for beyond `trial_seconds`.

        Raises:
            ModelUnavailable: left alone, for it failed; says why.
            ModelRefused: left alone, for it refused; says why.
        """
        with self._lock:
            if self._why is None:
                return
            left = self._until - self._clock()
            if left > 0:
                raise type(self._why)(self._why.subject, f"left alone for {left:.0f} s more; it {self._why.reason}")
            self._trying, self._until = True, self._clock() + trial_seconds

    def succeeded(self) -> None:
        with self._lock:
            self._failed, self._pause, self._trying, self._why = 0, 0.0, False, None

    def failed(self, error: ModelUnavailable | ModelRefused, asked_seconds: float = 0) -> None:
        """`asked_seconds`: how long the server asks to be left alone."""
        with self._lock:
            # Calls that began before the pause tell nothing new.
            if self._why is not None and not self._trying:
                return
            self._failed += 1
            refused = isinstance(error, ModelRefused)
            if refused or asked_seconds or self._trying or self._failed >= self._pauses.failures:
                self._open(error, asked_seconds)

    def _open(self, error: ModelUnavailable | ModelRefused, asked_seconds: float) -> None:
        first, longest = self._pauses.seconds, self._pauses.longest_seconds
        if isinstance(error, ModelRefused):
            first, longest = self._pauses.refused_seconds, self._pauses.longest_refused_seconds
        # A server that is only busy, and says for how long, is left alone for just that.
        if not asked_seconds or self._trying or self._failed >= self._pauses.failures:
            self._pause = min(longest, max(first, 2 * self._pause))
        self._until = self._clock() + max(self._pause, min(longest, asked_seconds))
        self._trying, self._why = False, error
