"""All that is kept of one person, erased at their word."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.alerts import erasing
from bot.conversation.tables import ChatSettingsRow, DealFlagRow, ExchangeRow, FeedbackRow, PairedUser
from bot.conversation.talk import Who

#: What is kept by person, and what it is called.
_KEPT: tuple[tuple[str, type[ExchangeRow | FeedbackRow | DealFlagRow | PairedUser]], ...] = (
    ("questions", ExchangeRow),
    ("feedback", FeedbackRow),
    ("flags", DealFlagRow),
    ("pairing", PairedUser),
)


def forget(session: Session, who: Who) -> dict[str, int]:
    """How many of each kind were erased, in every chat: questions, feedback, flags, pairing, subscriptions, settings.

    The settings and subscriptions of a group are not one person's, and stay.
    """
    erased = {}
    for name, table in _KEPT:
        mine = (table.messenger == who.messenger, table.user == who.user)
        erased[name] = len(session.scalars(delete(table).where(*mine).returning(table.user)).all())
    erased["subscriptions"] = erasing.forget(session, who.messenger, who.user)
    # The chat of a person alone has that person's id.
    own = (ChatSettingsRow.messenger == who.messenger, ChatSettingsRow.chat == who.user)
    erased["settings"] = len(session.scalars(delete(ChatSettingsRow).where(*own).returning(ChatSettingsRow.chat)).all())
    return erased
