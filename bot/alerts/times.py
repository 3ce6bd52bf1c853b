"""When places want their alerts, in SQL."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts.places import Place, of_row, rows_at
from bot.alerts.schedule import Mode, Times
from bot.alerts.tables import AlertTimesRow
from bot.conversation import preferences
from bot.conversation.tables import ChatSettingsRow
from corpus.db import batches

#: Companies that are urgent, or muted.
MOST_COMPANIES = 100
_MINUTES = range(24 * 60)


def of(session: Session, place: Place) -> Times:
    """As it was chosen, in the zone of the chat's settings."""
    return of_all(session, [place])[place]


def of_all(session: Session, places: Collection[Place]) -> Mapping[Place, Times]:
    """Of each of these places."""
    chosen = {of_row(row): _times(row) for row in rows_at(session, select(AlertTimesRow), AlertTimesRow, places)}
    zones = _zones(session, places)
    return {
        place: replace(chosen.get(place, Times()), zone=preferences.zone(zones.get((place.messenger, place.chat))))
        for place in places
    }


def keep(session: Session, place: Place, times: Times) -> None:
    """All but the zone, which is a setting of the chat. What waits is to be rescheduled (`waiting.reschedule`).

    Raises:
        ValueError: there is no such minute, weekday or number of alerts, or there are too many companies.
    """
    _check(times)
    row = session.get(AlertTimesRow, (place.messenger, place.chat, place.topic))
    if row is None:
        row = AlertTimesRow(messenger=place.messenger, chat=place.chat, topic=place.topic)
        session.add(row)
    row.mode, row.minute, row.weekday = times.mode.value, times.minute, times.weekday
    row.quiet_from, row.quiet_until = times.quiet_from, times.quiet_until
    row.urgent_value, row.urgent_companies = times.urgent_value, list(times.urgent_companies)
    row.most_a_day, row.muted, row.paused = times.most_a_day, list(times.muted), times.paused
    session.flush()


def pause_all(session: Session, place: Place, paused: bool) -> None:
    """Nothing at all goes there until it is resumed, whatever its subscriptions say."""
    keep(session, place, replace(of(session, place), paused=paused))


def mute(session: Session, place: Place, company: str, muted: bool) -> None:
    """
    Raises:
        ValueError: too many are.
    """
    times = of(session, place)
    others = tuple(each for each in times.muted if each != company)
    keep(session, place, replace(times, muted=(*others, company) if muted else others))


def _times(row: AlertTimesRow) -> Times:
    return Times(
        mode=Mode(row.mode),
        minute=row.minute,
        weekday=row.weekday,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        urgent_value=row.urgent_value,
        urgent_companies=tuple(row.urgent_companies),
        most_a_day=row.most_a_day,
        muted=tuple(row.muted),
        paused=row.paused,
    )


def _zones(session: Session, places: Collection[Place]) -> dict[tuple[str, int], str | None]:
    table = ChatSettingsRow
    query = select(table.messenger, table.chat, table.zone)
    return {
        (messenger, chat): zone
        for some in batches({place.chat for place in places})
        for messenger, chat, zone in session.execute(query.where(table.chat.in_(some)))
    }


def _check(times: Times) -> None:
    minutes = [times.minute, *(each for each in (times.quiet_from, times.quiet_until) if each is not None)]
    if not all(minute in _MINUTES for minute in minutes):
        raise ValueError(f"no minutes of a day: {minutes}")
    if times.weekday not in range(7):
        raise ValueError(f"no weekday: {times.weekday}")
    if not 0 <= times.most_a_day <= 1000:
        raise ValueError(f"no number of alerts a day: {times.most_a_day}")
    if max(len(times.muted), len(times.urgent_companies)) > MOST_COMPANIES:
        raise ValueError(f"more than {MOST_COMPANIES} companies")
