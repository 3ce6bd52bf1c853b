"""Whether two reports may tell of one deal by when they were published and what they date it."""

from dataclasses import dataclass

from corpus.deals.drafts import DealType, Stage
from corpus.deals.matching.reports import Report
from corpus.deals.matching.spans import Span, of_day, span

#: Stages in the order of progress. An end may follow any of them.
PROGRESS = (Stage.RUMOURED, Stage.TALKS, Stage.MOU, Stage.AGREED, Stage.COMPLETED)
ENDS = (Stage.ENDED, Stage.DENIED)

#: Days by which the dates of one announcement may differ: time zones, weeklies, "last week".
_SLACK = 20
#: Days after which another announcement is another deal.
_ANOTHER = 75
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Timing:
    """`points` in hundredths; with `contradiction` they cannot tell one deal."""

    points: int
    note: str
    contradiction: bool = False


def advances(before: Stage, after: Stage) -> bool:
    """Whether a deal that stood at `before` has come further, or to its end, at `after`."""
    if before in ENDS or after in ENDS:
        return after in ENDS and before not in ENDS
    return PROGRESS.index(after) > PROGRESS.index(before)


def compare(one: Report, other: Report) -> Timing:
    """How well the two fit in time, in any order."""
    first, second = sorted((one, other), key=lambda report: report.order)
    if first.draft.background:
        return _both_recalled(first, second)
    if second.draft.background:
        return _recalled(first, second)
    return _both_news(first, second)


def _both_news(early: Report, late: Report) -> Timing:
    if early.published is None or late.published is None:
        return Timing(0, "one has no date")
    moves = advances(early.draft.stage, late.draft.stage)
    one, other = span(early.draft.announced), span(late.draft.announced)
    if one or other:
        days = (one or of_day(early.published)).apart(other or of_day(late.published))
        if days <= _SLACK:
            return Timing(40, "announced at the same time")
        if one and other and days > _ANOTHER and not moves:
            return Timing(-80, f"announced {days} days apart", contradiction=True)
    days = (late.published - early.published).days
    return Timing(_by_gap(early, late, days, moves), f"{days} days apart{', a further stage' if moves else ''}")


def _by_gap(early: Report, late: Report, days: int, moves: bool) -> int:
    if days <= 10:
        return 40
    if days <= 45:
        return 40 - (days - 10) * 30 // 35
    if moves:
        return 10 if days <= 550 else -10 if days <= 3 * _YEAR else -50
    over = early.draft.stage in ENDS
    if over and late.draft.stage not in ENDS:
        return -80  # taken up again: another attempt
    points = -60 * min(days - 45, 135) // 135 if days <= _YEAR else -90
    if early.draft.type is late.draft.type is DealType.ACQUISITION and days <= 2 * _YEAR:
        # A company is bought once: the same buyer and target are one deal for as long as such a deal may take.
        return max(points, 10)
    return max(points, -10) if over and days <= 2 * _YEAR else points


def _recalled(news: Report, recall: Report) -> Timing:
    announced = span(recall.draft.announced)
    event = span(news.draft.announced) or (of_day(news.published) if news.published else None)
    if announced and event:
        return _dated_recall(news, recall, event, announced)
    if news.published is None or recall.published is None:
        return Timing(0, "one has no date")
    days = (recall.published - news.published).days
    if days >= -30:
        return Timing(20 if days <= 60 else 10, f"recalled {max(days, 0)} days later")
    if news.draft.stage in ENDS or news.draft.stage is Stage.COMPLETED:
        return Timing(0, "recalled before its last stage")
    return Timing(-60, f"recalled {-days} days before it was news")


def _dated_recall(news: Report, recall: Report, event: Span, announced: Span) -> Timing:
    days = announced.apart(event)
    if days <= _SLACK:
        return Timing(40, "recalled with its date")
    if announced.first > event.last:
        fits = advances(news.draft.stage, recall.draft.stage) and days <= 550
    else:
        over = news.draft.stage in ENDS or news.draft.stage is Stage.COMPLETED
        fits = (over or news.draft.type is DealType.ACQUISITION) and days <= 3 * _YEAR
    if fits:
        return Timing(10, f"recalled with another stage's date, {days} days apart")
    return Timing(-50, f"recalled with a date {days} days apart", contradiction=days > _ANOTHER)


def _both_recalled(one: Report, other: Report) -> Timing:
    first, second = span(one.draft.announced), span(other.draft.announced)
    if first is None or second is None:
        return Timing(5, "both recall it")
    days = first.apart(second)
    if days <= _SLACK:
        return Timing(30, "both recall it with its date")
    return Timing(-50, f"recalled with dates {days} days apart", contradiction=days > _ANOTHER)
