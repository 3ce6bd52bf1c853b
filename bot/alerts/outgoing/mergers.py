"""Two deals that turn out to be one: a place hears of it once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts.outgoing import waiting
from bot.alerts.outgoing.waiting import Kind, State
from bot.alerts.places import Place, at, of_row
from bot.alerts.tables import AlertRow
from corpus.deals.changes import Change
from corpus.deals.kept import tombstones
from corpus.models import DealRow

_WHY = "part of a deal that is told already"


def follow(session: Session, change: Change, now: datetime) -> int | None:
    """What was told of a deal that is part of another now, or waits, counts for the other; never commits.

    The key of the other; None: there is none left.
    """
    into = tombstones.resolve(session, change.into) if change.into else None
    if into is None:
        waiting.drop(session, "nothing tells the deal any more", AlertRow.deal_now == change.deal_key)
        return None
    of_it = (AlertRow.deal_now == change.deal_key, AlertRow.state != State.DROPPED)
    places = {of_row(row) for row in session.scalars(select(AlertRow).where(*of_it))}
    waiting.changed(session, [AlertRow.deal_now == change.deal_key], deal_now=into)
    for place in sorted(places):
        settle(session, place, into, now)
    return into


def settle(session: Session, place: Place, deal_key: int, now: datetime) -> None:
    """Leaves one alert that tells a place of a deal for the first time; never commits.

    Of those that wait, the one that goes first; of those sent, the first one: the others' messages are edited to point
    to it. One in flight is settled once it is sent. Messages of several alerts stay as they are.
    """
    here = (*at(AlertRow, place), AlertRow.deal_now == deal_key, AlertRow.state.not_in([State.DROPPED, State.DEAD]))
    query = select(AlertRow).where(*here).order_by(AlertRow.key).execution_options(populate_existing=True)
    rows = session.scalars(query).all()
    if len({row.deal_key for row in rows}) < 2:
        return
    if any(_is_told(row) for row in rows):
        _point_to_the_first(rows, now)
        _keep_what_is_new(rows, session.scalar(select(DealRow.revision).where(DealRow.key == deal_key)) or 0)
    else:
        _drop(sorted(rows, key=lambda row: (row.due, row.key))[1:])
    session.flush()


def _is_told(row: AlertRow) -> bool:
    """Or is being told at this moment."""
    return row.sent is not None or row.state == State.CLAIMED


def _point_to_the_first(rows: Sequence[AlertRow], now: datetime) -> None:
    first_of_each: dict[int, AlertRow] = {}
    for row in rows:
        if row.sent is not None:
            first_of_each.setdefault(row.deal_key, row)
    for row in sorted(first_of_each.values(), key=lambda row: (row.sent or now, row.key))[1:]:
        if row.kind != Kind.MERGED and row.message is not None and row.together is None:
            row.state, row.kind, row.due, row.attempts = State.WAITING.value, Kind.MERGED.value, now, 0


def _keep_what_is_new(rows: Sequence[AlertRow], revision: int) -> None:
    """Of what waits to be told for the first time, what the two together tell beyond what was sent is an update."""
    told = max(row.revision for row in rows if _is_told(row))
    first_times = [row for row in rows if row.state == State.WAITING and row.kind == Kind.NEW]
    if first_times and revision > told:
        first_times.pop(0).kind = Kind.UPDATE.value
    _drop(first_times)


def _drop(rows: Sequence[AlertRow]) -> None:
    for row in rows:
        row.state, row.problem = State.DROPPED.value, _WHY
