"""Feeds for the terminal, and as JSON."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.printing.deal_words import counted
from bot.printing.output import note

if TYPE_CHECKING:
    from corpus.feeds.rounds import Tally
    from corpus.feeds.states import State
    from corpus.models import Entry, Feed


def entries(n: int, which: str = "") -> str:
    """`1 new entry`, `2 new entries`."""
    return f"{n:,} {which}{'entry' if n == 1 else 'entries'}"


def feed_json(state: "State") -> dict[str, Any]:
    feed = state.feed
    return {
        "url": feed.url,
        "title": feed.title,
        "kind": feed.kind,
        "state": state.name,
        "problem": feed.problem,
        "failures": feed.failures,
        "polled": _stamp(feed.polled),
        "next": _stamp(feed.due),
        "every_minutes": round(feed.interval_seconds / 60),
        "entries": state.entries,
        "waiting": state.waiting,
        "parked": state.parked,
    }


def print_feed(state: "State", now: datetime) -> None:
    feed = state.feed
    print(f"{feed.title or '(not read yet)'}  {feed.url}")
    told = [entries(state.entries)]
    told += [f"{state.waiting:,} to be read"] if state.waiting else []
    told += [f"{state.parked:,} parked"] if state.parked else []
    print(f"    {_when(state, now)}; {', '.join(told)}")
    if feed.problem and feed.ended is None:
        print(f"    failing, {counted(feed.failures, 'time')} in a row: {feed.problem}")


def parked_json(entry: "Entry", feed: "Feed") -> dict[str, Any]:
    return {
        "feed": feed.url,
        "url": entry.url,
        "title": entry.title,
        "problem": entry.problem,
        "attempts": entry.attempts,
        "seen": _stamp(entry.seen),
    }


def print_parked(entry: "Entry", feed: "Feed") -> None:
    print(f"{entry.title or '(without a title)'}  {entry.url or ''}".rstrip())
    print(f"    of {feed.title or feed.url}; tried {counted(entry.attempts, 'time')}: {entry.problem}")


def tally_json(tally: "Tally", waiting: int, deals: int, seconds: float) -> dict[str, Any]:
    """The contract's summary of articles, and what became of the feeds; `deals` are new ones."""
    came = [polled.came for polled in tally.polls if polled.came]
    return {
        "polled": len(tally.polls),
        "unchanged": sum(polled.came is None and polled.problem is None for polled in tally.polls),
        "entries": sum(each.new for each in came),
        "entries_edited": sum(each.edited for each in came),
        **{name: tally.read[name] for name in ("new", "edited", "same")},
        "copies": tally.read["copy"],
        "known": tally.read["known"],
        "again": tally.read["again"],
        "parked": tally.read["parked"],
        "waiting": waiting,
        "failed": [{"source": p.url, "error": p.problem, "ended": p.ended} for p in tally.polls if p.problem],
        "deals": deals,
        "seconds": round(seconds, 2),
    }


def print_tally(told: dict[str, Any]) -> None:
    for failure in told["failed"]:
        note(f"{'ended' if failure['ended'] else 'failed'}: {failure['source']}: {failure['error']}")
    feeds = f"{counted(told['polled'], 'feed')} polled, {told['unchanged']:,} unchanged, {len(told['failed']):,} failed"
    edited = f", {told['entries_edited']:,} edited" if told["entries_edited"] else ""
    print(f"{feeds}: {entries(told['entries'], 'new ')}{edited}" if told["polled"] else "no feed was due")
    parts = [f"{told['new']:,} new", f"{told['edited']:,} edited", f"{told['same'] + told['known']:,} same"]
    parts += [f"{told['copies']:,} copies"]
    deals = counted(told["deals"], "new deal")
    print(f"articles: {', '.join(parts)}; {deals} in {told['seconds']:.1f} s")
    if told["again"]:
        print(f"{entries(told['again'])} could not be read now and will be tried again")
    if told["parked"]:
        print(f"{entries(told['parked'])} parked: `dealwire feeds list --parked` tells why")
    if told["waiting"]:
        print(f"{entries(told['waiting'])} still to be read")


def _when(state: "State", now: datetime) -> str:
    feed = state.feed
    if feed.ended:
        return f"ended {_ago(now - feed.ended)}: {feed.problem}"
    polled = f"polled {_ago(now - feed.polled)}" if feed.polled else "not polled yet"
    if feed.due is None or feed.due <= now:
        return f"{polled}, due now"
    return f"{polled}, next in {length(feed.due - now)}"


def _ago(passed: timedelta) -> str:
    return f"{length(passed)} ago" if passed >= timedelta(minutes=1) else "just now"


def length(span: timedelta) -> str:
    """`5 minutes`, `3 hours`, `12 days`."""
    minutes = span.total_seconds() / 60
    if minutes < 90:
        return counted(max(round(minutes), 1), "minute")
    return counted(round(minutes / 60), "hour") if minutes < 48 * 60 else counted(round(minutes / 1440), "day")


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def suggested_rows(added: Sequence[str]) -> list[dict[str, Any]]:
    """The suggested feeds, and whether each is among those added."""
    from corpus.feeds.suggested import suggested

    return [
        {"name": each.name, "title": each.title, "url": each.url, "about": each.about, "added": each.url in added}
        for each in suggested()
    ]
