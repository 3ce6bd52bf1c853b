"""New reports placed among the deals there are, and only those placed again whose place depends on it.

The outcome is that of clustering all reports anew: each report's place depends on earlier reports alone, so once
every report that an earlier one's move may concern was looked at again, in order, all stand where they would.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from sqlalchemy.orm import Session

from corpus.companies.families import Families
from corpus.deals.kept import rows, rulings
from corpus.deals.kept.rows import Stored
from corpus.deals.matching.blocks import blocks, may_join
from corpus.deals.matching.clustering import fit
from corpus.deals.matching.comparing import ENOUGH
from corpus.models import DealReportRow

#: A deal: its key, or a negative number for one that has none yet.
_Place = int


def place(
    session: Session, told: Sequence[Stored], touched: Iterable[int], families: Families
) -> list[list[Stored]] | None:
    """The deals that change, whole: those of the reports `told`, those `touched`, and what follows from them.

    None: an admin ruled on some report concerned, so that places do not depend on earlier reports alone.
    """
    placing = _Placing(session, families)
    placing.start(told, touched)
    placing.run()
    articles = {stored.report.article_id for stored in placing.concerned()}
    if rulings.any_at_all(session) and rulings.load(session, articles):
        return None
    return placing.deals()


class _Placing:
    def __init__(self, session: Session, families: Families) -> None:
        self._session = session
        self._families = families
        self._reports: dict[int, Stored] = {}
        #: Of each block asked for, the keys of its reports: while reports are placed, none comes or goes.
        self._blocks: dict[str, set[int]] = {}
        self._place: dict[int, _Place] = {}
        self._members: defaultdict[_Place, set[int]] = defaultdict(set)
        #: Deals all of whose reports are loaded.
        self._whole: set[_Place] = set()
        self._changed: set[_Place] = set()
        self._new: set[int] = set()
        self._waiting: list[tuple[tuple[bool, bool, float, str, int], int]] = []
        self._queued: set[int] = set()

    def start(self, told: Sequence[Stored], touched: Iterable[int]) -> None:
        self._see(told)
        for stored in told:
            self._new.add(stored.key)
            self._queue(stored)
        for deal in touched:
            # A report of it is gone or changed: its others may part, and others come in.
            left = self._of(deal)
            self._changed.add(deal)
            for stored in [*left, *self._beside(left)]:
                self._queue(stored)

    def run(self) -> None:
        while self._waiting:
            _, key = heappop(self._waiting)
            self._queued.discard(key)
            self._settle(self._reports[key])

    def concerned(self) -> list[Stored]:
        return [self._reports[key] for deal in self._whole for key in self._members[deal]]

    def deals(self) -> list[list[Stored]]:
        found = [self._of(deal) for deal in self._changed]
        return sorted((each for each in found if each), key=lambda reports: reports[0].report.order)

    def _settle(self, stored: Stored) -> None:
        before = self._place.get(stored.key)
        after = self._best(stored)
        if after == before and stored.key not in self._new:
            return
        self._new.discard(stored.key)
        concerned = self._of(before) if before is not None else []
        if before is not None:
            self._members[before].discard(stored.key)
            self._changed.add(before)
        self._place[stored.key] = after
        self._members[after].add(stored.key)
        self._changed.add(after)
        concerned = [*concerned, *self._of(after)]
        # Few when it is the newest, however many tell the deal.
        for other in [*concerned, *self._beside(concerned, after=stored)]:
            if other.report.order > stored.report.order:
                self._queue(other)

    def _best(self, stored: Stored) -> _Place:
        """The deal it joins, by the reports before it; its own, or a new one, when it joins none."""
        report = stored.report
        beside = [each for each in self._beside([stored]) if each.report.order < report.order]
        best, found = (0, report.order), None
        for deal in {self._place[each.key] for each in beside if each.key in self._place}:
            if earlier := self._before(stored, deal):
                score = fit((report,), [(each.report,) for each in earlier], self._families, {})
                # Of deals that fit equally well, the newest.
                if (score, earlier[0].report.order) > best:
                    best, found = (score, earlier[0].report.order), deal
        if found is not None and best[0] >= ENOUGH:
            return found
        mine = self._place.get(stored.key)
        return mine if mine is not None and not self._before(stored, mine) else self._unused()

    def _before(self, stored: Stored, deal: _Place) -> list[Stored]:
        return [each for each in self._of(deal) if each.report.order < stored.report.order]

    def _of(self, deal: _Place) -> list[Stored]:
        """All reports of a deal, in order."""
        if deal not in self._whole:
            self._whole.add(deal)
            if deal >= 0:
                self._see(rows.load(self._session, DealReportRow.deal_key == deal))
        return sorted((self._reports[key] for key in self._members[deal]), key=lambda each: each.report.order)

    def _beside(self, reports: Sequence[Stored], after: Stored | None = None) -> list[Stored]:
        """The reports that may join one of these; with `after` only those that come after it."""
        wanted = {block for stored in reports for block in blocks(stored.report, self._families)}
        self._blocks |= rows.by_block(self._session, wanted - self._blocks.keys())
        shared = set[int]().union(*(self._blocks[block] for block in wanted))
        self._see(rows.load_keys(self._session, sorted(shared - self._reports.keys())))
        inside = {stored.key for stored in reports}
        outside = [self._reports[key] for key in sorted(shared - inside)]
        if after is not None:
            outside = [stored for stored in outside if stored.report.order > after.report.order]
        return [o for o in outside if any(may_join(o.report, s.report, self._families) for s in reports)]

    def _see(self, found: Iterable[Stored]) -> None:
        for stored in found:
            if stored.key not in self._reports:
                self._reports[stored.key] = stored
                if stored.deal_key is not None:
                    self._place[stored.key] = stored.deal_key
                    self._members[stored.deal_key].add(stored.key)

    def _queue(self, stored: Stored) -> None:
        if stored.key not in self._queued:
            self._queued.add(stored.key)
            heappush(self._waiting, (stored.report.order, stored.key))

    def _unused(self) -> _Place:
        """A place that no deal has."""
        return min([0, *self._members]) - 1
