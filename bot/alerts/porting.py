"""Subscriptions as a file: taken out of a place, and brought into one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts import subscriptions
from bot.alerts.places import Place, at
from bot.alerts.tables import SubscriptionRow
from bot.alerts.wishes import rules
from bot.alerts.wishes.rules import Rule
from corpus.errors import Refused

#: Of a file; what we write is smaller.
MOST_BYTES = 512 * 1024
#: Characters of what was said, and of a question.
MOST_SAID = 500
#: Companies, words and the like in one part of a rule, and characters of each.
MOST_IN_A_PART, MOST_OF_ONE = 50, 120


@dataclass(frozen=True, slots=True)
class Wish:
    """A subscription in a file."""

    rule: Rule
    said: str
    paused: bool


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """How many subscriptions of a file are new, were there already, and found no room."""

    new: int
    known: int
    left_out: int


def taken_out(session: Session, place: Place) -> str:
    """All that stand, as JSON for people to read and `read` to understand."""
    table = SubscriptionRow
    rows = session.scalars(select(table).where(*at(table, place), table.ended.is_(None)).order_by(table.key))
    kept = [{"said": row.said, "rule": row.rule, **({"paused": True} if row.paused else {})} for row in rows]
    return json.dumps({"subscriptions": kept}, ensure_ascii=False, indent=1)


def read(content: bytes) -> list[Wish]:
    """What a file that we wrote asks for, perhaps edited by a person.

    Raises:
        Refused: it is too large or none of ours; the subject says which of its subscriptions.
    """
    if len(content) > MOST_BYTES:
        raise Refused("", f"the file is larger than {MOST_BYTES // 1024} KB")
    try:
        kept = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refused("", "the file is no JSON") from error
    found = kept.get("subscriptions") if isinstance(kept, dict) else None
    if not isinstance(found, list):
        raise Refused("", "the file has no list of subscriptions")
    if len(found) > subscriptions.MOST:
        raise Refused("", f"the file has more than {subscriptions.MOST} subscriptions")
    return [_wish(each, number) for number, each in enumerate(found, 1)]


def bring_in(session: Session, place: Place, user: int, wishes: Sequence[Wish], now: datetime) -> BroughtIn:
    """Adds them; never commits. Those that the place has stay as they are there."""
    new = known = 0
    for number, wish in enumerate(wishes):
        try:
            made, is_new = subscriptions.add(session, place, user, wish.rule, wish.said, now)
        except Refused:
            return BroughtIn(new, known, len(wishes) - number)
        if is_new and wish.paused:
            subscriptions.pause(session, place, made.key, True)
        new, known = new + is_new, known + (not is_new)
    return BroughtIn(new, known, 0)


def _wish(kept: Any, number: int) -> Wish:
    subject = f"subscription {number}"
    said = kept.get("said", "") if isinstance(kept, dict) else None
    if not isinstance(said, str) or not isinstance(kept.get("rule"), dict):
        raise Refused(subject, "is none of ours")
    try:
        rule = rules.from_json(kept["rule"])
    except (ValueError, OverflowError) as error:
        raise Refused(subject, str(error)) from error
    _check(rule, subject)
    return Wish(rule, _clean(said)[:MOST_SAID], kept.get("paused") is True)


def _check(rule: Rule, subject: str) -> None:
    for part in (rule.companies, rule.others, rule.types, rule.stages, rule.words, rule.countries):
        if len(part) > MOST_IN_A_PART or any(not each or len(each) > MOST_OF_ONE for each in part):
            raise Refused(subject, "asks for too much at once")
        if any(_clean(each) != each for each in part):
            raise Refused(subject, "has characters that are no text")
    if len(rule.question) > MOST_SAID or _clean(rule.question) != rule.question:
        raise Refused(subject, "has a question that is too long or no text")
    for least in (rule.value, rule.quantity):
        if least and not (isfinite(least.amount) and 0 <= least.amount < 1e18 and 0 < len(least.unit) <= MOST_OF_ONE):
            raise Refused(subject, "has an amount that is none")


def _clean(text: str) -> str:
    """Without what PostgreSQL refuses: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()
