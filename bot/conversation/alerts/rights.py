"""Who may change what a place is told of: its administrators, and nobody where nothing can be delivered."""

from bot.conversation.access import TERMINAL
from bot.conversation.replies import Reply, paragraph
from bot.conversation.turn import Turn


def refusal(turn: Turn) -> Reply | None:
    """What is said instead of changing anything; None: they may."""
    if is_undelivered(turn):
        return Reply((paragraph(turn.texts("subscribe.terminal")),))
    if not turn.who.manages_chat:
        return Reply((paragraph(turn.texts("subscribe.admins_only")),))
    return None


def is_undelivered(turn: Turn) -> bool:
    """A terminal is there only while somebody sits at it."""
    return turn.who.messenger == TERMINAL
