"""What became of alerts that were claimed: sent, put off, given up.

A process that is killed between sending an alert and marking it leaves it to whoever comes when its lease is over:
what had arrived by then arrives twice. That is at most one message for each that was on its way; nothing is lost.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from bot.alerts.outgoing import mergers, waiting
from bot.alerts.outgoing.claiming import ATTEMPTS, LEASE
from bot.alerts.outgoing.waiting import State
from bot.alerts.places import of_row
from bot.alerts.tables import AlertRow
from corpus.db import Sessions

#: After the first attempt; four times as long after each one more: the last is made three hours after the first.
FIRST_WAIT = timedelta(seconds=30)


def renew(sessions: Sessions, now: datetime, worker: str) -> int:
    """Makes the leases of a worker last from now; how many alerts it has."""
    with sessions.writing() as session:
        return waiting.changed(session, _mine(worker), leased_until=now + LEASE)


def sent(sessions: Sessions, keys: Collection[int], now: datetime, message: int | None) -> None:
    """They arrived, in a message of this number; None: nobody knows which.

    That is so whoever has claimed them by now.
    """
    with sessions.writing() as session:
        arrived = select(AlertRow).where(AlertRow.key.in_(keys), AlertRow.state != State.SENT)
        rows = session.scalars(arrived.order_by(AlertRow.key).with_for_update()).all()
        for row in rows:
            row.state, row.leased_by, row.leased_until, row.problem = State.SENT.value, None, None, None
            row.sent = row.sent or now
            row.message = row.message if message is None else message
        session.flush()
        for place, deal in sorted({(of_row(row), row.deal_now) for row in rows}):
            mergers.settle(session, place, deal, now)


def failed(sessions: Sessions, keys: Collection[int], now: datetime, worker: str, problem: str) -> int:
    """They were not sent: each is tried again after a wait that grows, or given up; how many are given up."""
    with sessions.writing() as session:
        query = select(AlertRow).where(AlertRow.key.in_(keys), *_mine(worker))
        return sum(_fail(row, now, problem) for row in session.scalars(query.order_by(AlertRow.key).with_for_update()))


def dropped(sessions: Sessions, keys: Collection[int], why: str) -> int:
    """They are not sent after all: the deal is gone, the place takes nothing; how many."""
    free = {"state": waiting.NO_MORE, "problem": why, "leased_by": None, "leased_until": None}
    with sessions.writing() as session:
        pending = AlertRow.state.in_([State.WAITING, State.CLAIMED])
        return waiting.changed(session, [AlertRow.key.in_(keys), pending], **free)


def postponed(sessions: Sessions, messenger: str, chat: int, until: datetime) -> int:
    """The messenger wants nothing sent to this chat before then: no fault of what was claimed for it; how many wait."""
    here = (AlertRow.messenger == messenger, AlertRow.chat == chat)
    free = {"state": State.WAITING.value, "leased_by": None, "leased_until": None, "attempts": AlertRow.attempts - 1}
    with sessions.writing() as session:
        waiting.changed(session, (*here, AlertRow.state == State.CLAIMED), **free)
        return waiting.changed(session, (*here, AlertRow.state == State.WAITING, AlertRow.due < until), due=until)


def put_back(sessions: Sessions, worker: str) -> int:
    """What a worker has claimed waits again, as if never claimed: it is being stopped, and nothing is on its way."""
    free = {"state": State.WAITING.value, "leased_by": None, "leased_until": None, "attempts": AlertRow.attempts - 1}
    with sessions.writing() as session:
        return waiting.changed(session, _mine(worker), **free)


def _mine(worker: str) -> tuple[ColumnElement[bool], ...]:
    return AlertRow.state == State.CLAIMED, AlertRow.leased_by == worker


def _fail(row: AlertRow, now: datetime, problem: str) -> bool:
    row.leased_by, row.leased_until = None, None
    if row.attempts >= ATTEMPTS:
        row.state, row.problem = State.DEAD.value, problem
        return True
    row.state, row.problem = State.WAITING.value, problem
    row.due = now + FIRST_WAIT * 4 ** (row.attempts - 1)
    return False
