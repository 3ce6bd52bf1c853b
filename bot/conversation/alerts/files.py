"""Subscriptions as a file: sent, and taken back in."""

from bot.alerts import places, porting, subscriptions
from bot.conversation import blocks
from bot.conversation.alerts import rights
from bot.conversation.replies import Document, Reply, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.errors import Refused

#: What such a file is called.
NAME = "dealwire-subscriptions.json"


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """
    Raises:
        ValueError: the button leads nowhere.
    """
    (way,) = arguments
    if way == "in":
        return rights.refusal(turn) or Reply((paragraph(turn.texts("subscriptions.import_how")),))
    if way != "out":
        raise ValueError(f"no way of a file: {way}")
    place = places.of(turn.who)
    with parts.sessions.reading() as session:
        written, count = porting.taken_out(session, place), subscriptions.page(session, place).total
    caption = turn.texts.counted("subscriptions.caption", count)
    return Reply(document=Document(NAME, written.encode(), caption))


def brought_in(parts: Parts, turn: Turn, content: bytes) -> Reply:
    """A file that somebody sent."""
    if refusal := rights.refusal(turn):
        return refusal
    texts = turn.texts
    try:
        wishes = porting.read(content)
    except Refused as error:
        return Reply((paragraph(texts("subscriptions.no_file", why=str(error))),))
    with parts.sessions.writing() as session:
        done = porting.bring_in(session, places.of(turn.who), turn.who.user, wishes, turn.now)
    said = [texts.counted("subscriptions.brought_in", done.new)]
    said += [texts.counted("subscriptions.known", done.known)] if done.known else []
    said += [texts("subscriptions.left_out", n=done.left_out, most=subscriptions.MOST)] if done.left_out else []
    return Reply((paragraph(" ".join(said)),), ((blocks.button(texts("subscribe.list"), "subscriptions", 1),),))
