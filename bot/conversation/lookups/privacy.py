"""`/privacy` and `/forget`: what is kept of a person, and erasing it."""

from bot.conversation import forgetting
from bot.conversation.replies import Listing, Reply, paragraph
from bot.conversation.turn import Parts, Turn


def privacy(parts: Parts, turn: Turn, arguments: str) -> Reply:
    texts = turn.texts
    model = "privacy.model" if parts.model is not None else "privacy.no_model"
    kept = ("privacy.questions", "privacy.feedback", "privacy.subscriptions", "privacy.settings", "privacy.buttons")
    items = tuple(paragraph(texts(key)) for key in kept)
    return Reply(
        (paragraph(texts("privacy.kept")), Listing(items), paragraph(texts(model)), paragraph(texts("privacy.forget")))
    )


def forget(parts: Parts, turn: Turn, arguments: str) -> Reply:
    with parts.sessions.writing() as session:
        erased = forgetting.forget(session, turn.who)
    if not any(erased.values()):
        return Reply((paragraph(turn.texts("forget.nothing")),))
    told = tuple(paragraph(turn.texts.counted(f"forget.{name}", n)) for name, n in erased.items() if n)
    return Reply((paragraph(turn.texts("forget.done")), Listing(told)))
