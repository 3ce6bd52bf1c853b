"""What a rule would have told lately, quickly enough to be shown with every change of it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from bot.alerts.wishes.preview import preview
from bot.alerts.wishes.rules import Rule
from bot.conversation.turn import Parts, Turn
from corpus.deals import queries
from corpus.deals.views import Deal
from index.embedding import embedders

if TYPE_CHECKING:
    from index.embedding.embedders import Embedder

DAYS = 30
#: Deals looked at, the newest: to load one takes 2 to 4 ms. And those of which a question is asked: 20 to 40 ms.
_LOOKED_AT, _ASKED_OF = 250, 20
#: Likewise of those before, which are only to show that the rule can be met.
_LOOKED_BACK_AT = 150
#: Back to where the corpus begins.
_EVER = timedelta(days=100 * 365)


@dataclass(frozen=True, slots=True)
class Lately:
    """What a rule would have told in the last `DAYS` days; if nothing, what it fits of older deals."""

    count: int
    is_at_least: bool
    #: The newest few.
    examples: tuple[Deal, ...]


def lately(parts: Parts, turn: Turn, rule: Rule) -> Lately:
    """Slow when the rule has a question: up to a second."""
    found = preview(parts.sessions, rule, turn.now, _embedder(parts, rule), DAYS, None, _LOOKED_AT, _ASKED_OF)
    before = found
    if not found.count:
        days = _EVER.days
        before = preview(parts.sessions, rule, turn.now, _embedder(parts, rule), days, None, _LOOKED_BACK_AT, _ASKED_OF)
    with parts.sessions.reading() as session:
        examples = tuple(deal for id_ in before.examples if (deal := queries.get(session, id_)))
    return Lately(found.count, found.is_at_least, examples)


def _embedder(parts: Parts, rule: Rule) -> "Embedder":
    """Ours, which saved questions are compared by; made only where it is needed."""
    own = parts.retriever.embedder
    return own if not rule.question or own.identity == _bundled().identity else _bundled()


@cache
def _bundled() -> "Embedder":
    """Its model is read when it is first used."""
    return embedders.embedder()
