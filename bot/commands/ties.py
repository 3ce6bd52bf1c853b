"""A company's deals as pictures take them: its ties to others, and the course of each deal."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.pictures.courses import Course, Step
from bot.pictures.relations import Direction
from bot.pictures.ties import Tie
from bot.printing import deal_words
from corpus.deals.drafts import DealType, Role, Stage
from corpus.deals.views import Deal

_LEADING = {Role.SUPPLIER, Role.ACQUIRER, Role.INVESTOR, Role.LICENSOR}
_LED_TO = {Role.BUYER, Role.TARGET, Role.INVESTEE, Role.LICENSEE}


def ties(deals: Iterable[Deal], group: frozenset[str]) -> list[Tie]:
    """The ties of the companies of a group, which stand for one, to all others in these deals."""
    return [tie for deal in deals for tie in _of(deal, group)]


def courses(deals: Iterable[Deal], group: frozenset[str]) -> list[Course]:
    """The course of each of these deals that ties the group to another company."""
    return [_course(deal, tied) for deal in deals if (tied := ties([deal], group))]


def _course(deal: Deal, tied: list[Tie]) -> Course:
    told = tuple(Step(Stage(each.stage), _day(each.published)) for each in deal.history)
    # When an article recalls it says nothing of when it was made.
    recalled = (Step(Stage(deal.stage), deal.announced),)
    return Course(
        deal=deal.id,
        type=tied[0].type,
        direction=tied[0].direction,
        others=tuple(tie.name for tie in tied),
        steps=recalled if deal.background else told,
        product=deal.product,
        quantity=deal_words.quantity(deal.quantity) if deal.quantity else None,
        value=deal_words.value(deal.value) if deal.value else None,
    )


def _day(published: datetime | None) -> str | None:
    return published.date().isoformat() if published else None


def _of(deal: Deal, group: frozenset[str]) -> Iterator[Tie]:
    mine = {party.role for party in deal.parties if party.company in group}
    others = {party.company: party for party in deal.parties if party.company not in group}
    for other in others.values():
        directions = [found for role in sorted(mine) if (found := _direction(role, other.role))]
        if directions:
            yield Tie(
                deal=deal.id,
                company=other.company,
                name=deal_words.company(other.company, other.name),
                type=DealType(deal.type),
                direction=directions[0],
                stage=Stage(deal.stage),
                date=deal_words.known_date(deal),
                background=deal.background,
            )


def _direction(mine: Role, other: Role) -> Direction | None:
    """None: they are on one side, as two customers of one supplier are, or one sells what is not itself."""
    if Role.PARTNER in (mine, other):
        return Direction.MUTUAL
    if mine in _LEADING and other in _LED_TO:
        return Direction.TO
    return Direction.FROM if mine in _LED_TO and other in _LEADING else None
