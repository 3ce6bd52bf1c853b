"""The words in pictures and captions, in the language that one is drawn in: English if nobody says otherwise.

It is the same for every word of a picture, so it is set around the drawing instead of being handed from part to part.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.conversation import texts
from bot.conversation.texts import Texts
from corpus.deals.drafts import DealType, Stage

_SPOKEN: ContextVar[Texts | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(language: Texts) -> Iterator[None]:
    """Pictures drawn and captions made within are in this language."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> Texts:
    return _SPOKEN.get() or texts.of(texts.LANGUAGES[0])


def stage(stage: Stage) -> str:
    """Shorter than elsewhere: a mark has little room beside it."""
    return spoken()(f"drawn_stage.{stage}")


def type_(type_: DealType) -> str:
    return spoken()(f"drawn_type.{type_}")


def leads(type_: DealType) -> str:
    """`supplier → buyer`: from where an arrow leads, and where to."""
    return spoken()(f"drawn_leads.{type_}")
