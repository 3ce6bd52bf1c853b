"""Attempts to send an alert, kept before each: whoever comes after a crash can look whether it arrived."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.alerts.tables import AlertRow

if TYPE_CHECKING:
    from bot.alerts.outgoing.claiming import Alert


@dataclass(frozen=True, slots=True)
class Attempt:
    """A message that may have arrived."""

    #: `AlertRow.attempts` as it was made.
    number: int
    #: The newest message known where it goes, when this one was made ready; None: none was known.
    after: int | None
    #: As the messenger has them: by these it is found, as no other message has them.
    buttons: str


def begun(session: Session, messages: Iterable[tuple[Sequence["Alert"], int | None, str]]) -> None:
    """Keeps, of each message with these alerts, what it comes after and its buttons; never commits."""
    kept = [
        {"key": alert.key, "perhaps": [asdict(one) for one in (*alert.perhaps, Attempt(alert.attempts, after, keys))]}
        for alerts, after, keys in messages
        for alert in alerts
    ]
    if kept:
        session.execute(update(AlertRow), kept)


def of(row: AlertRow) -> tuple[Attempt, ...]:
    """Those of which nobody knows whether they arrived, the oldest first."""
    return tuple(Attempt(**each) for each in row.perhaps or ())


def keep_latest(row: AlertRow) -> None:
    """It may have arrived. Those before did not: they were looked for before it was made."""
    row.perhaps = (row.perhaps or [])[-1:] or None


def forget_latest(row: AlertRow) -> None:
    """It did not arrive, as is known. To be called before `attempts` changes."""
    kept = row.perhaps or []
    # One that could not be made ready left nothing.
    if kept and kept[-1]["number"] == row.attempts:
        row.perhaps = kept[:-1] or None
