"""Alerts that were given up, for an admin to look at and retry; and how many there are of all kinds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.alerts.outgoing import waiting
from bot.alerts.outgoing.waiting import Kind, State
from bot.alerts.places import Place, of_row
from bot.alerts.tables import AlertRow, SubscriptionRow

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An alert that could not be sent."""

    key: int
    place: Place
    #: `DealRow.key`.
    deal_key: int
    kind: Kind
    made: datetime
    attempts: int
    #: Why the last attempt failed.
    problem: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What `dealwire status` tells of alerts."""

    #: That stand and are not paused.
    subscriptions: int
    #: Alerts that wait for their time, or to be sent.
    waiting: int
    #: Of these, those that could have gone by now.
    due: int
    #: Since when the longest of these could have; None: none.
    oldest_due: datetime | None
    sent_last_day: int
    dead: int


def listed(session: Session, limit: int = 20, offset: int = 0) -> list[DeadLetter]:
    """The newest first."""
    query = select(AlertRow).where(AlertRow.state == State.DEAD).order_by(AlertRow.key.desc())
    return [_letter(row) for row in session.scalars(query.limit(limit).offset(offset))]


def retry(session: Session, now: datetime, keys: Collection[int] | None = None) -> int:
    """How many of these are tried again as if for the first time; None: all. Each goes by itself."""
    dead = [AlertRow.state == State.DEAD]
    if keys is not None:
        dead.append(AlertRow.key.in_(keys))
    again = {"state": State.WAITING.value, "attempts": 0, "due": now, "together": None}
    return waiting.changed(session, dead, **again)


def counts(session: Session, now: datetime) -> Counts:
    due = (AlertRow.state == State.WAITING, AlertRow.due <= now)
    stands = (SubscriptionRow.ended.is_(None), SubscriptionRow.paused.is_(False))
    of_each = select(AlertRow.state, func.count().label("n")).group_by(AlertRow.state)
    by_state = {row.state: row.n for row in session.execute(of_each)}
    late = session.execute(select(func.count(), func.min(AlertRow.due)).where(*due)).one()
    last_day = select(func.count()).select_from(AlertRow).where(AlertRow.sent >= now - _DAY)
    return Counts(
        subscriptions=session.scalar(select(func.count()).select_from(SubscriptionRow).where(*stands)) or 0,
        waiting=by_state.get(State.WAITING, 0) + by_state.get(State.CLAIMED, 0),
        due=late[0],
        oldest_due=late[1],
        sent_last_day=session.scalar(last_day) or 0,
        dead=by_state.get(State.DEAD, 0),
    )


def _letter(row: AlertRow) -> DeadLetter:
    return DeadLetter(
        row.key, of_row(row), row.deal_now, Kind(row.kind), row.made, row.attempts, row.problem or "not known"
    )
