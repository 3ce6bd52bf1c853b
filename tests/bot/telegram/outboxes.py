"""The outbox of a bot that is a process of its own, filled from outside as `dealwire ingest` fills it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot import schema
from bot.alerts.outgoing.waiting import State
from bot.alerts.places import Place
from bot.alerts.tables import AlertRow, SubscriptionRow
from bot.telegram.tables import TelegramContextRow
from corpus import db
from corpus.db import Sessions
from corpus.deals.changes import Change
from tests.bot.alerts import makers
from tests.bot.alerts.makers import ByHeart
from tests.bot.telegram.scripted import until
from tests.corpus.deals.makers import deal

PANASONIC = "supplier Panasonic Energy, buyer Mazda"


class Outbox:
    """Everybody who subscribes is told of every deal."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self._matcher = ByHeart(sessions)

    def subscribe(self, *chats: int, topic: int = 0) -> None:
        for chat in chats:
            self._matcher.subscribe(Place("telegram", chat, topic))

    def tell(self, id_: str, told: str = PANASONIC, **facts: Any) -> list[Change]:
        """An article of today tells this deal."""
        now = datetime.now(UTC)
        draft = deal(told, **facts)
        return makers.tell(self._matcher, id_, now.date().isoformat(), draft, now=now, url=f"https://paper.com/{id_}")

    def rows(self, *where: Any) -> list[AlertRow]:
        return list(makers.alerts(self.sessions, *where))

    def states(self) -> list[str]:
        return [row.state for row in self.rows()]

    def wait(self, *states: State) -> None:
        """Until the alerts are in these states."""
        until(lambda: self.states() == list(states))

    def change_of(self, chat: int, **values: Any) -> None:
        """Of all alerts of a chat, as if it had come so."""
        with self.sessions.writing() as session:
            for row in session.scalars(select(AlertRow).where(AlertRow.chat == chat)):
                for name, value in values.items():
                    setattr(row, name, value)

    def wait_remembered(self, chat: int) -> None:
        """Until what the last message there is about is kept."""

        def is_kept() -> bool:
            with self.sessions.reading() as session:
                return bool(session.scalar(select(TelegramContextRow.chat).where(TelegramContextRow.chat == chat)))

        until(is_kept)

    def lease_is_over(self) -> None:
        """For a process that was killed, a minute has gone by."""
        with self.sessions.writing() as session:
            for row in session.scalars(select(AlertRow).where(AlertRow.state == State.CLAIMED)):
                row.leased_until = datetime.now(UTC) - timedelta(seconds=1)

    def endings(self) -> dict[tuple[int, int], str | None]:
        """By chat and topic, why each subscription ended; None: it stands."""
        with self.sessions.reading() as session:
            rows = session.scalars(select(SubscriptionRow)).all()
        return {(row.chat, row.topic): row.why_ended for row in rows}


@contextmanager
def opened(home: Path) -> Iterator[Outbox]:
    home.mkdir(exist_ok=True)
    engine = db.engine(f"sqlite:///{home / 'dealwire.db'}")
    schema.upgrade(engine)
    try:
        yield Outbox(Sessions(engine))
    finally:
        engine.dispose()
