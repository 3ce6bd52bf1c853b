"""Updates, kept from the moment Telegram is told we have them until they are handled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CursorResult, delete, select, update

from bot.telegram.tables import TelegramUpdateRow as Row
from corpus.db import Sessions, batches

#: Tried this often and never ended, an update is apologised for: it may be what kills us.
ATTEMPTS = 2
#: How long an update's number is kept, so that it is known when it comes again. Telegram itself keeps updates a day.
REMEMBERED = timedelta(days=2)


class State(StrEnum):
    WAITING = "waiting"
    WORKING = "working"
    HANDLED = "handled"


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update that concerns us."""

    update_id: int
    chat: int
    lane: str
    #: JSON.
    payload: str


@dataclass(frozen=True, slots=True)
class Waiting:
    update_id: int
    lane: str


@dataclass(frozen=True, slots=True)
class Begun:
    payload: str
    #: It was tried too often: do not try again, say so.
    hopeless: bool


def keep(sessions: Sessions, arrived: Sequence[Arrived], now: datetime) -> list[Waiting]:
    """Those among them that are new, in their order, once they are safe on disk."""
    if not arrived:
        return []
    with sessions.writing() as session:
        known: set[int] = set()
        for ids in batches(one.update_id for one in arrived):
            known |= set(session.scalars(select(Row.update_id).where(Row.update_id.in_(ids))))
        new: list[Waiting] = []
        for one in arrived:
            if one.update_id in known:
                continue
            known.add(one.update_id)
            session.add(
                Row(
                    update_id=one.update_id,
                    chat=one.chat,
                    lane=one.lane,
                    payload=one.payload,
                    state=State.WAITING,
                    attempts=0,
                    received=now,
                )
            )
            new.append(Waiting(one.update_id, one.lane))
        return new


def waiting(sessions: Sessions) -> list[Waiting]:
    """What is not handled yet, in order, what was in work when we were killed included."""
    with sessions.reading() as session:
        query = select(Row.update_id, Row.lane).where(Row.state != State.HANDLED).order_by(Row.update_id)
        return [Waiting(update_id, lane) for update_id, lane in session.execute(query)]


def begin(sessions: Sessions, update_id: int) -> Begun | None:
    """An update whose turn in its lane has come; None when it is handled already."""
    with sessions.reading() as session:
        row = session.get(Row, update_id)
        if row is None or row.payload is None:
            return None
        return Begun(row.payload, hopeless=row.attempts >= ATTEMPTS)


def try_(sessions: Sessions, update_id: int) -> None:
    """Counts a try, from which on the update may be what kills us. Not while it waits for others to be answered."""
    with sessions.writing() as session:
        tried = {"state": State.WORKING, "attempts": Row.attempts + 1}
        session.execute(update(Row).where(Row.update_id == update_id).values(**tried))


def end(sessions: Sessions, update_id: int) -> None:
    """It is handled: its number is kept, what was said, by whom and where is not."""
    with sessions.writing() as session:
        session.execute(
            update(Row).where(Row.update_id == update_id).values(state=State.HANDLED, payload=None, chat=0, lane=""),
        )


def put_back(sessions: Sessions, update_ids: Sequence[int]) -> None:
    """They wait again, as if never tried: we are being stopped, which is no fault of theirs."""
    with sessions.writing() as session:
        for ids in batches(update_ids):
            session.execute(
                update(Row)
                .where(Row.update_id.in_(ids), Row.state == State.WORKING)
                .values(state=State.WAITING, attempts=Row.attempts - 1)
            )


def prune(sessions: Sessions, now: datetime) -> int:
    """Forgets the numbers of updates handled long ago; how many."""
    with sessions.writing() as session:
        gone = session.execute(delete(Row).where(Row.state == State.HANDLED, Row.received < now - REMEMBERED))
        assert isinstance(gone, CursorResult)
        return gone.rowcount
