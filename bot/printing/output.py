"""Where what is printed goes: data to stdout, messages to stderr."""

import json
import sys
from datetime import datetime


def as_json(data: object) -> None:
    """Prints JSON alone on stdout, text as it is."""
    print(in_json(data))


def in_json(data: object) -> str:
    """On one line, text as it is; half a character (from broken JSON) becomes "?"."""
    return json.dumps(data, ensure_ascii=False).encode(errors="replace").decode()


def note(text: str) -> None:
    """A message for the person at the terminal: stdout is for data."""
    print(text, file=sys.stderr)


def day(published: datetime | None) -> str | None:
    """`2024-03-22`, or with the time when one was given: `2024-03-22T14:05:00+00:00`."""
    if published is None:
        return None
    midnight = (published.hour, published.minute, published.second) == (0, 0, 0)
    return published.date().isoformat() if midnight else published.isoformat(timespec="seconds")
