"""Alerts that nobody is to have after all: much may have changed while they waited."""

from collections.abc import Callable, Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts.outgoing.claiming import Alert
from bot.alerts.tables import SubscriptionRow
from bot.conversation.talk import Who
from corpus.companies.gazetteer import gazetteer
from corpus.db import batches
from corpus.deals.views import Deal

#: Whether somebody may use us, there.
LetsIn = Callable[[Session, Who], bool]


def everybody(session: Session, who: Who) -> bool:
    return True


def shut_out(session: Session, keys: Collection[int], lets_in: LetsIn) -> set[int]:
    """Which of these subscriptions are of people who may not use us any more. They stand: people are let in again."""
    if lets_in is everybody:
        return set()
    query = select(SubscriptionRow)
    rows = [
        row for some in batches(sorted(keys)) for row in session.scalars(query.where(SubscriptionRow.key.in_(some)))
    ]
    return {row.key for row in rows if not lets_in(session, Who(row.messenger, row.chat, row.topic or None, row.user))}


def why(alert: Alert, deal: Deal | None, muted: Collection[str], shut_out: Collection[int]) -> str | None:
    """None: it is wanted."""
    if deal is None:
        return "the deal is gone"
    if alert.subscriptions and all(key in shut_out for key in alert.subscriptions):
        return "nobody who asked for it is let in any more"
    families = gazetteer()
    parties = {party.company for party in deal.parties}
    if muted and not parties.union(*map(families.ancestors, parties)).isdisjoint(muted):
        return "a company of it is muted"
    return None
