"""What readers say is wrong with a deal: kept until an admin has looked, and shown on the deal."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.conversation.tables import DealFlagRow
from bot.conversation.talk import Who
from corpus.deals import queries
from corpus.deals.kept import tombstones
from corpus.deals.views import Deal
from corpus.models import DealReportRow, DealTombstone

#: Deals in an admin's list.
MOST = 20


class Kind(StrEnum):
    WRONG = "wrong"
    DUPLICATE = "duplicate"
    NO_DEAL = "no_deal"


class Outcome(StrEnum):
    MENDED = "mended"
    KEPT = "kept"


def keep(session: Session, who: Who, deal: Deal, kind: Kind, now: datetime) -> bool:
    """False: this person has said so already."""
    mine = (DealFlagRow.messenger == who.messenger, DealFlagRow.user == who.user, DealFlagRow.kind == kind.value)
    if session.scalar(select(DealFlagRow.key).where(_of(session, deal.id), DealFlagRow.outcome.is_(None), *mine)):
        return False
    before = session.scalar(select(DealFlagRow).where(DealFlagRow.deal == deal.id, *mine))
    if before:
        before.outcome, before.at = None, now
    else:
        row = DealFlagRow(deal=deal.id, kind=kind.value, messenger=who.messenger, user=who.user, at=now, outcome=None)
        session.add(row)
    return True


def of(session: Session, id_: str) -> Mapping[str, int]:
    """How many readers say what of a deal, as long as no admin has looked."""
    kinds = session.scalars(select(DealFlagRow.kind).where(_of(session, id_), DealFlagRow.outcome.is_(None)))
    return Counter(kinds.all())


def outcome(session: Session, id_: str, who: Who) -> str | None:
    """What came of this person's last flag on a deal; None: there is none, or nobody has looked."""
    mine = (DealFlagRow.messenger == who.messenger, DealFlagRow.user == who.user)
    latest = select(DealFlagRow.outcome).where(_of(session, id_), *mine).order_by(DealFlagRow.at.desc())
    return session.scalars(latest.limit(1)).first()


def waiting(session: Session) -> list[tuple[Deal, Mapping[str, int]]]:
    """Deals that no admin has looked at since they were flagged, the longest waiting first."""
    ids = select(DealFlagRow.deal).where(DealFlagRow.outcome.is_(None)).order_by(DealFlagRow.at)
    deals: dict[str, Deal] = {}
    for id_ in dict.fromkeys(session.scalars(ids)):
        if (deal := queries.get(session, id_)) and len(deals) < MOST:
            deals.setdefault(deal.id, deal)
    return [(deal, of(session, deal.id)) for deal in deals.values()]


def settle(session: Session, ids: Collection[str], outcome: Outcome) -> int:
    """How many flags on these deals are settled now."""
    wanted = [_of(session, id_) for id_ in ids]
    keys = {
        key
        for each in wanted
        for key in session.scalars(select(DealFlagRow.key).where(each, DealFlagRow.outcome.is_(None)))
    }
    session.execute(update(DealFlagRow).where(DealFlagRow.key.in_(keys)).values(outcome=outcome.value))
    return len(keys)


def _of(session: Session, id_: str) -> ColumnElement[bool]:
    """Flags on a deal under any id that it had."""
    key = tombstones.resolve(session, id_)
    handles = select(DealReportRow.handle).where(DealReportRow.deal_key == key)
    buried = select(DealTombstone.id).where(DealTombstone.into.in_(handles))
    return (DealFlagRow.deal == id_) | DealFlagRow.deal.in_(handles) | DealFlagRow.deal.in_(buried)
