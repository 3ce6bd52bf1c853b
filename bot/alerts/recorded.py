"""What recording deals calls, so that their alerts are stored with them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from bot.alerts.outgoing import outbox
from bot.alerts.outgoing.outbox import Matcher
from bot.alerts.tables import AlertRow, SubscriptionRow
from corpus.deals.changes import Change


class Enqueuing:
    """An `OnChanges`. While nobody subscribes and nobody was told of anything, it costs one query."""

    def __init__(self, make_matcher: Callable[[], Matcher]) -> None:
        """`make_matcher`: called when there is somebody to tell, once."""
        self._make_matcher = make_matcher
        self._matcher: Matcher | None = None

    def __call__(self, session: Session, changes: Sequence[Change], now: datetime) -> int:
        """How many alerts were made."""
        if not changes or not session.scalar(_ANYBODY):
            return 0
        if self._matcher is None:
            self._matcher = self._make_matcher()
        return outbox.enqueue(session, changes, now, self._matcher)


#: Those that ended count: what was told them is put right still.
_ANYBODY = select(or_(exists().select_from(SubscriptionRow), exists().select_from(AlertRow)))
