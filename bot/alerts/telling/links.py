"""Where the names in an alert lead."""

from typing import Protocol

from bot.alerts.places import Place


class Links(Protocol):
    """Addresses within a messenger; None where it has none."""

    def company(self, slug: str) -> str | None:
        """Its card."""

    def deal(self, id_: str) -> str | None:
        """All that is known of it."""

    def message(self, place: Place, number: int) -> str | None:
        """A message that was sent there."""
