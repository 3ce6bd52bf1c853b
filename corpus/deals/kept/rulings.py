"""What admins ruled, brought to bear on the reports as they are read now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.deals.matching.reports import Report
from corpus.models import DealAnchor, DealCorrection

_CORRECTIONS = DealCorrection.metadata.tables[DealCorrection.__tablename__]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One correction: all of `sides` together are one deal, or each side is another."""

    #: Grows with time.
    key: int
    same: bool
    sides: tuple[tuple[DealAnchor, ...], ...]

    @property
    def articles(self) -> set[str]:
        return {anchor.article_id for side in self.sides for anchor in side}


def load(session: Session, article_ids: Iterable[str]) -> list[Ruling]:
    """The corrections about these articles, the oldest first."""
    about = select(DealAnchor.correction_key).where(DealAnchor.article_id.in_(sorted(article_ids)))
    corrections = session.scalars(
        select(DealCorrection).where(DealCorrection.key.in_(about)).order_by(DealCorrection.key)
    ).all()
    return [_ruling(session, correction) for correction in corrections]


def any_at_all(session: Session) -> bool:
    """Whether an admin ever corrected anything."""
    return session.scalar(select(_CORRECTIONS.c.key).limit(1)) is not None


def apply(rulings: Sequence[Ruling], reports: Sequence[Report]) -> Mapping[frozenset[Report], bool]:
    """Which pairs of these reports are ruled on; the last ruling on a pair counts.

    All reports of an article that a ruling is about must be among them.
    """
    ruled: dict[frozenset[Report], bool] = {}
    for ruling in rulings:
        sides = [[found for anchor in side if (found := _find(anchor, reports))] for side in ruling.sides]
        members = [report for side in sides for report in side]
        apart = (pair for one, other in combinations(sides, 2) for pair in product(one, other))
        for one, other in combinations(members, 2) if ruling.same else apart:
            if one is not other:
                ruled[frozenset((one, other))] = ruling.same
    return ruled


def _ruling(session: Session, correction: DealCorrection) -> Ruling:
    anchors = session.scalars(
        select(DealAnchor).where(DealAnchor.correction_key == correction.key).order_by(DealAnchor.ordinal)
    ).all()
    numbers = sorted({anchor.side for anchor in anchors})
    sides = tuple(tuple(anchor for anchor in anchors if anchor.side == number) for number in numbers)
    return Ruling(correction.key, correction.same, sides)


def _find(anchor: DealAnchor, reports: Sequence[Report]) -> Report | None:
    """The report of the anchor's article that is most like the one the admin saw; None: it tells no such deal."""
    there = [(_likeness(anchor, report), -report.ordinal, report) for report in reports]
    likeness, _, best = max(there, key=lambda each: each[:2], default=(0, 0, None))
    return best if likeness else None


def _likeness(anchor: DealAnchor, report: Report) -> int:
    draft = report.draft
    shared = len(set(anchor.companies) & {party.company for party in draft.parties})
    if report.article_id != anchor.article_id or shared < 2:
        return 0
    return 4 * shared + 2 * (draft.type == anchor.type) + (draft.product == anchor.product)
