"""Where alerts go: a chat, or a topic of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from bot.conversation.talk import Who
from corpus.db import batches


@dataclass(frozen=True, slots=True, order=True)
class Place:
    #: As in `Who`.
    messenger: str
    chat: int
    #: 0 for none.
    topic: int = 0


def of(who: Who) -> Place:
    """Where they say something."""
    return Place(who.messenger, who.chat, who.topic or 0)


def of_row(row: Any) -> Place:
    return Place(row.messenger, row.chat, row.topic)


def at(table: Any, place: Place) -> tuple[ColumnElement[bool], ...]:
    """The rows of a place."""
    return table.messenger == place.messenger, table.chat == place.chat, table.topic == place.topic


def rows_at(session: Session, query: Any, table: Any, places: Iterable[Place]) -> Iterator[Any]:
    """What a select finds in any of these places: objects, or rows that tell their place."""
    wanted = set(places)
    chats: defaultdict[str, set[int]] = defaultdict(set)
    for place in wanted:
        chats[place.messenger].add(place.chat)
    for messenger, ids in chats.items():
        for some in batches(sorted(ids)):
            here = query.where(table.messenger == messenger, table.chat.in_(some))
            found = session.execute(here)
            rows = found.scalars() if len(query.column_descriptions) == 1 else found
            yield from (row for row in rows if of_row(row) in wanted)
