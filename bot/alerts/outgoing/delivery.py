"""What became of alerts that were claimed: sent, put off, given up.

A process that is killed between sending an alert and marking it leaves it to whoever comes when its lease is over,
with what its message can be found by (`attempts`). Nothing is lost; what is not found arrives twice.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.alerts.outgoing import attempts, mergers, waiting
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
            row.sent, row.perhaps = row.sent or now, None
            row.message = row.message if message is None else message
        session.flush()
        for place, deal in sorted({(of_row(row), row.deal_now) for row in rows}):
            mergers.settle(session, place, deal, now)


def failed(
    sessions: Sessions, keys: Collection[int], now: datetime, worker: str, problem: str, perhaps: bool = False
) -> int:
    """They were not sent: each is tried again after a wait that grows, or given up; how many are given up.

    `perhaps`: nobody knows whether they arrived after all.
    """
    with sessions.writing() as session:
        rows = _locked(session, AlertRow.key.in_(keys), *_mine(worker))
        return sum(_fail(row, now, problem, perhaps) for row in rows)


def dropped(sessions: Sessions, keys: Collection[int], why: str) -> int:
    """They are not sent after all: the deal is gone, the place takes nothing; how many."""
    free = {"state": waiting.NO_MORE, "problem": why, "leased_by": None, "leased_until": None, "perhaps": None}
    with sessions.writing() as session:
        pending = AlertRow.state.in_([State.WAITING, State.CLAIMED])
        return waiting.changed(session, [AlertRow.key.in_(keys), pending], **free)


def postponed(sessions: Sessions, messenger: str, chat: int, until: datetime) -> int:
    """The messenger wants nothing sent to this chat before then: no fault of what was claimed for it; how many wait."""
    here = (AlertRow.messenger == messenger, AlertRow.chat == chat)
    with sessions.writing() as session:
        for row in _locked(session, *here, AlertRow.state == State.CLAIMED):
            _free(row)
        session.flush()
        return waiting.changed(session, (*here, AlertRow.state == State.WAITING, AlertRow.due < until), due=until)


def put_back(
    sessions: Sessions, worker: str, keys: Collection[int] | None = None, perhaps: Collection[int] = ()
) -> int:
    """What a worker has claimed, or these of it, waits again as if never claimed; how many.

    `perhaps`: those that were on their way, and may have arrived.
    """
    some = [] if keys is None else [AlertRow.key.in_(keys)]
    with sessions.writing() as session:
        rows = _locked(session, *_mine(worker), *some)
        for row in rows:
            _free(row, row.key in perhaps)
        return len(rows)


def _mine(worker: str) -> tuple[ColumnElement[bool], ...]:
    return AlertRow.state == State.CLAIMED, AlertRow.leased_by == worker


def _locked(session: Session, *where: ColumnElement[bool]) -> Sequence[AlertRow]:
    return session.scalars(select(AlertRow).where(*where).order_by(AlertRow.key).with_for_update()).all()


def _free(row: AlertRow, perhaps: bool = False) -> None:
    if not perhaps:
        attempts.forget_latest(row)
        row.attempts -= 1
    row.state, row.leased_by, row.leased_until = State.WAITING.value, None, None


def _fail(row: AlertRow, now: datetime, problem: str, perhaps: bool) -> bool:
    if perhaps:
        attempts.keep_latest(row)
    else:
        attempts.forget_latest(row)
    row.leased_by, row.leased_until = None, None
    if row.attempts >= ATTEMPTS:
        row.state, row.problem = State.DEAD.value, problem
        return True
    row.state, row.problem = State.WAITING.value, problem
    row.due = now + FIRST_WAIT * 4 ** (row.attempts - 1)
    return False
