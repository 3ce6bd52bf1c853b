"""What is to be told of deals, put into the outbox in the transaction that records them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts import schedule, times
from bot.alerts.outgoing import mergers, waiting
from bot.alerts.outgoing.waiting import Kind, State
from bot.alerts.places import Place, of_row
from bot.alerts.schedule import Slot, Times
from bot.alerts.tables import AlertRow, SubscriptionRow
from corpus.companies.gazetteer import gazetteer
from corpus.db import batches
from corpus.deals import changes as deal_changes
from corpus.deals.changes import Change
from corpus.deals.kept import details
from corpus.deals.views import Deal

#: News told longer ago is never alerted, however late it is read: nor is a corpus that is read for the first time,
#: or again. Many an article is dated to the day, and its day may be yesterday's elsewhere.
FRESH = timedelta(days=3)
#: Of deals told longer before it was made, a subscription hears nothing.
BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Match:
    """A place whose subscriptions ask for a deal."""

    place: Place
    #: Keys, the one that says best why first.
    subscriptions: tuple[int, ...]
    urgent: bool = False


class Matcher(Protocol):
    def interested(self, session: Session, deal: Deal) -> Iterable[Match]:
        """Each place once. Subscriptions that ended or are paused, and places that mute a party, may be among them."""


def enqueue(session: Session, changes: Sequence[Change], now: datetime, matcher: Matcher) -> int:
    """How many alerts were made of what recording changed; never commits. Twice the same adds nothing.

    To be called in the transaction of `recording.record`, `settle`, `corrections.merge` and `split`: a deal and its
    alerts are stored together or not at all.
    """
    session.flush()
    # First: what was told of a deal counts for the one it is part of now.
    merged: set[int | None] = set()
    for change in changes:
        if change.kind is deal_changes.Kind.MERGED:
            merged.add(mergers.follow(session, change, now))
        elif change.kind is deal_changes.Kind.GONE:
            waiting.drop(session, "nothing tells the deal any more", AlertRow.deal_now == change.deal_key)
            _correct(session, _Telling(change, now, False), _known(session, change.deal_key))
    tellings = [_Telling(change, now, change.deal_key in merged) for change in changes if not change.background]
    heard = _Heard()
    return sum(_tell(session, telling, matcher, heard) for telling in tellings)


@dataclass(frozen=True, slots=True)
class _Telling:
    """A change that places are told of."""

    change: Change
    now: datetime
    #: Another deal became part of this one at the same time.
    merged: bool

    @property
    def is_fresh(self) -> bool:
        """Told lately. When nobody knows when, it may be old."""
        return self.change.told is not None and self.change.told >= self.now - FRESH

    def is_news_for(self, made: datetime) -> bool:
        return self.change.told is not None and self.change.told >= made - BEFORE


@dataclass(frozen=True, slots=True)
class _Wanted:
    kind: Kind
    match: Match


class _Heard:
    """The places that hear of new deals of one recording, by the houses that deal.

    A venture and the money for it, in one article, are two deals and one piece of news: each links to the other, and a
    place that asks for both is told of the first.
    """

    def __init__(self) -> None:
        self._by_houses: defaultdict[frozenset[str], set[Place]] = defaultdict(set)

    def without(self, deal: Deal, matches: Iterable[Match]) -> list[Match]:
        there = self._by_houses[_houses(deal)]
        return [match for match in matches if match.place not in there]

    def note(self, deal: Deal, wanted: Iterable[_Wanted]) -> None:
        self._by_houses[_houses(deal)] |= {each.match.place for each in wanted if each.kind is Kind.NEW}


def _houses(deal: Deal) -> frozenset[str]:
    return frozenset((gazetteer().ancestors(party.company) or (party.company,))[-1] for party in deal.parties)


def _tell(session: Session, telling: _Telling, matcher: Matcher, heard: _Heard) -> int:
    change = telling.change
    is_new = change.kind is deal_changes.Kind.NEW
    if not is_new and change.kind is not deal_changes.Kind.REVISED:
        return 0
    known = _known(session, change.deal_key)
    corrected = 0 if is_new else _correct(session, telling, known)
    if not telling.is_fresh or not (deals := details.load(session, [change.deal_key])):
        return corrected
    found = {match.place: match for match in matcher.interested(session, deals[0])}
    wanted = list(_updates(session, telling, known, found)) if not is_new else []
    strangers = [match for place, match in found.items() if place not in known]
    if is_new:
        strangers = heard.without(deals[0], strangers)
    wanted += _first_times(session, telling, strangers)
    if is_new:
        heard.note(deals[0], wanted)
    return corrected + _put(session, telling, deals[0], wanted)


def _known(session: Session, deal_key: int) -> dict[Place, list[AlertRow]]:
    """What each place was told of the deal, or is about to be, the oldest first."""
    known: dict[Place, list[AlertRow]] = {}
    query = select(AlertRow).where(AlertRow.deal_now == deal_key, AlertRow.state != State.DROPPED)
    for row in session.scalars(query.order_by(AlertRow.key).execution_options(populate_existing=True)):
        known.setdefault(of_row(row), []).append(row)
    return known


def _correct(session: Session, telling: _Telling, known: dict[Place, list[AlertRow]]) -> int:
    """Has messages edited that told the deal at this revision or a later one: an article was changed or taken back.

    Or of a deal that is gone: then every message of it.

    What is not sent yet is written from what holds then. A digest stays as it is.
    """
    is_gone = telling.change.kind is deal_changes.Kind.GONE
    latest = [row for rows in known.values() for row in (rows if is_gone else [max(rows, key=_revision)])]
    wrong = [
        row.key
        for row in latest
        if (is_gone or row.revision >= telling.change.revision)
        and row.state == State.SENT
        and row.message is not None
        and row.together is None
        and row.kind != Kind.MERGED
        and row.made < telling.now  # else this very change was told
    ]
    again = {"state": State.WAITING.value, "kind": Kind.CORRECTED.value, "due": telling.now, "attempts": 0}
    return sum(waiting.changed(session, [AlertRow.key.in_(some)], **again) for some in batches(wrong))


def _revision(row: AlertRow) -> int:
    return row.revision


def _updates(
    session: Session, telling: _Telling, known: dict[Place, list[AlertRow]], found: dict[Place, Match]
) -> Iterator[_Wanted]:
    """For those who were told of the deal before, whether or not it still is what they asked for."""
    told = {place: [key for row in reversed(rows) for key in row.subscriptions] for place, rows in known.items()}
    asked = {place: [*(found[place].subscriptions if place in found else ()), *keys] for place, keys in told.items()}
    standing = _standing(session, {key for keys in asked.values() for key in keys})
    for place, rows in known.items():
        keys = tuple(key for key in dict.fromkeys(asked[place]) if key in standing)
        if keys and _is_behind(rows, telling):
            yield _Wanted(Kind.UPDATE, Match(place, keys, place in found and found[place].urgent))


def _is_behind(rows: Sequence[AlertRow], telling: _Telling) -> bool:
    """What was told, or is being told at this moment, is not all. What still waits will tell it anyway."""
    if any(row.state in (State.WAITING, State.DEAD) and row.kind not in waiting.EDITS for row in rows):
        return False
    if telling.merged and any(row.deal_key != telling.change.deal_key for row in rows):
        # The fact may be new to this deal alone, and have been told of the one that became part of it.
        told = telling.change.told
        return told is not None and told > max(row.made for row in rows)
    return telling.change.revision > max(row.revision for row in rows)


def _first_times(session: Session, telling: _Telling, matches: Sequence[Match]) -> Iterator[_Wanted]:
    """For those who were never told of the deal: that it is new, has come further or now is what they asked for."""
    standing = _standing(session, {key for match in matches for key in match.subscriptions})
    facts = set(telling.change.facts)
    for match in matches:
        keys = tuple(
            key
            for key in match.subscriptions
            if (row := standing.get(key)) is not None
            and telling.is_news_for(row.made)
            and (not facts or "stage" in facts or facts & row.rule.keys())
        )
        if keys:
            yield _Wanted(Kind.NEW, Match(match.place, keys, match.urgent))


def _standing(session: Session, keys: Collection[int]) -> dict[int, Any]:
    """When each of these subscriptions was made, and its rule; those that ended or are paused left out."""
    table = SubscriptionRow
    query = select(table.key, table.made, table.rule).where(table.ended.is_(None), table.paused.is_(False))
    found = (row for some in batches(sorted(keys)) for row in session.execute(query.where(table.key.in_(some))))
    return {row.key: row for row in found}


def _put(session: Session, telling: _Telling, deal: Deal, wanted: Sequence[_Wanted]) -> int:
    chosen = times.of_all(session, [each.match.place for each in wanted])
    singles = waiting.count_singles(session, chosen, telling.now)
    companies = _with_owners(deal)
    rows = []
    for each in wanted:
        place, its = each.match.place, chosen[each.match.place]
        slot = schedule.slot(its, telling.now, singles=singles[place], urgent=each.match.urgent)
        if slot and not _is_muted(its, companies):
            rows.append(_row(telling, each, slot))
    return waiting.put(session, rows)


def _with_owners(deal: Deal) -> frozenset[str]:
    parties = [party.company for party in deal.parties]
    return frozenset((*parties, *(owner for slug in parties for owner in gazetteer().ancestors(slug))))


def _is_muted(its: Times, companies: frozenset[str]) -> bool:
    return not companies.isdisjoint(its.muted)


def _row(telling: _Telling, wanted: _Wanted, slot: Slot) -> dict[str, Any]:
    place, change = wanted.match.place, telling.change
    return {
        "messenger": place.messenger,
        "chat": place.chat,
        "topic": place.topic,
        "deal_key": change.deal_key,
        "deal_now": change.deal_key,
        "revision": change.revision,
        "kind": wanted.kind.value,
        "facts": list(change.facts),
        "subscriptions": list(wanted.match.subscriptions),
        "urgent": wanted.match.urgent,
        "state": State.WAITING.value,
        "made": telling.now,
        "due": slot.due,
        "together": slot.together,
        "attempts": 0,
    }
