"""A chat that gets another id: a group became a supergroup."""

from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session, aliased

from bot.alerts.outgoing import waiting
from bot.alerts.outgoing.waiting import EDITS, State
from bot.alerts.tables import AlertRow, AlertTimesRow, SubscriptionCompanyRow, SubscriptionRow
from corpus.db import batches


def move(session: Session, messenger: str, old: int, new: int) -> None:
    """All that is kept of its alerts is the new chat's; never commits.

    Where both have the same, what the new one has stays: it was chosen after the move, which we learn of late.
    """
    session.flush()
    _leave_out_subscriptions(session, messenger, old, new)
    _leave_out(session, AlertTimesRow, messenger, old, new)
    _leave_out(session, AlertRow, messenger, old, new, "deal_key", "revision")
    _update(session, SubscriptionRow, messenger, old, chat=new)
    _update(session, AlertTimesRow, messenger, old, chat=new)
    waiting.drop(session, "the chat moved", *_in(AlertRow, messenger, old), AlertRow.kind.in_(EDITS))
    # Numbers of messages begin anew there: none of the old ones can be edited, answered or found.
    _update(session, AlertRow, messenger, old, chat=new, message=None, perhaps=None)


def _leave_out_subscriptions(session: Session, messenger: str, old: int, new: int) -> None:
    """What waits because of one that is left out goes because of its like."""
    there = aliased(SubscriptionRow)
    pairs = select(SubscriptionRow.key, there.key).where(
        *_in(SubscriptionRow, messenger, old), *_alike(SubscriptionRow, there, new, "fingerprint")
    )
    likes = {row[0]: row[1] for row in session.execute(pairs)}
    waits = (*_in(AlertRow, messenger, old), AlertRow.state.in_([State.WAITING, State.CLAIMED]))
    for row in session.scalars(select(AlertRow).where(*waits)) if likes else ():
        row.subscriptions = list(dict.fromkeys(likes.get(key, key) for key in row.subscriptions))
    session.flush()
    for some in batches(likes):
        session.execute(delete(SubscriptionCompanyRow).where(SubscriptionCompanyRow.subscription.in_(some)))
        session.execute(delete(SubscriptionRow).where(SubscriptionRow.key.in_(some)))


def _leave_out(session: Session, table: Any, messenger: str, old: int, new: int, *unique: str) -> None:
    """Deletes what the new chat has, too."""
    there = aliased(table)
    also = select(there.chat).where(*_alike(table, there, new, *unique)).exists()
    session.execute(delete(table).where(*_in(table, messenger, old), also).execution_options(synchronize_session=False))


def _alike(table: Any, there: Any, new: int, *unique: str) -> list[ColumnElement[bool]]:
    return [
        there.chat == new,
        *(getattr(there, name) == getattr(table, name) for name in ("messenger", "topic", *unique)),
    ]


def _update(session: Session, table: Any, messenger: str, old: int, **values: Any) -> None:
    statement = update(table).where(*_in(table, messenger, old)).values(**values)
    session.execute(statement.execution_options(synchronize_session=False))


def _in(table: Any, messenger: str, chat: int) -> tuple[ColumnElement[bool], ...]:
    return table.messenger == messenger, table.chat == chat
