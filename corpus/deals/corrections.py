"""What an admin puts right: two deals that are one, one that is two. Kept, and heeded whenever reports are matched."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from corpus.companies.gazetteer import Gazetteer
from corpus.deals import recording
from corpus.deals.changes import Change, OnChanges
from corpus.deals.kept import rows, tombstones
from corpus.deals.kept.rows import Stored
from corpus.errors import Refused
from corpus.models import DealAnchor, DealCorrection, DealReportRow


def merge(
    session: Session,
    id_: str,
    into: str,
    now: datetime,
    on_changes: OnChanges,
    companies: Gazetteer | None = None,
) -> list[Change]:
    """Makes one deal of two; never commits. Both ids lead to it, and its own is that of the earlier one.

    Raises:
        Refused: there is no deal of one of these ids, or both are one already.
    """
    one, other = _key(session, id_), _key(session, into)
    if one == other:
        raise Refused(id_, f"is the same deal as {into} already")
    _keep(session, True, [[*_reports(session, one), *_reports(session, other)]], now)
    return _match_again(session, [one, other], now, on_changes, companies)


def split(
    session: Session,
    id_: str,
    article_ids: Collection[str],
    now: datetime,
    on_changes: OnChanges,
    companies: Gazetteer | None = None,
) -> list[Change]:
    """Makes what these articles tell in the deal a deal of its own; never commits.

    The id leads to the part that has its first report.

    Raises:
        Refused: there is no such deal, one of the articles does not tell it, or no other article does.
    """
    key = _key(session, id_)
    reports = _reports(session, key)
    told = {stored.report.article_id for stored in reports}
    if strangers := sorted(set(article_ids) - told):
        raise Refused(id_, f"is not told by article {strangers[0]}")
    parts = [[s for s in reports if (s.report.article_id in article_ids) is here] for here in (True, False)]
    if not all(parts):
        raise Refused(id_, "name some of its articles, not all and not none")
    for part in parts:
        _keep(session, True, [part], now)
    _keep(session, False, parts, now)
    return _match_again(session, [key], now, on_changes, companies)


def _key(session: Session, id_: str) -> int:
    key = tombstones.resolve(session, id_)
    if key is None:
        raise Refused(id_, "there is no deal of this id")
    return key


def _reports(session: Session, key: int) -> list[Stored]:
    return rows.load(session, DealReportRow.deal_key == key)


def _keep(session: Session, same: bool, sides: Sequence[Sequence[Stored]], now: datetime) -> None:
    correction = DealCorrection(same=same, at=now)
    session.add(correction)
    session.flush()
    sided = [(side, stored.report) for side, reports in enumerate(sides) for stored in reports]
    for ordinal, (side, report) in enumerate(sided):
        session.add(
            DealAnchor(
                correction_key=correction.key,
                ordinal=ordinal,
                article_id=report.article_id,
                side=side,
                type=report.draft.type.value,
                companies=[party.company for party in report.draft.parties],
                product=report.draft.product,
            )
        )
    session.flush()


def _match_again(
    session: Session, keys: Sequence[int], now: datetime, on_changes: OnChanges, companies: Gazetteer | None
) -> list[Change]:
    changes = recording.match_again(session, keys, now, companies)
    on_changes(session, changes, now)
    return changes
