"""People in front of the bot: what they say, and what has come of it so far."""

import random
import time
from dataclasses import dataclass, field

from tests.benchmarks import telegram_book as book
from tests.benchmarks.telegram_book import Asked, Outcome
from tests.benchmarks.telegram_stage import Call, Stage

#: What is asked before the process has started.
COLD = "cold /start"


@dataclass
class Drill:
    """People, and what they say."""

    stage: Stage
    rng: random.Random
    first_user: int
    asked: list[Asked] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    #: Calls of earlier drills.
    before: int = 0
    said: list[dict[str, object]] = field(default_factory=list)
    _users: int = 0

    def somebody(self) -> int:
        self._users += 1
        return self.first_user + self._users

    def asks(self, user: int, text: str, kind: str = "question", chat: int | None = None, language: str = "en") -> None:
        at = self.stage.now()
        number = self.stage.says(user, text, chat, language)
        if kind != COLD:
            self.said.append({"chat": chat or user, "user": user, "text": text, "message": number, "at": at})
        self.asked.append(Asked(kind, at, user, chat or user, number))

    def presses(self, user: int, call: Call, label: str, token: str) -> None:
        at = self.stage.now()
        query = self.stage.presses(user, call, token)
        self.said.append({"chat": call.chat, "user": user, "pressed": label, "at": at})
        self.asked.append(Asked("button", at, user, call.chat or user, query=query))

    def seeks(self, user: int, text: str) -> None:
        at = self.stage.now()
        self.asked.append(Asked("inline", at, user, user, query=self.stage.seeks(user, text)))

    def look(self) -> list[Outcome]:
        self.calls += self.stage.calls(self.before + len(self.calls))
        return book.outcomes(self.asked, self.calls)

    def settle(self, patience: float, quiet: float = 3.0) -> list[Outcome]:
        """Once everything is answered, and nothing was said for a while; or nothing new within the patience."""
        last = time.monotonic()
        while True:
            number = len(self.calls)
            found = self.look()
            if len(self.calls) > number:
                last = time.monotonic()
            late = book.too_late(self.calls)
            is_done = all(one.answers or one.asked.query in late for one in found)
            if time.monotonic() - last > (quiet if is_done else patience):
                return found
            time.sleep(0.25)
