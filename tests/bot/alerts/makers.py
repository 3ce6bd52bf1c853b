"""Subscribers, and a matcher that knows by heart who asks for what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts import subscriptions
from bot.alerts.outgoing import outbox
from bot.alerts.outgoing.outbox import Match
from bot.alerts.places import Place
from bot.alerts.tables import AlertRow, SubscriptionRow
from bot.alerts.wishes.rules import Rule
from corpus.db import Sessions
from corpus.deals import recording
from corpus.deals.changes import Change
from corpus.deals.drafts import DealDraft
from corpus.deals.views import Deal
from tests.corpus.deals.makers import READER, publish
from tests.fakes import NOW

#: The day of the news, which is told at its midnight.
TODAY = NOW.date().isoformat()
MAZDA = "supplier Panasonic Energy, buyer Mazda"
TOYOTA = "supplier CATL, buyer Toyota"


def place(chat: int = 1, topic: int = 0) -> Place:
    return Place("telegram", chat, topic)


@dataclass
class ByHeart:
    """Every subscription asks for every deal, but those told to want only deals of one company."""

    sessions: Sessions
    wants: dict[int, str] = field(default_factory=dict)
    urgent: bool = False

    def subscribe(self, where: Place, company: str = "", made: datetime = NOW - timedelta(days=30), **part: Any) -> int:
        """The key of a new subscription."""
        rule = Rule(companies=(company,) if company else (), **part)
        with self.sessions.writing() as session:
            made_one, _ = subscriptions.add(session, where, 7, rule, company or "everything", made)
        if company:
            self.wants[made_one.key] = company
        return made_one.key

    def interested(self, session: Session, deal: Deal) -> Iterator[Match]:
        parties = {party.company for party in deal.parties}
        keys: dict[Place, list[int]] = {}
        for row in session.scalars(select(SubscriptionRow)):
            if self.wants.get(row.key, "") in {"", *parties}:
                keys.setdefault(Place(row.messenger, row.chat, row.topic), []).append(row.key)
        return (Match(where, tuple(found), self.urgent) for where, found in keys.items())


def tell(
    matcher: ByHeart, id_: str, published: str | None, *drafts: DealDraft, now: datetime = NOW, **more: str
) -> list[Change]:
    """Saves an article, and records what it tells with the alerts of it."""
    article = publish(matcher.sessions, id_, published, **more)
    with matcher.sessions.writing() as session:
        changes = recording.record(session, article, drafts, READER, now)
        outbox.enqueue(session, changes, now, matcher)
    return changes


def alerts(sessions: Sessions, *where: Any) -> Sequence[AlertRow]:
    """What is in the outbox, in the order it came."""
    with sessions.reading() as session:
        return session.scalars(select(AlertRow).where(*where).order_by(AlertRow.key)).all()


def states(rows: Iterable[AlertRow]) -> list[tuple[str, str]]:
    return [(row.kind, row.state) for row in rows]
