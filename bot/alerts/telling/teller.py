"""What was claimed, put into words: deals and settings read once for many messages."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts import times
from bot.alerts.outgoing.claiming import Alert, Parcel
from bot.alerts.outgoing.waiting import EDITS, Kind
from bot.alerts.places import Place
from bot.alerts.schedule import Times
from bot.alerts.tables import SubscriptionRow
from bot.alerts.telling import changes, pressing, single, together, turns, unwanted
from bot.alerts.telling.changes import Changed
from bot.alerts.telling.links import Links
from bot.alerts.telling.together import Item
from bot.alerts.telling.unwanted import LetsIn, everybody
from bot.alerts.wishes import rules
from bot.conversation import deal_words
from bot.conversation.replies import Button, Reply
from bot.conversation.turn import Turn
from corpus.db import Sessions, batches
from corpus.deals import queries
from corpus.deals.kept import details
from corpus.deals.views import Deal

#: Deals named in what a digest was about.
_NAMED = 8

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """A message to send, or why there is none."""

    parcel: Parcel
    #: None: of all its deals nothing is left to tell, or `problem` says what went wrong.
    reply: Reply | None = None
    #: Alerts of which nothing is sent after all, by their keys, and why.
    left_out: Mapping[int, str] = field(default_factory=dict)
    problem: str = ""


def tell(
    sessions: Sessions, parcels: Sequence[Parcel], links: Links, now: datetime, lets_in: LetsIn = everybody
) -> list[Told]:
    """Each of them, in their order; one that cannot be put into words does not keep the others."""
    if not parcels:
        return []
    with sessions.reading() as session:
        known = _known(session, parcels, now, lets_in)
        return [_tell(session, parcel, links, known) for parcel in parcels]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read once for all."""

    turns: Mapping[Place, Turn]
    times: Mapping[Place, Times]
    #: The rules of subscriptions that stand.
    rules: Mapping[int, rules.Rule]
    deals: Mapping[int, Deal]
    #: Subscriptions of people who may not use us any more.
    shut_out: Collection[int]
    #: By deal, why it could not be read.
    problems: dict[int, str] = field(default_factory=dict)
    #: By deal and facts: one deal may go to 20,000 places.
    changed: dict[tuple[int, tuple[str, ...]], list[Changed]] = field(default_factory=dict)


def _known(session: Session, parcels: Sequence[Parcel], now: datetime, lets_in: LetsIn) -> _Known:
    places = {parcel.place for parcel in parcels}
    alerts = [alert for parcel in parcels for alert in parcel.alerts]
    deals, problems = _deals(session, sorted({alert.deal_key for alert in alerts}))
    asked = {key for alert in alerts for key in alert.subscriptions}
    return _Known(
        turns=turns.of_all(session, places, now),
        times=times.of_all(session, places),
        rules=_rules(session, asked),
        deals=deals,
        shut_out=unwanted.shut_out(session, asked, lets_in),
        problems=problems,
    )


def _deals(session: Session, keys: Sequence[int]) -> tuple[dict[int, Deal], dict[int, str]]:
    """Those that are there, by key; and of those that cannot be read, why."""
    try:
        return _loaded(session, keys), {}
    except Exception:  # one of them, whichever, must not keep the others
        log.exception("deals not read together deals=%d", len(keys))
    deals: dict[int, Deal] = {}
    problems: dict[int, str] = {}
    for key in keys:
        try:
            deals |= _loaded(session, [key])
        except Exception as error:
            problems[key] = f"the deal could not be read: {type(error).__name__}: {error}"
    return deals, problems


def _loaded(session: Session, keys: Sequence[int]) -> dict[int, Deal]:
    key_of = {id_: key for key, id_ in queries.ids(session, keys).items()}
    return {key_of[deal.id]: deal for deal in details.load(session, keys)}


def _rules(session: Session, keys: Collection[int]) -> dict[int, rules.Rule]:
    table = SubscriptionRow
    query = select(table.key, table.rule).where(table.ended.is_(None))
    found = (row for some in batches(sorted(keys)) for row in session.execute(query.where(table.key.in_(some))))
    return {key: rules.from_json(rule) for key, rule in found}


def _tell(session: Session, parcel: Parcel, links: Links, known: _Known) -> Told:
    keys = {alert.deal_key for alert in parcel.alerts}
    if problem := next((known.problems[key] for key in keys if key in known.problems), ""):
        return Told(parcel, problem=problem)
    try:
        return _put(session, parcel, links, known)
    except Exception as error:  # a deal that no words are found for must not keep the others
        log.exception("alert not put into words alerts=%s", parcel.keys)
        return Told(parcel, problem=f"not put into words: {type(error).__name__}: {error}")


def _put(session: Session, parcel: Parcel, links: Links, known: _Known) -> Told:
    muted = known.times[parcel.place].muted
    whys = {
        alert.key: unwanted.why(alert, known.deals.get(alert.deal_key), muted, known.shut_out)
        for alert in parcel.alerts
        if alert.kind not in EDITS  # what was told is put right in any case
    }
    left_out = {key: why for key, why in whys.items() if why}
    there = [alert for alert in parcel.alerts if alert.key not in left_out]
    turn = known.turns[parcel.place]
    if not there:
        return Told(parcel, None, left_out)
    if parcel.together is None:
        (alert,) = there
        return Told(parcel, _single(session, parcel.place, alert, turn, links, known))
    items = [Item(alert, known.deals[alert.deal_key], _changed(session, alert, known)) for alert in there]
    shown = together.told(turn, links, items, parcel.together, known.times[parcel.place])
    return Told(parcel, Reply(shown, pressing.under_many(turn), context=_about(item.deal for item in items)), left_out)


def _single(session: Session, place: Place, alert: Alert, turn: Turn, links: Links, known: _Known) -> Reply:
    deal = known.deals.get(alert.deal_key)
    if deal is None:
        return Reply(single.withdrawn(turn))
    buttons = _buttons(turn, deal, alert, known)
    if alert.kind is Kind.MERGED:
        shown = single.merged(turn, links, deal, place, alert.earlier)
        return Reply(shown, buttons[:1], context=_about([deal]))
    shown = single.told(turn, links, deal, alert, _changed(session, alert, known))
    return Reply(shown, buttons, context=_about([deal]))


def _changed(session: Session, alert: Alert, known: _Known) -> list[Changed]:
    """Of an update."""
    if alert.kind is not Kind.UPDATE:
        return []
    key = alert.deal_key, alert.facts
    if key not in known.changed:
        known.changed[key] = changes.of(session, alert.deal_key, known.deals[alert.deal_key], alert.facts)
    return known.changed[key]


def _about(deals: Iterable[Deal]) -> tuple[str, ...]:
    """What a reply to the message may lean on."""
    return tuple(deal_words.in_words(deal) for deal in islice(deals, _NAMED))


def _buttons(turn: Turn, deal: Deal, alert: Alert, known: _Known) -> tuple[tuple[Button, ...], ...]:
    """Those of the first subscription that stands; one that ended can be neither narrowed nor ended."""
    first = next((key for key in alert.subscriptions if key in known.rules), None)
    if first is None:
        return ((pressing.details(turn, deal),),)
    return pressing.under(turn, deal, first, known.rules[first])
