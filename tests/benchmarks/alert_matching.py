"""How fast a deal finds its subscriptions: `python -m tests.benchmarks.alert_matching DATABASE [--subscriptions N]`.

DATABASE is a `dealwire.db` with deals. Subscriptions are made up at random, in the mix that people make, and in two
that are worse: none names a company, and all ask for everything. Beside it stands what looking at every rule takes.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from bot.alerts.subscriptions import fingerprint
from bot.alerts.tables import SubscriptionCompanyRow, SubscriptionRow
from bot.alerts.wishes import candidates, matching, rules, traits
from bot.alerts.wishes.rules import Amount, Rule
from corpus import db
from corpus.companies.gazetteer import gazetteer
from corpus.db import Base, Sessions
from corpus.deals import queries
from corpus.deals.drafts import DealType, Stage
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal
from tests.fakes import NOW

_WORDS = "battery cells lithium software chips solid-state charger recycling truck hydrogen graphite plant".split()
_COUNTRIES = ("Europe", "Germany", "United States", "China", "Japan", "South Korea", "Spain", "North America")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--subscriptions", type=int, default=10_000)
    arguments = parser.parse_args()
    with Sessions(db.engine(f"sqlite:///{arguments.database}")).reading() as session:
        deals = queries.find(session, Wanted(), 200)
    rng = random.Random(7)
    mixes: dict[str, Callable[[], Rule]] = {
        "as people do": lambda: _likely(rng),
        "no company": lambda: _without_company(rng),
        "everything": Rule,
    }
    for name, make in mixes.items():
        _measure(name, [make() for _ in range(arguments.subscriptions)], deals)


def _measure(name: str, wanted: Sequence[Rule], deals: Sequence[Deal]) -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        _subscribe(session, wanted)
        session.execute(text("ANALYZE"))
        candidates.meeting(session, deals[0], gazetteer())  # rules are parsed once in the life of a process
        times, found = [], 0
        for deal in deals:
            began = time.process_time()
            found += len(candidates.meeting(session, deal, gazetteer()))
            times.append(time.process_time() - began)
        began = time.process_time()
        for deal in deals[:20]:
            told = traits.of(deal, gazetteer())
            sum(matching.met(rule, told) is not None for rule in wanted)
        every = (time.process_time() - began) / len(deals[:20])
    times.sort()
    milliseconds = [1000 * times[int(len(times) * share)] for share in (0.5, 0.95)]
    print(
        f"{name}: {len(wanted):,} subscriptions, {len(deals)} deals, {found / len(deals):,.0f} met by a deal; "
        f"median {milliseconds[0]:.1f} ms, p95 {milliseconds[1]:.1f} ms, most {1000 * times[-1]:.1f} ms; "
        f"looking at every rule {1000 * every:.1f} ms (of processor time)"
    )


def _subscribe(session: Session, wanted: Sequence[Rule]) -> None:
    subscriptions, companies = [], []
    for key, rule in enumerate(wanted, 1):
        kept = json.loads(json.dumps(rule.as_json()))
        assert rules.from_json(kept) == rule
        who = {"messenger": "telegram", "chat": key, "topic": 0, "user": key, "said": "", "paused": False}
        subscriptions.append({"key": key, "rule": kept, "fingerprint": fingerprint(rule), "made": NOW, **who})
        companies += [{"subscription": key, "company": slug} for slug in rule.companies or ("",)]
    session.execute(SubscriptionRow.__table__.insert(), subscriptions)  # type: ignore[attr-defined]
    session.execute(SubscriptionCompanyRow.__table__.insert(), companies)  # type: ignore[attr-defined]
    session.commit()


def _likely(rng: random.Random) -> Rule:
    """Three of four name a company, mostly one of the hundred that news is full of."""
    if rng.random() > 0.75:
        return _without_company(rng)
    known = gazetteer().companies
    # News is of few companies: the lower the number, the likelier.
    company, other = (known[int(len(known) * rng.random() ** 3)].slug for _ in range(2))
    draw = rng.random()
    if draw < 0.5:
        return Rule(companies=(company,))
    if draw < 0.7:
        return Rule(companies=(company,), others=(other,))
    return Rule(companies=(company,), types=(rng.choice(list(DealType)),), words=_some_words(rng))


def _without_company(rng: random.Random) -> Rule:
    draw = rng.random()
    if draw < 0.1:
        return Rule()
    if draw < 0.4:
        return Rule(types=(rng.choice(list(DealType)),), countries=(rng.choice(_COUNTRIES),))
    if draw < 0.6:
        return Rule(words=_some_words(rng))
    if draw < 0.8:
        return Rule(value=Amount(rng.choice((1e8, 1e9)), rng.choice(("USD", "EUR"))), confirmed=rng.random() < 0.5)
    if draw < 0.9:
        return Rule(stages=(rng.choice(list(Stage)),), words=_some_words(rng))
    return Rule(words=_some_words(rng), countries=(rng.choice(_COUNTRIES),), quantity=Amount(10, "GWh"))


def _some_words(rng: random.Random) -> tuple[str, ...]:
    return tuple(rng.sample(_WORDS, rng.randint(1, 2)))


if __name__ == "__main__":
    main()
