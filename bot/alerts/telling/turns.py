"""How the places are spoken to that alerts go to."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts.places import Place
from bot.conversation import preferences, texts
from bot.conversation.tables import ChatSettingsRow
from bot.conversation.talk import Who
from bot.conversation.turn import Turn
from corpus.db import batches


def of_all(session: Session, places: Collection[Place], now: datetime) -> Mapping[Place, Turn]:
    """As each chat has chosen. Nobody says anything here, so no client tells its language: English if it has not."""
    table = ChatSettingsRow
    chosen = {
        (row.messenger, row.chat): row
        for some in batches(sorted({place.chat for place in places}))
        for row in session.scalars(select(table).where(table.chat.in_(some)))
    }
    return {place: _turn(place, chosen.get((place.messenger, place.chat)), now) for place in places}


def _turn(place: Place, row: ChatSettingsRow | None, now: datetime) -> Turn:
    language = (row and row.language) or ""
    who = Who(place.messenger, place.chat, place.topic or None, user=0, language=language, manages_chat=False)
    zone = preferences.zone(row.zone if row else None)
    return Turn(who, texts.of(language), zone, bool(row and row.compact), now)
