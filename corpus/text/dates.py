"""Dates as articles write them, as aware UTC."""

import re
from datetime import UTC, datetime

# "2024-03-01 14:30 +01:00" and "… UTC", which YAML and people write and `fromisoformat` refuses.
_SPACE_BEFORE_ZONE = re.compile(r"\s+(?=[+-]\d|[zZ]$)")
_UTC_NAME = re.compile(r"\s*(?:UTC|GMT)$")


def from_iso(text: str) -> datetime:
    """An ISO 8601 date, with or without a time and a zone; without a zone it is UTC.

    Raises:
        ValueError: it is not one, or lies outside the years 1 to 9999.
    """
    text = _SPACE_BEFORE_ZONE.sub("", _UTC_NAME.sub("Z", text.strip()))
    moment = datetime.fromisoformat(text)
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"outside the years 1 to 9999: {text}") from error
