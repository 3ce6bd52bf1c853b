"""How right alerts are: `python -m tests.benchmarks.alert_quality LABELS... --articles FILES [--misses]`.

LABELS are halves of `tests/data/deals`, FILES those that their articles come from. The articles come in by their dates,
each read by the offline reader as soon as it is published, and chats of all kinds have subscribed: to everything, to
each company that we know, to types, countries, words, amounts. An alert is right when its article tells such a deal as
news, by the labels, and that deal, told without errors, is what the chat asked for; of places the labels say nothing.
It is a duplicate when the chat was alerted of that deal before. What the labels leave to taste (`optional`,
`borderline`) is left out.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from bot.alerts import subscriptions
from bot.alerts.outgoing.waiting import Kind
from bot.alerts.places import Place
from bot.alerts.recorded import Enqueuing
from bot.alerts.tables import AlertRow
from bot.alerts.wishes import matching, traits
from bot.alerts.wishes.interest import Subscribers
from bot.alerts.wishes.rules import Amount, Rule
from corpus import articles
from corpus.articles import IncomingArticle
from corpus.companies.gazetteer import gazetteer
from corpus.db import Base, Sessions
from corpus.deals import recording
from corpus.deals.drafts import DealDraft, DealType, Reader
from corpus.deals.kept import details, rows
from corpus.models import DealReportRow
from index.embedding import embedders
from tests.benchmarks.deal_matching import labelled
from tests.benchmarks.deal_reading import Json, load, offline, readable, tells

_COUNTRIES = ("Europe", "Germany", "United States", "China", "Japan", "South Korea", "India")
_WORDS = ("battery", "cells", "lithium", "LFP", "chips", "software", "recycling", "hydrogen")
#: From an article's publication to its being read.
_LATE = timedelta(minutes=5)


def wishes() -> dict[str, list[Rule]]:
    """Rules that people may have, by kind."""
    return {
        "everything": [Rule()],
        "company": [Rule(companies=(each.slug,)) for each in gazetteer().companies],
        "type": [Rule(types=(each,)) for each in DealType],
        "country": [Rule(countries=(each,)) for each in _COUNTRIES],
        "word": [Rule(words=(each,)) for each in _WORDS],
        "amount": [Rule(value=Amount(least, "USD")) for least in (1e8, 1e9)],
    }


@dataclass
class Outcome:
    """What became of the alerts of rules of one kind."""

    right: int = 0
    #: The deal is news, but not what was asked for.
    unasked: int = 0
    #: Nothing, or nothing new, is told there.
    untrue: int = 0
    duplicates: int = 0
    #: Such as the labels leave to taste.
    left_out: int = 0
    #: Labelled new deals that meet a rule, of which its chat was never told.
    missed: int = 0

    def __str__(self) -> str:
        total = self.right + self.unasked + self.untrue
        share = f"{self.right / total:.3f}" if total else "-"
        news = f"{(self.right + self.unasked) / total:.3f}" if total else "-"
        twice = f"{self.duplicates / total:.3f}" if total else "-"
        due = self.right - self.duplicates + self.missed
        found = f"{(self.right - self.duplicates) / due:.3f}" if due else "-"
        return (
            f"{total:5} alerts  precision {share} (truly new deals {news}; not asked for {self.unasked}, not true "
            f"{self.untrue})  duplicates {self.duplicates} ({twice})  recall {found}  left to taste {self.left_out}"
        )


@dataclass(frozen=True)
class Gold:
    """A labelled deal of one article, as it is told to whoever reads without errors."""

    label: Json
    traits: traits.Traits


def database() -> Sessions:
    """In memory, and empty."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    return Sessions(engine)


@dataclass
class World:
    """A database with the chats; articles come in one by one."""

    rules: Mapping[int, tuple[str, Rule]]
    reader: Reader
    sessions: Sessions = field(default_factory=database)
    outcomes: defaultdict[str, Outcome] = field(default_factory=lambda: defaultdict(Outcome))
    #: Deals of the labels of which a chat was told.
    told: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: Of the chat that wants everything.
    twice: list[str] = field(default_factory=list)
    #: What each chat was to be told.
    due: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.on_changes = Enqueuing(lambda: Subscribers(gazetteer(), embedders.embedder()))
        with self.sessions.writing() as session:
            for chat, (_, rule) in self.rules.items():
                subscriptions.add(session, Place("telegram", chat), chat, rule, "", datetime(1990, 1, 1, tzinfo=UTC))

    def comes(self, row: Json, article: Json, show: bool) -> None:
        read = readable(article)
        if read.published is None:
            return
        now = read.published + _LATE
        drafts = tuple(self.reader.read(read))
        with self.sessions.writing() as session:
            saved = articles.save(session, incoming(article), now).article
            changes = recording.record(session, saved, drafts, self.reader.identity, now)
            self.on_changes(session, changes, now)
            session.flush()
            fresh = session.scalars(select(AlertRow).where(AlertRow.made == now, AlertRow.kind == Kind.NEW)).all()
            alerts = [(alert.chat, self._draft(session, alert.deal_key, saved.key)) for alert in fresh]
        self._judge(row, [one for one in alerts if one[1]], list(gold(row, article)), article if show else None)

    def _draft(self, session: Session, deal: int, article: int) -> DealDraft | None:
        """What this article tells of the deal."""
        reports = rows.load(session, DealReportRow.deal_key == deal)
        return next((one.report.draft for one in reports if one.article_key == article), None)

    def _judge(self, row: Json, alerts: Sequence[tuple[int, Any]], due: list[Gold], shown: Json | None) -> None:
        for chat, (_, rule) in self.rules.items():
            meeting = [each for each in due if _is_news(each.label) and _meets(rule, each)]
            if not row["borderline"]:
                self.due[chat] |= {each.label["deal_key"] for each in meeting if not each.label["optional"]}
        for chat, draft in alerts:
            kind, rule = self.rules[chat]
            verdict = self._verdict(row, chat, draft, rule, due)
            setattr(self.outcomes[kind], verdict, getattr(self.outcomes[kind], verdict) + 1)
            if shown and verdict != "right" and (kind == "everything" or verdict == "unasked"):
                parties = ", ".join(f"{party.role.value} {party.name}" for party in draft.parties)
                print(f"{kind}, {verdict}: {row['article_id']} {shown['title']}")
                print(f"    {draft.type} {draft.stage}: {parties}; {draft.value or 'no value'}")

    def _verdict(self, row: Json, chat: int, draft: DealDraft, rule: Rule, due: Sequence[Gold]) -> str:
        meant = [each for each in due if tells(each.label, draft)]
        news = [each for each in meant if _is_news(each.label)]
        if row["borderline"] or (not news and any(each.label["optional"] for each in meant)):
            return "left_out"
        if not news:
            return "untrue"
        asked = [each for each in news if _meets(rule, each)]
        if not asked:
            return "unasked"
        keys = {each.label["deal_key"] for each in asked}
        if keys <= self.told[chat]:
            self.outcomes[self.rules[chat][0]].duplicates += 1
            if rule == Rule():
                self.twice.append(f"{row['article_id']}: {', '.join(sorted(keys))}")
        self.told[chat] |= keys
        return "right"

    def count_missed(self) -> None:
        for chat, keys in self.due.items():
            if self.rules[chat][1].countries:
                continue
            self.outcomes[self.rules[chat][0]].missed += len(keys - self.told[chat])


def gold(row: Json, article: Json) -> Iterator[Gold]:
    """Each recorded alone: what others told of it before does not tell what this article does."""
    for label, told in zip(row["deals"], labelled([row], {row["article_id"]: article}), strict=True):
        if len(told.report.draft.parties) < 2:  # within one group, as we know companies
            continue
        sessions = database()
        with sessions.writing() as session:
            now = readable(article).published or datetime.now(UTC)
            saved = articles.save(session, incoming(article), now).article
            (change,) = recording.record(session, saved, (told.report.draft,), "labels", now)
            (deal,) = details.load(session, [change.deal_key])
        # Of facts the labels hold no quotes, without which they would not be kept.
        facts = {name: getattr(told.report.draft, name) for name in ("product", "quantity", "value")}
        yield Gold(label, traits.of(replace(deal, **facts), gazetteer()))


def incoming(article: Json) -> IncomingArticle:
    read = readable(article)
    return IncomingArticle(
        read.title,
        read.text,
        id=article["id"],
        source=read.source,
        url=article.get("url"),
        published=read.published,
    )


def _meets(rule: Rule, told: Gold) -> bool:
    # Who asks for a country is judged by the rest: else every alert would be wrong whose place is not in the quote.
    return matching.met(replace(rule, countries=()), told.traits) is not None


def _is_news(label: Json) -> bool:
    return not label["background"]


def _in_order(found: Iterable[Json], texts: Mapping[str, Json]) -> list[Json]:
    """By the dates of their articles; those without one can alert nobody."""
    dated = [row for row in found if readable(texts[row["article_id"]]).published]
    return sorted(dated, key=lambda row: (str(readable(texts[row["article_id"]]).published), row["article_id"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--misses", action="store_true", help="print wrong alerts")
    options = parser.parse_args()
    labels = [json.loads(line) for file in options.labels for line in file.read_text("utf-8").splitlines()]
    texts = load(options.articles)
    numbered = enumerate(((kind, rule) for kind, some in wishes().items() for rule in some), 1)
    world = World(dict(numbered), offline())
    for row in _in_order(labels, texts):
        world.comes(row, texts[row["article_id"]], options.misses)
    world.count_missed()
    for told in world.twice if options.misses else ():
        print("told twice:", told)
    days = Counter("with a new deal" if row["has_new_deal"] else "without" for row in labels)
    print(f"{len(labels)} articles: {dict(days)}; {len(world.rules)} subscriptions")
    overall = Outcome()
    for kind, outcome in world.outcomes.items():
        print(f"{kind:11}{outcome}")
        for name, value in vars(outcome).items():
            setattr(overall, name, getattr(overall, name) + value)
    print(f"{'all':11}{overall}")


if __name__ == "__main__":
    main()
