"""One turn of a conversation: who says something, how they want to be spoken to, and what we answer with."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from bot.conversation.talk import Who
from bot.conversation.texts import Texts
from corpus.deals import changes
from corpus.deals.changes import OnChanges

if TYPE_CHECKING:
    from corpus.db import Sessions
    from index.retrieval import Retriever
    from index.writing.chat_model import ChatModel


@dataclass(frozen=True, slots=True)
class Turn:
    """Who says something now, and the settings of their chat."""

    who: Who
    texts: Texts
    zone: tzinfo
    #: Lists and answers are to be short.
    compact: bool
    #: Aware, UTC.
    now: datetime

    def day(self, moment: datetime) -> str:
        """The day of a moment where the person is; one known to the day (midnight UTC) is the same everywhere."""
        utc = moment.astimezone(UTC)
        known_to_the_day = (utc.hour, utc.minute, utc.second) == (0, 0, 0)
        return self.texts.day((utc if known_to_the_day else moment.astimezone(self.zone)).date())


@dataclass(frozen=True, slots=True)
class Parts:
    """What answers are made with."""

    sessions: "Sessions"
    retriever: "Retriever"
    #: None: answers are quoted.
    model: "ChatModel | None" = None
    #: Told when an admin puts deals right.
    on_changes: OnChanges = changes.unheard
