"""Subscriptions: made, listed, paused, changed, ended and brought back."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, CursorResult, Update, delete, func, select, update
from sqlalchemy.orm import Session

from bot.alerts.outgoing import waiting
from bot.alerts.places import Place, at, of_row
from bot.alerts.tables import SubscriptionCompanyRow, SubscriptionRow
from bot.alerts.wishes import rules
from bot.alerts.wishes.rules import Rule
from corpus.db import batches
from corpus.errors import Refused

#: Of one place.
MOST = 200
#: As long as a person may bring back what they deleted, and as long as a chat may stay away.
UNDONE, AWAITED = timedelta(days=30), timedelta(days=400)


class Ending(StrEnum):
    """Why a subscription stands no more."""

    DELETED = "deleted"  #: by a person
    BLOCKED = "blocked"  #: the person shut us out
    KICKED = "kicked"  #: the group or channel did
    DEACTIVATED = "deactivated"  #: the person's account is no more
    GONE = "gone"  #: the chat is, or the topic


@dataclass(frozen=True, slots=True)
class Subscription:
    key: int
    place: Place
    #: Who made it; 0: somebody who is forgotten.
    user: int
    rule: Rule
    #: In the person's words; "" of somebody who is forgotten.
    said: str
    #: It hears of what is told from then on.
    made: datetime
    paused: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a place's subscriptions."""

    subscriptions: tuple[Subscription, ...]
    #: From 1.
    number: int
    pages: int
    total: int


def add(session: Session, place: Place, user: int, rule: Rule, said: str, now: datetime) -> tuple[Subscription, bool]:
    """The subscription, and whether it is new: a place has each rule but once. One that had ended stands again.

    Raises:
        Refused: the place has `MOST` already.
    """
    row = _of_rule(session, place, rule)
    if row is not None and row.ended is None:
        return _subscription(row), False
    if _count(session, place) >= MOST:
        raise Refused(said, f"there are {MOST} subscriptions here already")
    if row is None:
        row = SubscriptionRow(messenger=place.messenger, chat=place.chat, topic=place.topic)
        session.add(row)
    row.user, row.said, row.made = user, said, now
    row.paused, row.ended, row.why_ended = False, None, None
    _give(session, row, rule)
    return _subscription(row), True


def page(session: Session, place: Place, number: int = 1, size: int = 8) -> Page:
    """Those that stand, the first one made first; the last page for a number beyond it."""
    total = _count(session, place)
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    query = select(SubscriptionRow).where(*_standing(place)).order_by(SubscriptionRow.key)
    rows = session.scalars(query.limit(size).offset((number - 1) * size))
    return Page(tuple(_subscription(row) for row in rows), number, pages, total)


def get(session: Session, place: Place, key: int) -> Subscription | None:
    """Of this place, and standing."""
    row = _row(session, place, key)
    return _subscription(row) if row and row.ended is None else None


def alike(session: Session, place: Place, rule: Rule) -> Subscription | None:
    """The one that stands there and asks for the same."""
    row = _of_rule(session, place, rule)
    return _subscription(row) if row and row.ended is None else None


def change(session: Session, place: Place, key: int, rule: Rule, said: str, now: datetime) -> Subscription | None:
    """Gives it another rule. If the place has one that asks for the same, that is returned and this one ends.

    What waits because of it is sent still. None: there is no such one.
    """
    row = _row(session, place, key)
    if row is None or row.ended is not None:
        return None
    same = _of_rule(session, place, rule)
    if same is not None and same is not row:
        if same.ended is None:
            _end(row, now)
            session.flush()
            return _subscription(same)
        _erase(session, [same.key])
    row.said = said
    _give(session, row, rule)
    return _subscription(row)


def pause(session: Session, place: Place, key: int, paused: bool) -> Subscription | None:
    """While it is paused it hears of nothing, nor later of what it missed. None: there is no such one."""
    row = _row(session, place, key)
    if row is None or row.ended is not None:
        return None
    row.paused = paused
    session.flush()
    return _subscription(row)


def end(session: Session, place: Place, key: int, now: datetime) -> Subscription | None:
    """A person deletes it; `undo` brings it back. None: there is no such one."""
    row = _row(session, place, key)
    if row is None or row.ended is not None:
        return None
    _end(row, now)
    session.flush()
    return _subscription(row)


def undo(session: Session, place: Place, key: int) -> Subscription | None:
    """Brings back one that a person deleted, as it was. None: there is no such one.

    Raises:
        Refused: the place has `MOST` others by now.
    """
    row = _row(session, place, key)
    if row is None or row.why_ended not in (None, Ending.DELETED):
        return None
    if row.ended is not None:
        if _count(session, place) >= MOST:
            raise Refused(row.said, f"there are {MOST} subscriptions here already")
        row.ended, row.why_ended = None, None
        session.flush()
    return _subscription(row)


def end_all(session: Session, messenger: str, chat: int, why: Ending, now: datetime, topic: int | None = None) -> int:
    """Ends those of a chat that we may not write to, in all its topics or in one; drops what waits for it; how many."""
    ended = {"ended": now, "why_ended": why.value}
    stands = SubscriptionRow.ended.is_(None)
    here = [SubscriptionRow.messenger == messenger, SubscriptionRow.chat == chat]
    if topic is not None:
        here.append(SubscriptionRow.topic == topic)
    waiting.drop_at(session, messenger, chat, f"the chat is closed: {why.value}", topic)
    return _updated(session, update(SubscriptionRow).where(stands, *here).values(**ended))


def revive(session: Session, messenger: str, chat: int) -> int:
    """Those that ended because the chat was lost stand again, as they were; how many. What they missed stays untold."""
    lost = [each.value for each in Ending if each is not Ending.DELETED]
    here = (SubscriptionRow.messenger == messenger, SubscriptionRow.chat == chat, SubscriptionRow.why_ended.in_(lost))
    return _updated(session, update(SubscriptionRow).where(*here).values(ended=None, why_ended=None))


def fingerprint(rule: Rule) -> str:
    """The same for rules that ask for the same, in whatever order and letters. SHA-256, hex."""
    told = {name: sorted(part) if isinstance(part, list) else part for name, part in rule.as_json().items()}
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).casefold().encode()).hexdigest()


def prune(session: Session, now: datetime) -> int:
    """Erases what ended long ago, by a person's word or because the chat was lost; how many."""
    deleted = SubscriptionRow.why_ended == Ending.DELETED
    old = (deleted & (SubscriptionRow.ended < now - UNDONE)) | (SubscriptionRow.ended < now - AWAITED)
    keys = session.scalars(select(SubscriptionRow.key).where(old)).all()
    for some in batches(keys):
        _erase(session, some)
    return len(keys)


def _standing(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (*at(SubscriptionRow, place), SubscriptionRow.ended.is_(None))


def _count(session: Session, place: Place) -> int:
    return session.scalar(select(func.count()).select_from(SubscriptionRow).where(*_standing(place))) or 0


def _row(session: Session, place: Place, key: int) -> SubscriptionRow | None:
    row = session.get(SubscriptionRow, key, populate_existing=True)
    return row if row and of_row(row) == place else None


def _of_rule(session: Session, place: Place, rule: Rule) -> SubscriptionRow | None:
    alike = SubscriptionRow.fingerprint == fingerprint(rule)
    return session.scalar(
        select(SubscriptionRow).where(*at(SubscriptionRow, place), alike).execution_options(populate_existing=True)
    )


def _give(session: Session, row: SubscriptionRow, rule: Rule) -> None:
    """Its rule, and the companies under which it is found: a deal that it is about has one of them."""
    row.rule, row.fingerprint = rule.as_json(), fingerprint(rule)
    session.flush()
    session.execute(delete(SubscriptionCompanyRow).where(SubscriptionCompanyRow.subscription == row.key))
    for company in dict.fromkeys(rule.companies or rule.others or ("",)):
        session.add(SubscriptionCompanyRow(subscription=row.key, company=company))
    session.flush()


def _end(row: SubscriptionRow, now: datetime) -> None:
    row.ended, row.why_ended = now, Ending.DELETED.value


def _erase(session: Session, keys: Collection[int]) -> None:
    session.execute(delete(SubscriptionCompanyRow).where(SubscriptionCompanyRow.subscription.in_(keys)))
    session.execute(delete(SubscriptionRow).where(SubscriptionRow.key.in_(keys)))


def _updated(session: Session, statement: Update) -> int:
    done = session.execute(statement)
    assert isinstance(done, CursorResult)
    return done.rowcount


def _subscription(row: SubscriptionRow) -> Subscription:
    return Subscription(row.key, of_row(row), row.user, rules.from_json(row.rule), row.said, row.made, row.paused)
