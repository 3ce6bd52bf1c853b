"""The reports that can be in one deal with a given one, however far that chain reaches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from corpus.companies.families import Families
from corpus.deals.kept import rows, rulings
from corpus.deals.kept.rows import Stored
from corpus.deals.kept.rulings import Ruling
from corpus.deals.matching.blocks import may_join
from corpus.deals.matching.clustering import Rulings
from corpus.deals.matching.reports import Report
from corpus.models import Article


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Reports that no report outside fits, so that their deals depend on nothing else."""

    members: list[Stored]
    ruled: Rulings

    @property
    def deals(self) -> set[int]:
        """The deals that the members were in."""
        return {stored.deal_key for stored in self.members if stored.deal_key is not None}


def around(session: Session, seeds: Sequence[Stored], families: Families) -> Neighbourhood:
    """Follows every two reports that match, or that an admin joined, from the seeds on."""
    search = _Search(session, families, rulings.any_at_all(session))
    search.see(seeds)
    frontier = list(seeds)
    while frontier:
        frontier = search.step(frontier)
    members = sorted(search.members.values(), key=lambda stored: stored.report.order)
    return Neighbourhood(members, search.ruled())


class _Search:
    def __init__(self, session: Session, families: Families, corrected: bool) -> None:
        self.members: dict[int, Stored] = {}
        self._session = session
        self._families = families
        self._corrected = corrected
        self._seen: dict[int, Stored] = {}
        self._rulings: dict[int, Ruling] = {}

    def see(self, found: Iterable[Stored]) -> None:
        for stored in found:
            self._seen.setdefault(stored.key, stored)

    def step(self, frontier: Sequence[Stored]) -> list[Stored]:
        """Takes these in; the reports found beside them."""
        self.members.update((stored.key, stored) for stored in frontier)
        shared = rows.sharing(self._session, (stored.report for stored in frontier), self._families)
        self.see(rows.load_keys(self._session, sorted(shared - self._seen.keys())))
        if self._corrected:
            self._see_ruled(frontier)
        outside = [stored for key, stored in self._seen.items() if key not in self.members]
        ruled = self.ruled() if outside else {}
        return [
            stored
            for stored in outside
            if any(self._belongs(stored.report, member.report, ruled) for member in frontier)
        ]

    def ruled(self) -> Rulings:
        if not self._rulings:
            return {}
        in_order = [self._rulings[key] for key in sorted(self._rulings)]
        return rulings.apply(in_order, [stored.report for stored in self._seen.values()])

    def _see_ruled(self, frontier: Sequence[Stored]) -> None:
        found = rulings.load(self._session, {stored.report.article_id for stored in frontier})
        self._rulings.update((ruling.key, ruling) for ruling in found)
        articles = {article for ruling in found for article in ruling.articles}
        if articles:
            self.see(rows.load(self._session, Article.id.in_(sorted(articles))))

    def _belongs(self, one: Report, other: Report, ruled: Rulings) -> bool:
        if ruled and ruled.get(frozenset((one, other))):
            return True
        # Only through a block: what was loaded for another reason would be found or not by chance.
        return may_join(one, other, self._families)
