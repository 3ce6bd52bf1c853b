"""Who is let in: everybody, those on a list, or whoever has given the pairing code."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hmac import compare_digest

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.conversation.tables import PairedUser
from bot.conversation.talk import Who

#: The messenger of the person at the machine itself, who is always let in.
TERMINAL = "terminal"


class Mode(StrEnum):
    OPEN = "open"
    LIST = "list"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Access:
    mode: Mode = Mode.OPEN
    #: Ids of people, or of chats whose members are let in there.
    allowed: frozenset[int] = frozenset()
    #: None lets nobody in by code.
    code: str | None = None

    def lets_in(self, session: Session, who: Who) -> bool:
        if self.mode is Mode.OPEN or who.is_admin or who.messenger == TERMINAL:
            return True
        if who.user in self.allowed or who.chat in self.allowed:
            return True
        return self.mode is Mode.CODE and is_paired(session, who)

    def is_code(self, typed: str) -> bool:
        """Whether this is the pairing code; takes as long for a wrong one."""
        return bool(self.code) and compare_digest(typed.strip().encode(errors="replace"), str(self.code).encode())


def is_paired(session: Session, who: Who) -> bool:
    paired = (PairedUser.messenger == who.messenger) & (PairedUser.user == who.user)
    return bool(session.scalar(select(exists().where(paired))))


def pair(session: Session, who: Who, now: datetime) -> None:
    """From now on this person is let in."""
    if not is_paired(session, who):
        session.add(PairedUser(messenger=who.messenger, user=who.user, at=now))
