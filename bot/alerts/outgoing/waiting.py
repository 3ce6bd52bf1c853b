"""The rows of the outbox: put in once, dropped, given another time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, case, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.alerts import schedule, times
from bot.alerts.places import Place, at, of_row, rows_at
from bot.alerts.schedule import Mode, Times
from bot.alerts.tables import AlertRow

# A table, not the class: a deal may concern 20,000 places.
_ALERTS = AlertRow.metadata.tables[AlertRow.__tablename__]


class Kind(StrEnum):
    """What is to be done."""

    NEW = "new"  #: tell the place of a deal for the first time
    UPDATE = "update"  #: tell what is new of it, in answer to what the place was told before
    CORRECTED = "corrected"  #: its message is edited: it told what does not hold any more
    MERGED = "merged"  #: its message is edited to point to an earlier one, of what is the same deal


#: Those that change a message that was sent.
EDITS = frozenset({Kind.CORRECTED, Kind.MERGED})

#: In a place that was paused, or whose chat could not be reached. A weekly digest waits a week.
STALE = timedelta(days=14)
#: As long as what was told is answered or edited when there is more to say.
KEPT = timedelta(days=180)


class State(StrEnum):
    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    DEAD = "dead"  #: it failed too often; an admin may retry it
    DROPPED = "dropped"  #: nobody wants it any more


#: What a row is that waits no more: if it was to change a message, that was sent.
NO_MORE = case((AlertRow.sent.is_not(None), State.SENT.value), else_=State.DROPPED.value)


def put(session: Session, alerts: Sequence[Mapping[str, Any]]) -> int:
    """How many of these rows were not there yet: a place has one for each revision of a deal."""
    if not alerts:
        return 0
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    # What is returned lets SQLAlchemy put in many rows by one statement.
    statement = insert(_ALERTS).on_conflict_do_nothing().returning(_ALERTS.c.key)
    return len(session.execute(statement, alerts).all())


def drop(session: Session, why: str, *where: ColumnElement[bool]) -> int:
    """How many of these waited, and wait no more."""
    waits = AlertRow.state == State.WAITING
    return changed(session, (waits, *where), state=NO_MORE, problem=why, perhaps=None)


def drop_at(session: Session, messenger: str, chat: int, why: str, topic: int | None = None) -> int:
    """Nothing of what waits goes to this chat, or this topic of it; what is on its way is not tried again."""
    here = [AlertRow.messenger == messenger, AlertRow.chat == chat]
    if topic is not None:
        here.append(AlertRow.topic == topic)
    waits = AlertRow.state.in_([State.WAITING, State.CLAIMED])
    done = {"state": NO_MORE, "problem": why, "leased_by": None, "leased_until": None, "perhaps": None}
    return changed(session, (waits, *here), **done)


def prune(session: Session, now: datetime) -> int:
    """Forgets what was told long ago, and drops what has waited too long to be news; how many are forgotten."""
    drop(session, "waited too long", AlertRow.made < now - STALE)
    old = (AlertRow.made < now - KEPT, AlertRow.state.not_in([State.WAITING, State.CLAIMED]))
    gone = session.execute(delete(AlertRow).where(*old).execution_options(synchronize_session=False))
    assert isinstance(gone, CursorResult)
    return gone.rowcount


def changed(session: Session, where: Collection[ColumnElement[bool]], **values: Any) -> int:
    """How many rows have these values now."""
    # Rows that the session holds do not follow; nobody keeps one over a change.
    statement = update(AlertRow).where(*where).values(**values).execution_options(synchronize_session=False)
    done = session.execute(statement)
    assert isinstance(done, CursorResult)
    return done.rowcount


def reschedule(session: Session, place: Place, now: datetime) -> None:
    """Gives what waits there other times, after those of the place have changed; never commits.

    While the place is paused they wait; they go when it is resumed.
    """
    chosen = times.of(session, place)
    waits = (*at(AlertRow, place), AlertRow.state == State.WAITING, AlertRow.kind.not_in(EDITS))
    singles = count_singles(session, {place: chosen}, now, AlertRow.state != State.WAITING)[place]
    for row in session.scalars(select(AlertRow).where(*waits).order_by(AlertRow.key)):
        if slot := schedule.slot(chosen, now, singles=singles, urgent=row.urgent):
            row.due, row.together = slot.due, slot.together
            singles += slot.together is None
    session.flush()


def reschedule_chat(session: Session, messenger: str, chat: int, now: datetime) -> None:
    """As `reschedule`, of the chat and all its topics: their time zone has changed."""
    waits = (AlertRow.messenger == messenger, AlertRow.chat == chat, AlertRow.state == State.WAITING)
    for topic in session.scalars(select(AlertRow.topic).where(*waits).distinct()).all():
        reschedule(session, Place(messenger, chat, topic), now)


def count_singles(
    session: Session, places: Mapping[Place, Times], now: datetime, *where: ColumnElement[bool]
) -> Counter[Place]:
    """How many alerts went to each place by themselves today, as it is day there, or are about to go."""
    by_day: defaultdict[datetime, list[Place]] = defaultdict(list)
    for place, chosen in places.items():
        if chosen.mode is Mode.INSTANT:
            by_day[schedule.day_start(now, chosen.zone)].append(place)
    found: Counter[Place] = Counter()
    columns = (AlertRow.messenger, AlertRow.chat, AlertRow.topic)
    counted = select(*columns, func.count().label("singles")).group_by(*columns)
    counted = counted.where(AlertRow.together.is_(None), AlertRow.urgent.is_(False), AlertRow.kind.not_in(EDITS))
    counted = counted.where(AlertRow.state.in_([State.WAITING, State.CLAIMED, State.SENT]), *where)
    for start, some in by_day.items():
        for row in rows_at(session, counted.where(AlertRow.due >= start), AlertRow, some):
            found[of_row(row)] = row.singles
    return found
