"""What recording one more report costs among many: `python -m tests.benchmarks.deal_recording [--kept N]`.

The companies and deals are made up, with the shape of real ones: a few pairs of companies have hundreds of deals,
most have one. An old article that is found late is placed among what came after it, which costs more than the
newest article; both are measured, CPU time with the statements' own included.
"""

import argparse
import random
import shutil
import statistics
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import schema
from corpus import articles, db
from corpus.articles import IncomingArticle
from corpus.companies.gazetteer import gazetteer
from corpus.db import Sessions
from corpus.deals import recording
from corpus.deals.drafts import DealDraft, DealType, PartyDraft, Quote, Role, Stage, Value
from corpus.deals.kept import deal_rows, rows
from corpus.deals.kept.rows import Stored
from corpus.deals.matching.blocks import pair_blocks
from corpus.deals.matching.clustering import cluster
from corpus.models import Article, DealRow

NOW = datetime(2026, 1, 1, tzinfo=UTC)
_FROM = datetime(2015, 1, 1, tzinfo=UTC)
_DAYS = 3900
#: Companies that no gazetteer knows.
_UNKNOWN = 5000
_SOURCES = ("Morning Paper", "Evening Paper", "Wire", "Trade Weekly")
_PRODUCTS = (None, "LFP cells", "NCM cells", "batteries", "lithium hydroxide", "chips", "cylindrical 4680 cells")
_STAGES = (Stage.AGREED, Stage.AGREED, Stage.MOU, Stage.TALKS, Stage.COMPLETED)
_ROLES = (
    (DealType.SUPPLY, Role.SUPPLIER, Role.BUYER),
    (DealType.SUPPLY, Role.SUPPLIER, Role.BUYER),
    (DealType.PARTNERSHIP, Role.PARTNER, Role.PARTNER),
    (DealType.JOINT_VENTURE, Role.PARTNER, Role.PARTNER),
    (DealType.ACQUISITION, Role.ACQUIRER, Role.TARGET),
    (DealType.INVESTMENT, Role.INVESTOR, Role.INVESTEE),
)


class World:
    """Made-up articles and deals, of one seed the same ones at each run."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(0)  # the same companies in every world
        self._companies = [company.slug for company in gazetteer().companies]
        self._rng.shuffle(self._companies)
        for number in range(_UNKNOWN):
            place = self._rng.randint(20, len(self._companies))
            self._companies.insert(place, f"unknown_{number}")
        self._often = [1 / (place + 3) for place in range(len(self._companies))]
        self._rng = random.Random(seed)
        self._seed, self._numbers = seed, count()

    def article(self, published: datetime | None = None) -> IncomingArticle:
        """An article of some day, when none is given."""
        name = f"{self._seed}-{next(self._numbers)}"
        when = published or _FROM + timedelta(days=self._rng.random() * _DAYS)
        source = self._rng.choice(_SOURCES)
        return IncomingArticle(f"Title {name}", f"Text {name}", id=f"made-{name}", source=source, published=when)

    def deal(self) -> DealDraft:
        """A deal of two companies."""
        rng = self._rng
        one = other = rng.choices(self._companies, self._often)[0]
        while other == one:
            other = rng.choices(self._companies, self._often)[0]
        type_, *roles = rng.choice(_ROLES)
        value = Value(rng.randint(1, 50) * 1e8, "USD") if rng.random() < 1 / 3 else None
        sentence = f"{one} and {other} {type_}"
        quotes = tuple(Quote(field, sentence, 0, len(sentence)) for field in ("deal", "stage", "product", "value"))
        return DealDraft(
            type=type_,
            stage=rng.choice(_STAGES),
            background=rng.random() < 0.2,
            parties=tuple(PartyDraft(c, c, role) for c, role in zip((one, other), roles, strict=True)),
            evidence=quotes,
            product=rng.choice(_PRODUCTS),
            value=value,
        )


def fill(sessions: Sessions, world: World, reports: int) -> None:
    """Keeps so many reports and their deals, quicker than by recording each."""
    companies = gazetteer()
    beside: defaultdict[str, list[Stored]] = defaultdict(list)
    with sessions.writing() as session:
        for _ in range(reports):
            for stored in rows.keep(session, _kept(session, world.article()), [world.deal()], companies):
                beside[min(pair_blocks(stored.report.draft, companies))].append(stored)
            session.expunge_all()  # else each flush looks through all that came before
        for members in beside.values():
            by_report = {stored.report: stored for stored in members}
            clusters = [[by_report[report] for report in each] for each in cluster(by_report, companies, {})]
            deal_rows.bring_up(session, clusters, set(), [], NOW, companies)
            session.expunge_all()


def measure(sessions: Sessions, world: World, reports: int, *, newest: bool) -> list[float]:
    """CPU milliseconds that each further report takes to record."""
    took = []
    for number in range(reports):
        published = NOW + timedelta(minutes=number) if newest else None
        with sessions.writing() as session:
            article = articles.save(session, world.article(published), NOW).article
            draft = world.deal()
            before = time.process_time()
            recording.record(session, article, [draft], "benchmark", NOW)
            took.append((time.process_time() - before) * 1e3)
    return took


def _kept(session: Session, incoming: IncomingArticle) -> Article:
    """Saved without looking for copies, of which there are none."""
    digest = sha256(incoming.text.encode()).hexdigest()
    article = Article(
        id=incoming.id,
        title=incoming.title,
        text=incoming.text,
        source=incoming.source,
        published=incoming.published,
        first_seen=NOW,
        content_hash=digest,
        text_hash=digest,
    )
    session.add(article)
    session.flush()
    return article


def main() -> None:
    """Fills a database, unless there is one, and prints what recording takes."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.deal_recording")
    parser.add_argument("--kept", type=int, default=52_000, help="reports to fill the database with")
    parser.add_argument("--reports", type=int, default=400, help="reports to record, each kind")
    parser.add_argument("--file", type=Path, help="keep the database here, to be measured again on a copy")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        there = Path(folder) / "corpus.db"
        if args.file and args.file.exists():
            shutil.copy(args.file, there)
        engine = db.engine(f"sqlite:///{there}")
        schema.upgrade(engine)
        sessions = Sessions(engine)
        if not (args.file and args.file.exists()):
            fill(sessions, World(1), args.kept)
            if args.file:
                engine.dispose()  # so that all stands in the one file
                shutil.copy(there, args.file)
        with sessions.reading() as session:
            print(session.scalar(select(func.count()).select_from(DealRow)), "deals")
        for seed, name in enumerate(("newest", "found late"), 2):
            took = sorted(measure(sessions, World(seed), args.reports, newest=name == "newest"))
            tail = took[len(took) * 95 // 100]
            middle = statistics.median(took)
            print(f"{name:10} median {middle:.1f} ms, mean {statistics.mean(took):.1f} ms, 95% within {tail:.1f} ms")
        engine.dispose()


if __name__ == "__main__":
    main()
