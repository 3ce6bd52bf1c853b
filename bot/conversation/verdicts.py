"""👍, 👎 and why: what people say of an answer."""

from bot.conversation import feedback, memory
from bot.conversation.replies import Reply, paragraph
from bot.conversation.turn import Parts, Turn


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """None: the answer is too long ago.

    Raises:
        ValueError: the button leads nowhere.
    """
    key, verdict = arguments
    with parts.sessions.writing() as session:
        exchange = memory.exchange(session, turn.who, int(key))
        if exchange is None:
            return None
        feedback.keep(session, turn.who, exchange, verdict == "good", turn.now)
    return Reply((paragraph(turn.texts("feedback.thanks" if verdict == "good" else "feedback.why")),))


def explained(parts: Parts, turn: Turn, why: str) -> Reply:
    """Why this person's last answer is wrong."""
    with parts.sessions.writing() as session:
        exchange = memory.last(session, turn.who, turn.now)
        if exchange is None:
            return Reply((paragraph(turn.texts("feedback.of_what")),))
        feedback.keep(session, turn.who, exchange, False, turn.now, why)
    return Reply((paragraph(turn.texts("feedback.noted", question=exchange.question)),))
