"""The deals are a property of the articles: neither the order of arrival nor detours change them."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, true
from sqlalchemy.orm import Session

from bot import schema
from corpus import articles, db
from corpus.articles import IncomingArticle
from corpus.companies.gazetteer import gazetteer
from corpus.db import Base, Sessions
from corpus.deals import queries, recording
from corpus.deals.drafts import DealDraft
from corpus.deals.kept import rows
from corpus.deals.matching.clustering import cluster
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal, as_json
from corpus.models import CorpusIdentity
from tests.corpus.deals.makers import READER, day, deal
from tests.fakes import NOW

#: One database for all examples, emptied in between: making one takes as long as ten examples.
_DATABASE: list[Sessions] = []


@dataclass(frozen=True)
class Told:
    """An article and what it tells."""

    id: str
    days: int | None
    source: str
    drafts: tuple[DealDraft, ...]


SUPPLIES = ("supplier CATL, buyer Ford", "supplier Ford, buyer CATL", "supplier CATL, buyer Lincoln, buyer Ford")
PAIRS = ("partner CATL, partner Ford", "partner CATL, partner Ford, partner SK On", "partner Ford, partner SK On")
ROUNDS = ("investor Ford, investee Ionway", "investor CATL, investee Ionway", "acquirer Ford, target Ionway")

drafts = st.builds(
    deal,
    st.sampled_from(SUPPLIES + PAIRS + ROUNDS),
    st.sampled_from(("supply", "supply", "partnership", "joint_venture", "investment", "acquisition")),
    st.sampled_from(("rumoured", "talks", "mou", "agreed", "agreed", "completed", "ended", "denied")),
    background=st.booleans(),
    product=st.sampled_from((None, None, "LFP cells", "NCM cells", "batteries", "electric vans")),
    value=st.sampled_from((None, None, (1e9, "USD"), (1.02e9, "USD"), (3e9, "USD"), (9e8, "EUR"))),
    quantity=st.sampled_from((None, None, (10.0, "GWh"), (35.0, "GWh/yr"))),
    announced=st.sampled_from((None, None, None, "2023", "2023-03", "2024-01-15")),
    places=st.sampled_from(((), (), ("Michigan",), ("Kokomo", "Indiana"))),
)
told = st.builds(
    Told,
    st.just(""),
    st.one_of(st.none(), st.integers(0, 20), st.integers(0, 900)),
    st.sampled_from(("Paper", "Wire", "Ford")),
    st.lists(drafts, min_size=0, max_size=2).map(tuple),
)
news = st.lists(told, min_size=1, max_size=8).map(
    lambda items: [Told(f"a{number}", t.days, t.source, t.drafts) for number, t in enumerate(items)]
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(news, st.randoms(use_true_random=False))
def test_same_articles_in_any_order_make_the_same_deals(items: list[Told], rng: st.DataObject) -> None:
    shuffled = list(items)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]

    with _empty() as sessions:
        expected = _recorded(sessions, items)
    with _empty() as sessions:
        found = _recorded(sessions, shuffled)

    assert found == expected


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(news, news, st.randoms(use_true_random=False))
def test_what_was_read_otherwise_or_forgotten_leaves_no_trace_in_the_deals(
    items: list[Told], detour: list[Told], rng: st.DataObject
) -> None:
    """First other tellings under the same ids, then the right ones; articles in excess are forgotten."""
    steps: list[tuple[str, Told]] = [("tell", each) for each in detour]
    rng.shuffle(steps)  # type: ignore[attr-defined]
    last = [("tell", each) for each in items] + [("forget", each) for each in detour[len(items) :]]
    rng.shuffle(last)  # type: ignore[attr-defined]

    with _empty() as sessions:
        expected = _recorded(sessions, items)
    with _empty() as sessions:
        for what, each in steps + last:
            with sessions.writing() as session:
                _tell(session, each) if what == "tell" else _forget(session, each)
        found = _deals(sessions)

    assert found == expected


@contextmanager
def _empty() -> Iterator[Sessions]:
    if not _DATABASE:
        engine = db.engine(f"sqlite:///{Path(tempfile.mkdtemp()) / 'order.db'}")
        schema.upgrade(engine)
        _DATABASE.append(Sessions(engine))
    sessions = _DATABASE[0]
    with sessions.writing() as session:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != CorpusIdentity.__tablename__:
                session.execute(delete(table))
    yield sessions


def _recorded(sessions: Sessions, items: Sequence[Told]) -> list[object]:
    for item in items:
        with sessions.writing() as session:
            _tell(session, item)
    return _deals(sessions)


def _tell(session: Session, item: Told) -> None:
    published = day("2023-01-01") + timedelta(days=item.days) if item.days is not None else None
    incoming = IncomingArticle(item.id, f"Text {item.id}", id=item.id, source=item.source, published=published)
    article = articles.save(session, incoming, NOW).article
    recording.record(session, article, item.drafts, READER, NOW)


def _forget(session: Session, item: Told) -> None:
    articles.forget(session, item.id)
    recording.settle(session, NOW)


def _deals(sessions: Sessions) -> list[object]:
    with sessions.reading() as session:
        found = queries.find(session, Wanted(background=True), limit=None)
        assert all(_leads_back(session, each) for each in found)
        assert _kept(session) == _anew(session)
    return [as_json(each) | {"newest": each.newest} for each in found]


def _kept(session: Session) -> set[frozenset[str]]:
    """The reports of each deal, by their handles."""
    deals: defaultdict[int | None, set[str]] = defaultdict(set)
    for stored in rows.load(session, true()):
        deals[stored.deal_key].add(stored.handle)
    return {frozenset(handles) for handles in deals.values()}


def _anew(session: Session) -> set[frozenset[str]]:
    """What clustering all reports at once makes of them."""
    handles = {stored.report: stored.handle for stored in rows.load(session, true())}
    return {frozenset(handles[report] for report in deal) for deal in cluster(handles, gazetteer(), {})}


def _leads_back(session: Session, deal_: Deal) -> bool:
    again = queries.get(session, deal_.id)
    return again is not None and again.id == deal_.id
