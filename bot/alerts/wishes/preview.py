"""What a rule would have told lately, before it is saved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.alerts.wishes import matching
from bot.alerts.wishes.questions import Questions
from bot.alerts.wishes.rules import Rule
from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.db import Sessions
from corpus.deals import queries
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal
from index.embedding.embedders import Embedder

_T = TypeVar("_T")

#: Deals that are told as examples.
_EXAMPLES = 3
#: Deals of which a question is asked, which takes a while for each; the newest ones.
ASKED_OF = 60
#: Deals that are looked at: to load one takes a few milliseconds.
LOOKED_AT = 2_000
_PAGE = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """How many deals of a time meet a rule."""

    count: int
    #: Ids of some, those with the newest facts first.
    examples: tuple[str, ...]
    #: Only the newest were looked at; there may be more.
    is_at_least: bool = False


def preview(
    sessions: Sessions,
    rule: Rule,
    now: datetime,
    embedder: Embedder,
    days: int = 30,
    families: Gazetteer | None = None,
    looked_at: int = LOOKED_AT,
    asked_of: int = ASKED_OF,
) -> Preview:
    """The deals told as news in the `days` before `now`, new ones and those with a new fact, each counted once.

    Deals that articles only recall are none. `embedder`: the bundled one; used only if the rule has a question,
    then after the database is let go, and for a hundred milliseconds and more.
    """
    families = families or gazetteer()
    wanted = _narrowed(rule, now - timedelta(days=days), now)
    with sessions.reading() as session:
        if _is_all_of(rule, wanted):
            found = queries.find(session, wanted, _EXAMPLES, companies=families)
            return Preview(queries.count(session, wanted, families), tuple(deal.id for deal in found))
        told = queries.count(session, wanted, families)
        met = [deal for deal in _newest(session, wanted, families, looked_at) if matching.why(rule, deal, families)]
    is_at_least = told > looked_at
    if rule.question:
        is_at_least = is_at_least or len(met) > asked_of
        asked = Questions(embedder)
        met = [deal for deal in met[:asked_of] if asked.answered([rule.question], deal)]
    return Preview(len(met), tuple(deal.id for deal in met[:_EXAMPLES]), is_at_least)


def _narrowed(rule: Rule, since: datetime, until: datetime) -> Wanted:
    """What SQL can say of the rule; the deals that meet it are among those."""
    return Wanted(
        company=_only(rule.companies),
        other=_only(rule.others),
        type=_only(rule.types),
        stage=_only(rule.stages),
        since=since,
        until=until,
        group=rule.group,
    )


def _is_all_of(rule: Rule, wanted: Wanted) -> bool:
    """Whether the rule says nothing more. Of two companies it does: they must be two parties."""
    companies = (wanted.company,) if wanted.company else ()
    types = (wanted.type,) if wanted.type else ()
    stages = (wanted.stage,) if wanted.stage else ()
    return rule == Rule(companies=companies, group=wanted.group, types=types, stages=stages)


def _newest(session: Session, wanted: Wanted, families: Gazetteer, most: int) -> Iterator[Deal]:
    for offset in range(0, most, _PAGE):
        page = queries.find(session, wanted, min(_PAGE, most - offset), offset, families)
        yield from page
        if len(page) < _PAGE:
            return


def _only(values: Sequence[_T]) -> _T | None:
    return values[0] if len(values) == 1 else None
