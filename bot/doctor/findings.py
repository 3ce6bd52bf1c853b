"""What an examination says of one thing."""

from dataclasses import dataclass
from enum import StrEnum

from bot.failures import explain


class State(StrEnum):
    OK = "ok"
    #: Nothing is broken, but something could be had or be better.
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    #: "settings", "database", …
    check: str
    state: State
    #: How it is.
    found: str
    #: What to do about it; empty when nothing is to be done.
    mend: str = ""


def fine(check: str, found: str) -> Finding:
    return Finding(check, State.OK, found)


def note(check: str, found: str, mend: str) -> Finding:
    return Finding(check, State.NOTE, found, mend)


def wrong(check: str, found: str, mend: str) -> Finding:
    return Finding(check, State.WRONG, found, mend)


def failed(check: str, error: Exception, mend: str) -> Finding:
    """Of an error that people can do something about; any other is raised again."""
    if (failure := explain(error)) is None:
        raise error
    return wrong(check, failure.sentence, mend)
