"""Subscribers by the thousand, and a deal that all of them are told of."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.orm import Session

from bot import bootstrap, schema
from bot.alerts import subscriptions
from bot.alerts.outgoing import outbox
from bot.alerts.outgoing.outbox import Match
from bot.alerts.outgoing.waiting import State
from bot.alerts.places import Place
from bot.alerts.tables import AlertRow, SubscriptionCompanyRow, SubscriptionRow
from bot.alerts.wishes.rules import Rule
from bot.settings import Settings
from corpus import articles, db
from corpus.articles import IncomingArticle
from corpus.db import Sessions, batches
from corpus.deals import recording
from corpus.deals.views import Deal
from tests.corpus.deals.makers import deal


class Everybody:
    """A matcher: whoever subscribes asks for every deal."""

    def interested(self, session: Session, deal: Deal) -> Iterator[Match]:
        table = SubscriptionRow
        query = select(table.messenger, table.chat, table.topic, table.key).where(table.ended.is_(None))
        for messenger, chat, topic, key in session.execute(query.order_by(table.key)):
            yield Match(Place(messenger, chat, topic), (key,))


@dataclass(frozen=True)
class Told:
    """A deal that was recorded."""

    #: `DealRow.key`.
    key: int
    #: How many places are to be told.
    places: int


class Crowd:
    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        # The bot's own: it does not read again what is told.
        self._reader = bootstrap.deal_reader(Settings()).identity

    def subscribe(self, places: Sequence[Place]) -> None:
        """All at once, as thousands one by one take minutes."""
        now = datetime.now(UTC) - timedelta(days=30)
        rule = Rule()
        common = {"messenger": "telegram", "user": 0, "said": "everything", "made": now, "paused": False}
        common |= {"rule": rule.as_json(), "fingerprint": subscriptions.fingerprint(rule)}
        with self.sessions.writing() as session:
            for some in batches(places):
                rows = [common | {"chat": place.chat, "topic": place.topic} for place in some]
                keys = session.scalars(insert(SubscriptionRow).returning(SubscriptionRow.key), rows)
                session.execute(insert(SubscriptionCompanyRow), [{"subscription": key, "company": ""} for key in keys])

    def leave(self) -> None:
        """Those of earlier runs ask for nothing more."""
        with self.sessions.writing() as session:
            for row in session.scalars(select(SubscriptionRow).where(SubscriptionRow.ended.is_(None))):
                row.ended, row.why_ended = datetime.now(UTC), subscriptions.Ending.GONE.value

    def tell(self, id_: str, told: str, **facts: Any) -> Told:
        """An article of today tells this deal."""
        now = datetime.now(UTC)
        day = datetime.combine(now.date(), time(), UTC)
        told_by = IncomingArticle(
            f"Title of {id_}",
            f"The text of {id_}.",
            id=id_,
            source="Paper",
            url=f"https://paper.com/{id_}",
            published=day,
        )
        # In one transaction: the bot reads what it finds unread, and would find no deal in it.
        with self.sessions.writing() as session:
            article = articles.save(session, told_by, now).article
            (change,) = recording.record(session, article, (deal(told, **facts),), self._reader, now)
            return Told(change.deal_key, outbox.enqueue(session, [change], now, Everybody()))

    def count(self, *states: State) -> int:
        query = select(func.count()).select_from(AlertRow).where(AlertRow.state.in_(states))
        with self.sessions.reading() as session:
            return session.scalar(query) or 0

    def marked(self, deals: Collection[int]) -> set[tuple[int, int, int]]:
        """Chat, topic and deal of all that is known to have arrived."""
        table = AlertRow
        query = select(table.chat, table.topic, table.deal_key).where(table.deal_key.in_(deals))
        with self.sessions.reading() as session:
            return {
                (row.chat, row.topic, row.deal_key) for row in session.execute(query.where(table.state == State.SENT))
            }

    def skip_leases(self) -> None:
        """As if the minute was over that those of a process last that was killed."""
        self._change({"leased_until": datetime.now(UTC) - timedelta(seconds=1)}, AlertRow.state == State.CLAIMED)

    def skip_waits(self) -> None:
        """As if the time was over after which what failed is tried again."""
        failed = AlertRow.problem.is_not(None) & (AlertRow.state == State.WAITING)
        self._change({"due": datetime.now(UTC)}, failed, AlertRow.due > datetime.now(UTC))

    def _change(self, values: dict[str, Any], *where: ColumnElement[bool]) -> None:
        with self.sessions.writing() as session:
            session.execute(update(AlertRow).where(*where).values(**values))


@contextmanager
def opened(home: Path) -> Iterator[Crowd]:
    home.mkdir(parents=True, exist_ok=True)
    engine = db.engine(f"sqlite:///{home / 'dealwire.db'}")
    schema.upgrade(engine)
    try:
        yield Crowd(Sessions(engine))
    finally:
        engine.dispose()
