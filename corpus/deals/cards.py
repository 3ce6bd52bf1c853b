"""What is known of one company: its names, its family, whom it deals with, its latest deals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.deals import queries
from corpus.deals.drafts import Role, Stage
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal
from corpus.models import DealPartyRow, DealRow

#: Stages at which two companies have something to do with each other.
_HOLDS = (Stage.MOU.value, Stage.AGREED.value, Stage.COMPLETED.value)

#: What the other company is, by (role of this one, role of the other).
_RELATIONS = {
    (Role.BUYER, Role.SUPPLIER): "suppliers",
    (Role.SUPPLIER, Role.BUYER): "customers",
    (Role.PARTNER, Role.PARTNER): "partners",
    (Role.INVESTEE, Role.INVESTOR): "investors",
    (Role.INVESTOR, Role.INVESTEE): "invested_in",
    (Role.TARGET, Role.ACQUIRER): "acquirers",
    (Role.ACQUIRER, Role.TARGET): "acquired",
    (Role.LICENSEE, Role.LICENSOR): "licensors",
    (Role.LICENSOR, Role.LICENSEE): "licensees",
}
#: Every list of a card, in the order shown.
RELATIONS = tuple(_RELATIONS.values())


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A company that this one deals with in one way."""

    company: str
    name: str
    #: How many deals.
    deals: int
    #: The id of the one with the newest fact.
    newest_deal: str
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Card:
    """A company and its deals."""

    company: str
    name: str
    aliases: tuple[str, ...]
    #: Slugs, the nearest first.
    parents: tuple[str, ...]
    #: Slugs of who shares it, if it is a joint venture.
    owners: tuple[str, ...]
    #: Slugs of the companies it controls.
    members: tuple[str, ...]
    #: By a name of `RELATIONS`: from deals that hold, recalled ones too; the most deals first.
    counterparts: Mapping[str, tuple[Counterpart, ...]]
    #: Deals told as news, by type.
    counts: Mapping[str, int]
    #: The newest facts first.
    latest: tuple[Deal, ...]


def card(
    session: Session, company: str, *, group: bool = False, latest: int = 5, companies: Gazetteer | None = None
) -> Card | None:
    """The card of the company of this slug; `group`: with the deals of all that it controls.

    None: neither we nor any deal know it.
    """
    companies = companies or gazetteer()
    known = companies.company(company)
    family = companies.group(company)
    name = known.name if known else _name(session, company)
    if name is None:
        return None
    slugs = sorted(family) if group else [company]
    return Card(
        company=company,
        name=name,
        aliases=known.aliases if known else (),
        parents=companies.ancestors(company),
        owners=companies.owners(company),
        members=tuple(sorted(family - {company})),
        counterparts=_counterparts(session, slugs, companies),
        counts=_counts(session, slugs),
        latest=tuple(queries.find(session, Wanted(company=company, group=group), latest, companies=companies)),
    )


def _name(session: Session, company: str) -> str | None:
    """What articles call a company that they alone know."""
    query = select(DealPartyRow.name).where(DealPartyRow.company == company).group_by(DealPartyRow.name)
    return session.scalars(query.order_by(func.count().desc(), DealPartyRow.name).limit(1)).first()


def _counts(session: Session, slugs: Iterable[str]) -> dict[str, int]:
    deals = select(DealPartyRow.deal_key).where(DealPartyRow.company.in_(slugs))
    query = select(DealRow.type, func.count()).where(DealRow.key.in_(deals), DealRow.background.is_(False))
    return dict(session.execute(query.group_by(DealRow.type).order_by(func.count().desc(), DealRow.type)).all())


def _counterparts(session: Session, slugs: list[str], companies: Gazetteer) -> dict[str, tuple[Counterpart, ...]]:
    mine, theirs = aliased(DealPartyRow), aliased(DealPartyRow)
    query = (
        select(mine.role, theirs.role, theirs.company, theirs.name, DealRow.id, DealRow.newest)
        .join(DealRow, DealRow.key == mine.deal_key)
        .join(theirs, (theirs.deal_key == mine.deal_key) & (theirs.ordinal != mine.ordinal))
        .where(mine.company.in_(slugs), theirs.company.not_in(slugs), DealRow.stage.in_(_HOLDS))
        .order_by(DealRow.newest.desc().nulls_last(), DealRow.id)
    )
    deals: defaultdict[str, defaultdict[str, dict[str, Counterpart]]] = defaultdict(lambda: defaultdict(dict))
    for role, other_role, company, name, id_, newest in session.execute(query):
        if relation := _RELATIONS.get((Role(role), Role(other_role))):
            known = companies.company(company)
            one = Counterpart(company, known.name if known else name, 0, id_, newest)
            deals[relation][company].setdefault(id_, one)
    return {relation: _ranked(deals[relation]) for relation in RELATIONS if relation in deals}


def _ranked(deals: Mapping[str, Mapping[str, Counterpart]]) -> tuple[Counterpart, ...]:
    counts = Counter({company: len(by_id) for company, by_id in deals.items()})
    # Equally many: the one met first, whose deal has the newest fact.
    return tuple(
        Counterpart(first.company, first.name, count, first.newest_deal, first.newest)
        for company, count in counts.most_common()
        for first in [next(iter(deals[company].values()))]
    )
