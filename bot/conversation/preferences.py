"""How a chat wants to be spoken to: its language, its time zone, at length or briefly."""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sqlalchemy.orm import Session

from bot.conversation import texts
from bot.conversation.tables import ChatSettingsRow
from bot.conversation.talk import Who
from bot.conversation.texts import Texts


@dataclass(frozen=True, slots=True)
class Preferences:
    #: None: as the person's client says.
    language: str | None = None
    #: IANA name.
    zone: str | None = None
    compact: bool = False


def of(session: Session, who: Who) -> Preferences:
    row = session.get(ChatSettingsRow, (who.messenger, who.chat))
    return Preferences(row.language, row.zone, bool(row.compact)) if row else Preferences()


def spoken(session: Session, who: Who) -> Texts:
    """The interface in the language that their chat has chosen, else in their client's."""
    return texts.of(of(session, who).language or who.language)


def keep(session: Session, who: Who, preferences: Preferences) -> None:
    """For the whole chat."""
    row = session.get(ChatSettingsRow, (who.messenger, who.chat))
    if row is None:
        row = ChatSettingsRow(messenger=who.messenger, chat=who.chat)
        session.add(row)
    row.language, row.zone, row.compact = preferences.language, preferences.zone, preferences.compact


def zone(name: str | None) -> tzinfo:
    """UTC for none, and for one that this machine does not know."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def zones_like(typed: str) -> list[str]:
    """The zones a person may mean who types "berlin", "Europe/Berlin" or "new york", the likeliest first."""
    wanted = "_".join(typed.lower().split())
    if not wanted:
        return []
    exact = [name for folded, name in _zones() if wanted in (folded, folded.rpartition("/")[2])]
    # Old names of a zone come last: they are no place.
    ordered = sorted(exact, key=lambda name: ("/" not in name, name))
    return ordered or [name for folded, name in _zones() if wanted in folded and "/" in name]


@cache
def _zones() -> tuple[tuple[str, str], ...]:
    return tuple((name.lower(), name) for name in sorted(available_timezones()))
