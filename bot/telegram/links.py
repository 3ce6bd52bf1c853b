"""Links to places within Telegram: to us with something to show, to a message of a group."""

import re
from dataclasses import dataclass

from bot.alerts.places import Place

#: What may follow `?start=`.
_STARTS = re.compile(r"[A-Za-z0-9_-]{1,64}")
#: Ids of supergroups and channels, which alone have links to their messages, are these numbers behind a -100.
_SUPERGROUPS = 10**12


@dataclass(frozen=True, slots=True)
class TelegramLinks:
    #: Our name, without its @.
    username: str

    def company(self, slug: str) -> str | None:
        return self.start(f"company_{slug}")

    def deal(self, id_: str) -> str | None:
        return self.start(f"deal_{id_}")

    def message(self, place: Place, number: int) -> str | None:
        if place.chat >= -_SUPERGROUPS:
            return None
        topic = f"{place.topic}/" if place.topic else ""
        return f"https://t.me/c/{-place.chat - _SUPERGROUPS}/{topic}{number}"

    def start(self, what: str) -> str | None:
        """Leads to us, who get `/start WHAT`; None: that cannot be said so."""
        return f"https://t.me/{self.username}?start={what}" if _STARTS.fullmatch(what) else None
