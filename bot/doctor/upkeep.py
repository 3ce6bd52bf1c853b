"""What is examined of that which goes on by itself: feeds and alerts."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from bot.alerts.outgoing import dead_letters
from bot.doctor.findings import Finding, fine, note
from corpus.feeds.health import health

_SHOWN = 3


def feeds(session: Session, now: datetime) -> Iterator[Finding]:
    """Whether feeds are polled in time and answer."""
    how = health(session, now)
    if not how.feeds:
        mend = "`dealwire feeds add ADDRESS`; `dealwire feeds list --suggested` names good ones"
        yield note("feeds", "none: no news comes in by itself", mend)
        return
    for feed in how.failing[:_SHOWN]:
        mend = f"see whether the site has moved; `dealwire feeds remove {feed.url}` ends it"
        yield note("feeds", f"{feed.url} fails since {feed.since:%Y-%m-%d}: {feed.problem}", mend)
    if len(how.failing) > _SHOWN:
        yield note("feeds", f"{len(how.failing) - _SHOWN} more fail", "`dealwire feeds list` names them")
    if how.late:
        late = round(how.late.total_seconds() / 60)
        yield note("feeds", f"polled {late:,} minutes late", "start `dealwire bot` or `dealwire work`, which poll them")
    elif not how.failing:
        yield fine("feeds", f"{how.feeds:,}, polled in time")


def alerts(session: Session, now: datetime) -> Finding:
    """Whether alerts go out in time."""
    counts = dead_letters.counts(session, now)
    found = f"{counts.subscriptions:,} subscriptions, {counts.sent_last_day:,} sent in 24 hours"
    if counts.dead:
        mend = "`dealwire alerts` tells why, `dealwire alerts --retry all` sends them again"
        return note("alerts", f"{found}; {counts.dead:,} were given up", mend)
    if counts.due and counts.oldest_due:
        since = f"{counts.oldest_due:%Y-%m-%d %H:%M} UTC"
        return note(
            "alerts", f"{found}; {counts.due:,} overdue since {since}", "start `dealwire bot`, which sends them"
        )
    return fine("alerts", found)
