"""Which of thousands of subscriptions a deal meets: those it cannot meet are not even read."""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Text, cast, func, select
from sqlalchemy.orm import Session

from bot.alerts.places import Place
from bot.alerts.tables import SubscriptionCompanyRow, SubscriptionRow
from bot.alerts.wishes import matching, rules, traits
from bot.alerts.wishes.matching import Why
from bot.alerts.wishes.rules import Rule
from bot.alerts.wishes.traits import Traits
from corpus.companies.gazetteer import Gazetteer
from corpus.db import batches
from corpus.deals.views import Deal

_log = logging.getLogger(__name__)
#: The company of `SubscriptionCompanyRow` for rules that name none.
_ANY = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subscription whose rule the deal meets; if the rule has a question, that is still to be decided."""

    subscription: int
    place: Place
    rule: Rule
    why: Why


def meeting(session: Session, deal: Deal, families: Gazetteer) -> list[Candidate]:
    """The subscriptions that stand, are not paused, and ask for the deal, the oldest first; once for each.

    Whether their chats are paused or have muted a company is not asked here.
    """
    told = traits.of(deal, families)
    standing = _standing([*told.groups, _ANY])
    met = dict(_met(session, told, standing))
    return sorted(_candidates(session, met, standing), key=lambda each: each.subscription)


#: Conditions on `SubscriptionRow`.
_Standing = tuple[ColumnElement[bool], ...]


def _standing(companies: Iterable[str]) -> _Standing:
    """That it is filed under one of these, and wants to hear."""
    filed = select(SubscriptionCompanyRow.subscription).where(SubscriptionCompanyRow.company.in_(sorted(companies)))
    return SubscriptionRow.key.in_(filed), SubscriptionRow.ended.is_(None), SubscriptionRow.paused.is_(False)


def _met(session: Session, deal: Traits, standing: _Standing) -> Iterator[tuple[str, tuple[Rule, Why]]]:
    """The fingerprints of the rules that the deal meets. Many people ask for the same: each rule is looked at once."""
    # As text: what was read once is not parsed again.
    kept = func.min(cast(SubscriptionRow.rule, Text))
    query = select(SubscriptionRow.fingerprint, kept).where(*standing).group_by(SubscriptionRow.fingerprint)
    for fingerprint, text in session.execute(query):
        rule = _rule(text)
        if rule is None:
            _log.error("fingerprint=%s is of a rule that cannot be read", fingerprint)
        elif (why := matching.met(rule, deal)) is not None:
            yield fingerprint, (rule, why)


def _candidates(session: Session, met: Mapping[str, tuple[Rule, Why]], standing: _Standing) -> Iterator[Candidate]:
    row = SubscriptionRow
    wanted = select(row.key, row.messenger, row.chat, row.topic, row.fingerprint).where(*standing)
    for some in batches(met):
        found = session.execute(wanted.where(row.fingerprint.in_(some)))
        for key, messenger, chat, topic, fingerprint in found:
            yield Candidate(key, Place(messenger, chat, topic), *met[fingerprint])


@lru_cache(maxsize=1 << 14)
def _rule(kept: str) -> Rule | None:
    try:
        return rules.from_json(json.loads(kept))
    except ValueError:
        return None
