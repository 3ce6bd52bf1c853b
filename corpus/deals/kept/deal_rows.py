"""The rows of deals brought up to their reports: made, changed, merged, buried, each change told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from corpus.companies.gazetteer import Gazetteer
from corpus.db import batches
from corpus.deals.changes import Change, Kind
from corpus.deals.drafts import PartyDraft, Quantity, Value
from corpus.deals.kept import deal_parties, tombstones
from corpus.deals.kept.rows import Stored
from corpus.deals.kept.states import State, derive
from corpus.deals.matching import figures
from corpus.models import DealPartyRow, DealReportRow, DealRow

# Tables, not classes: the session has no use for these rows, and keeping track of them takes longer than writing.
_PARTIES = DealPartyRow.metadata.tables[DealPartyRow.__tablename__]
_REPORTS = DealReportRow.metadata.tables[DealReportRow.__tablename__]


@dataclass(frozen=True, slots=True)
class Moved:
    """A report that its article does not tell any more."""

    handle: str
    deal_key: int | None
    #: The handle of the report that tells the same now.
    heir: str | None


def bring_up(
    session: Session,
    clusters: Sequence[Sequence[Stored]],
    touched: set[int],
    moved: Sequence[Moved],
    now: datetime,
    companies: Gazetteer,
    *,
    edited: bool = False,
) -> list[Change]:
    """Makes the deals of these reports, and of the deals `touched`, what the clusters say.

    `edited`: an article tells otherwise what it told before. Then what it told of products, places, days and parties
    is a change too; else each report would be one that says it in other words.
    """
    keys = touched | {stored.deal_key for each in clusters for stored in each if stored.deal_key is not None}
    known = {row.key: row for some in batches(sorted(keys)) for row in _rows(session, some)}
    heirs = _inherit(clusters, known)
    changes: list[Change] = []
    #: Every id that is a deal's no more, and the one it leads to.
    ids: dict[str, str | None] = {}
    for reports, key in zip(clusters, heirs, strict=True):
        row = known.get(key) if key is not None else None
        changes += _bring_up_one(session, reports, row, ids, companies, edited)
    for key in sorted(known.keys() - set(heirs)):
        changes.append(_bury(session, known[key], clusters, ids))
    now_at = {key: reports[0].handle for reports, key in zip(clusters, heirs, strict=True) if key is not None}
    for report in moved:
        goes_on = now_at.get(report.deal_key) if report.deal_key is not None else None
        ids.setdefault(report.handle, report.heir or goes_on)
    tombstones.set_up(session, ids, now)
    session.flush()
    return changes


def value_of(row: DealRow) -> Value | None:
    """What the deal is worth."""
    if row.value_amount is None or row.value_currency is None:
        return None
    return Value(row.value_amount, row.value_currency)


def quantity_of(row: DealRow) -> Quantity | None:
    """How much of the product."""
    if row.quantity_amount is None or row.quantity_unit is None:
        return None
    return Quantity(row.quantity_amount, row.quantity_unit)


def _rows(session: Session, keys: Sequence[int]) -> Sequence[DealRow]:
    return session.scalars(select(DealRow).where(DealRow.key.in_(keys))).all()


def _inherit(clusters: Sequence[Sequence[Stored]], known: Mapping[int, DealRow]) -> list[int | None]:
    """Which row each cluster goes on with: the one whose id it has, else the one that most of it was in."""
    claims: list[tuple[bool, int, int, int]] = []
    for number, reports in enumerate(clusters):
        handles = {stored.handle for stored in reports}
        shares = Counter(stored.deal_key for stored in reports if stored.deal_key in known)
        claims += [(known[key].id in handles, n, number, key) for key, n in shares.items() if key is not None]
    heirs: list[int | None] = [None] * len(clusters)
    for _, _, number, key in sorted(claims, key=lambda claim: (not claim[0], -claim[1], claim[2], claim[3])):
        if heirs[number] is None and key not in heirs:
            heirs[number] = key
    return heirs


def _bring_up_one(
    session: Session,
    reports: Sequence[Stored],
    row: DealRow | None,
    ids: dict[str, str | None],
    companies: Gazetteer,
    edited: bool,
) -> list[Change]:
    state = derive([stored.report for stored in reports], companies)
    is_new = row is None or (row.background and not state.background)
    before = (row.stage, value_of(row), quantity_of(row)) if row else None
    put_right = _put_right(session, row, state) if row and edited else ()
    if row is None:
        row = DealRow()
        session.add(row)
    columns = {**_columns(state), "id": reports[0].handle, "report_count": len(reports)}
    if row.id and row.id != columns["id"]:
        ids[row.id] = columns["id"]
    for name, value in columns.items():
        if getattr(row, name) != value:  # JSON set to an equal list would be written again
            setattr(row, name, value)
    session.flush()
    _keep_parties(session, row.key, state.parties, known=before is not None)
    _keep_members(session, row.key, reports)
    if is_new or before is None:
        return [_change(Kind.NEW, row)]
    facts = (*_new_facts(state, *before), *put_right)
    return [replace(_change(Kind.REVISED, row), facts=facts)] if facts else []


def _new_facts(state: State, stage: str, value: Value | None, quantity: Quantity | None) -> tuple[str, ...]:
    changed = {
        "stage": state.stage != stage,
        "value": _is_news(state.value, value, figures.same_value(state.value, value)),
        "quantity": _is_news(state.quantity, quantity, figures.same_quantity(state.quantity, quantity)),
    }
    return tuple(fact for fact, is_new in changed.items() if is_new)


def _is_news(now: object, before: object, same: bool | None) -> bool:
    """Told for the first time, otherwise or no more; the same in another unit or currency is not."""
    return same is False or (now is None) != (before is None)


def _put_right(session: Session, row: DealRow, state: State) -> tuple[str, ...]:
    """What was told of the deal beside its facts, and is told otherwise now or no more."""
    told: dict[str, Any] = {"product": row.product, "place": row.places, "announced": row.announced, "start": row.start}
    now: dict[str, Any] = {
        "product": state.product,
        "place": list(state.places),
        "announced": state.announced,
        "start": state.start,
    }
    told["party"] = [(party.company, party.role) for party in deal_parties.of(session, [row.key])[row.key]]
    now["party"] = [(party.company, party.role) for party in state.parties]
    return tuple(fact for fact, before in told.items() if before and now[fact] != before)


def _columns(state: State) -> dict[str, Any]:
    return {
        "type": state.type.value,
        "stage": state.stage.value,
        "confirmation": state.confirmation.value,
        "background": state.background,
        "product": state.product,
        "quantity_amount": state.quantity.amount if state.quantity else None,
        "quantity_unit": state.quantity.unit if state.quantity else None,
        "value_amount": state.value.amount if state.value else None,
        "value_currency": state.value.currency if state.value else None,
        "places": list(state.places),
        "announced": state.announced,
        "start": state.start,
        "first_published": state.first_published,
        "newest": state.newest,
        "revision": state.revision,
    }


def _keep_parties(session: Session, key: int, parties: Sequence[PartyDraft], *, known: bool) -> None:
    told = [(i, party.name, party.company, party.role.value) for i, party in enumerate(parties)]
    table = DealPartyRow
    if known:
        kept = select(table.ordinal, table.name, table.company, table.role).where(table.deal_key == key)
        if [tuple(row) for row in session.execute(kept.order_by(table.ordinal))] == told:
            return
        session.execute(delete(table).where(table.deal_key == key))
    names = ("ordinal", "name", "company", "role")
    session.execute(insert(_PARTIES), [{"deal_key": key, **dict(zip(names, each, strict=True))} for each in told])


def _keep_members(session: Session, key: int, reports: Sequence[Stored]) -> None:
    # Those just recorded inherit a deal that their rows do not have yet.
    moved = [stored.key for stored in reports if stored.deal_key != key or not stored.placed]
    for some in batches(moved):
        session.execute(update(_REPORTS).where(_REPORTS.c.key.in_(some)), {"deal_key": key})


def _bury(session: Session, row: DealRow, clusters: Sequence[Sequence[Stored]], ids: dict[str, str | None]) -> Change:
    """Deletes a deal that no cluster goes on with."""
    went = Counter(reports[0].handle for reports in clusters for stored in reports if stored.deal_key == row.key)
    into = min(went, key=lambda handle: (-went[handle], handle), default=None)
    ids[row.id] = into
    session.delete(row)
    session.flush()
    return replace(_change(Kind.MERGED if into else Kind.GONE, row), into=into)


def _change(kind: Kind, row: DealRow) -> Change:
    return Change(kind, row.key, row.id, row.revision, (), None, row.background, row.newest)
