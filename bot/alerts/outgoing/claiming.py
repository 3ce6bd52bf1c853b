"""Alerts claimed by a lease before they are sent, so that two processes may deliver and neither be missed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select, text
from sqlalchemy.orm import Session, aliased

from bot.alerts import schedule, times
from bot.alerts.outgoing import attempts
from bot.alerts.outgoing.attempts import Attempt
from bot.alerts.outgoing.waiting import EDITS, Kind, State
from bot.alerts.places import Place, at
from bot.alerts.schedule import Together
from bot.alerts.tables import AlertRow, AlertTimesRow, SubscriptionRow
from corpus.db import Sessions, batches

#: How long a claim lasts unless it is renewed: to be done every third of it.
LEASE = timedelta(seconds=60)
#: Tried this often, an alert is given up.
ATTEMPTS = 6
#: Rows looked at for each place wanted: a place in which much is due must not hide the others.
_WINDOW = 40
#: How often other places are looked for when what is due in those found may not go after all.
_ROUNDS = 20
#: Any number of our own: PostgreSQL's lock that only one transaction at a time claims under.
_LOCK = 0x616C6572


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to tell."""

    key: int
    #: `DealRow.key` of what the deal is by now.
    deal_key: int
    kind: Kind
    #: "stage", "value", "quantity": what is new; empty when all is.
    facts: tuple[str, ...]
    #: Keys of those that asked for it.
    subscriptions: tuple[int, ...]
    urgent: bool
    made: datetime
    #: How often it was claimed, this time included.
    attempts: int
    #: The message to edit, of kinds that edit; else None.
    message: int | None
    #: The message that told the place of this deal: an update answers it, a merged one points to it. None: none did.
    earlier: int | None
    #: Of the attempts before, those that may have arrived.
    perhaps: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes in one message."""

    place: Place
    #: At least one; one alone unless they go `together`.
    alerts: tuple[Alert, ...]
    together: Together | None

    @property
    def keys(self) -> tuple[int, ...]:
        return tuple(alert.key for alert in self.alerts)


def claim(sessions: Sessions, now: datetime, worker: str, limit: int) -> list[Parcel]:
    """Up to so many messages to send now, no two to one place, the longest due first; empty: nothing is due.

    They are this worker's until `LEASE` after now. Nothing else of their places is claimed meanwhile, by anyone, so
    that a place is told in order.
    """
    with sessions.reading() as session:
        # Without the lock that writers wait for: most of the time nothing is due.
        if not session.scalar(select(exists().where(_is_due(now) | _ran_out(now)))):
            return []
    with sessions.writing() as session:
        _one_at_a_time(session)
        _take_back(session, now)
        for _ in range(_ROUNDS):
            places = _places(session, now, limit)
            found = _claim(session, places, now, worker)
            if found or not places:
                return found
    return []


def _is_due(now: datetime) -> ColumnElement[bool]:
    return (AlertRow.state == State.WAITING) & (AlertRow.due <= now)


def _ran_out(now: datetime) -> ColumnElement[bool]:
    return (AlertRow.state == State.CLAIMED) & (AlertRow.leased_until <= now)


def _one_at_a_time(session: Session) -> None:
    # Of two that claim at once, each would see a place free. SQLite has one writer anyway.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _take_back(session: Session, now: datetime) -> None:
    """Frees what a process had claimed that is no more. If it was this alert that killed it, it is given up in time."""
    query = select(AlertRow).where(_ran_out(now)).order_by(AlertRow.key).with_for_update(skip_locked=True)
    for row in session.scalars(query):
        row.state, row.leased_by, row.leased_until = State.WAITING.value, None, None
        if row.attempts >= ATTEMPTS:
            row.state, row.problem = State.DEAD.value, "whoever tried to send it was stopped"
    session.flush()


def _places(session: Session, now: datetime, limit: int) -> list[Place]:
    """Where something is due and nothing is on its way, the longest due first."""
    other, paused = aliased(AlertRow), AlertTimesRow
    on_its_way = exists().where(*_same_place(other), other.state == State.CLAIMED)
    is_paused = exists().where(*_same_place(paused), paused.paused)
    query = select(AlertRow.messenger, AlertRow.chat, AlertRow.topic).where(_is_due(now), ~on_its_way, ~is_paused)
    rows = session.execute(query.order_by(AlertRow.due, AlertRow.key).limit(limit * _WINDOW))
    return list(dict.fromkeys(Place(*row) for row in rows))[:limit]


def _same_place(table: type[AlertRow] | type[AlertTimesRow]) -> tuple[ColumnElement[bool], ...]:
    return (
        table.messenger == AlertRow.messenger,
        table.chat == AlertRow.chat,
        table.topic == AlertRow.topic,
    )


def _claim(session: Session, places: Sequence[Place], now: datetime, worker: str) -> list[Parcel]:
    """A message for each place; none where nothing that is due may go after all."""
    chosen = times.of_all(session, places)
    rows = {place: _rows(session, place, now) for place in places}
    standing = _standing(session, {key for some in rows.values() for row in some for key in row.subscriptions})
    picked: list[tuple[Place, list[AlertRow], Together | None]] = []
    for place, some in rows.items():
        due = [_Due(row) for row in some if _is_wanted(row, standing)]
        if due := _after_quiet(due, schedule.quiet_end(chosen[place], now)):
            first, together = schedule.next_message(due)
            picked.append((place, [each.row for each in first], together))
    for _, some, together in picked:
        for row in some:
            row.state, row.leased_by, row.leased_until = State.CLAIMED.value, worker, now + LEASE
            row.attempts, row.together = row.attempts + 1, together
    session.flush()
    return [Parcel(place, _alerts(session, place, some), together) for place, some, together in picked]


def _rows(session: Session, place: Place, now: datetime) -> Sequence[AlertRow]:
    # Those that are being written by whoever records deals are left for the next time.
    query = select(AlertRow).where(_is_due(now), *at(AlertRow, place)).with_for_update(skip_locked=True)
    return session.scalars(query.order_by(AlertRow.due, AlertRow.key).limit(schedule.MOST_TOGETHER * 2)).all()


@dataclass(frozen=True, slots=True)
class _Due:
    row: AlertRow

    @property
    def together(self) -> str | None:
        return self.row.together

    @property
    def urgent(self) -> bool:
        return self.row.urgent

    @property
    def attempts(self) -> int:
        return self.row.attempts

    @property
    def edits(self) -> bool:
        return self.row.kind in EDITS


def _standing(session: Session, keys: Collection[int]) -> set[int]:
    table = SubscriptionRow
    query = select(table.key).where(table.ended.is_(None), table.paused.is_(False))
    return {key for some in batches(sorted(keys)) for key in session.scalars(query.where(table.key.in_(some)))}


def _is_wanted(row: AlertRow, standing: Collection[int]) -> bool:
    """By a subscription that stands and is not paused, else it is dropped; what was told is put right in any case."""
    if row.kind in EDITS or any(key in standing for key in row.subscriptions):
        return True
    row.state, row.problem = State.DROPPED.value, "nobody asks for it any more"
    return False


def _after_quiet(due: Sequence[_Due], quiet_end: datetime | None) -> list[_Due]:
    """Those that may go; what should have gone before the quiet hours goes after them."""
    if quiet_end is None:
        return list(due)
    for each in due:
        if not (each.urgent or each.edits):
            each.row.due = quiet_end
            each.row.together = each.row.together or Together.CATCH_UP.value
    return [each for each in due if each.urgent or each.edits]


def _alerts(session: Session, place: Place, rows: Sequence[AlertRow]) -> tuple[Alert, ...]:
    refer = [row for row in rows if row.kind in (Kind.UPDATE, Kind.MERGED)]
    earlier = _earlier(session, place, refer) if refer else {}
    return tuple(_alert(row, earlier) for row in rows)


def _earlier(session: Session, place: Place, rows: Sequence[AlertRow]) -> dict[int, int]:
    """By deal, the number of the message that is to be answered: the newest one; or pointed to: the first one."""
    deals = {row.deal_now: row.kind == Kind.MERGED for row in rows}
    columns = select(AlertRow.deal_now, AlertRow.message).where(*at(AlertRow, place), AlertRow.deal_now.in_(deals))
    told = columns.where(AlertRow.sent.is_not(None), AlertRow.kind != Kind.MERGED).order_by(AlertRow.sent)
    found: dict[int, int] = {}
    for deal, message in session.execute(told):
        if message is not None and (deal not in found or not deals[deal]):
            found[deal] = message
    return found


def _alert(row: AlertRow, earlier: dict[int, int]) -> Alert:
    return Alert(
        key=row.key,
        deal_key=row.deal_now,
        kind=Kind(row.kind),
        facts=tuple(row.facts),
        subscriptions=tuple(row.subscriptions),
        urgent=row.urgent,
        made=row.made,
        attempts=row.attempts,
        perhaps=attempts.of(row),
        message=row.message if row.kind in EDITS else None,
        earlier=earlier.get(row.deal_now),
    )
