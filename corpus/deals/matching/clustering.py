"""Reports into deals: in the order of publication, each joins the deal that it fits best, or opens one.

That order is a property of the reports, so the deals are the same in whatever order they were read. And a
report never changes what was made of earlier ones: a deal's past is not rewritten by later news.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.companies.families import Families
from corpus.deals.matching.blocks import may_join
from corpus.deals.matching.comparing import ENOUGH, verdict
from corpus.deals.matching.reports import Report

#: Pairs of reports that an admin ruled on: True, one deal; False, two.
Rulings = Mapping[frozenset[Report], bool]


#: Reports that an admin said are one; most units are one report.
Unit = tuple[Report, ...]


def cluster(reports: Iterable[Report], families: Families, rulings: Rulings) -> list[list[Report]]:
    """The deals that these reports tell, each its reports in order; deals in the order of their first report."""
    deals: list[list[Unit]] = []
    for unit in _units(sorted(reports, key=lambda report: report.order), rulings):
        fits = [fit(unit, deal, families, rulings) if _joins(unit, deal, families) else 0 for deal in deals]
        # Of deals that fit equally well, the newest.
        best = max(range(len(deals)), key=lambda number: (fits[number], number), default=None)
        if best is not None and fits[best] >= ENOUGH:
            deals[best].append(unit)
        else:
            deals.append([unit])
    return [sorted((r for unit in deal for r in unit), key=lambda report: report.order) for deal in deals]


def fit(unit: Unit, deal: Sequence[Unit], families: Families, rulings: Rulings) -> int:
    """Hundredths; 0 when it must not join.

    The mean of the best match and of all: one alike report is no proof while the others differ, and
    one that says little is no reason against.
    """
    scores: list[int] = []
    for other in deal:
        found = [verdict(a, b, families) for a in unit for b in other]
        if rulings and any(rulings.get(frozenset((a, b))) is False for a in unit for b in other):
            return 0
        # What an admin put together may contradict itself: agreeing with a part of it is enough.
        agrees = any(each.same for each in found)
        if not agrees and any(each.forbidden for each in found):
            return 0
        scores += [each.score for each in found if not each.forbidden]
    best = max(scores, default=0)
    return min(best, (best + sum(scores) // len(scores)) // 2) if scores else 0


def _units(reports: Sequence[Report], rulings: Rulings) -> Iterator[Unit]:
    """Reports ruled to be one stand together at the place of the first."""
    if not rulings:
        yield from ((report,) for report in reports)
        return
    group = {report: number for number, report in enumerate(reports)}
    for one in reports:
        for other in reports:
            if group[one] != group[other] and rulings.get(frozenset((one, other))):
                _join(group, group[one], group[other], rulings)
    members: defaultdict[int, list[Report]] = defaultdict(list)
    for report in reports:
        members[group[report]].append(report)
    yield from (tuple(each) for each in members.values())


def _joins(unit: Unit, deal: Sequence[Unit], families: Families) -> bool:
    return any(may_join(a, b, families) for other in deal for a in unit for b in other)


def _join(group: dict[Report, int], one: int, other: int, rulings: Rulings) -> None:
    left = [report for report, number in group.items() if number == one]
    right = [report for report, number in group.items() if number == other]
    if all(rulings.get(frozenset((a, b)), True) for a in left for b in right):
        for report in right:
            group[report] = one
