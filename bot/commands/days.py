"""Days as people type them, as the moments between which something was published."""

from datetime import UTC, date, datetime, time, timedelta


def beginning(day: str) -> datetime:
    """Midnight UTC at which this ISO 8601 day begins."""
    return datetime.combine(date.fromisoformat(day), time(), UTC)


def end(day: str) -> datetime:
    """Midnight UTC at which it ends: what is published before that is of that day or earlier.

    Raises:
        ValueError: there is no day after it.
    """
    try:
        return beginning(day) + timedelta(days=1)
    except OverflowError:
        raise ValueError(f"{day} is too far away") from None
