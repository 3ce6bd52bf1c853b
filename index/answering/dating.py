"""Whether a sentence, and its article, tell of the time that a question asks about.

Monthly figures are all told in the same words: only the month tells the one asked for from the others.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from corpus.text import moments
from corpus.text.moments import Moment
from index.retrieval import Source

#: News of a time comes out so many days after its end at most.
TOLD_WITHIN_DAYS = 45
#: A time that is told less exactly than it is asked for, or that the day of publication alone speaks for.
PARTLY = 0.5


def features(asked: Sequence[Moment], text: str, article: Source) -> dict[str, float]:
    """1 for the time asked about, -1 for another, between where it may be; all 0 where none is asked about."""
    if not asked:
        return {"dated": 0.0, "dated_about": 0.0}
    day = article.published.date() if article.published else None
    told = moments.find(text, day)
    return {"dated": _agree(asked, told) if told else 0.0, "dated_about": _about(asked, article.title, day)}


def _about(asked: Sequence[Moment], title: str, day: date | None) -> float:
    titled = _titled(title, day)
    if titled:
        return _agree(asked, titled)
    if day is None:
        return 0.0
    return PARTLY if any(a.first <= day <= a.last + timedelta(TOLD_WITHIN_DAYS) for a in asked) else 0.0


@lru_cache(1_000)
def _titled(title: str, day: date | None) -> tuple[Moment, ...]:
    return tuple(moments.find(title, day))


def _agree(asked: Iterable[Moment], told: Sequence[Moment]) -> float:
    return max(_meet(a, t) for a in asked for t in told)


def _meet(asked: Moment, told: Moment) -> float:
    if asked.first <= told.first and told.last <= asked.last:
        return 1.0
    return PARTLY if told.first <= asked.last and asked.first <= told.last else -1.0
