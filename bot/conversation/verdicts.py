"""👍, 👎 and why: what people say of an answer."""

from bot.conversation import cases, feedback, memory
from bot.conversation.replies import Reply, paragraph
from bot.conversation.turn import Parts, Turn

_SIGNS = {"👍": "good", "👎": "bad"}


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


def typed(parts: Parts, turn: Turn, text: str) -> Reply | None:
    """👍 or 👎 as a message is the verdict on this person's last answer; None: it is something else."""
    sign = text.strip()[:1]
    if sign not in _SIGNS or any(letter.isalnum() for letter in text):
        return None
    with parts.sessions.reading() as session:
        exchange = memory.last(session, turn.who, turn.now)
    if exchange is None:
        return Reply((paragraph(turn.texts("feedback.of_what")),))
    return pressed(parts, turn, (str(exchange.key), _SIGNS[sign]))


def explained(parts: Parts, turn: Turn, why: str) -> Reply:
    """Why this person's last answer is wrong."""
    with parts.sessions.writing() as session:
        exchange = memory.last(session, turn.who, turn.now)
        if exchange is None:
            return Reply((paragraph(turn.texts("feedback.of_what")),))
        expected = feedback.keep(session, turn.who, exchange, False, turn.now, why).expected
    said = [paragraph(turn.texts("feedback.noted", question=exchange.question))]
    if expected:
        said.append(paragraph(turn.texts("feedback.case", expected=cases.described(expected))))
    elif expected is not None:
        said.append(paragraph(turn.texts("feedback.case_none")))
    return Reply(tuple(said))
