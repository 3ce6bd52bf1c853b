"""Deals looked up: lists, counts, one by its id."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.db import batches
from corpus.deals.drafts import DealType, Role, Stage
from corpus.deals.kept import details, tombstones
from corpus.deals.views import Deal
from corpus.models import DealPartyRow, DealReportRow, DealRow

#: Deals whose details are loaded together.
_PAGE = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deals are looked for: those that meet every one of these."""

    #: Slug of a company in it.
    company: str | None = None
    #: Slug of another one.
    other: str | None = None
    type: DealType | None = None
    stage: Stage | None = None
    #: The role of `company`, or of anyone.
    role: Role | None = None
    #: Their newest fact was told at or after this; aware.
    since: datetime | None = None
    #: Before this.
    until: datetime | None = None
    #: Those that articles only recall, too.
    background: bool = False
    #: Companies stand for all that they control, too.
    group: bool = False


def find(
    session: Session, wanted: Wanted, limit: int | None = 50, offset: int = 0, companies: Gazetteer | None = None
) -> list[Deal]:
    """The deals wanted, those with the newest facts first, undated ones last."""
    order = (DealRow.newest.desc().nulls_last(), DealRow.id)
    query = select(DealRow.key).where(*_conditions(wanted, companies or gazetteer())).order_by(*order)
    keys = iter(session.scalars(query.limit(limit).offset(offset)).all())
    found: list[Deal] = []
    while page := list(islice(keys, _PAGE)):
        found += details.load(session, page, companies or gazetteer())
    return found


def count(session: Session, wanted: Wanted, companies: Gazetteer | None = None) -> int:
    """How many deals are wanted."""
    query = select(func.count()).select_from(DealRow).where(*_conditions(wanted, companies or gazetteer()))
    return session.scalar(query) or 0


def get(session: Session, id_: str, companies: Gazetteer | None = None) -> Deal | None:
    """The deal of this id, or that the deal of this id became part of; None: there never was one, or none is left."""
    key = tombstones.resolve(session, id_)
    return details.load(session, [key], companies or gazetteer())[0] if key is not None else None


def ids(session: Session, keys: Iterable[int]) -> dict[int, str]:
    """By `DealRow.key`; a deal that is gone has none."""
    found: dict[int, str] = {}
    for some in batches(sorted(keys)):
        found.update(session.execute(select(DealRow.key, DealRow.id).where(DealRow.key.in_(some))).all())
    return found


def told_in(
    session: Session, article_keys: Iterable[int], companies: Iterable[str], families: Gazetteer | None = None
) -> list[str]:
    """Ids of the deals that these articles tell of one of these companies or of what it controls, the newest first."""
    families = families or gazetteer()
    meant = sorted({slug for company in companies for slug in families.group(company)})
    told = select(DealReportRow.deal_key).where(DealReportRow.article_key.in_(list(article_keys)))
    of_them = select(DealPartyRow.deal_key).where(DealPartyRow.company.in_(meant))
    query = select(DealRow.id).where(DealRow.key.in_(told), DealRow.key.in_(of_them))
    return list(session.scalars(query.order_by(DealRow.newest.desc().nulls_last(), DealRow.id)))


def _conditions(wanted: Wanted, companies: Gazetteer) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if not wanted.background:
        conditions.append(DealRow.background.is_(False))
    if wanted.type:
        conditions.append(DealRow.type == wanted.type.value)
    if wanted.stage:
        conditions.append(DealRow.stage == wanted.stage.value)
    if wanted.since:
        conditions.append(DealRow.newest >= wanted.since)
    if wanted.until:
        conditions.append(DealRow.newest < wanted.until)
    if wanted.company or wanted.role:
        conditions.append(_has_party(wanted.company, wanted.role, wanted.group, companies))
    if wanted.other:
        conditions.append(_has_party(wanted.other, None, wanted.group, companies))
    return conditions


def _has_party(company: str | None, role: Role | None, group: bool, companies: Gazetteer) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = []
    if company:
        slugs = companies.group(company) if group else {company}
        conditions.append(DealPartyRow.company.in_(sorted(slugs)))
    if role:
        conditions.append(DealPartyRow.role == role.value)
    if company:
        # Few deals of many: found by company first.
        return DealRow.key.in_(select(DealPartyRow.deal_key).where(*conditions))
    return exists().where(DealPartyRow.deal_key == DealRow.key, *conditions)
