"""When the world could know of an article."""

from datetime import UTC, datetime, timedelta

import pytest

from corpus.feeds import dating
from tests.corpus.feeds.makers import NOW

OLD, NEWER = datetime(2023, 5, 1, 9, 30, tzinfo=UTC), datetime(2026, 11, 20, 8, tzinfo=UTC)
DAY_OF_OLD = datetime(2023, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("feed", "page", "watched", "known"),
    [
        (NEWER, None, False, NEWER),
        (None, NEWER, False, NEWER),
        (NEWER, OLD, True, OLD),  # listed anew: as old as its page
        (OLD, NEWER, True, OLD),  # worked over: as old as its feed
        (OLD, DAY_OF_OLD, False, OLD),  # one day, and the time is worth keeping
        (None, None, True, NOW),
        (None, None, False, None),
        (NOW + timedelta(hours=3), None, False, NOW),  # a clock that goes wrong
        (NOW + timedelta(days=40), None, False, None),
        (NOW + timedelta(days=40), OLD, False, OLD),
        (datetime(1970, 1, 1, tzinfo=UTC), None, False, None),
    ],
)
def test_the_earlier_sane_date_counts(
    feed: datetime | None, page: datetime | None, watched: bool, known: datetime | None
) -> None:
    assert dating.published(feed, page, NOW, watched).moment == known


@pytest.mark.parametrize(
    ("feed", "page", "note"),
    [
        (NEWER, None, None),
        (None, OLD, None),
        (NOW + timedelta(hours=3), None, "by its feed it is of 2026-11-23 15:00 UTC, which cannot be: "
         "taken is 2026-11-23 12:00 UTC"),
        (NOW + timedelta(days=40), OLD, "taken is 2023-05-01 09:30 UTC"),
        (datetime(1970, 1, 1, tzinfo=UTC), None, "it is kept without a date"),
    ],
)  # fmt: skip
def test_date_that_cannot_be_leaves_a_note(feed: datetime | None, page: datetime | None, note: str | None) -> None:
    said = dating.published(feed, page, NOW, watched=False).note

    assert said == note if note is None else note in (said or "")
