"""Ids that were a deal's once: where they lead now."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.models import DealReportRow, DealRow, DealTombstone


def set_up(session: Session, moved: Mapping[str, str | None], now: datetime) -> None:
    """Notes for each id where its deal went; None: nowhere. Should it live again, that counts for more."""
    for id_, into in sorted(moved.items()):
        if id_ != into:
            session.merge(DealTombstone(id=id_, into=into, at=now))


def resolve(session: Session, id_: str) -> int | None:
    """The key of the deal that this id stands for or once stood for; None: none is left."""
    seen: set[str] = set()
    wanted: str | None = id_
    while wanted is not None and wanted not in seen:
        seen.add(wanted)
        key = session.scalar(select(DealRow.key).where(DealRow.id == wanted).order_by(DealRow.key))
        # After a split, a report goes on leading to the deal it is in.
        key = key or session.scalar(
            select(DealReportRow.deal_key).where(DealReportRow.handle == wanted).order_by(DealReportRow.key)
        )
        if key is not None:
            return key
        wanted = session.scalar(select(DealTombstone.into).where(DealTombstone.id == wanted))
    return None
